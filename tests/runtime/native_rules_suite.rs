//! The JSON Schema Test Suite, run through the native checks.

use std::path::Path;
use std::{env, fs};

use serde_json::Value as Json;

use crate::schema_rules::violations;

const DRAFTS: [&str; 5] = ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"];

const KEYWORDS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// The verdicts on every case of a file that rules alone decide; counts them.
fn run(file: &Path, differences: &mut Vec<String>) -> usize {
    let Ok(text) = fs::read_to_string(file) else {
        return 0;
    };
    let groups: Vec<Json> = serde_json::from_str(&text).expect("a file of the suite");
    let mut cases = 0;
    for group in groups.iter().filter(|group| is_decided_by_rules(&group["schema"])) {
        for test in group["tests"].as_array().expect("a list of tests") {
            cases += 1;
            let found = violations(&group["schema"], &test["data"]);
            if Some(found.is_empty()) != test["valid"].as_bool() {
                let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
                differences.push(format!(
                    "{name}: {}: {} {}",
                    group["description"], test["description"], test["data"]
                ));
            }
        }
    }
    cases
}

/// Whether nothing in the schema is left to types.
fn is_decided_by_rules(schema: &Json) -> bool {
    let is_rule = |keyword: &String| {
        KEYWORDS.contains(&keyword.as_str()) || ["$schema", "type", "format"].contains(&keyword.as_str())
    };
    schema.as_object().is_some_and(|keywords| keywords.keys().all(is_rule))
}

/// The suite's folder; says so and gives none where it is absent.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn suite() -> Option<&'static Path> {
    let folder =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/json-schema-test-suite/tests"));
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(
        env::var("AMPLI_REQUIRE_SHARED").as_deref(),
        Ok("1"),
        "the JSON Schema Test Suite is not there"
    );
    println!("skipped: the JSON Schema Test Suite is not there");
    None
}

#[test]
fn every_rule_of_every_draft() {
    let Some(suite) = suite() else { return };
    let mut differences = Vec::new();
    let mut cases = 0;
    for draft in DRAFTS {
        for keyword in KEYWORDS {
            cases += run(&suite.join(draft).join(keyword).with_extension("json"), &mut differences);
        }
    }
    // `regex-lite` has no tables of Unicode: the pattern can't be checked natively, and the plan check says so.
    assert_eq!(
        differences,
        [
            r#"pattern: "pattern with Unicode property escape requires unicode mode": "Digits do not match" "123""#
        ]
    );
    assert!(cases > 400, "only {cases} cases were run");
}

#[test]
fn every_format() {
    let Some(suite) = suite() else { return };
    let mut differences = Vec::new();
    let mut cases = 0;
    for format in itly_runtime::Format::ALL {
        let file = suite.join("draft7/optional/format").join(format.name()).with_extension("json");
        cases += run(&file, &mut differences);
    }
    // Labels in Punycode are not decoded, which needs tables of Unicode: all of them are taken.
    differences
        .retain(|case| !case.starts_with(r#"hostname: "validation of A-label (punycode) host names""#));
    assert_eq!(differences, [""; 0]);
    assert!(cases > 200, "only {cases} cases were run");
}
