//! `pull --locked` writes what `ampli.lock` pins, and fails in the place of moving on.

use crate::playground::Playground;
use crate::pull_writes::PLAN;
use crate::update_moves_on::newer_plan;

const LOCKED: &[&str] = &["pull", "backend", "--plan", "plan.json", "--locked"];

fn pulled() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "backend", "--plan", "plan.json"]);
    playground
}

#[track_caller]
fn is_refused(playground: &Playground, message: &str, help: &str) {
    let before = playground.files();
    playground.run(LOCKED).says(
        1,
        &format!(
            "error[AMP0440]: {message}\n |\n = help: {help}\n\n1 error in 2 events\nnothing was written\n"
        ),
    );
    assert_eq!(playground.files(), before);
}

#[test]
fn the_locked_plan_is_written() {
    let playground = pulled();
    playground.run(LOCKED).says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
    std::fs::remove_dir_all(playground.path("itly")).unwrap();
    playground
        .run(LOCKED)
        .says(0, "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n");
}

#[test]
fn another_version_is_refused() {
    let playground = pulled();
    playground.write("plan.json", newer_plan());
    is_refused(
        &playground,
        "`ampli.lock` pins plan 3.0.0 for the source `backend`, and `plan.json` has 3.1.0",
        "run `ampli-rs update backend` and commit the result",
    );
}

#[test]
fn other_content_of_the_same_version_is_refused() {
    let playground = pulled();
    playground.write("plan.json", PLAN.replace("played.", "over."));
    is_refused(
        &playground,
        "`plan.json` is not the plan that `ampli.lock` pins for the source `backend`",
        "run `ampli-rs update backend` and commit the result",
    );
}

#[test]
fn a_source_without_pin_is_refused() {
    is_refused(
        &Playground::with_plan(PLAN),
        "`ampli.lock` pins no plan for the source `backend`",
        "run `ampli-rs pull backend` and commit the result",
    );
}

#[test]
fn a_lock_that_would_be_written_anew_is_refused() {
    let playground = pulled();
    playground.write("ampli.lock", format!("{}# mine\n", playground.read("ampli.lock")));
    is_refused(
        &playground,
        "`ampli.lock` is not as `ampli-rs pull` would write it",
        "run `ampli-rs pull` and commit the result",
    );
}

#[test]
fn the_saved_plan_is_held_against_the_lock_too() {
    let playground = pulled();
    let offline = ["pull", "backend", "--offline", "--locked"];
    playground.run(&offline).says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
    let saved = playground.read("itly/tracking-plan.json");
    playground.write("itly/tracking-plan.json", saved.replace("played.", "over."));
    assert_eq!(playground.run(&offline).status, 1);
}
