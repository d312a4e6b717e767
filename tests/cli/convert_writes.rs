//! `convert` writes a plan in another form, all of it or nothing, and overwrites what it is told to.

use crate::playground::Playground;

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "name": "Garden",
  "events": [
    { "name": "Seed Sown", "version": "2", "schema": { "properties": { "depth": { "type": "integer" } } } }
  ]
}
"#;

const SEGMENT: &str = r##"{
  "name": "Garden",
  "type": "LIVE",
  "rules": [
    {
      "key": "Seed Sown",
      "type": "TRACK",
      "version": 2,
      "jsonSchema": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {
          "context": {},
          "traits": {},
          "properties": {
            "type": "object",
            "properties": {
              "depth": {
                "type": "integer"
              }
            }
          }
        }
      }
    }
  ]
}
"##;

/// A plan with one broken event.
const BROKEN: &str = r#"{
  "ampliPlan": 1,
  "events": [{ "name": "Bed Dug", "schema": { "type": "objct" } }, { "name": "Seed Sown", "version": "1" }]
}
"#;

#[test]
fn one_file_in_the_form_that_it_is_named_after() {
    let playground = Playground::with_plan(PLAN);
    playground
        .run(&["convert", "plan.json", "out/segment.json"])
        .says(0, "out/segment.json written: 1 event, as a Segment plan\n");
    assert_eq!(playground.read("out/segment.json"), SEGMENT);
    assert_eq!(playground.names(), ["out/segment.json", "plan.json"]);
    playground
        .run(&["convert", "plan.json", "out/segment.json"])
        .says(0, "out/segment.json is as it should be: 1 event, as a Segment plan\n");
}

#[test]
fn standard_input_to_standard_output() {
    let playground = Playground::new();
    let run = playground.run_with(&["convert", "-", "-", "--to", "segment"], &[], PLAN);
    run.prints(0, SEGMENT, "");
    let run = playground.run_with(&["convert", "-", "-", "--to", "ampli"], &[], SEGMENT);
    run.prints(
        0,
        "{\n  \"ampliPlan\": 1,\n  \"name\": \"Garden\",\n  \"events\": [\n    {\n      \"name\": \"Seed Sown\",\n      \
         \"version\": \"2\",\n      \"schema\": {\n        \
         \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n        \"type\": \"object\",\n        \
         \"properties\": {\n          \"depth\": {\n            \"type\": \"integer\"\n          }\n        }\n      \
         }\n    }\n  ]\n}\n",
        "",
    );
    assert_eq!(playground.names(), [""; 0]);
}

#[test]
fn a_registry_has_a_vendor() {
    let playground =
        Playground::with_plan(&PLAN.replace("Seed Sown", "seed_sown").replace("\"2\"", "\"2-0-0\""));
    let losses = "warning[AMP0506]: an Iglu registry has no place for `name` of the plan\n |\n \
                  = help: keep the plan that it comes from, or choose a form that has a place for it\n\n\
                  1 warning, 1 note in 1 event (1 not shown: `--format json` shows them)\n";
    playground.run(&["convert", "plan.json", "iglu", "-q"]).says(0, losses);
    playground.run(&["convert", "plan.json", "iglu/schemas", "--to", "iglu", "--vendor", "com.garden"]).says(
        0,
        &format!(
            "{losses}1 file written to iglu/schemas: 1 event, as an Iglu registry\n\
             1 other file of plans in iglu/schemas will be read together with these\n"
        ),
    );
    assert_eq!(
        playground.names(),
        [
            "iglu/schemas/com.garden/seed_sown/jsonschema/2-0-0",
            "iglu/schemas/garden/seed_sown/jsonschema/2-0-0",
            "plan.json"
        ]
    );
    playground.run(&["convert", "plan.json", "other", "--to", "iglu"]).says(
        0,
        &format!(
            "{losses}1 file written to other: 1 event, as an Iglu registry\n\
             the vendor of the schemas is `garden`, after the plan's name; `--vendor` chooses another\n"
        ),
    );
}

#[test]
fn what_is_there_is_overwritten_only_on_request() {
    let playground = Playground::with_plan(PLAN);
    playground.write("out/seed-sown.json", "{}");
    playground.run(&["convert", "plan.json", "out", "--to", "schemas"]).says(
        2,
        "warning[AMP0506]: a folder of JSON Schemas has no place for `name` of the plan\n |\n \
         = help: keep the plan that it comes from, or choose a form that has a place for it\n\n\
         1 warning in 1 event\n\
         error: `out/seed-sown.json` is there already and would be overwritten\n\
         help: overwrite it with `--force`, or choose another name\n",
    );
    assert_eq!(playground.read("out/seed-sown.json"), "{}");
    let run = playground.run(&["convert", "plan.json", "out", "--to", "schemas", "--force", "-q"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(playground.read("out/seed-sown.json").contains("\"title\": \"Seed Sown\""));
}

#[test]
fn a_broken_event_stops_everything_or_is_left_out() {
    let playground = Playground::with_plan(BROKEN);
    let finding = "error[AMP0111]: `objct` is no type of JSON Schema, in the properties\n \
                   --> plan.json:3:55\n  |\n\
                   3 |   \"events\": [{ \"name\": \"Bed Dug\", \"schema\": { \"type\": \"objct\" } }, \
                   { \"name\": \"Seed Sown\", \"version\": \"1\" }]\n  \
                   |                                                       ^^^^^^^\n  |\n  \
                   = help: did you mean `object`? known are `null`, `boolean`, `integer`, `number`, `string`, \
                   `array`, `object`, `any`\n\n";
    playground.run(&["convert", "plan.json", "segment.json"]).says(
        1,
        &format!(
            "{finding}1 error in 2 events\n\
             nothing was written; `--keep-going` leaves the broken events out\n"
        ),
    );
    assert_eq!(playground.names(), ["plan.json"]);
    playground.run(&["convert", "plan.json", "segment.json", "--keep-going"]).says(
        1,
        &format!("{finding}1 error in 1 event\nsegment.json written: 1 event, left out `Bed Dug`, as a Segment plan\n"),
    );
}

#[test]
fn a_loss_that_matters_is_an_error() {
    let playground = Playground::with_plan(&PLAN.replace("\"version\": \"2\"", "\"owner\": \"a@b.example\""));
    playground.write("ampli.toml", "[check.levels]\nlost-event-detail = \"error\"\n");
    let run = playground.run(&["convert", "plan.json", "segment.json"]);
    assert!(
        run.stderr.starts_with("error[AMP0505]: a Segment plan has no place for `owner` of `Seed Sown`\n")
    );
    assert!(run.stderr.ends_with("\nnothing was written\n"), "{}", run.stderr);
    assert_eq!((run.status, playground.names()), (1, vec!["ampli.toml".to_owned(), "plan.json".to_owned()]));
}

#[test]
fn a_form_without_any_of_the_events_is_refused() {
    let playground = Playground::with_plan(r#"{"ampliPlan": 1, "page": {"name": "Pricing"}, "events": []}"#);
    let run = playground.run(&["convert", "plan.json", "out", "--to", "schemas"]);
    assert!(
        run.stderr.ends_with(
            "error: the plan has no event that a folder of JSON Schemas can hold, so nothing was written\n\
             help: choose another form with `--to`\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!((run.status, playground.names()), (2, vec!["plan.json".to_owned()]));
}

#[test]
fn what_can_not_be_meant_is_told() {
    let playground = Playground::with_plan(PLAN);
    playground.write("folder/file.txt", "");
    let cases: [(&[&str], &str); 7] = [
        (
            &["plan.json", "out"],
            "it is not said in which form `out` shall be written\n\
             help: name it with `--to`: `ampli`, `segment`, `segment-config`, `rudderstack`, `rudderstack-catalogue`, \
             `iglu`, `schemas`\n",
        ),
        (
            &["plan.json", "-", "--to", "iglu"],
            "an Iglu registry is a folder of files, which standard output can't hold\n\
             help: name a folder instead of `-`\n",
        ),
        (
            &["plan.json", "-", "--to", "segment", "--format", "json"],
            "the plan and the findings would both go to standard output\n\
             help: name a file instead of `-`, or leave out `--format`\n",
        ),
        (
            &["plan.json", "folder", "--to", "segment"],
            "`folder` is a folder, and a Segment plan is one file\n\
             help: name a file in it, such as `plan.json`, or choose another form with `--to`\n",
        ),
        (
            &["plan.json", "folder/file.txt", "--to", "schemas"],
            "`folder/file.txt` is a file, and a folder of JSON Schemas is a folder\n\
             help: name a folder, or choose another form with `--to`\n",
        ),
        (
            &["plan.json", "segment.json", "--vendor", "com.garden"],
            "`--vendor` says nothing about a Segment plan\nhelp: leave it out, or add `--to iglu`\n",
        ),
        (
            &["plan.json", "iglu", "--vendor", "a/b"],
            "`a/b` can't be the vendor of schemas\n\
             help: write letters and digits, `-`, `_` and dots, as in `com.acme`\n",
        ),
    ];
    for (arguments, message) in cases {
        let all = [&["convert"], arguments].concat();
        playground.run(&all).says(2, &format!("error: {message}"));
    }
    assert_eq!(playground.names(), ["folder/file.txt", "plan.json"]);
}
