//! `update` shows what has changed in the plan, then writes.

use crate::playground::Playground;
use crate::pull_writes::PLAN;

/// A plan that has moved on from [`PLAN`].
pub(crate) fn newer_plan() -> String {
    PLAN.replace("3.0.0", "3.1.0")
        .replace("A song was played.", "A song was played to its end.")
        .replace("Page Scrolled", "Tab Opened")
}

fn project() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\n[source.web]\npath = \"web\"\n");
    playground.run(&["pull", "--all"]);
    playground
}

#[test]
fn every_changed_event_is_shown_before_anything_is_written() {
    let playground = project();
    playground.write("plan.json", newer_plan());
    playground.run(&["update", "web"]).prints(
        0,
        "web: plan 3.0.0 -> 3.1.0, 1 event added, 1 event removed, 1 event changed\n\
         \x20 - Page Scrolled\n\
         \x20     breaks programs: the function `page_scrolled` is gone\n\
         \x20     breaks consumers: it no longer comes\n\
         \x20 ~ Song Played\n\
         \x20     ~ description \"A song was played.\" -> \"A song was played to its end.\"\n\
         \x20 + Tab Opened\n\
         breaks programs and consumers of the data: asks for a major version, 4.0.0\n",
        "web: 2 events, 7 files written to ./web, 1 removed (plan 3.1.0)\n",
    );
    let lock = playground.read("ampli.lock");
    let pins: Vec<&str> = lock.lines().filter(|line| line.starts_with("  plan ")).collect();
    assert!(pins[0].starts_with("  plan \"Acme\" version \"3.0.0\" "), "{lock}");
    assert!(pins[1].starts_with("  plan \"Acme\" version \"3.1.0\" "), "{lock}");
}

#[test]
fn all_sources_are_moved_on_when_none_is_named() {
    let playground = project();
    playground.run(&["update"]).prints(
        0,
        "backend: plan 3.0.0, nothing changed\nweb: plan 3.0.0, nothing changed\n",
        "source   events    plan   files       folder\n\
         backend  1 event   3.0.0  up to date  ./itly\n\
         web      2 events  3.0.0  up to date  ./web\n",
    );
}

#[test]
fn a_change_that_touches_no_event_is_told() {
    let playground = project();
    playground.write("plan.json", PLAN.replace("3.0.0", "3.0.1"));
    let run = playground.run(&["update", "backend"]);
    assert_eq!(run.stdout, "backend: plan 3.0.0 -> 3.0.1, no event changed\n", "{}", run.stderr);
}

#[test]
fn a_look_ahead_writes_nothing() {
    let playground = project();
    playground.run(&["update", "backend", "--check"]).prints(0, "backend: plan 3.0.0, nothing changed\n", "");
    playground.write("plan.json", PLAN.replace("\"3.0.0\"", "\"3.1.0\"").replace("played.", "over."));
    let before = playground.files();
    playground.run(&["update", "backend", "--check"]).prints(
        1,
        "backend: plan 3.0.0 -> 3.1.0, 1 event changed\n\
         \x20 ~ Song Played\n\
         \x20     ~ description \"A song was played.\" -> \"A song was over.\"\n\
         touches words only\n",
        "",
    );
    assert_eq!(playground.files(), before);
}

#[test]
fn a_first_update_has_nothing_to_compare_with() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["update", "backend", "--plan", "plan.json"]).prints(
        0,
        "backend: plan 3.0.0, no earlier one to compare it with\n",
        "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n",
    );
}

#[test]
fn machines_get_nothing_but_findings_on_standard_output() {
    let playground = project();
    playground.write("plan.json", PLAN.replace("played.", "over."));
    let run = playground.run(&["update", "backend", "--check", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(
        run.stderr,
        "backend: plan 3.0.0, 1 event changed\n\
         \x20 ~ Song Played\n\
         \x20     ~ description \"A song was played.\" -> \"A song was over.\"\n\
         touches words only: asks for a patch version, 3.0.1\n"
    );
    assert!(serde_json::from_str::<serde_json::Value>(&run.stdout).is_ok(), "{}", run.stdout);
}
