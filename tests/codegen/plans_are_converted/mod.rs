//! What a plan says is what it says in another form, but for what findings tell.

mod difference;
mod random;

use std::path::{Path, PathBuf};

use ampli_rs::diagnostic::{Diagnostic, Diagnostics, Severity};
use ampli_rs::export::{self, Content, Exported, Form, Settings};
use ampli_rs::parse::own::Keys;
use ampli_rs::parse::{self, Parsed};
use ampli_rs::plan::Plan;
use ampli_rs::text::{Document, PlanText};
use ampli_rs::{broken, fetch};
use proptest::prelude::*;
use serde_json::{Value, json};

use self::difference::untold;
use crate::support::sdk;

/// What was written, as it would be read from disk.
fn text(exported: &Exported) -> PlanText {
    let document = |name: &str, text: &str| Document { name: name.to_owned(), text: text.to_owned() };
    let documents = match &exported.content {
        Content::Document(text) => vec![document("plan.json", text)],
        Content::Folder(files) => {
            let mut documents: Vec<_> =
                files.iter().map(|file| document(&format!("out/{}", file.path), &file.text)).collect();
            documents.sort_by(|one, other| one.name.cmp(&other.name));
            documents
        }
    };
    PlanText { origin: "out".to_owned(), documents }
}

/// Writes the plan in the form and reads it again; the differences that no finding tells of.
fn lost_silently(plan: &Plan, form: Form, settings: &Settings) -> Vec<String> {
    let exported = export::write(plan, form, settings);
    if exported.events == 0 && !plan.events.is_empty() {
        return Vec::new();
    }
    let Parsed { plan: again, findings } = match parse::plan(&text(&exported)) {
        Ok(parsed) => parsed,
        // A folder without files is no plan at all, and neither is a catalogue without events.
        Err(_) if exported.events == 0 => return Vec::new(),
        Err(findings) => return vec![format!("{findings:?}")],
    };
    let mut lost = untold(plan, &again, &exported.findings, !form.is_folder());
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    lost.extend(errors.map(|finding| format!("{} {}", finding.code.id, finding.message)));
    lost
}

/// The schemas in what was written, each with the draft that it is written in.
fn schemas(exported: &Exported) -> Vec<Value> {
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let Content::Document(text) = &exported.content else {
        let Content::Folder(files) = &exported.content else { return Vec::new() };
        let mut schemas: Vec<Value> = files.iter().map(|file| json(&file.text)).collect();
        for schema in schemas.iter_mut().filter(|schema| schema.get("self").is_some()) {
            schema["$schema"] = json!("http://json-schema.org/draft-04/schema#");
        }
        return schemas;
    };
    let plan = json(text);
    let rules = [plan.pointer("/rules"), plan.pointer("/rules/events"), plan.pointer("/events")];
    let rules = rules.into_iter().flatten().filter_map(Value::as_array).flatten();
    rules.filter_map(|rule| rule.get("jsonSchema").or(rule.get("rules")).cloned()).collect()
}

/// What other readers of JSON Schema have to say against what was written.
fn invalid_schemas(plan: &Plan, form: Form) -> Vec<String> {
    let exported = export::write(plan, form, &Settings::default());
    let errors = schemas(&exported).into_iter().filter_map(|schema| {
        let error = jsonschema::validator_for(&schema).err()?;
        Some(format!("{error}: {schema}"))
    });
    errors.collect()
}

fn assert_nothing_is_lost_silently(plan: &Plan, of: &Path) {
    for form in Form::ALL {
        let lost = lost_silently(plan, form, &Settings::default());
        let few: Vec<_> = lost.iter().take(5).collect();
        assert!(lost.is_empty(), "{} as {form:?}: {} differences: {few:#?}", of.display(), lost.len());
    }
}

/// The sound events of the plan in a file or a folder; `None` when it is none.
fn sound(path: &Path) -> Option<Plan> {
    sound_part(parse::plan(&fetch::on_disk(path).ok()?).ok()?)
}

/// The plan without its broken events; `None` when it is broken as a whole.
fn sound_part(Parsed { mut plan, findings }: Parsed) -> Option<Plan> {
    let broken = broken::Broken::new(&plan, &findings);
    let mut index = 0;
    plan.events.retain(|_| {
        index += 1;
        !broken.events.contains(&(index - 1))
    });
    (!broken.plan).then_some(plan)
}

/// Files and folders in `folder`, down to `depth` levels of folders.
fn paths(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut all = Vec::new();
    for path in entries {
        if path.is_dir() && depth > 0 {
            all.extend(paths(&path, depth - 1));
        }
        all.push(path);
    }
    all.sort();
    all
}

#[test]
fn plans_of_the_repository_lose_nothing_silently() {
    let mut plans = 0;
    for path in paths(&sdk::fixture(""), 2) {
        if let Some(plan) = sound(&path) {
            plans += 1;
            assert_nothing_is_lost_silently(&plan, &path);
            // The project's own format has schemas as they were written.
            for form in Form::ALL.into_iter().filter(|form| *form != Form::Own) {
                assert_eq!(invalid_schemas(&plan, form), [""; 0], "{} as {form:?}", path.display());
            }
        }
    }
    assert!(plans > 20, "{plans} plans");
}

#[test]
fn plans_that_teams_have_written_lose_nothing_silently() {
    let Some(folder) = sdk::shared("") else { return };
    let mut plans = 0;
    for path in paths(&folder, 3) {
        if let Some(plan) = sound(&path) {
            plans += 1;
            assert_nothing_is_lost_silently(&plan, &path);
        }
    }
    assert!(plans > 100, "{plans} plans");
}

#[test]
fn a_plan_goes_back_into_the_form_that_it_came_from_whole() {
    for (fixture, form) in [
        ("garden/own.json", Form::Own),
        ("garden/segment-public.json", Form::Segment),
        ("garden/segment-config.json", Form::SegmentConfig),
        ("garden/rudderstack-v2.json", Form::RudderStack),
        ("garden/rudderstack-catalogue.json", Form::RudderStackCatalogue),
        ("garden-iglu", Form::Iglu),
    ] {
        let plan = sound(&sdk::fixture(fixture)).expect("a plan");
        let exported = export::write(&plan, form, &Settings::default());
        let told: Vec<_> = exported.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(told, [""; 0], "{fixture}");
        assert_eq!(lost_silently(&plan, form, &Settings::default()), [""; 0], "{fixture}");
    }
}

#[test]
fn without_findings_every_loss_is_seen() {
    let plan = sound(&sdk::fixture("complete/own.json")).expect("a plan");
    let exported = export::write(&plan, Form::Segment, &Settings::default());
    let again = parse::plan(&text(&exported)).expect("a plan").plan;
    let mut lost = untold(&plan, &again, &Diagnostics::new(), true);
    // Versions are how events are told apart: without a word about them, every event is another one.
    lost.retain(|difference| !difference.ends_with(" is new") && !difference.ends_with(" is gone"));
    assert_eq!(
        lost,
        [
            "the plan's version",
            "the plan's branch",
            "the plan's url",
            "the plan's sources",
            "the plan's destinations",
            "the group Place",
            "the definition #/$defs/Bed",
        ]
    );
    let versions = exported.findings.iter().filter(|finding| finding.code.name == "other-event-version");
    let mut told = Diagnostics::new();
    told.extend(versions.cloned());
    let lost = untold(&plan, &again, &told, true);
    assert_eq!(
        lost[7..],
        [
            "id of `Seed Sown`: None",
            "owner of `Seed Sown`: None",
            "category of `Seed Sown`: None",
            "url of `Seed Sown`: None",
            "deprecated.replacement of `Seed Sown`: None",
            "deprecated.note of `Seed Sown`: None",
            "expires of `Seed Sown`: None",
            "metadata of `Seed Sown`: None",
            "sources of `Seed Sown`: None",
            "destinations of `Seed Sown`: None",
            "groups of `Seed Sown`",
            "the definition #/$defs/Bed of `Seed Sown` is new",
            "groups of `Seed Planted`",
            "the definition #/$defs/Bed of `Seed Planted` is new",
            "deprecated of `Garden Left`: None",
        ]
    );
    let mut other = plan.clone();
    other.events[0].properties.properties[0].required = false;
    other.events[6].properties.properties[1].value.nullable = true;
    assert_eq!(untold(&plan, &other, &Diagnostics::new(), true).len(), 2);
}

/// The guide's tables, as (what, the cells of the forms).
fn tables() -> Vec<(String, Vec<String>)> {
    let guide = include_str!("../../../docs/convert.md");
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let rows = guide.lines().filter(|line| line.starts_with("| ")).map(cells);
    rows.filter(|cells| cells.len() == 8).map(|mut cells| (cells.remove(0), cells)).collect()
}

#[test]
fn the_guide_says_what_each_form_holds() {
    let forms = [
        Form::Own,
        Form::Segment,
        Form::SegmentConfig,
        Form::RudderStack,
        Form::RudderStackCatalogue,
        Form::Iglu,
        Form::Schemas,
    ];
    let plan = sound(&sdk::fixture("complete/own.json")).expect("a plan");
    let losses = forms.map(|form| {
        let findings = export::write(&plan, form, &Settings::default()).findings;
        let is_detail =
            |name: &str| ["lost-plan-detail", "lost-event-detail", "lost-routing"].contains(&name);
        let messages = findings.iter().filter(|finding| is_detail(finding.code.name));
        let about = |finding: &Diagnostic| match finding.event.as_deref() {
            Some(event) => format!("event {event} {}", finding.message),
            None => format!("plan {}", finding.message),
        };
        messages.map(about).collect::<Vec<_>>()
    });
    let mut checked = 0;
    let mut of = "";
    for (what, cells) in tables() {
        match what.as_str() {
            "of the plan" => of = "plan ",
            "of an event" => of = "event Seed Sown ",
            _ => {}
        }
        for word in what.split(", ") {
            let said = ["yes", "no"];
            for (cell, losses) in cells.iter().zip(&losses).filter(|(cell, _)| said.contains(&cell.as_str()))
            {
                let quoted = format!("`{word}`");
                let known = ["name", "id", "version", "branch", "description", "url", "owner", "category"];
                let more = ["tags", "deprecated", "expires", "metadata", "sources", "destinations"];
                if !known.contains(&word) && !more.contains(&word) {
                    continue;
                }
                let is_lost = losses.iter().any(|loss| loss.starts_with(of) && loss.contains(&quoted));
                assert_eq!(cell == "no", is_lost, "{of}{word}: {losses:#?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 90, "{checked} cells");
}

#[test]
fn keys_are_written_only_on_request() {
    let plan = sound(&sdk::fixture("complete/own.json")).expect("a plan");
    let settings = Settings { keys: Keys::Include, ..Settings::default() };
    assert_eq!(lost_silently(&plan, Form::Own, &settings), [""; 0]);
    assert!(export::write(&plan, Form::Own, &settings).findings.is_empty());
    let Content::Document(text) = export::write(&plan, Form::Own, &Settings::default()).content else {
        panic!("one document")
    };
    assert!(!text.contains("phc_"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_read_of_a_schema_is_not_lost_silently(schema in random::schema(), shared in random::schema()) {
        let plan = json!({"ampliPlan": 1, "$defs": {"a": shared, "b": schema}, "groups": {"G": {"schema": shared}},
                          "events": [{"name": "A", "schema": {"type": "object", "properties": {"p": schema}}},
                                     {"name": "B", "schema": schema, "groups": ["G"]}]});
        let text = PlanText::single("plan.json".to_owned(), plan.to_string());
        let plan = parse::plan(&text).ok().and_then(sound_part);
        for form in Form::ALL {
            let lost = plan.as_ref().map(|plan| lost_silently(plan, form, &Settings::default()));
            prop_assert!(lost.as_ref().is_none_or(Vec::is_empty), "{form:?}: {lost:#?}");
        }
    }

    #[test]
    fn random_plans_lose_nothing_silently(plan in random::plan()) {
        // The project's own format writes schemas as they were read, and these were not.
        for form in Form::ALL.into_iter().filter(|form| *form != Form::Own) {
            let lost = lost_silently(&plan, form, &Settings::default());
            prop_assert!(lost.is_empty(), "{form:?}: {lost:#?}");
            prop_assert_eq!(invalid_schemas(&plan, form), [""; 0], "{:?}", form);
        }
    }
}
