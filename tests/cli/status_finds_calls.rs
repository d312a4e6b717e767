//! `status` finds every place that sends an event, and no other: the programs in `fixtures/status/programs` say at the end
//! of their lines what is sent there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::playground::{Playground, Run};

/// A line, and what is sent there: an event, who runs it, how.
type Sent = (String, usize, String, String, String);

fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/status/programs")
}

/// The programs, in a folder of their own.
pub(crate) fn playground() -> Playground {
    let playground = Playground::new();
    for path in files(&programs()) {
        let name = path.strip_prefix(programs()).unwrap().to_string_lossy().into_owned();
        playground.write(&name, fs::read(&path).unwrap());
    }
    playground
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// What the programs say of themselves: events, and untyped ones.
fn expected() -> (Vec<Sent>, Vec<(String, usize, String)>) {
    let (mut sent, mut untyped) = (Vec::new(), Vec::new());
    let is_code = |path: &&PathBuf| path.extension().is_some_and(|end| end == "rs" || end == "inc");
    for path in files(&programs()).iter().filter(is_code) {
        let name = path.strip_prefix(programs()).unwrap().to_string_lossy().replace('\\', "/");
        for (line, number) in fs::read_to_string(path).unwrap().lines().zip(1..) {
            if let Some((_, event)) = line.split_once("//~?") {
                untyped.push((name.clone(), number, event.trim().to_owned()));
            } else if let Some((_, events)) = line.split_once("//~ ") {
                sent.extend(events.split(", ").map(|event| marked(&name, number, event)));
            }
        }
    }
    sent.sort();
    (sent, untyped)
}

fn marked(file: &str, line: usize, mark: &str) -> Sent {
    let (mut reach, mut kind) = ("program", "call");
    let mut event: Vec<&str> = mark.split_whitespace().collect();
    while let Some(last) = event.pop() {
        match last {
            "test" | "example" | "never" => reach = last,
            "value" | "function" | "kept" => kind = last,
            name => {
                event.push(name);
                break;
            }
        }
    }
    (file.to_owned(), line, event.join(" "), reach.to_owned(), kind.to_owned())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"))
}

fn line(site: &Value) -> (String, usize) {
    (site["file"].as_str().unwrap().to_owned(), site["line"].as_u64().unwrap() as usize)
}

fn found(report: &Value) -> Vec<Sent> {
    let mut sent = Vec::new();
    for source in report["sources"].as_array().unwrap() {
        for event in source["events"].as_array().unwrap() {
            for site in event["sites"].as_array().unwrap() {
                let (file, line) = line(site);
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                sent.push((file, line, text(&event["name"]), text(&site["reach"]), text(&site["kind"])));
            }
        }
    }
    sent.sort();
    sent
}

#[test]
fn nothing_is_missed_and_nothing_is_made_up() {
    let playground = playground();
    let report = json(&playground.run(&["status", "--plan", "tracking-plan.json", "--format", "json"]));
    let (expected, untyped) = expected();
    let found = found(&report);
    let lacking: Vec<&Sent> = expected.iter().filter(|sent| !found.contains(sent)).collect();
    let made_up: Vec<&Sent> = found.iter().filter(|sent| !expected.contains(sent)).collect();
    assert!(lacking.is_empty() && made_up.is_empty(), "not found: {lacking:#?}\nmade up: {made_up:#?}");
    assert_eq!(found, expected);
    let found: BTreeSet<_> = report["untyped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let (file, line) = line(&event["site"]);
            (file, line, event["name"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    assert_eq!(found, untyped.into_iter().collect());
}
