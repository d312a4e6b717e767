//! One plan with many findings, as every renderer shows it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check::{self, Settings};
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Diagnostics, Report, github, json, sarif};
use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/renderers")
}

/// A folder plan of two documents: errors, warnings and notes, with one label, several, and none with a place.
fn text() -> PlanText {
    let names = ["row-watered.json", "seed-sown.json"];
    let document = |name: &str| Document {
        name: format!("the plan/{name}"),
        text: fs::read_to_string(folder().join("the plan").join(name)).expect("a document"),
    };
    PlanText { origin: "the plan".to_owned(), documents: names.into_iter().map(document).collect() }
}

fn findings(text: &PlanText) -> (Diagnostics, usize) {
    let parsed = parse::plan(text).expect("a plan");
    (check::completed(parsed.findings, &parsed.plan, &Settings::default()), parsed.plan.events.len())
}

/// What a renderer writes, which must be what the file says; with `AMPLI_BLESS=1` the file is written.
fn snapshot(file: &str, write: impl Fn(&Report<'_>, &mut Vec<u8>) -> std::io::Result<()>) -> String {
    let text = text();
    let (findings, events) = findings(&text);
    let mut out = Vec::new();
    write(&Report::new(&findings, &text).events(events), &mut out).expect("writes to memory");
    let found = String::from_utf8(out).expect("UTF-8");
    let file = folder().join(file);
    if std::env::var_os("AMPLI_BLESS").is_some() {
        fs::write(&file, &found).expect("the fixture is writable");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(found, expected, "{}", file.display());
    found
}

#[test]
fn for_people() {
    let shown = snapshot("expected.human.txt", |report, out| human::write(report, Look::default(), out));
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn for_people_in_colour() {
    let colour = Look { colour: true, ..Look::default() };
    let shown = snapshot("expected.colour.txt", |report, out| human::write(report, colour, out));
    let plain = fs::read_to_string(folder().join("expected.human.txt")).expect("a file");
    assert_eq!(anstream::adapter::strip_str(&shown).to_string(), plain);
}

#[test]
fn for_programs() {
    let shown = snapshot("expected.json", |report, out| json::write(report, out));
    let report: Value = serde_json::from_str(&shown).expect("JSON");
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    let counted =
        |severity: &str| diagnostics.iter().filter(|finding| finding["severity"] == severity).count();
    assert_eq!(report["summary"]["errors"], counted("error"));
    assert_eq!(report["summary"]["warnings"], counted("warning"));
    assert_eq!(report["summary"]["notes"], counted("note"));
}

#[test]
fn for_github() {
    let shown = snapshot("expected.github.txt", |report, out| github::write(report, out));
    for line in shown.lines() {
        let known = ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command));
        assert!(known, "{line}");
    }
}

#[test]
fn for_code_scanning() {
    let shown = snapshot("expected.sarif", |report, out| sarif::write(report, out));
    let log: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    let [run] = log["runs"].as_array().expect("runs").as_slice() else { panic!("one run") };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "ampli-rs");
    let rules = driver["rules"].as_array().expect("rules");
    let ids: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(index, rule)| (text_of(&rule["id"]), index)).collect();
    assert_eq!(ids.len(), rules.len(), "every rule once");
    for rule in rules {
        for member in [&rule["shortDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
            assert!(!text_of(member).is_empty());
        }
        check_level(&rule["defaultConfiguration"]["level"]);
    }
    for result in run["results"].as_array().expect("results") {
        check_result(result, &ids);
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn check_level(level: &Value) {
    assert!(["error", "warning", "note"].contains(&text_of(level)), "{level}");
}

/// What SARIF 2.1.0 asks of a result (section 3.27), and what GitHub's code scanning needs besides.
fn check_result(result: &Value, rules: &BTreeMap<&str, usize>) {
    assert_eq!(
        result["ruleIndex"].as_u64(),
        rules.get(text_of(&result["ruleId"])).map(|index| *index as u64)
    );
    check_level(&result["level"]);
    assert!(!text_of(&result["message"]["text"]).is_empty());
    let fingerprint = text_of(&result["partialFingerprints"]["ampli/v1"]);
    assert!(fingerprint.len() == 16 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let locations = result["locations"].as_array().expect("locations");
    assert!(locations.len() <= 1, "only the main place is one of the locations");
    let related = result["relatedLocations"].as_array().expect("related locations");
    for (location, id) in related.iter().zip(1..) {
        assert_eq!(location["id"], id);
        assert!(!location["physicalLocation"].is_null());
    }
    for location in locations.iter().chain(related) {
        check_physical(&location["physicalLocation"]);
    }
}

/// A relative URI reference without spaces, and a region that is not empty and ends after it starts.
fn check_physical(location: &Value) {
    let uri = text_of(&location["artifactLocation"]["uri"]);
    assert!(uri.starts_with("the%20plan/") && uri.is_ascii() && !uri.contains(' '), "{uri}");
    let region = &location["region"];
    let number = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("no {key}: {region}"));
    let start = (number("startLine"), number("startColumn"));
    assert!(start >= (1, 1) && start <= (number("endLine"), number("endColumn")), "{region}");
}
