//! Every kind of finding has a broken plan that shows it, with its exact output for people and for programs.
//!
//! A folder of `fixtures/broken` is named `<CODE>-<mistake>` and holds the plan (`plan.json`, or the documents of a
//! folder `plan`), `expected.human.txt` and `expected.json`. Where they are needed it also holds `names.toml`
//! (conventions), `identifiers.toml` (chosen identifiers) and `ampli.lock`. Findings about what is written come from
//! commands: there `commands.txt` has those to run, one a line. With `AMPLI_BLESS=1` the expectations are written.

mod folder;
mod lowering;
mod transcript;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check;
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Code, Report, json};
use ampli_rs::{audit, commands, compare, export, lock, lower, overlap, parse};

use crate::playground::Playground;

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

/// The code that a folder is about.
fn code(folder: &Path) -> String {
    name(folder)[..7].to_owned()
}

/// The codes of all stages.
pub(crate) fn codes() -> Vec<&'static Code> {
    let stages = [
        parse::CODES,
        check::CODES,
        lower::CODES,
        lower::names::CODES,
        lock::CODES,
        commands::CODES,
        export::CODES,
        compare::CODES,
        audit::CODES,
    ];
    stages.concat()
}

/// What is found in the plan of a folder, for people and for programs.
fn outputs(folder: &Path) -> (String, String) {
    if folder.join(transcript::COMMANDS).is_file() {
        return transcript::outputs(folder);
    }
    let mut text = folder::plan_text(folder);
    let (findings, events) = match parse::plan(&text) {
        Ok(parsed) => {
            let mut findings =
                check::completed(parsed.findings, &parsed.plan, &folder::check_settings(folder));
            if code(folder).starts_with("AMP03") {
                let lowering = lowering::findings(folder, &parsed.plan, &mut text);
                findings = overlap::without_retold(findings, &lowering);
                findings.append(lowering);
            }
            (findings, Some(parsed.plan.events.len()))
        }
        Err(findings) => (findings, None),
    };
    let report = Report::new(&findings, &text);
    let report = if let Some(count) = events { report.events(count) } else { report };
    let (mut human, mut json) = (Vec::new(), Vec::new());
    human::write(&report, Look::default(), &mut human).expect("writes to memory");
    json::write(&report, &mut json).expect("writes to memory");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(human), text(json))
}

#[test]
fn every_broken_plan_is_reported_word_for_word() {
    let bless = std::env::var_os("AMPLI_BLESS").is_some();
    let mut wrong = Vec::new();
    for folder in fixtures() {
        let (human, json) = outputs(&folder);
        let code = code(&folder);
        let has_a_line_of_its_own = SAID_IN_THE_REPORT.contains(&code.as_str());
        let is_named = human.contains(&format!("[{code}]: "));
        assert!(is_named != has_a_line_of_its_own, "{}:\n{human}", folder.display());
        assert!(json.contains(&format!("\"code\": \"{code}\"")), "{}:\n{json}", folder.display());
        assert!(!json.contains("\"help\": null"), "{}: no remedy is told:\n{json}", folder.display());
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

/// What `status`, `diff` and `audit` say to people is a report, in which these findings are lines.
const SAID_IN_THE_REPORT: &[&str] = &[
    "AMP0600", "AMP0601", "AMP0602", "AMP0603", "AMP0700", "AMP0701", "AMP0800", "AMP0801", "AMP0802",
    "AMP0803", "AMP0804", "AMP0805", "AMP0806", "AMP0807", "AMP0808", "AMP0809", "AMP0810",
];

/// Fixtures that show several kinds of mistakes on purpose.
const MIXED: &[&str] = &["AMP0111-among-odd-characters"];

#[test]
fn one_mistake_is_one_finding() {
    for folder in fixtures().into_iter().filter(|folder| !MIXED.contains(&name(folder).as_str())) {
        let human = fs::read_to_string(folder.join("expected.human.txt")).expect("UTF-8");
        let is_about_it = |line: &str| line.contains(&format!("[{}]: ", code(&folder)));
        let titles = ["error[", "warning[", "note["];
        let mut found = human.lines().filter(|line| titles.iter().any(|title| line.starts_with(title)));
        assert!(found.all(is_about_it), "{}:\n{human}", folder.display());
    }
}

#[test]
fn every_code_has_a_broken_plan() {
    let shown: BTreeSet<String> = fixtures().iter().map(|folder| code(folder)).collect();
    let codes = codes();
    let missing = codes.iter().filter(|code| !shown.contains(code.id));
    let missing: Vec<String> = missing.map(|code| format!("{} {}", code.id, code.name)).collect();
    assert_eq!(missing, Vec::<String>::new());
    let known: BTreeSet<String> = codes.iter().map(|code| code.id.to_owned()).collect();
    assert_eq!(shown.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_codes_are_those_that_the_tool_lists() {
    let listed = Playground::new().run(&["explain"]).stdout;
    let listed: BTreeSet<String> =
        listed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert_eq!(codes().iter().map(|code| code.id.to_owned()).collect::<BTreeSet<_>>(), listed);
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
    for code in codes() {
        let manual = code.manual();
        let headings: Vec<_> = manual.lines().filter(|line| line.starts_with("## ")).collect();
        let expected = ["## What it does", "## Why it matters", "## Example", "## What to do"];
        assert_eq!(headings, expected, "{}", code.name);
        assert!(manual.starts_with("# "), "{}", code.name);
        let sections = manual.split("\n## ").skip(1);
        for section in sections {
            let said = section.lines().skip(1).any(|line| !line.is_empty());
            assert!(said, "{}: `{section}` says nothing", code.name);
        }
    }
}
