//! What a plan says is what it says in another form, but for what findings tell.

mod difference;
mod random;

use std::path::{Path, PathBuf};

use ampli_rs::diagnostic::Severity;
use ampli_rs::export::{self, Content, Exported, Form, Settings};
use ampli_rs::parse::own::Keys;
use ampli_rs::parse::{self, Parsed};
use ampli_rs::plan::Plan;
use ampli_rs::text::{Document, PlanText};
use ampli_rs::{broken, fetch};
use proptest::prelude::*;

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

fn assert_nothing_is_lost_silently(plan: &Plan, of: &Path) {
    for form in Form::ALL {
        let lost = lost_silently(plan, form, &Settings::default());
        let few: Vec<_> = lost.iter().take(5).collect();
        assert!(lost.is_empty(), "{} as {form:?}: {} differences: {few:#?}", of.display(), lost.len());
    }
}

/// The sound events of the plan in a file or a folder; `None` when it is none.
fn sound(path: &Path) -> Option<Plan> {
    let text = fetch::on_disk(path).ok()?;
    let Parsed { mut plan, findings } = parse::plan(&text).ok()?;
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
    fn random_plans_lose_nothing_silently(plan in random::plan()) {
        // The project's own format writes schemas as they were read, and these were not.
        for form in Form::ALL.into_iter().filter(|form| *form != Form::Own) {
            let lost = lost_silently(&plan, form, &Settings::default());
            prop_assert!(lost.is_empty(), "{form:?}: {lost:#?}");
        }
    }
}
