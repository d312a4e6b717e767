//! What `diff` prints and how it ends: plans from everywhere, reports for people and programs, what makes it fail, and the places
//! of the program that a change breaks.

use serde_json::Value;

use crate::playground::Playground;

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "name": "Radio",
  "version": "1.2.0",
  "events": [
    { "name": "Song Played", "schema": { "type": "object", "properties": {
        "duration": { "type": "integer", "maximum": 100 },
        "genre": { "enum": ["rock", "jazz"] } } } },
    { "name": "Song Liked" },
    { "name": "Song Paused" }
  ]
}
"#;

const PROGRAM: &str = "\
fn main() {
    let _ = itly::song_played(\"a\", itly::SongPlayed::new().with_duration(3));
    let event = itly::SongPlayed::new().with_genre(itly::SongPlayedGenre::Jazz);
    let _ = itly::song_played(\"a\", event);
    let _ = itly::song_liked(\"a\");
    let _ = itly::song_paused(\"a\");
}
";

/// A plan with some of everything.
fn newer() -> String {
    PLAN.replace("1.2.0", "1.3.0")
        .replace("\"maximum\": 100", "\"maximum\": 50")
        .replace("\"rock\", \"jazz\"", "\"rock\", \"polka\"")
        .replace(
            "{ \"name\": \"Song Liked\" },\n    { \"name\": \"Song Paused\" }",
            "{ \"name\": \"Song Paused\", \"description\": \"It was paused.\" },\n    { \"name\": \"Tab Opened\" }",
        )
}

fn project() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.radio]\n");
    playground.write(
        "Cargo.toml",
        "[package]\nname = \"radio\"\nversion = \"0.0.0\"\n[dependencies]\nitly.path = \"itly\"\n",
    );
    playground.write("src/main.rs", PROGRAM);
    playground.run(&["pull", "radio"]);
    playground
}

/// What people are told of [`newer`].
const TOLD: &str = "\
radio: plan 1.2.0 -> 1.3.0, 1 event added, 1 event removed, 2 events changed
  - Song Liked
      breaks programs: the function `song_liked` is gone
      breaks consumers: it no longer comes
      at src/main.rs:5:19
  ~ Song Paused
      ~ description \"It was paused.\" added
  ~ Song Played
      ~ duration: maximum 100 -> 50
          breaks programs: what was sent is no longer valid: 51
          at src/main.rs:2:60
      - genre: value \"jazz\" removed
          breaks programs: the variant `SongPlayedGenre::Jazz` is gone
          breaks programs: what was sent is no longer valid: \"jazz\"
          at src/main.rs:3:41
          at src/main.rs:3:75
      + genre: value \"polka\" added
          breaks consumers: what comes was not allowed before: \"polka\"
  + Tab Opened
breaks programs and consumers of the data: asks for a major version, 2.0.0
";

#[test]
fn the_saved_plan_is_compared_with_the_one_that_the_next_update_takes() {
    let playground = project();
    playground.run(&["diff"]).prints(0, "radio: plan 1.2.0, nothing changed\n", "");
    playground.write("plan.json", newer());
    let before = playground.files();
    playground.run(&["diff"]).prints(0, TOLD, "");
    assert_eq!(playground.files(), before);
}

#[test]
fn two_plans_of_different_formats_are_compared_without_a_project() {
    let playground = Playground::with_plan(PLAN);
    playground.write("other.json", r#"{ "Song Played": { "properties": {}, "type": "object" } }"#);
    playground.write("new.json", newer().replace("1.3.0", "1.2.0"));
    let run = playground.run(&["diff", "plan.json", "new.json"]);
    assert!(
        run.stdout.starts_with("Radio: plan 1.2.0, 1 event added, 1 event removed, 2 events changed\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("src/main.rs"), "{}", run.stdout);
}

#[test]
fn places_are_those_that_break_and_no_others() {
    let playground = project();
    let program = "use itly::{SongPlayed, SongPlayedGenre as Genre};\n\
                   struct Job {\n    event: SongPlayed,\n}\n\
                   fn genre(new: bool) -> Genre {\n    if new { Genre::Rock } else { Genre::Jazz }\n}\n\
                   fn main() {\n    // with_duration\n    let _ = \"with_duration\";\n\
                   \x20   let _ = itly::song_played(\"a\", SongPlayed::new().with_genre(genre(true)));\n}\n";
    playground.write("src/main.rs", program);
    let newer = PLAN
        .replace("\"integer\", \"maximum\": 100", "\"number\"")
        .replace("\"rock\", \"jazz\"", "\"rock\"")
        .replace("\"genre\"", "\"label\": { \"type\": \"string\" }, \"genre\"");
    playground.write("plan.json", newer);
    playground.run(&["diff"]).prints(
        0,
        "radio: plan 1.2.0, 1 event changed\n\
         \x20 ~ Song Played\n\
         \x20     ~ duration: type integer, maximum 100 -> number\n\
         \x20         breaks programs: `SongPlayed::with_duration` takes `f64`, not `i64`\n\
         \x20         breaks consumers: what comes was not allowed before: 101\n\
         \x20     - genre: value \"jazz\" removed\n\
         \x20         breaks programs: the variant `SongPlayedGenre::Jazz` is gone\n\
         \x20         breaks programs: what was sent is no longer valid: \"jazz\"\n\
         \x20         at src/main.rs:6:42\n\
         \x20         at src/main.rs:11:54\n\
         \x20     + label: added, optional string\n\
         \x20     ~ generated code changed\n\
         \x20         breaks programs: `SongPlayed` has a lifetime now, `SongPlayed<'a>`: what keeps one must say so\n\
         \x20         at src/main.rs:3:12\n\
         breaks programs and consumers of the data: asks for a major version, 2.0.0\n",
        "",
    );
}

#[test]
fn what_fails_a_run_is_the_users_choice() {
    let playground = project();
    playground.write(
        "safe.json",
        PLAN.replace("\"Song Paused\" }", "\"Song Paused\" }, { \"name\": \"Tab Opened\" }"),
    );
    playground.write("looser.json", PLAN.replace("\"maximum\": 100", "\"maximum\": 200"));
    playground.write("tighter.json", PLAN.replace("\"maximum\": 100", "\"maximum\": 50"));
    let status = |newer: &str, fail_on: &str| {
        playground.run(&["diff", "plan.json", newer, "--fail-on", fail_on]).status
    };
    let statuses =
        |newer: &str| ["none", "any", "breaking", "program", "consumers"].map(|on| status(newer, on));
    assert_eq!(statuses("plan.json"), [0, 0, 0, 0, 0]);
    assert_eq!(statuses("safe.json"), [0, 1, 0, 0, 0]);
    assert_eq!(statuses("looser.json"), [0, 1, 1, 0, 1]);
    assert_eq!(statuses("tighter.json"), [0, 1, 1, 1, 0]);
}

#[test]
fn what_the_configuration_allows_fails_nothing() {
    let playground = project();
    playground.write(
        "ampli.toml",
        "plan = \"plan.json\"\n[source.radio]\n[check.allow]\n\"Song Played\" = [\"breaks-program\"]\n",
    );
    playground.write("plan.json", PLAN.replace("\"maximum\": 100", "\"maximum\": 50"));
    playground.run(&["diff", "--fail-on", "breaking"]).prints(
        0,
        "radio: plan 1.2.0, 1 event changed\n\
         \x20 ~ Song Played\n\
         \x20     ~ duration: maximum 100 -> 50\n\
         \x20         breaks programs: what was sent is no longer valid: 51, which ampli.toml allows\n\
         \x20         at src/main.rs:2:60\n\
         breaks programs: asks for a major version, 2.0.0\n",
        "",
    );
}

#[test]
fn plans_are_taken_from_revisions() {
    let playground = project();
    playground.commit("one");
    playground.git(&["tag", "v1"]);
    playground.write("plan.json", newer());
    playground.run(&["pull", "radio"]);
    playground.run(&["diff", "v1"]).prints(0, TOLD, "");
    let told = TOLD.replace("radio: plan", "Radio: plan");
    playground.run(&["diff", "v1:plan.json", "plan.json"]).prints(0, &told, "");
    playground.run(&["diff", "HEAD", "v1"]).prints(0, "radio: plan 1.2.0, nothing changed\n", "");
    playground.run(&["diff", "HEAD:absent.json", "plan.json"]).says(
        2,
        "error: git has no file `HEAD:absent.json`\n\
         help: name a revision that has it, or another file as `REVISION:PATH`\n",
    );
    playground.run(&["diff", "--", "--output=x"]).says(
        2,
        "error: `--output=x` is no file, and git knows no revision of that name\n\
         help: name a file, an address, a plan at a vendor, or a revision such as `HEAD~1` or `main:plan.json`\n",
    );
}

#[test]
fn programs_get_everything_in_one_document() {
    let playground = project();
    playground.write("plan.json", newer());
    let run = playground.run(&["diff", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let comparison = &document["comparisons"][0];
    let of = |key: &str| comparison[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["name", "before", "after", "class", "bump", "next"].map(of),
        ["radio", "1.2.0", "1.3.0", "both", "major", "2.0.0"]
    );
    let maximum = &comparison["changes"][2];
    let expected = serde_json::json!({
        "subject": "event", "name": "Song Played", "kind": "track", "property": "duration", "path": ["duration"],
        "change": "changed", "aspect": "maximum", "before": "100", "after": "50", "class": "program",
        "program": [{"text": "what was sent is no longer valid: 51", "kind": "value", "witness": 51}],
        "consumers": [], "allowed": false,
        "places": [{"file": "src/main.rs", "line": 2, "column": 60, "endLine": 2, "endColumn": 73, "kind": "value",
                    "reach": "program"}],
    });
    assert_eq!(*maximum, expected);
}

#[test]
fn annotations_stand_where_the_program_breaks() {
    let playground = project();
    playground.write("plan.json", PLAN.replace("\"maximum\": 100", "\"maximum\": 50"));
    playground.run(&["diff", "--format", "github"]).prints(
        0,
        "::warning file=src/main.rs,line=2,endLine=2,col=60,endColumn=73,title=AMP0700 breaks-program::`Song Played.duration`: \
         maximum 100 -> 50%0Awhat was sent is no longer valid: 51\n",
        "",
    );
}

#[test]
fn hostile_names_break_no_report() {
    let hostile = "a | b\\n::error::x <img> @all [l](http://h) `c` \\u202e \\u001b[31m";
    let playground = Playground::with_plan(&PLAN.replace("Song Liked", hostile));
    playground.write("new.json", PLAN.replace("Song Liked", "Song Hated"));
    for format in ["human", "markdown", "github"] {
        let run = playground.run(&["diff", "plan.json", "new.json", "--format", format]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{format}");
        assert!(!run.stdout.contains(['\u{202e}', '\u{1b}']), "{format}: {}", run.stdout);
        assert!(run.stdout.lines().all(|line| !line.starts_with("::error")), "{format}: {}", run.stdout);
    }
    let markdown = playground.run(&["diff", "plan.json", "new.json", "--format", "markdown"]).stdout;
    assert!(
        !markdown.contains("<img>") && !markdown.contains("@all") && !markdown.contains("](http"),
        "{markdown}"
    );
    let rows = markdown.lines().filter(|line| line.starts_with("| "));
    assert!(
        rows.clone().count() > 2 && rows.into_iter().all(|row| row.matches(" | ").count() == 3),
        "{markdown}"
    );
}

#[test]
fn types_that_name_each_other_many_times_have_an_end() {
    let plan = |last: &str| {
        let mut definitions =
            serde_json::json!({"L0": {"type": "object", "properties": {"x": {"type": last}}}});
        for level in 1..40 {
            let inner = serde_json::json!({"$ref": format!("#/$defs/L{}", level - 1)});
            definitions[format!("L{level}")] = serde_json::json!({"anyOf": [{"type": "array", "items": inner}, {"type": "object", "additionalProperties": inner}]});
        }
        let schema = serde_json::json!({"type": "object", "properties": {"top": {"$ref": "#/$defs/L5"}}});
        serde_json::json!({"ampliPlan": 1, "$defs": definitions, "events": [{"name": "A", "schema": schema}]})
            .to_string()
    };
    let playground = Playground::with_plan(&plan("string"));
    playground.write("new.json", plan("integer"));
    let run = playground.run(&["diff", "plan.json", "new.json", "--fail-on", "breaking"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.stdout);
}

#[test]
fn an_unknown_plan_or_source_is_named() {
    let playground = project();
    playground.run(&["diff", "nowhere.json"]).says(
        2,
        "error: `nowhere.json` is no file, and there is no git repository here\n\
         help: name a file, an address, a plan at a vendor, or a revision such as `HEAD~1` or `main:plan.json`\n",
    );
    playground
        .run(&["diff", "--source", "radar"])
        .says(2, "error: `ampli.toml` has no source `radar`\nhelp: known are `radio`\n");
    playground
        .run(&["diff", "-", "-"])
        .says(2, "error: standard input can be one of the plans only\nhelp: name the other as a file\n");
    Playground::with_plan(PLAN).run(&["diff"]).says(
        2,
        "error: there is no saved plan `itly/tracking-plan.json`\n\
         help: run `ampli-rs pull` first, or name both plans: `ampli-rs diff OLD NEW`\n",
    );
}
