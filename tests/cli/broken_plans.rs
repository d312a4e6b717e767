//! Every kind of finding has a broken plan that shows it, with its exact output for people and for programs.
//!
//! A folder of `fixtures/broken` is named `<CODE>-<mistake>` and holds `plan.json`, `expected.human.txt` and
//! `expected.json`; `names.toml`, where conventions are needed. With `AMPLI_BLESS=1` the expectations are written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check::{self, Settings};
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Code, Diagnostics, Report, json};
use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/broken");
    let mut folders: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().expect("a name").to_string_lossy().into_owned()
}

/// The stages' codes that have their fixtures here.
fn codes() -> Vec<&'static Code> {
    [parse::CODES, check::CODES].concat()
}

fn settings(folder: &Path) -> Settings {
    let mut settings = Settings::default();
    let Ok(names) = fs::read_to_string(folder.join("names.toml")) else { return settings };
    let names: toml::Table = names.parse().expect("TOML");
    let convention = |key: &str| Some(names.get(key)?.as_str()?.parse().expect("a convention"));
    settings.names.event = convention("event");
    settings.names.property = convention("property");
    settings.names.enum_value = convention("enum-value");
    settings
}

/// What is found in the plan of a folder, for people and for programs.
fn outputs(folder: &Path) -> (Diagnostics, String, String) {
    let text = fs::read_to_string(folder.join("plan.json")).expect("a plan");
    let document = Document { name: "plan.json".to_owned(), text };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    let (findings, events) = match parse::plan(&text) {
        Ok(parsed) => {
            let settings = settings(folder);
            (check::completed(parsed.findings, &parsed.plan, &settings), Some(parsed.plan.events.len()))
        }
        Err(findings) => (findings, None),
    };
    let report = Report::new(&findings, &text);
    let report = if let Some(count) = events { report.events(count) } else { report };
    let (mut human, mut json) = (Vec::new(), Vec::new());
    human::write(&report, Look::default(), &mut human).expect("writes to memory");
    json::write(&report, &mut json).expect("writes to memory");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (human, json) = (text(human), text(json));
    (findings, human, json)
}

#[test]
fn every_broken_plan_is_reported_word_for_word() {
    let bless = std::env::var_os("AMPLI_BLESS").is_some();
    let mut wrong = Vec::new();
    for folder in fixtures() {
        let (findings, human, json) = outputs(&folder);
        let code = name(&folder)[..7].to_owned();
        assert!(findings.iter().any(|finding| finding.code.id == code), "{}:\n{human}", folder.display());
        for (file, found) in [("expected.human.txt", human), ("expected.json", json)] {
            let file = folder.join(file);
            if bless {
                fs::write(&file, &found).expect("the fixture is writable");
            }
            let expected = fs::read_to_string(&file).unwrap_or_default();
            if found != expected {
                wrong.push(format!("{}:\n{found}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_of_the_checks_has_a_broken_plan() {
    let shown: BTreeSet<String> = fixtures().iter().map(|folder| name(folder)[..7].to_owned()).collect();
    let without = |codes: &[&Code]| -> Vec<String> {
        let missing = codes.iter().filter(|code| !shown.contains(code.id));
        missing.map(|code| format!("{} {}", code.id, code.name)).collect()
    };
    assert_eq!(without(check::CODES), Vec::<String>::new());
    println!("codes of other stages without a broken plan: {:#?}", without(&codes()));
}

#[test]
fn ids_and_names_are_unique() {
    let codes = codes();
    let ids: BTreeSet<_> = codes.iter().map(|code| code.id).collect();
    let names: BTreeSet<_> = codes.iter().map(|code| code.name).collect();
    assert_eq!((ids.len(), names.len()), (codes.len(), codes.len()));
}

#[test]
fn every_manual_has_its_sections() {
    for code in check::CODES {
        let manual = code.manual();
        let headings: Vec<_> = manual.lines().filter(|line| line.starts_with("## ")).collect();
        let expected = ["## What it does", "## Why it matters", "## Example", "## What to do"];
        assert_eq!(headings, expected, "{}", code.name);
        assert!(manual.starts_with("# "), "{}", code.name);
    }
}
