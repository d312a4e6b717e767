//! What becomes of a whole plan, with the lock and the chosen identifiers of its folder.

use std::fs;
use std::path::Path;

use ampli_rs::diagnostic::Diagnostics;
use ampli_rs::lock::{Lock, SourceNames};
use ampli_rs::lower::names::Settings;
use ampli_rs::lower::{self, Request};
use ampli_rs::plan::Plan;

use super::folder;

/// What is found when the plan is brought into Rust's words.
pub(super) fn findings(folder: &Path, plan: &Plan) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut locked = SourceNames::default();
    if let Ok(text) = fs::read_to_string(folder.join("ampli.lock")) {
        match Lock::parse(&text) {
            Ok(parsed) => {
                findings.append(parsed.findings);
                locked = parsed.lock.sources.into_values().next().unwrap_or_default();
            }
            Err(errors) => return errors,
        }
    }
    let request = Request { source: "backend".to_owned(), names: names(folder), ..Request::default() };
    findings.append(lower::module(plan, &request, &mut locked).findings);
    findings
}

/// `identifiers.toml` is the table `[names]` of a configuration, and says whether the lock may change.
fn names(folder: &Path) -> Settings {
    let mut table = folder::table(folder, "identifiers.toml");
    let frozen = table.remove("frozen").is_some_and(|frozen| frozen.as_bool() == Some(true));
    Settings { overrides: table.try_into().expect("identifiers"), frozen, ..Settings::default() }
}
