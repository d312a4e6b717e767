//! Plans of a hundred megabytes, whole and broken off, are read in memory that is a small multiple of theirs.

#![cfg(unix)]

use std::fmt::Write;

use crate::playground::{Playground, Run, finish};

const SIZE: usize = 100 * 1000 * 1000;

/// What a process may have of memory, in KiB.
const MEMORY: usize = 12 * SIZE / 1024;

/// Checks a plan in a process that gets no more memory than that.
fn check(plan: &str) -> Run {
    let playground = Playground::with_plan(plan);
    let mut command = playground.command("/bin/sh");
    let limited = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_ampli-rs"), "check", "--plan", "plan.json"]);
    finish(command, "")
}

/// A plan that never ends, as far as there is room.
fn events() -> String {
    let mut plan = String::with_capacity(SIZE + 1000);
    plan.push_str("{\"ampliPlan\": 1, \"name\": \"Large\", \"events\": [\n");
    for number in 0.. {
        let _ = writeln!(
            plan,
            r#"{{"name": "Event {number}", "description": "It has happened.", "schema": {{"properties": {{"count":
            {{"type": "integer", "minimum": {number}, "description": "How often."}}}}}}}},"#
        );
        if plan.len() >= SIZE {
            break;
        }
    }
    plan
}

#[test]
fn one_that_breaks_off_is_refused_at_its_end() {
    let said = r#"error[AMP0001]: `plan.json` ends in the middle of a string
       --> plan.json:1119802:74
        |
1119802 | {"name": "Event 559900", "description": "It has happened.", "schema": {"pr
        |                                                                          ^ ends here
        |
        = help: check that it was saved or downloaded whole

1 error
"#;
    check(&events()[..SIZE]).prints(1, said, "");
}

#[test]
fn one_with_a_text_that_is_all_of_it_is_checked() {
    let text = "word ".repeat(SIZE / 5);
    let plan = format!(
        r#"{{"ampliPlan": 1, "events": [{{"name": "First", "description": "{text}"}}, {{"name": "Second", "description": "Short."}}]}}"#
    );
    check(&plan).says(0, "no findings in 2 events\n");
}

#[test]
fn one_whose_events_are_all_described_alike_is_checked() {
    let event = |number| {
        format!(r#"{{"name": "Event {number}", "description": "It has happened.", "schema": {{}}}}"#)
    };
    let events: Vec<String> = (1..=20_000).map(event).collect();
    let playground =
        Playground::with_plan(&format!(r#"{{"ampliPlan": 1, "events": [{}]}}"#, events.join(",\n")));
    let run = playground.run(&["check", "--plan", "plan.json", "--format", "json"]);
    let told =
        "the events `Event 1`, `Event 2`, `Event 3`, `Event 4` and 19996 more have the same description";
    assert_eq!((run.status, run.stdout.matches(told).count()), (0, 1), "{}", run.stderr);
}
