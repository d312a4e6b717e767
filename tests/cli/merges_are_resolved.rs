//! `pull` resolves what git could not merge, and asks nobody.

use crate::playground::Playground;
use crate::pull_writes::PLAN;
use crate::update_moves_on::newer_plan;

const PULL: &[&str] = &["pull", "web", "--plan", "plan.json"];

/// A merge of two texts as git leaves it where they have nothing in common.
fn conflict(ours: &str, theirs: &str) -> String {
    format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> feature\n")
}

/// Both sides' versions of a file, and the folder as it is after a pull of the newer plan.
fn pulled_twice(file: &str) -> (Playground, String, String) {
    let playground = Playground::with_plan(PLAN);
    playground.run(PULL);
    let ours = playground.read(file);
    playground.write("plan.json", newer_plan());
    playground.run(PULL);
    let theirs = playground.read(file);
    (playground, ours, theirs)
}

#[test]
fn a_lock_keeps_the_names_of_both_sides_and_the_newer_version() {
    let (playground, ours, theirs) = pulled_twice("ampli.lock");
    playground.write("ampli.lock", conflict(&ours, &theirs));
    let run = playground.run(PULL);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "warning[AMP0314]: `ampli.lock` is in conflict: `web` was pulled from `plan.json` version `3.0.0` on the first \
         side and `plan.json` version `3.1.0` on the second\n |\n \
         = help: `plan.json` version `3.1.0` is kept; `ampli-rs update` takes the latest\n\n\
         1 warning in 2 events\n\
         web: 2 events, ./itly is up to date (plan 3.1.0)\n"
    );
    let lock = playground.read("ampli.lock");
    assert!(lock.contains("version \"3.1.0\""), "{lock}");
    assert!(lock.contains("\n  - track \"Page Scrolled\" page_scrolled\n"), "{lock}");
    assert!(lock.contains("\n  track \"Tab Opened\" tab_opened\n") && !lock.contains("<<<<<<<"), "{lock}");
}

#[test]
fn what_must_not_write_the_lock_refuses_it() {
    let (playground, ours, theirs) = pulled_twice("ampli.lock");
    playground.write("ampli.lock", conflict(&ours, &theirs));
    for option in ["--check", "--locked"] {
        playground.run(&[PULL, &[option]].concat()).says(
            2,
            "error: `ampli.lock` has both sides of a merge in it\n\
             help: run `ampli-rs pull`, which joins them, and commit the result\n",
        );
    }
}

#[test]
fn a_saved_plan_is_fetched_anew() {
    let (playground, ours, theirs) = pulled_twice("itly/tracking-plan.json");
    playground.write("itly/tracking-plan.json", conflict(&ours, &theirs));
    playground.run(PULL).says(0, "web: 2 events, 1 file written to ./itly (plan 3.1.0)\n");
    assert_eq!(playground.read("itly/tracking-plan.json"), theirs);
}

#[test]
fn without_network_both_sides_of_a_saved_plan_are_taken() {
    let (playground, ours, theirs) = pulled_twice("itly/tracking-plan.json");
    playground.write("itly/tracking-plan.json", conflict(&ours, &theirs));
    let run = playground.run(&["pull", "web", "--offline"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let start = "warning[AMP0441]: the saved plan is in conflict: the two sides say different things of `Song Played`\n";
    assert!(run.stderr.starts_with(start), "{}", run.stderr);
    let last = "\n1 warning, 1 note in 3 events (1 not shown: `ampli-rs check` shows them)\nweb: 3 events, 6 files written to ./itly (plan 3.1.0)\n";
    assert!(run.stderr.ends_with(last), "{}", run.stderr);
    let saved = playground.read("itly/tracking-plan.json");
    for said in ["\"version\": \"3.1.0\"", "Tab Opened", "Page Scrolled", "played to its end"] {
        assert!(saved.contains(said), "{saved}");
    }
    assert!(!saved.contains("<<<<<<<"), "{saved}");
}

#[test]
fn sides_that_are_no_plans_are_named() {
    let playground = Playground::with_plan(PLAN);
    playground.run(PULL);
    let remedy = "help: fetch the plan anew: run `ampli-rs pull` without `--offline`\n";
    playground.write("itly/tracking-plan.json", conflict(PLAN, "{ \"ampliPlan\": \n"));
    playground.run(&["pull", "web", "--offline"]).says(
        2,
        &format!(
            "error: `itly/tracking-plan.json` has both sides of a merge in it, and the second one is no plan that can be \
             read\n{remedy}"
        ),
    );
    playground.write("itly/tracking-plan.json", format!("<<<<<<< HEAD\n{PLAN}"));
    playground.run(&["check", "--offline"]).says(
        2,
        &format!(
            "error: `itly/tracking-plan.json` has conflict markers that do not match, near line 11\n{remedy}"
        ),
    );
}

#[test]
fn a_lock_of_a_newer_tool_is_refused_before_anything_is_fetched() {
    let playground = Playground::new();
    playground.write("ampli.lock", "lock 2\nnaming 1\n");
    playground.run(PULL).says(
        1,
        "error[AMP0312]: line 1 of `ampli.lock` says `lock 2`, but this ampli-rs knows `lock 1`: it was written by a \
         newer ampli-rs\n --> ampli.lock:1:1\n  |\n1 | lock 2\n  | ^^^^^^\n  |\n  = help: update ampli-rs\n\n\
         1 error\nnothing was written\n",
    );
}
