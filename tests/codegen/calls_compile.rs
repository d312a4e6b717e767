//! The calls that a catalogue shows can be copied. Those of every plan are part of the program in `shared_plans_compile`.

use std::fmt::Write as _;

use ampli_rs::lock::SourceNames;
use ampli_rs::lower::{Request, calls};

use crate::support::sdk::{self, ReadPlan};

fn request(read: &ReadPlan, source: &str, name: &str) -> Request {
    Request {
        source: source.to_owned(),
        crate_name: name.to_owned(),
        broken: read.broken.clone(),
        ..Request::default()
    }
}

/// Functions with a call each, in a program to which the SDK is known as `name`.
pub(crate) fn functions(read: &ReadPlan, source: &str, name: &str) -> String {
    let mut functions = String::new();
    let calls = calls(&read.plan, &request(read, source, name), &mut SourceNames::default());
    assert!(!calls.is_empty(), "{name} has no calls");
    for (number, (_, call)) in calls.into_iter().enumerate() {
        assert!(!call.contains("todo!"), "{call}");
        let _ = writeln!(functions, "\n#[expect(dead_code)]");
        let _ = writeln!(functions, "fn {name}_{number}() -> Result<(), {name}::Error> {{\n{call}Ok(())\n}}");
    }
    functions
}

#[test]
fn values_are_the_examples_of_the_plan_or_such_as_it_allows() {
    let text = r##"{
      "ampliPlan": 1, "name": "Garden",
      "$defs": { "Bed": { "type": "object", "required": ["name"], "properties": {
        "name": { "type": "string", "examples": ["north"] },
        "inner": { "type": "array", "items": { "$ref": "#/$defs/Bed" } } } } },
      "context": { "schema": { "type": "object", "required": ["version"],
        "properties": { "version": { "type": "string", "minLength": 12 } } } },
      "group": { "schema": { "type": "object", "properties": { "members": { "type": "integer", "minimum": 3 } } } },
      "page": [{}, { "name": "Pricing", "schema": { "type": "object" } }],
      "events": [
        { "name": "Gate Opened" },
        { "name": "Seed Sown", "schema": { "type": "object", "required": ["count", "bed", "depth", "note"], "properties": {
          "count": { "type": "integer", "exclusiveMinimum": 4, "multipleOf": 5 },
          "bed": { "$ref": "#/$defs/Bed" },
          "depth": { "type": "number", "maximum": 0.25 },
          "note": { "type": ["string", "null"], "examples": ["warm \"soil\""] },
          "kind": { "enum": ["old", "tomato"] },
          "at": { "type": "string", "format": "date-time" },
          "tools": { "type": "array", "items": { "enum": ["rake", "hoe"] } },
          "sizes": { "type": "object", "additionalProperties": { "type": "number" } },
          "extra": {}
        } } }
      ]
    }"##;
    let read = sdk::from_text(text.to_owned());
    let request = request(&read, "default", "itly");
    let calls = calls(&read.plan, &request, &mut SourceNames::default());
    let all: String = calls.into_iter().map(|(_, call)| call).collect();
    assert_eq!(
        all,
        r#"itly::load(itly::Options::new().context(itly::Context::new("versionxxxxx")))?;
itly::group("user-id", "group-id", itly::Group::new().with_members(3))?;
itly::page("user-id", Some("category"), Some("name"))?;
itly::page_pricing("user-id", Some("category"))?;
itly::gate_opened("user-id")?;
itly::seed_sown(
    "user-id",
    itly::SeedSown::new(
        itly::SeedSownBed::new("north"),
        5,
        0.25,
        Some("warm \"soil\""),
    )
    .with_kind(itly::SeedSownKind::Old)
    .with_at("2026-01-31T12:00:00Z")
    .with_tools(&[itly::SeedSownTools::Rake])
    .with_sizes(&[("key", 1.5)])
    .with_extra(itly::Value::from("any value")),
)?;
"#
    );
}
