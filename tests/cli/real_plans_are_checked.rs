//! Plans and schemas that teams have really written have nothing that the checks call an error.

use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check::{self, Settings};
use ampli_rs::diagnostic::{Diagnostics, Severity};
use ampli_rs::json::Json;
use ampli_rs::parse;
use ampli_rs::plan::{Event, EventKind, Plan};
use ampli_rs::pointer::Location;
use ampli_rs::text::{Document, PlanText};

/// The folder of shared plans; `None`, said aloud, where it is absent.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/plans")).join(path);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", folder.display());
    println!("skipped: no {}", folder.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn errors(findings: &Diagnostics) -> Vec<String> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {}", finding.code.id, finding.message)).collect()
}

#[test]
fn no_plan_has_errors() {
    let Some(folder) = shared("") else { return };
    let mut plans = 0;
    for file in files(&folder) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let name = file.display().to_string();
        let text = PlanText { origin: name.clone(), documents: vec![Document { name, text }] };
        let Ok(parsed) = parse::plan(&text) else { continue };
        let findings = check::plan(&parsed.plan, &Settings::default());
        assert_eq!(errors(&findings), Vec::<String>::new(), "{}", file.display());
        plans += 1;
    }
    assert!(plans >= 20, "only {plans} plans were read");
}

/// Draft 4 with Iglu's own meta-schema, empty `required`, formats of its own: the oddest schemas that are in use.
#[test]
fn no_schema_of_the_public_registry_has_errors() {
    let Some(folder) = shared("snowplow-iglu-central/schemas") else { return };
    let files = files(&folder);
    let mut plan = Plan::default();
    for file in files.iter().filter(|file| file.components().any(|part| part.as_os_str() == "jsonschema")) {
        let text = fs::read_to_string(file).expect("UTF-8");
        let mut event = Event::new(
            EventKind::Track,
            file.display().to_string(),
            Location::root(plan.events.len() as u32),
        );
        event.schema = serde_json::from_str::<Json>(&text).expect("JSON");
        plan.events.push(event);
    }
    assert!(plan.events.len() > 300, "only {} schemas were read", plan.events.len());
    let findings = check::plan(&plan, &Settings::default());
    assert_eq!(errors(&findings), Vec::<String>::new());
    let dialects = findings.iter().filter(|finding| finding.code.name == "unknown-dialect");
    assert_eq!(dialects.map(|finding| finding.message.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}
