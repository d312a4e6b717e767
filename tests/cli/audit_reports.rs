//! What `audit` says of collected events, in every form, and how it ends.

use serde_json::{Value, json};

use crate::playground::{Playground, Run};

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "name": "Garden",
  "version": "3",
  "context": { "schema": { "type": "object", "required": ["version"], "properties": { "version": { "type": "string" } } } },
  "events": [
    {
      "name": "Seed Sown",
      "version": "1",
      "schema": {
        "type": "object",
        "required": ["bed"],
        "additionalProperties": false,
        "properties": {
          "bed": { "type": "string", "maxLength": 5 },
          "depth": { "type": "integer", "minimum": 1 },
          "tier": { "enum": ["free", "paid", "gift"] },
          "note": { "type": "string" }
        }
      }
    },
    { "name": "Bed Watered", "schema": { "type": "object", "properties": { "litres": { "type": "number" } } } },
    { "name": "Seed Sowed", "deprecated": true }
  ]
}
"#;

/// A call as the `JsonLines` destination writes it.
fn call(number: u32, event: &str, properties: Value) -> String {
    let time = format!("2026-11-{:02}T10:00:00.000Z", 1 + number % 28);
    let call = json!({"type": "track", "messageId": format!("id-{number}"), "timestamp": time, "userId": "u",
        "event": event, "eventVersion": "1", "properties": properties});
    format!("{call}\n")
}

/// Thirty events, of which ten are not as planned.
fn events() -> String {
    let mut text = String::new();
    for number in 0..30 {
        let mut properties = json!({"version": "1.0", "bed": "north", "depth": number + 1, "tier": "free"});
        match number {
            0..5 => properties["depth"] = "three".into(),
            5..8 => properties["tier"] = "platinum".into(),
            8 => properties["tier"] = "jane@example.com".into(),
            9 => drop(properties.as_object_mut().unwrap().remove("bed")),
            10 => properties["version"] = Value::Null,
            11 => properties["secret"] = "jane@example.com".into(),
            _ => {}
        }
        text.push_str(&call(number, "Seed Sown", properties));
    }
    text
}

fn playground() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.write("events.ndjson", events());
    playground
}

fn audit(playground: &Playground, arguments: &[&str]) -> Run {
    playground.run(&[&["audit", "events.ndjson", "--plan", "plan.json"], arguments].concat())
}

#[test]
fn people_see_each_event_and_what_is_wrong_with_it() {
    audit(&playground(), &[]).prints(
        1,
        "30 events in 1 file, 2026-11-01 10:00 to 2026-11-28 10:00 UTC\n\
         \x20 18 valid, 60 %\n\
         \x20 12 invalid, 40 %\n\
         \n\
         \x20 ! Seed Sown 1: 30, 100 %, 12 invalid\n\
         \x20     `bed` is required, but missing in 1 of 30 events (3.3 %)\n\
         \x20         events.ndjson, record 10, id id-9\n\
         \x20     `depth` is planned as integer, but was string in 5 of 30 events (16.7 %)\n\
         \x20         events.ndjson, record 1, id id-0: a string of 5 characters\n\
         \x20         events.ndjson, record 2, id id-1: a string of 5 characters\n\
         \x20         events.ndjson, record 3, id id-2: a string of 5 characters\n\
         \x20     `version` is planned as string, but was null in 1 of 30 events (3.3 %)\n\
         \x20         events.ndjson, record 11, id id-10: null\n\
         \x20     `secret` is not in the plan, which allows no others, once (string)\n\
         \x20     `tier` was \"platinum\", which is not one of the planned values, 3 times\n\
         \x20     `tier` was a string of 16 characters, which is not one of the planned values, once\n\
         \x20     `tier` was never \"paid\", \"gift\"\n\
         \x20     `note` was never seen\n\
         \x20 - Bed Watered: never seen\n\
         \x20   Seed Sowed: not seen\n",
        "failed: 12 of 30 events are invalid, 40 %\n",
    );
}

#[test]
fn nobodys_data_is_shown_without_being_asked_for() {
    let playground = playground();
    for format in ["human", "json", "ndjson", "sarif", "junit", "markdown", "html"] {
        let run = audit(&playground, &["--format", format]);
        assert!(!run.stdout.contains("jane") && run.stdout.contains("depth"), "{format}: {run:?}");
        let run = audit(&playground, &["--format", format, "--samples", "none"]);
        // SARIF has the manual of each code in it, with its example.
        assert!(
            format == "sarif" || !(run.stdout.contains("id-9") || run.stdout.contains("platinum")),
            "{format}: {run:?}"
        );
    }
    let run = audit(&playground, &["--samples", "full"]);
    assert!(run.stdout.contains("`tier` was \"jane@example.com\", which is not"), "{run:?}");
    assert!(run.stdout.contains("id id-0: \"three\"\n"), "{run:?}");
}

#[test]
fn programs_read_json() {
    let playground = playground();
    let report: Value = serde_json::from_str(&audit(&playground, &["--format", "json"]).stdout).unwrap();
    let totals = &report["totals"];
    assert_eq!(
        (&totals["events"], &totals["valid"], &totals["invalid"]),
        (&30.into(), &18.into(), &12.into())
    );
    assert_eq!(totals["first"], "2026-11-01T10:00:00Z");
    assert_eq!(report["plan"]["version"], "3");
    let event = &report["events"][0];
    assert_eq!(
        (&event["name"], &event["state"], &event["count"]),
        (&"Seed Sown".into(), &"seen".into(), &30.into())
    );
    let depth =
        event["properties"].as_array().unwrap().iter().find(|property| property["path"] == "depth").unwrap();
    assert_eq!(depth["kinds"], json!({"integer": 25, "string": 5}));
    let codes: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["AMP0807", "AMP0808", "AMP0808", "AMP0801", "AMP0802", "AMP0802", "AMP0806", "AMP0805", "AMP0804"]
    );
    let lines = audit(&playground, &["--format", "ndjson"]).stdout;
    let kinds: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["type"].clone()).collect();
    assert_eq!(kinds.len(), 1 + 3 + 9);
    assert_eq!((&kinds[0], &kinds[1], &kinds[12]), (&"totals".into(), &"event".into(), &"finding".into()));
}

#[test]
fn code_scanning_reads_findings_at_their_places_in_the_plan() {
    let log: Value = serde_json::from_str(&audit(&playground(), &["--format", "sarif"]).stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "AMP0808").unwrap();
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
        (&"plan.json".into(), &5.into())
    );
}

#[test]
fn tests_fail_that_events_fail() {
    let run = audit(&playground(), &["--format", "junit", "--fail-on", "unseen"]);
    run.prints(
        1,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"Audit of collected events\" tests=\"3\" failures=\"2\" errors=\"0\">\n\
         \x20 <testsuite name=\"Audit of collected events\" tests=\"3\" failures=\"2\" errors=\"0\">\n\
         \x20   <testcase classname=\"events\" name=\"Seed Sown 1\">\n\
         \x20     <failure type=\"unseen-value\" message=\"`tier` was never &quot;paid&quot;, &quot;gift&quot;\">\
         `tier` was never &quot;paid&quot;, &quot;gift&quot;\n\
         `note` was never seen</failure>\n\
         \x20   </testcase>\n\
         \x20   <testcase classname=\"events\" name=\"Bed Watered\">\n\
         \x20     <failure type=\"unseen-event\" message=\"never seen\">never seen</failure>\n\
         \x20   </testcase>\n\
         \x20   <testcase classname=\"events\" name=\"Seed Sowed\">\n\
         \x20     <skipped message=\"not seen\"/>\n\
         \x20   </testcase>\n\
         \x20 </testsuite>\n\
         </testsuites>\n",
        "failed: 3 findings about what was never seen\n",
    );
}

#[test]
fn the_user_decides_what_fails() {
    let playground = playground();
    assert_eq!(audit(&playground, &["--max-invalid", "40%"]).status, 0);
    let run = audit(&playground, &["--max-invalid", "39.9"]);
    assert!(run.stderr.ends_with("failed: 12 of 30 events are invalid, 40 %, more than 39.9 %\n"), "{run:?}");
    assert_eq!(audit(&playground, &["--fail-on", "none"]).status, 0);
    assert_eq!(audit(&playground, &["--fail-on", "unreadable"]).status, 0);
    let run = audit(&playground, &["--fail-on", "unplanned,unseen"]);
    assert_eq!(
        run.stderr,
        "failed: 3 findings about what is not planned\nfailed: 3 findings about what was never seen\n"
    );
    playground.write("events.ndjson", events() + "{\"type\":\"track\",\"messageId\":");
    assert_eq!(audit(&playground, &["--fail-on", "unreadable"]).status, 1);
    assert_eq!(audit(&playground, &["--fail-on", "unreadable", "--max-unreadable", "5%"]).status, 0);
    let run = audit(&playground, &["--max-invalid", "much"]);
    assert!(run.status == 2 && run.stderr.contains("a number from 0 to 100 is needed"), "{run:?}");
}

#[test]
fn findings_that_are_allowed_are_left_alone() {
    let playground = playground();
    playground
        .write("ampli.toml", "[check.allow]\n\"Seed Sown 1\" = [\"unplanned-value\", \"drifted-type\"]\n");
    let run = audit(&playground, &[]);
    assert!(!run.stdout.contains("platinum") && !run.stdout.contains("depth"), "{run:?}");
    assert!(run.stdout.contains("`bed` is required"), "{run:?}");
    // The name alone stands for all versions.
    playground
        .write("ampli.toml", "[check.allow]\n\"Seed Sown\" = [\"unplanned-value\", \"drifted-type\"]\n");
    assert_eq!(audit(&playground, &[]), run);
    playground.write("ampli.toml", "[check.levels]\nunseen-event = \"error\"\n");
    let run = audit(&playground, &["--fail-on", "none"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "failed: 1 finding that ampli.toml calls an error\n"));
}

#[test]
fn names_and_values_are_code_where_there_is_such_a_thing() {
    let playground = playground();
    let markdown = audit(&playground, &["--format", "markdown"]).stdout;
    assert!(markdown.contains(" | `note` was never seen | "), "{markdown}");
    let html = audit(&playground, &["--format", "html"]).stdout;
    assert!(html.contains("<td><code>note</code> was never seen<br>"), "{html}");
}

#[test]
fn names_from_outside_are_nothing_but_text() {
    let playground = playground();
    let hostile = "\u{1b}[31m<script>alert(1)</script> | **x** ]]> \u{202e}\" & '";
    let mut text = call(1, hostile, json!({hostile: hostile}));
    text.push_str(&call(2, "Seed Sown", json!({"version": "1", "bed": "b", hostile: 1, "tier": hostile})));
    playground.write("events.ndjson", text);
    for format in ["human", "junit", "markdown", "html"] {
        let run = audit(&playground, &["--format", format, "--samples", "full"]);
        assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{format}: {run:?}");
        if format != "human" {
            assert!(!run.stdout.contains("<script"), "{format}: {run:?}");
        }
    }
    let markdown = audit(&playground, &["--format", "markdown"]).stdout;
    let row = markdown.lines().find(|line| line.contains("**not in the plan**")).unwrap();
    assert_eq!(row.matches('|').count(), 8, "{row}");
}

#[test]
fn a_flood_of_names_hides_no_violation() {
    let playground = playground();
    let flood = |number| json!({"version": "1", "bed": "b", "tier": "gold", format!("name {number}"): 1});
    playground.write(
        "events.ndjson",
        (0..400).map(|number| call(number, "Seed Sown", flood(number))).collect::<String>(),
    );
    let run = audit(&playground, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "failed: 400 of 400 events are invalid, 100 %\n"));
    assert!(
        run.stdout.contains("`tier` was \"gold\", which is not one of the planned values, 400 times"),
        "{run:?}"
    );
    assert!(run.stdout.contains("more properties are not in the plan, 300 times"), "{run:?}");
}

#[test]
fn names_without_end_are_cut() {
    let playground = playground();
    let name = "x".repeat(2_000_000);
    playground.write("events.ndjson", call(1, &name, json!({name.as_str(): 1})));
    let run = audit(&playground, &["--format", "json"]);
    assert!(run.stdout.len() < 10_000, "{} bytes", run.stdout.len());
}

#[test]
fn nothing_to_read_is_said() {
    let playground = playground();
    playground.run(&["audit"]).says(
        2,
        "error: it is not said which events to audit\n\
         help: name files, folders or patterns, or `-` for standard input\n",
    );
    playground.write("events.ndjson", "");
    let run = audit(&playground, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "warning: no event was found\n"));
    let run = playground.run(&["audit", "events.ndjson"]);
    assert!(run.stderr.starts_with("error: there is no saved plan `itly/tracking-plan.json`"), "{run:?}");
}

#[test]
fn events_come_through_standard_input_too() {
    let run = playground().run_with(&["audit", "-", "--plan", "plan.json"], &[], &events());
    assert!(run.stdout.starts_with("30 events in 1 file, 2026-11-01"), "{run:?}");
}

#[test]
fn the_plan_is_completed_by_what_was_seen() {
    let playground = playground();
    let mut text = events();
    for number in 0..3 {
        text.push_str(&call(
            number,
            "Bed Dug",
            json!({"version": "1", "spade": "large", "depth": 1.5, "beds": [1]}),
        ));
    }
    text.push_str(&call(4, "Bed Dug", json!({"version": "1", "depth": 2})));
    playground.write("events.ndjson", text);
    let run = audit(&playground, &["--patch", "next.json"]);
    assert!(run.stderr.starts_with("next.json written: the plan with 3 additions\n"), "{run:?}");
    let patched: Value = serde_json::from_str(&playground.read("next.json")).unwrap();
    let events = patched["events"].as_array().unwrap();
    let properties = &events[0]["schema"]["properties"];
    assert_eq!(properties["secret"], json!({"type": "string"}));
    assert_eq!(properties["tier"]["enum"], json!(["free", "paid", "gift", "platinum"]));
    let dug = json!({"name": "Bed Dug", "version": "1", "schema": {"type": "object", "properties": {
        "beds": {"type": "array"}, "depth": {"type": "number"}, "spade": {"type": "string"}}, "required": ["depth"]}});
    assert_eq!(events[3], dug);
    let run = playground.run(&["audit", "events.ndjson", "--plan", "next.json"]);
    assert!(run.stdout.contains("+ Bed Dug 1: 4, 11.8 %\n"), "{run:?}");
    let check = playground.run(&["check", "--plan", "next.json"]);
    assert_eq!(check.status, 0, "{check:?}");
}

#[test]
fn a_patch_takes_the_place_of_the_plan_as_a_whole() {
    let playground = playground();
    std::fs::create_dir(playground.path("folder")).unwrap();
    let run = audit(&playground, &["--patch", "folder"]);
    let refusal = "error: could not write `folder`: it is a folder\nhelp: name a file\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, refusal), "{run:?}");

    // The plan itself: never half of it, and nothing beside it.
    let before = playground.names();
    let run = audit(&playground, &["--patch", "plan.json"]);
    assert!(run.stderr.starts_with("plan.json written: the plan with "), "{run:?}");
    assert_eq!(playground.names(), before);
    assert_eq!(playground.run(&["check", "--plan", "plan.json"]).status, 0);
}

#[test]
fn what_can_not_be_read_is_named_and_the_rest_audited() {
    let playground = playground();
    let run = audit(&playground, &["nowhere.gz"]);
    assert!(run.stdout.starts_with("30 events in 2 files, "), "{run:?}");
    assert!(run.stdout.ends_with("  `nowhere.gz` can't be read: no such file or folder\n"), "{run:?}");
    assert!(run.stderr.contains("failed: 1 file can't be read\n"), "{run:?}");
}

/// A self-describing event of Snowplow, with an entity.
fn enriched(schema: &str, data: &Value, entity: &Value) -> String {
    const ENVELOPE: &str = "iglu:com.snowplowanalytics.snowplow";
    let event = json!({"schema": format!("{ENVELOPE}/unstruct_event/jsonschema/1-0-0"),
        "data": {"schema": schema, "data": data}});
    let contexts = json!({"schema": format!("{ENVELOPE}/contexts/jsonschema/1-0-0"),
        "data": [{"schema": "iglu:com.garden/gardener/jsonschema/1-0-0", "data": entity}]});
    let mut fields = vec![String::new(); 131];
    let filled =
        [(0, "garden"), (1, "web"), (3, "2026-11-01 10:00:00.000"), (5, "unstruct"), (9, "js-3.1.0")];
    for (place, text) in filled {
        fields[place] = text.to_owned();
    }
    (fields[52], fields[58]) = (contexts.to_string(), event.to_string());
    fields.join("\t") + "\n"
}

#[test]
fn schemas_are_told_apart_by_their_whole_addresses() {
    let event = |version: &str, least: u32| {
        json!({"name": "seed_sown", "id": format!("iglu:com.garden/seed_sown/jsonschema/{version}"), "version": version,
            "schema": {"type": "object", "properties": {"depth": {"type": "integer", "minimum": least}}}})
    };
    let gardener = json!({"name": "gardener", "id": "iglu:com.garden/gardener/jsonschema/1-0-0", "version": "1-0-0",
        "schema": {"type": "object", "required": ["id"]}});
    let plan = json!({"ampliPlan": 1, "events": [event("1-0-0", 1), event("1-0-2", 5), gardener]});
    let playground = Playground::with_plan(&plan.to_string());
    let sown = |version: &str, depth: u32, entity: Value| {
        enriched(
            &format!("iglu:com.garden/seed_sown/jsonschema/{version}"),
            &json!({"depth": depth}),
            &entity,
        )
    };
    let lines = [
        sown("1-0-0", 3, json!({"id": 1})),
        sown("1-0-0", 4, json!({})),
        sown("1-0-1", 0, json!({"id": 1})),
        enriched("iglu:com.other/seed_sown/jsonschema/1-0-0", &json!({}), &json!({"id": 1})),
    ];
    playground.write("events.ndjson", lines.concat());
    audit(&playground, &[]).prints(
        1,
        "4 events in 1 file, 2026-11-01 10:00 to 2026-11-01 10:00 UTC\n\
         \x20 1 valid, 25 %\n\
         \x20 1 invalid, 25 %\n\
         \x20 2 not in the plan, 50 %\n\
         \n\
         \x20 + seed_sown 1-0-0: 2, 50 %\n\
         \x20 - seed_sown 1-0-2: never seen in this version\n\
         \x20     version 1-0-1 is not in the plan, once\n\
         \x20 ! gardener 1-0-0: 4, 100 %, 1 invalid\n\
         \x20     `id` is required, but missing in 1 of 4 events (25 %) [garden web js-3.1.0 1]\n\
         \x20         events.ndjson, record 2\n\
         \x20 ? iglu:com.other/seed_sown/jsonschema/1-0-0: 1, 25 %, not in the plan [garden web js-3.1.0 1]\n",
        "failed: 1 of 4 events are invalid, 25 %\n",
    );
}
