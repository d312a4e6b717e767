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

/// A project whose program sends all of [`PLAN`], a song four times.
fn project_with_program() -> Playground {
    let playground = project();
    playground.write(
        "Cargo.toml",
        "[package]\nname = \"radio\"\nversion = \"0.0.0\"\n[dependencies]\nitly.path = \"itly\"\nweb.path = \"web\"\n",
    );
    let song = "    let _ = itly::song_played(\"a\");\n".repeat(4);
    playground
        .write("src/main.rs", format!("fn main() {{\n{song}    let _ = web::page_scrolled(\"a\");\n}}\n"));
    playground.write("plan.json", newer_plan().replace("Song Played", "Tune Heard"));
    playground
}

#[test]
fn an_update_shows_the_calls_that_break() {
    let playground = project_with_program();
    let told = "\
backend: plan 3.0.0 -> 3.1.0, 1 event added, 1 event removed
  - Song Played
      breaks programs: the function `song_played` is gone
      breaks consumers: it no longer comes
      at src/main.rs:2:19
      at src/main.rs:3:19
      at src/main.rs:4:19
      at src/main.rs:5:19
  + Tune Heard
breaks programs and consumers of the data: asks for a major version, 4.0.0
web: plan 3.0.0 -> 3.1.0, 2 events added, 2 events removed
  - Page Scrolled
      breaks programs: the function `page_scrolled` is gone
      breaks consumers: it no longer comes
      at src/main.rs:6:18
  - Song Played
      breaks programs: the function `song_played` is gone
      breaks consumers: it no longer comes
  + Tab Opened
  + Tune Heard
breaks programs and consumers of the data: asks for a major version, 4.0.0
";
    playground.run(&["update", "--check"]).prints(1, told, "");
    // `diff` says the same, with an empty line between the sources.
    let of_diff = playground.run(&["diff"]).stdout;
    assert_eq!(of_diff.replace("\n\nweb:", "\nweb:"), told);
    playground.run(&["update"]).prints(
        0,
        told,
        "source   events    plan   files                 folder\n\
         backend  1 event   3.1.0  6 written, 1 removed  ./itly\n\
         web      2 events  3.1.0  7 written, 2 removed  ./web\n",
    );
}

#[test]
fn a_pull_shows_the_first_of_the_calls_that_break() {
    let playground = project_with_program();
    playground.run(&["pull", "backend"]).says(
        0,
        "\
backend: plan 3.0.0 -> 3.1.0, 1 event added, 1 event removed
  - Song Played
      breaks programs: the function `song_played` is gone
      breaks consumers: it no longer comes
      at src/main.rs:2:19
      at src/main.rs:3:19
      at src/main.rs:4:19
      and at 1 other place
  + Tune Heard
breaks programs and consumers of the data: asks for a major version, 4.0.0
shortened: `ampli-rs diff HEAD` shows all of it
backend: 1 event, 6 files written to ./itly, 1 removed (plan 3.1.0)
",
    );
}

#[test]
fn a_pull_shows_the_first_of_many_events() {
    let plan =
        |events: &str| format!("{{ \"ampliPlan\": 1, \"version\": \"1.0.0\", \"events\": [{events}] }}");
    let events = |word: &str| {
        let event = |index| format!("{{ \"name\": \"{word} {index}\", \"description\": \"It happened.\" }}");
        (100..130).map(event).collect::<Vec<_>>().join(", ")
    };
    let playground = Playground::with_plan(&plan(&events("A")));
    playground.run(&["pull", "backend", "--plan", "plan.json"]);
    playground.write("plan.json", plan(&format!("{}, {}", events("A"), events("B"))));
    let run = playground.run(&["pull", "backend", "--plan", "plan.json"]);
    let told: Vec<&str> = run.stderr.lines().filter(|line| !line.starts_with("  + B 1")).collect();
    assert_eq!(
        told,
        [
            "backend: plan 1.0.0, 30 events added",
            "  and changes of 10 more events",
            "breaks nothing: asks for a minor version, 1.1.0",
            "shortened: `ampli-rs diff HEAD` shows all of it",
            "backend: 60 events, 6 files written to ./itly (plan 1.0.0)",
        ]
    );
    assert_eq!(run.stderr.lines().filter(|line| line.starts_with("  + B 1")).count(), 20);
}
