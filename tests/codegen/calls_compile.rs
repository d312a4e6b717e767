//! The calls that a catalogue shows can be copied: those of every plan compile against its SDK.

use std::fmt::Write as _;
use std::path::PathBuf;

use ampli_rs::lock::SourceNames;
use ampli_rs::lower::{Request, calls};
use ampli_rs::module::Layout;

use crate::shared_plans_compile::paths;
use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk::{self, ReadPlan};

/// Features of the runtime for every service that a plan may name.
const SERVICES: &str = r#""amplitude", "console", "http", "jsonl", "mixpanel", "posthog", "rudderstack", "segment", "snowplow", "webhook""#;

fn request(read: &ReadPlan, source: &str, name: &str) -> Request {
    Request {
        source: source.to_owned(),
        crate_name: name.to_owned(),
        broken: read.broken.clone(),
        ..Request::default()
    }
}

#[test]
fn of_every_plan() {
    let mut scratch = Scratch::new("calls");
    let mut program =
        "//! Calls to copy.\n#![deny(warnings)]\n#![allow(confusable_idents, deprecated, mixed_script_confusables, \
         uncommon_codepoints)]\n\n"
            .to_owned();
    let golden = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/golden/shapes/plan.json"));
    let mut count = 0;
    for (number, path) in paths().iter().chain([&golden]).enumerate() {
        let read = sdk::on_disk(path);
        for (source_number, source) in read.sources().iter().enumerate() {
            let name = format!("plan_{number}_{source_number}");
            scratch.sdk("calls", &format!("src/{name}/"), &read.sdk(source, Layout::Module, &name));
            let _ = writeln!(program, "mod {name};");
            let request = request(&read, source, &name);
            for (_, call) in calls(&read.plan, &request, &mut SourceNames::default()) {
                assert!(!call.contains("todo!"), "{call}");
                count += 1;
                let _ = writeln!(program, "pub fn call_{count}() -> Result<(), {name}::Error> {{");
                let _ = writeln!(program, "{call}Ok(())\n}}");
            }
        }
    }
    assert!(count > 100, "{count} calls");
    program.push_str("\nfn main() {}\n");
    scratch.member("calls", "2024", &runtime(SERVICES));
    scratch.file("calls", "src/main.rs", program.replace("pub fn call", "#[expect(dead_code)]\nfn call"));
    scratch.cargo_succeeds(&["check", "--package", "calls"]);
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
