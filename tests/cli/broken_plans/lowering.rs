//! What becomes of a whole plan, with the lock and the chosen identifiers of its folder.

use std::fs;
use std::path::Path;

use ampli_rs::diagnostic::{Diagnostic, Diagnostics};
use ampli_rs::lock::{Lock, SourceNames};
use ampli_rs::lower::names::Settings;
use ampli_rs::lower::{self, Request};
use ampli_rs::plan::Plan;
use ampli_rs::text::{Document, PlanText};

use super::folder;

/// What is found when the plan is brought into Rust's words. The lock joins the texts that findings point into.
pub(super) fn findings(folder: &Path, plan: &Plan, texts: &mut PlanText) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut locked = SourceNames::default();
    if let Ok(text) = fs::read_to_string(folder.join("ampli.lock")) {
        let (lock, about_lock) = match Lock::parse(&text) {
            Ok(parsed) => (Some(parsed.lock), parsed.findings),
            Err(errors) => (None, errors),
        };
        findings.extend(about_lock.into_iter().map(|finding| in_document(finding, texts.documents.len())));
        texts.documents.push(Document { name: "ampli.lock".to_owned(), text });
        let Some(lock) = lock else { return findings };
        locked = lock.sources.into_values().next().unwrap_or_default();
    }
    let request = Request { source: "backend".to_owned(), names: names(folder), ..Request::default() };
    findings.append(lower::module(plan, &request, &mut locked).findings);
    findings
}

fn in_document(mut finding: Diagnostic, document: usize) -> Diagnostic {
    for label in &mut finding.labels {
        label.location.document = u32::try_from(document).expect("few documents");
    }
    finding
}

/// `identifiers.toml` is the table `[names]` of a configuration, and says whether the lock may change.
fn names(folder: &Path) -> Settings {
    let mut table = folder::table(folder, "identifiers.toml");
    let frozen = table.remove("frozen").is_some_and(|frozen| frozen.as_bool() == Some(true));
    let whole_words = table.remove("whole_words").map(|words| words.try_into().expect("words"));
    Settings {
        overrides: table.try_into().expect("identifiers"),
        whole_words: whole_words.unwrap_or_default(),
        frozen,
    }
}
