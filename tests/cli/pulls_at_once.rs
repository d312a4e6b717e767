//! Several `pull`s in one folder: one writes, the others wait.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::playground::Playground;

const PLAN: &str =
    r#"{ "ampliPlan": 1, "events": [{ "name": "Seed Sown", "description": "A seed was sown." }] }"#;

const NAMES: [&str; 4] = ["backend", "desktop", "mobile", "web"];

fn pull(playground: &Playground, source: &str) -> Command {
    let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
    command.args(["pull", source, "--plan", "plan.json", "--path", source]).stderr(Stdio::piped());
    command
}

#[test]
fn no_run_loses_what_another_one_has_added() {
    let playground = Playground::with_plan(PLAN);
    let runs: Vec<_> = NAMES.iter().map(|name| pull(&playground, name).spawn().unwrap()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let lock = playground.read("ampli.lock");
    let sources: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("source ")).collect();
    assert_eq!(sources, NAMES);
    let left: Vec<String> = playground
        .names()
        .into_iter()
        .filter(|name| name.contains(".ampli") || name.ends_with(".lock"))
        .collect();
    assert_eq!(left, ["ampli.lock"]);
}

#[test]
#[cfg(unix)]
fn a_run_that_waits_says_so() {
    let playground = Playground::with_plan(PLAN);
    let other = File::open(playground.path(".")).unwrap();
    other.lock().unwrap();
    let mut run = pull(&playground, "backend").spawn().unwrap();
    let mut said = BufReader::new(run.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for another `ampli-rs` that writes in `.`\n");
    assert_eq!(playground.names(), ["plan.json"]);
    other.unlock().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(run.wait().unwrap().success(), "{rest}");
    assert!(playground.path("backend/src/lib.rs").is_file());
}

#[test]
#[cfg(unix)]
fn what_writes_nothing_waits_for_nobody() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "backend", "--plan", "plan.json"]);
    let other = File::open(playground.path(".")).unwrap();
    other.lock().unwrap();
    playground
        .run(&["pull", "backend", "--plan", "plan.json", "--check"])
        .says(0, "backend: 1 event, ./itly is up to date\n");
    playground.run(&["check", "--plan", "plan.json"]).says(0, "no findings in 1 event\n");
}
