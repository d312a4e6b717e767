//! Regular expressions over which others hang for ages: a plan may have them, and values may be made for them.

use serde_json::json;

use crate::playground::Playground;

/// Patterns that take exponential time where every way is tried; the last ones no plain automaton can search for.
const PATTERNS: [&str; 6] =
    ["^(a+)+$", "^(a|aa)+$", "^([a-zA-Z]+)*$", "(.*a){25}", "^(?=(a+)+$)(a|aa)+$", "^(a+)+\\1$"];

#[test]
fn over_events_that_were_collected() {
    let value = "a".repeat(50_000) + "!";
    for pattern in PATTERNS {
        let schema = json!({"properties": {"text": {"type": "string", "pattern": pattern}}});
        let plan = json!({"ampliPlan": 1, "events": [{"name": "Sent", "schema": schema}]});
        let event = json!({"type": "track", "event": "Sent", "userId": "u", "properties": {"text": value}});
        let playground = Playground::with_plan(&plan.to_string());
        playground.write("events.ndjson", event.to_string() + "\n");
        let run = playground.run(&["audit", "events.ndjson", "--plan", "plan.json"]);
        assert!(run.stdout.starts_with("1 event in 1 file"), "{pattern}: {run:?}");
    }
}

#[test]
fn over_values_of_the_plan() {
    let value = "a".repeat(50_000) + "!";
    for pattern in PATTERNS {
        let schema = json!({"properties": {"text": {"enum": [value], "pattern": pattern}}});
        let plan = json!({"ampliPlan": 1, "events": [{"name": "Sent", "schema": schema}]});
        let run = Playground::with_plan(&plan.to_string()).run(&["check", "--plan", "plan.json"]);
        assert!(run.status < 2, "{pattern}: {}", run.stderr);
    }
}
