//! Changes of events and calls as a whole, each with a line of a program that was written before.

use ampli_rs::compare::{self, Programs, ReasonKind, Side};
use serde_json::{Value, json};

use super::program;
use super::together::Together;
use crate::support::sdk::{self, ReadPlan};

/// A change of a plan: what it is, both plans, the line, and whether it compiles no more.
struct Change {
    name: &'static str,
    older: ReadPlan,
    newer: ReadPlan,
    line: &'static str,
    breaks: bool,
}

fn change(name: &'static str, line: &'static str, breaks: bool, older: Value, newer: Value) -> Change {
    let plan = |parts: Value| {
        let mut plan = json!({"ampliPlan": 1, "events": []});
        for (key, part) in parts.as_object().expect("parts of a plan") {
            plan[key] = part.clone();
        }
        sdk::from_text(plan.to_string())
    };
    Change { name, older: plan(older), newer: plan(newer), line, breaks }
}

fn changes() -> Vec<Change> {
    let text = |required: bool| {
        let list: &[&str] = if required { &["name"] } else { &[] };
        json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": list})
    };
    let events = |names: &[&str]| json!({"events": names.iter().map(|name| json!({"name": name})).collect::<Vec<_>>()});
    let versions = |versions: &[&str]| json!({"events": versions.iter().map(|version| json!({"name": "Sown", "version": version})).collect::<Vec<_>>()});
    let many = |last: bool| {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let properties: Value =
            names.iter().map(|name| ((*name).to_owned(), json!({"type": "integer"}))).collect();
        let required = if last { &names[..] } else { &names[..7] };
        json!({"events": [{"name": "Sown", "schema": {"type": "object", "properties": properties, "required": required}}]})
    };
    let load = "let _ = sdk::load(sdk::Options::new());";
    vec![
        change(
            "event added",
            "let _ = sdk::sown(\"u\");",
            false,
            events(&["Sown"]),
            events(&["Sown", "Dug"]),
        ),
        change(
            "event removed",
            "let _ = sdk::sown(\"u\");",
            true,
            events(&["Sown", "Dug"]),
            events(&["Dug"]),
        ),
        change("event renamed", "let _ = sdk::sown(\"u\");", true, events(&["Sown"]), events(&["Sowed"])),
        change(
            "name of an event collides",
            "let _ = sdk::sown(\"u\");",
            false,
            events(&["Sown"]),
            events(&["sown", "Sown"]),
        ),
        change("newer version", "let _ = sdk::sown(\"u\");", false, versions(&["1"]), versions(&["1", "2"])),
        change(
            "older version removed",
            "let _ = sdk::sown_v1(\"u\");",
            true,
            versions(&["1", "2"]),
            versions(&["2"]),
        ),
        change(
            "first property",
            "let _ = sdk::sown(\"u\");",
            true,
            events(&["Sown"]),
            json!({"events": [{"name": "Sown", "schema": text(false)}]}),
        ),
        change(
            "eighth required property",
            "let _ = sdk::Sown::new(1, 2, 3, 4, 5, 6, 7);",
            true,
            many(false),
            many(true),
        ),
        change(
            "identify appears",
            "let _ = sdk::identify(\"u\");",
            true,
            json!({}),
            json!({"identify": {"schema": text(false)}}),
        ),
        change(
            "identify disappears",
            "let _ = sdk::identify(\"u\", sdk::Identify::new());",
            true,
            json!({"identify": {"schema": text(false)}}),
            json!({}),
        ),
        change(
            "group without properties appears",
            "let _ = sdk::group(\"u\", \"g\");",
            false,
            json!({}),
            json!({"group": {"schema": {"type": "object"}}}),
        ),
        change(
            "page disappears",
            "let _ = sdk::page_home(\"u\", None);",
            true,
            json!({"page": [{"name": "Home"}]}),
            json!({}),
        ),
        change("context appears", load, true, json!({}), json!({"context": {"schema": text(true)}})),
        change(
            "optional context appears",
            load,
            false,
            json!({}),
            json!({"context": {"schema": text(false)}}),
        ),
        change(
            "context disappears",
            "let _ = sdk::Context::new(\"a\");",
            true,
            json!({"context": {"schema": text(true)}}),
            json!({}),
        ),
        change(
            "context asks for more",
            "let _ = sdk::Context::new();",
            true,
            json!({"context": {"schema": text(false)}}),
            json!({"context": {"schema": text(true)}}),
        ),
    ]
}

#[test]
fn what_happens_to_whole_events_and_calls_breaks_what_it_is_said_to_break() {
    let mut programs = Together::new("whole-changes");
    let changes = changes();
    for (index, change) in changes.iter().enumerate() {
        let (old, new) = program::sdks(&change.older, &change.newer);
        for (side, sdk) in [("old", &old), ("new", &new)] {
            let name = format!("{side}_{index}");
            programs.sdk(&name, sdk);
            let text = format!("use sdks::{name} as sdk;\n\nfn main() {{\n    {}\n}}\n", change.line);
            programs.program(&name, text);
        }
    }
    let refused = programs.refused();
    for (index, change) in changes.iter().enumerate() {
        let side = |read: &ReadPlan| (read.plan.clone(), read.broken.clone());
        let ((old, old_broken), (new, new_broken)) = (side(&change.older), side(&change.newer));
        let comparison = compare::plans(
            Side { plan: &old, broken: &old_broken },
            Side { plan: &new, broken: &new_broken },
            &Programs::default(),
        );
        let mut reasons = comparison.changes.iter().flat_map(|change| &change.program);
        let told = reasons.any(|reason| matches!(reason.kind, ReasonKind::Compile(_)));
        let found = ["old", "new"].map(|side| refused.contains_key(&format!("{side}_{index}")));
        assert_eq!((found, told), ([false, change.breaks], change.breaks), "{}", change.name);
    }
}
