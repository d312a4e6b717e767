//! `infer` writes a first plan from collected events: one that can be pulled, and that allows every one of them.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::playground::Playground;

/// Events as the JSON Lines destination writes them.
fn events(lines: impl IntoIterator<Item = (&'static str, Value)>) -> String {
    let mut text = String::new();
    for (name, properties) in lines {
        let event = json!({ "type": "track", "messageId": "m", "event": name, "properties": properties });
        writeln!(text, "{event}").unwrap();
    }
    text
}

fn seeds(count: usize) -> impl Iterator<Item = (&'static str, Value)> {
    (0..count).map(|number| {
        let mut properties = json!({
            "plant": if number % 2 == 0 { "pea" } else { "bean" },
            "note": format!("bed {number}"),
            "depth": if number % 3 == 0 { json!(2) } else { json!(2.5) },
            "row": number,
            "at": "2026-01-02T03:04:05Z",
            "id": format!("01890000-0000-7000-8000-{number:012}"),
            "place": { "garden": "north", "beds": [number] },
            "by_bed": { (1000 + number).to_string(): true, (5000 + number).to_string(): false },
            "weight": if number % 4 == 0 { Value::Null } else { json!(number) },
        });
        if number > 0 {
            properties["helper"] = json!("ada@example.com");
        }
        ("Seed Sown", properties)
    })
}

#[test]
fn what_was_seen_is_what_the_plan_says() {
    let playground = Playground::new();
    playground.write("events.jsonl", events(seeds(20)));
    let run = playground.run(&["infer", "events.jsonl", "--name", "The garden"]);
    let expected = json!({
        "ampliPlan": 1,
        "name": "The garden",
        "events": [{ "name": "Seed Sown", "schema": {
            "type": "object",
            "properties": {
                "plant": { "type": "string", "enum": ["bean", "pea"] },
                "note": { "type": "string" },
                "depth": { "type": "number" },
                "row": { "type": "integer" },
                "at": { "type": "string", "format": "date-time" },
                "id": { "type": "string", "format": "uuid" },
                "place": {
                    "type": "object",
                    "properties": {
                        "garden": { "type": "string" },
                        "beds": { "type": "array", "items": { "type": "integer" } },
                    },
                    "required": ["garden", "beds"],
                },
                "by_bed": { "type": "object", "additionalProperties": { "type": "boolean" } },
                "weight": { "type": ["integer", "null"] },
                "helper": { "type": "string", "format": "email" },
            },
            "required": ["plant", "note", "depth", "row", "at", "id", "place", "by_bed", "weight"],
        } }],
    });
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap(), expected);
    let told = "20 events in 1 file\nnext: write the descriptions, then `ampli-rs check --plan` the plan\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, told));
}

#[test]
fn the_plan_is_the_same_however_the_events_lie_in_files() {
    let playground = Playground::new();
    let all = events(seeds(300));
    playground.write("all.jsonl", &all);
    let lines: Vec<&str> = all.lines().collect();
    for (number, part) in lines.chunks(7).enumerate() {
        playground.write(&format!("parts/{number:03}.jsonl"), part.join("\n"));
    }
    let whole = playground.run(&["-q", "infer", "all.jsonl"]).stdout;
    assert_eq!(playground.run(&["-q", "infer", "parts", "--threads", "4"]).stdout, whole);
    assert_eq!(playground.run(&["-q", "infer", "parts/*.jsonl", "--threads", "1"]).stdout, whole);
}

#[test]
fn the_plan_can_be_checked_and_pulled() {
    let playground = Playground::new();
    playground.write("events.jsonl", events(seeds(20)));
    playground.run(&["infer", "events.jsonl", "--output", "plan.json"]).says(
        0,
        "20 events in 1 file\n\
         plan.json written: 1 event\n\
         next: write the descriptions, then `ampli-rs check --plan` the plan\n",
    );
    assert_eq!(playground.run(&["check", "--plan", "plan.json"]).status, 0);
    assert_eq!(playground.run(&["pull", "app", "--plan", "plan.json"]).status, 0);
    playground.run(&["infer", "events.jsonl", "--output", "plan.json"]).says(
        2,
        "error: `plan.json` is there already\nhelp: name another file, or overwrite it with `--force`\n",
    );
}

#[test]
fn what_is_no_event_is_counted_and_told() {
    let playground = Playground::new();
    let mut text = events([("Seed Sown", json!({}))]);
    text.push_str("{\"type\":\"alias\",\"messageId\":\"m\"}\nnonsense\n{\"type\":\"track\",\"eve\n");
    playground.write("events.jsonl", &text);
    playground.write("bad.jsonl", "x\n".repeat(25));
    let run = playground.run(&["infer", "events.jsonl", "bad.jsonl"]);
    let told: String =
        (1..=20).map(|line| format!("bad.jsonl:{line}: no form of events that is known\n")).collect();
    let expected = format!(
        "events.jsonl:3: no JSON: expected ident, column 2\n\
         events.jsonl:4: no JSON: EOF while parsing a string, column 20\n\
         {told}bad.jsonl: 5 more bad records\n\
         1 event, 27 bad records in 2 files; left out 1 call without properties\n\
         seen less than ten times, look at what is required: `Seed Sown`\n\
         next: write the descriptions, then `ampli-rs check --plan` the plan\n"
    );
    assert_eq!(run.stderr, expected);
    assert_eq!(run.status, 0);
    playground.run(&["infer", "bad.jsonl", "-q"]).says(1, &(told + "bad.jsonl: 5 more bad records\n"));
}

#[test]
fn every_form_gives_a_plan_that_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/collected");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "records" || end == "md") {
            continue;
        }
        let playground = Playground::new();
        let run = playground.run(&["-q", "infer", path.to_str().unwrap(), "--output", "plan.json"]);
        assert_eq!(run.status, 0, "{}: {}", path.display(), run.stderr);
        let check = playground.run(&["check", "--plan", "plan.json"]);
        assert_eq!(check.status, 0, "{}: {}", path.display(), check.stdout);
        // What it was drawn from is what it allows, down to the last property.
        let audit =
            playground.run(&["audit", path.to_str().unwrap(), "--plan", "plan.json", "--format", "json"]);
        let report: Value = serde_json::from_str(&audit.stdout).unwrap();
        let totals = &report["totals"];
        assert_eq!(totals["events"], totals["valid"], "{}: {totals}", path.display());
        assert_eq!((&totals["invalid"], &totals["unplanned"]), (&json!(0), &json!(0)), "{}", path.display());
    }
}

#[test]
fn events_that_no_plan_can_hold_are_left_out_and_named() {
    let playground = Playground::new();
    let names = ["\u{1b}[31m", "\u{202e}x", " ", "<b>", "`a` | b", "日本語", "🎉"];
    playground
        .write("events.jsonl", events(names.map(|name| (name, json!({ "": 1, "\u{0}": 2, "a/b~c": 3 })))));
    let run = playground.run(&["infer", "events.jsonl", "--output", "plan.json"]);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{}", run.stderr);
    assert_eq!(playground.run(&["check", "--plan", "plan.json"]).status, 0);
    assert_eq!(playground.run(&["pull", "app", "--plan", "plan.json"]).status, 0);
}
