//! An audit in parts, by many workers and after a stop, is the same as one in a single run.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::playground::Playground;

const PLAN: &str = r#"{"ampliPlan": 1, "name": "Garden", "events": [
  {"name": "Seed Sown", "schema": {"type": "object", "properties": {"bed": {"type": "integer", "minimum": 3}, "tier": {"enum": ["a", "b"]}}}},
  {"name": "Bed Watered", "schema": {"type": "object", "required": ["litres"], "properties": {"litres": {"type": "number"}}}}
]}"#;

/// Numbers that are the same on every machine: xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// So many calls of all kinds: planned and not, sound and not.
fn calls(seed: u64, count: u64) -> String {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ seed);
    let mut text = String::new();
    for number in 0..count {
        let name = match numbers.below(20) {
            0 => format!("Event {}", numbers.below(2_000)),
            1..8 => "Bed Watered".to_owned(),
            _ => "Seed Sown".to_owned(),
        };
        let tier = ["a", "b", "c"][numbers.below(3) as usize];
        let mut properties = json!({"bed": numbers.below(40), "tier": tier});
        if numbers.below(3) > 0 {
            properties["litres"] = json!(numbers.below(1_000) as f64 / 10.0);
        }
        if numbers.below(9) == 0 {
            properties[format!("extra {}", numbers.below(300))] = json!("x");
        }
        let time = format!("2026-11-{:02}T{:02}:00:00.000Z", 1 + numbers.below(28), numbers.below(24));
        let call = json!({"type": "track", "messageId": format!("{seed}-{number}"), "timestamp": time, "userId": "u",
            "event": name, "properties": properties});
        let _ = writeln!(text, "{call}");
        if numbers.below(200) == 0 {
            text.push_str("{\"type\": nonsense}\n");
        }
    }
    text
}

/// Seven files of different sizes.
fn playground() -> Playground {
    let playground = Playground::with_plan(PLAN);
    for seed in 0..7 {
        playground.write(&format!("events/{seed}.ndjson"), calls(seed, 100 + 300 * (seed % 3)));
    }
    playground
}

const WHOLE: &[&str] = &["audit", "events", "--plan", "plan.json", "--format", "json", "--fail-on", "none"];
const MERGE: &[&str] = &["audit", "merge", "--plan", "plan.json", "--format", "json", "--fail-on", "none"];

#[test]
fn shards_merged_in_any_order_are_the_whole() {
    let playground = playground();
    let whole = playground.run(WHOLE);
    assert_eq!((whole.status, whole.stderr.as_str()), (0, ""), "{}", whole.stderr);
    let mut lines = Vec::new();
    let mut files = Vec::new();
    for shard in ["1", "2", "3"] {
        let names = playground.run(&["audit", "shards", "3", "events", "--shard", shard]).stdout;
        files.extend(names.lines().map(str::to_owned));
        let run = &["audit", "run", "--files-from", "-", "--plan", "plan.json"];
        let summaries = playground.run_with(run, &[], &names);
        assert_eq!((summaries.status, summaries.stderr.as_str()), (0, ""));
        lines.extend(summaries.stdout.lines().map(str::to_owned));
    }
    files.sort();
    assert_eq!(files.len(), 7);
    let shards = playground.run(&["audit", "shards", "3", "events"]).stdout;
    let mut listed: Vec<String> =
        shards.lines().flat_map(|line| serde_json::from_str::<Vec<String>>(line).unwrap()).collect();
    listed.sort();
    assert_eq!(listed, files);
    for turn in 0..lines.len() {
        lines.rotate_left(turn);
        let merged = playground.run_with(MERGE, &[], &lines.join("\n"));
        assert_eq!(merged.stdout, whole.stdout);
    }
    // A worker that was started twice.
    let twice = [lines.clone(), lines.clone()].concat().join("\n");
    let merged = playground.run_with(MERGE, &[], &twice);
    assert_eq!(merged.stdout, whole.stdout);
    assert_eq!(merged.stderr, "7 summaries left out that had come before\n");
}

#[test]
fn everything_that_was_read_is_counted_once() {
    let playground = playground();
    let report: Value = serde_json::from_str(&playground.run(WHOLE).stdout).unwrap();
    let totals = &report["totals"];
    let count = |name: &str| totals[name].as_u64().unwrap();
    assert_eq!(count("records"), count("events") + count("ignored") + count("unreadable"));
    assert_eq!(
        count("events"),
        count("valid") + count("invalid") + count("unplanned") + count("undescribed")
    );
    assert_eq!(count("events"), 7 * 100 + 300 * 6);
    assert!(count("unreadable") > 0);
}

#[test]
fn summaries_of_another_plan_are_refused() {
    let playground = playground();
    let run = playground.run(&["audit", "run", "events/0.ndjson", "--plan", "plan.json"]);
    playground.write("plan.json", PLAN.replace("Garden", "Park"));
    playground.run_with(MERGE, &[], &run.stdout).says(
        2,
        "error: `-`, line 1, is of another plan\n\
         help: name with `--plan` the one that `ampli-rs audit run` was given\n",
    );
    playground.run_with(MERGE, &[], "{}\n").says(
        2,
        "error: `-`, line 1, is no summary of this version of `ampli-rs`\n\
         help: give the lines that `ampli-rs audit run` prints\n",
    );
    playground.run_with(MERGE, &[], "").says(
        2,
        "error: there is no summary to report on\nhelp: give the lines that `ampli-rs audit run` prints\n",
    );
}

#[test]
fn a_manifest_makes_an_audit_go_on_where_it_stopped() {
    let playground = playground();
    let whole = playground.run(WHOLE).stdout;
    let audit = |location: &'static str| {
        let arguments = ["audit", location, "--plan", "plan.json", "--format", "json", "--fail-on", "none"];
        playground.run(&[&arguments[..], &["--manifest", "audited"]].concat())
    };
    audit("events/[0-3].ndjson");
    let summaries =
        || playground.names().iter().filter(|name| name.starts_with("audited/summaries/")).count();
    assert_eq!(summaries(), 4);
    assert_eq!(audit("events").stdout, whole);
    assert_eq!(summaries(), 7);
    // What is done is not read again, whatever is in it now.
    let size = playground.read("events/0.ndjson").len();
    playground.write("events/0.ndjson", "?".repeat(size));
    assert_eq!(audit("events").stdout, whole);
    // What has grown is, and so is all for another plan.
    playground.write("events/0.ndjson", calls(0, 101));
    assert_ne!(audit("events").stdout, whole);
    playground.write("plan.json", PLAN.replace("\"minimum\": 3", "\"minimum\": 2"));
    audit("events");
    assert_eq!(summaries(), 8 + 7);
}

#[test]
fn names_of_control_characters_are_told_apart_and_survive() {
    let playground = Playground::with_plan(PLAN);
    let call = |application: &str| {
        let context = json!({"app": {"name": application}});
        json!({"type": "track", "event": "Seed Sown", "userId": "u", "messageId": "m", "context": context})
    };
    let nameless = json!({"type": "track", "event": "Seed Sown", "userId": "u", "messageId": "m"});
    for (file, call) in ["\u{7f}", "", "\0", "\u{1b}[1m"].map(call).into_iter().chain([nameless]).enumerate()
    {
        playground.write(&format!("events/{file}.ndjson"), format!("{call}\n"));
    }
    let whole = playground.run(WHOLE);
    let run = playground.run(&["audit", "run", "events", "--plan", "plan.json"]);
    let merged = playground.run_with(MERGE, &[], &run.stdout);
    assert_eq!((merged.status, merged.stdout.as_str()), (0, whole.stdout.as_str()));
    for sender in ["\"\u{7f}\"", "\"\\u0000\"", "\"\\u001b[1m\""] {
        assert!(run.stdout.contains(sender), "{sender:?} in {}", run.stdout);
    }
}
