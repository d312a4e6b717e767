//! Commands that print what the tool knows: codes, schemas, representations, manual pages.

use serde_json::Value;

use crate::playground::Playground;
use crate::pull_writes::PLAN;

#[test]
fn a_code_is_explained_by_id_or_name_in_any_case() {
    let playground = Playground::new();
    let page = playground.run(&["explain", "AMP0402"]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    assert!(
        page.stdout.starts_with("AMP0402 (source-without-events)\n\n# Source without events\n"),
        "{}",
        page.stdout
    );
    assert_eq!(playground.run(&["explain", "amp0402"]), page);
    assert_eq!(playground.run(&["explain", "Source-Without-Events"]), page);
}

#[test]
fn all_codes_are_listed() {
    let run = Playground::new().run(&["explain"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("AMP0001  error    invalid-json\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\nAMP0402  warning  source-without-events\n"), "{}", run.stdout);
}

#[test]
fn an_unknown_code_is_guessed() {
    let playground = Playground::new();
    playground.run(&["explain", "outdatet-file"]).says(
        2,
        "error: there is no code `outdatet-file`\n\
         help: did you mean `outdated-file`? `ampli-rs explain` lists all codes\n",
    );
    playground.run(&["explain", "AMP020"]).says(
        2,
        "error: there is no code `AMP020`\n\
         help: did you mean `AMP0201`? `ampli-rs explain` lists all codes\n",
    );
    playground
        .run(&["explain", "what"])
        .says(2, "error: there is no code `what`\nhelp: `ampli-rs explain` lists all codes\n");
}

#[test]
fn schemas_are_schemas() {
    let playground = Playground::new();
    for what in ["plan", "config"] {
        let run = playground.run(&["schema", what]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let schema: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(schema["$schema"].is_string(), "{what}");
    }
}

#[test]
fn both_representations_are_json() {
    let playground = Playground::with_plan(PLAN);
    let run = playground.run(&["inspect", "plan", "--plan", "plan.json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(plan["events"][1]["name"], "Page Scrolled");
    let run = playground.run(&["inspect", "module", "backend", "--plan", "plan.json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let module: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(module["events"].as_array().map(Vec::len), Some(1));
    playground
        .run(&["inspect", "module", "--plan", "plan.json"])
        .says(2, "error: the plan has 2 sources\nhelp: name one of `backend`, `web`\n");
}

#[test]
fn one_event_is_enough() {
    let playground = Playground::with_plan(PLAN);
    let inspect = |what: &str, event: &str| {
        playground.run(&["inspect", what, "web", "--plan", "plan.json", "--event", event])
    };
    let run = inspect("plan", "Page Scrolled");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(plan["events"].as_array().map(Vec::len), Some(1));
    assert_eq!(plan["events"][0]["name"], "Page Scrolled");
    let run = inspect("module", "Page Scrolled");
    let module: Value = serde_json::from_str(&run.stdout).unwrap();
    let stems: Vec<&Value> = module["events"].as_array().unwrap().iter().map(|file| &file["stem"]).collect();
    assert_eq!(stems, ["page"]);
    inspect("plan", "Page Scroled").says(
        2,
        "error: the plan has no event `Page Scroled`\n\
         help: did you mean `Page Scrolled`? known are `Song Played`, `Page Scrolled`\n",
    );
}

#[test]
fn every_command_has_a_manual_page() {
    let playground = Playground::new();
    let run = playground.run(&["man"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains(".TH ampli-rs 1 "), "{}", run.stdout);
    let run = playground.run(&["man", "pull"]);
    assert!(run.stdout.contains("keep\\-going"), "{}", run.stdout);
    playground.run(&["man", "pul"]).says(
        2,
        "error: there is no command `pul`\n\
         help: did you mean `pull`?\n",
    );
}

#[test]
#[cfg(unix)]
fn a_reader_that_has_seen_enough_is_no_failure() {
    use std::io::Read;
    use std::process::Stdio;

    let playground = Playground::new();
    let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
    command.args(["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
