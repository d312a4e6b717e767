//! `pull` writes the SDK, the lock and the saved plan.

use crate::playground::Playground;

/// A plan without a fault.
pub(crate) const PLAN: &str = r#"{
  "ampliPlan": 1,
  "name": "Acme",
  "version": "3.0.0",
  "sources": [{ "name": "backend" }, { "name": "web" }],
  "events": [
    { "name": "Song Played", "description": "A song was played." },
    { "name": "Page Scrolled", "description": "A page was scrolled.", "sources": ["web"] }
  ]
}
"#;

/// The same with an event that can never be sent.
pub(crate) fn plan_with_fault() -> String {
    let fault = r#""description": "A page was scrolled.", "schema": {
      "properties": { "depth": { "type": "integer", "minimum": 3, "maximum": 1, "description": "How far." } }
    }"#;
    PLAN.replace(r#""description": "A page was scrolled.""#, fault)
}

#[test]
fn a_first_pull_writes_everything_and_says_what_is_next() {
    let playground = Playground::with_plan(PLAN);
    playground
        .run(&["pull", "backend", "--plan", "plan.json"])
        .says(0, "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n");
    let expected = [
        "ampli.lock",
        "itly/Cargo.toml",
        "itly/src/events/mod.rs",
        "itly/src/events/song.rs",
        "itly/src/lib.rs",
        "itly/src/recorded.rs",
        "itly/tracking-plan.json",
        "plan.json",
    ];
    assert_eq!(playground.names(), expected);
    assert!(
        playground.read("ampli.lock").ends_with(" from \"plan.json\"\n  track \"Song Played\" song_played\n")
    );
}

#[test]
#[cfg(unix)]
fn findings_that_nobody_reads_stop_nothing() {
    use std::process::Stdio;

    let without_words = PLAN.replace(r#", "description": "A song was played.""#, "");
    for format in ["human", "json"] {
        let playground = Playground::with_plan(&without_words);
        let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
        command.args(["pull", "backend", "--plan", "plan.json", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert!(playground.names().contains(&"itly/src/lib.rs".to_owned()), "{format}");
    }
}

#[test]
fn a_second_pull_changes_nothing() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "backend", "--plan", "plan.json"]);
    let before = playground.files();
    playground
        .run(&["pull", "backend", "--plan", "plan.json"])
        .says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
    playground
        .run(&["pull", "backend", "--offline"])
        .says(0, "backend: 1 event, ./itly is up to date (plan 3.0.0)\n");
    assert_eq!(playground.files(), before);
}

#[test]
fn files_of_lost_events_go_and_foreign_files_stay() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "web", "--plan", "plan.json"]);
    playground.write("itly/src/mine.rs", "// mine\n");
    playground.write("plan.json", PLAN.replace("Page Scrolled", "Tab Opened"));
    playground.run(&["pull", "web", "--plan", "plan.json"]).says(
        0,
        "web: plan 3.0.0, 1 event added, 1 event removed\n\
         \x20 - Page Scrolled\n\
         \x20     breaks programs: the function `page_scrolled` is gone\n\
         \x20     breaks consumers: it no longer comes\n\
         \x20 + Tab Opened\n\
         breaks programs and consumers of the data: asks for a major version, 4.0.0\n\
         web: 2 events, 6 files written to ./itly, 1 removed (plan 3.0.0)\n",
    );
    let expected = [
        "ampli.lock",
        "itly/Cargo.toml",
        "itly/src/events/mod.rs",
        "itly/src/events/song.rs",
        "itly/src/events/tab.rs",
        "itly/src/lib.rs",
        "itly/src/mine.rs",
        "itly/src/recorded.rs",
        "itly/tracking-plan.json",
        "plan.json",
    ];
    assert_eq!(playground.names(), expected);
}

#[test]
fn several_sources_are_pulled_in_one_run() {
    let playground = Playground::with_plan(PLAN);
    playground.write(
        "ampli.toml",
        "plan = \"plan.json\"\n[source.backend]\n[source.web]\npath = \"web/sdk\"\nlayout = \"module\"\n",
    );
    playground.run(&["pull", "--all"]).says(
        0,
        "source   events    plan   files      folder\n\
         backend  1 event   3.0.0  6 written  ./itly\n\
         web      2 events  3.0.0  5 written  ./web/sdk\n\
         next: cargo add --path itly\n\
         next: declare the module with `mod sdk;`, and run `cargo add itly-runtime`\n",
    );
    assert!(playground.path("web/sdk/mod.rs").is_file());
    let run = playground.run(&["-C", "web", "pull", "web", "--check"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
}

#[test]
fn a_plan_comes_from_standard_input_or_from_a_folder() {
    let playground = Playground::new();
    playground
        .run_with(&["pull", "backend", "--plan", "-"], &[], PLAN)
        .says(0, "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n");
    let schema = r#"{ "title": "Song Played", "description": "A song was played.", "type": "object" }"#;
    playground.write("schemas/songs/song_played.json", schema);
    let run = playground.run(&["pull", "app", "--plan", "schemas", "--path", "sdk"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(playground.path("sdk/src/events/song.rs").is_file());
}

#[test]
fn a_fault_stops_the_run_before_anything_is_written() {
    let playground = Playground::with_plan(&plan_with_fault());
    let run = playground.run(&["pull", "--plan", "plan.json", "backend"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.starts_with("error[AMP0203]: `depth` of `Page Scrolled` can have no value"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.ends_with(
            "\n1 error in 2 events\nnothing was written; `--keep-going` leaves the broken events out\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn broken_events_are_left_out_on_request() {
    let playground = Playground::with_plan(&plan_with_fault());
    let run = playground.run(&["pull", "--plan", "plan.json", "web", "--keep-going"]);
    assert_eq!(run.status, 1);
    let last = "web: 1 event, left out `Page Scrolled`, 6 files written to ./itly (plan 3.0.0)\n\
                next: cargo add --path itly\n";
    assert!(run.stderr.ends_with(last), "{}", run.stderr);
    assert!(!playground.path("itly/src/events/page.rs").exists());
}

#[test]
fn a_source_without_events_is_noted() {
    let playground =
        Playground::with_plan(r#"{ "ampliPlan": 1, "sources": [{ "name": "tv" }], "events": [] }"#);
    let run = playground.run(&["pull", "--plan", "plan.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.starts_with("warning[AMP0402]: the plan has no events for the source `tv`\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_quiet_run_says_nothing() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["pull", "backend", "--plan", "plan.json", "--quiet"]).says(0, "");
}

#[test]
fn the_runtime_is_where_the_user_says() {
    let playground = Playground::with_plan(PLAN);
    let arguments =
        ["pull", "backend", "--plan", "plan.json", "--path", "sdk/itly", "--runtime-path", "runtime"];
    playground.run(&arguments);
    let manifest = playground.read("sdk/itly/Cargo.toml");
    assert!(manifest.contains("\nitly-runtime = { path = \"../../runtime\", "), "{manifest}");
    playground.write("ampli.toml", "[source.backend]\npath = \"sdk/itly\"\nruntime = { path = \"other\" }\n");
    playground.run(&["pull", "--plan", "plan.json"]);
    let manifest = playground.read("sdk/itly/Cargo.toml");
    assert!(manifest.contains("\nitly-runtime = { path = \"../../other\", "), "{manifest}");
}

#[test]
fn keys_are_written_only_on_request() {
    let plan = PLAN.replace(
        r#""sources": [{ "name": "backend" }"#,
        r#""destinations": [{ "name": "hook", "service": "webhook", "keys": { "production": "s3cret" } }],
  "sources": [{ "name": "backend", "destinations": ["hook"] }"#,
    );
    let playground = Playground::with_plan(&plan);
    let run = playground.run(&["pull", "backend", "--plan", "plan.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let has_key =
        || playground.files().iter().any(|(name, text)| name != "plan.json" && text.contains("s3cret"));
    assert!(!has_key());
    playground.run(&["pull", "backend", "--plan", "plan.json", "--include-api-keys"]);
    assert!(has_key());
}
