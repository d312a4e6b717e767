//! `pull --check` writes nothing and tells what is not up to date.

use crate::playground::Playground;
use crate::pull_writes::PLAN;

const CHECK: &[&str] = &["pull", "backend", "--plan", "plan.json", "--check"];

fn pulled() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "backend", "--plan", "plan.json"]);
    playground
}

#[test]
fn all_is_up_to_date_after_a_pull() {
    let playground = pulled();
    let before = playground.files();
    playground.run(CHECK).says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
    assert_eq!(playground.files(), before);
}

#[test]
fn an_edited_file_is_shown_as_a_diff() {
    let playground = pulled();
    let generated = playground.read("itly/src/events/mod.rs");
    playground.write("itly/src/events/mod.rs", format!("{generated}// edited\n"));
    let before = playground.files();
    let run = playground.run(CHECK);
    assert_eq!(run.status, 1);
    assert_eq!(
        run.stderr,
        "error[AMP0401]: `./itly` is not up to date: 1 file differs\n |\n \
         = help: run `ampli-rs pull backend` and commit the result\n\n1 error in 2 events\n"
    );
    assert!(
        run.stdout.starts_with("--- a/itly/src/events/mod.rs\n+++ b/itly/src/events/mod.rs\n@@ "),
        "{}",
        run.stdout
    );
    assert!(run.stdout.ends_with("\n-// edited\n"), "{}", run.stdout);
    assert_eq!(playground.files(), before);
}

#[test]
fn a_changed_plan_makes_lock_plan_and_code_stale() {
    let playground = pulled();
    playground.write("plan.json", PLAN.replace("Song Played", "Tune Played"));
    let before = playground.files();
    let run = playground.run(CHECK);
    assert_eq!(run.status, 1);
    let mut files: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("+++ ")).collect();
    files.sort_unstable();
    let expected = [
        "+++ /dev/null",
        "+++ b/ampli.lock",
        "+++ b/itly/Cargo.toml",
        "+++ b/itly/src/events/mod.rs",
        "+++ b/itly/src/events/tune.rs",
        "+++ b/itly/src/lib.rs",
        "+++ b/itly/src/recorded.rs",
        "+++ b/itly/tracking-plan.json",
    ];
    assert_eq!(files, expected);
    assert_eq!(playground.files(), before);
    // The saved plan still is the one that the code was made from.
    playground
        .run(&["pull", "backend", "--check", "--offline"])
        .says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
}

#[test]
fn machines_get_a_finding_a_file() {
    let playground = pulled();
    std::fs::remove_file(playground.path("itly/src/events/song.rs")).unwrap();
    let run = playground.run(&[CHECK, &["--format", "json", "--quiet"]].concat());
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["diagnostics"][0]["code"], "AMP0401");
    assert_eq!(report["diagnostics"][0]["message"], "`itly/src/events/song.rs` is missing");
    let run = playground.run(&[CHECK, &["--format", "github", "--quiet"]].concat());
    let start = "::error file=itly/src/events/song.rs,title=AMP0401 outdated-file::";
    assert!(run.stdout.starts_with(start), "{}", run.stdout);
    playground.write("ampli.lock", format!("{}# more\n", playground.read("ampli.lock")));
    let run = playground.run(&[CHECK, &["--format", "github", "--quiet"]].concat());
    let start = "::error file=ampli.lock,line=7,endLine=7,col=1,endColumn=7,title=AMP0401 outdated-file::";
    assert!(run.stdout.starts_with(start), "{}", run.stdout);
}

#[test]
fn nothing_pulled_yet_is_stale() {
    let playground = Playground::with_plan(PLAN);
    let run = playground.run(CHECK);
    assert_eq!(run.status, 1);
    assert_eq!(
        run.stderr,
        "error[AMP0401]: `ampli.lock` is not up to date\n |\n \
         = help: run `ampli-rs pull backend` and commit the result\n\n\
         error[AMP0401]: `./itly` is not up to date: 6 files differ\n |\n \
         = help: run `ampli-rs pull backend` and commit the result\n\n2 errors in 2 events\n"
    );
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn a_lock_with_both_sides_of_a_merge_can_not_be_compared() {
    let playground = pulled();
    let lock = playground.read("ampli.lock");
    let marked = lock.replace(
        "  track \"Song Played\" song_played\n",
        "<<<<<<< HEAD\n  track \"Song Played\" song_played\n=======\n  track \"Song Played\" song_was_played\n>>>>>>> other\n",
    );
    playground.write("ampli.lock", marked);
    playground.run(CHECK).says(
        2,
        "error: `ampli.lock` has both sides of a merge in it\n\
         help: run `ampli-rs pull`, which joins them, and commit the result\n",
    );
    let run = playground.run(&["pull", "backend", "--plan", "plan.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!playground.read("ampli.lock").contains("<<<<<<<"));
}

#[test]
fn an_unreadable_lock_stops_the_run() {
    let playground = pulled();
    playground.write("ampli.lock", "lock 1\nnaming 1\nwhat is this\n");
    let run = playground.run(&["pull", "backend", "--plan", "plan.json"]);
    assert_eq!(run.status, 1);
    run.says(
        1,
        "error[AMP0311]: line 3 of `ampli.lock` starts no source\n --> ampli.lock:3:1\n  |\n\
         3 | what is this\n  | ^^^^^^^^^^^^\n  |\n  = help: take the file from version control again\n\n\
         1 error\nnothing was written\n",
    );
    let start = "::error file=ampli.lock,line=3,endLine=3,col=1,endColumn=13,title=AMP0311 unreadable-lock::";
    let run = playground.run(&["pull", "backend", "--plan", "plan.json", "--format", "github"]);
    assert!(run.stdout.starts_with(start), "{}", run.stdout);
    let run = playground.run(&["pull", "backend", "--plan", "plan.json", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "ampli.lock");
    assert_eq!(place["region"]["startLine"], 3);
}
