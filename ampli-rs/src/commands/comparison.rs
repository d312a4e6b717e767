//! What `--check` says about files that are not up to date.

use std::path::Path;

use super::codes::OUTDATED_FILE;
use super::generation::Generated;
use super::shell_word;
use super::summary::{number, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Part};
use crate::output::Change;
use crate::pointer::Location;
use crate::text::{Document, PlanText};

/// For machines: a finding a file, made of what is said of it, and the files to point into.
pub(super) fn by_file(
    changes: &[Change<'_>],
    finding: impl Fn(String) -> Diagnostic,
) -> (PlanText, Diagnostics) {
    let (mut text, mut findings) = (PlanText::default(), Diagnostics::new());
    for (change, index) in changes.iter().zip(0..) {
        let what = match (&change.before, &change.after) {
            (None, _) => "is missing",
            (_, None) => "is no longer wanted",
            _ => "is not up to date",
        };
        let name = change.path.display().to_string();
        let part = first_difference(change).map_or(Part::Value, Part::Line);
        findings.push(finding(format!("`{name}` {what}")).label(&Location::root(index), part, ""));
        text.documents.push(Document { name, text: change.before.clone().unwrap_or_default() });
    }
    (text, findings)
}

/// The finding about a file of an SDK, or the lock.
pub(super) fn outdated_file(message: String) -> Diagnostic {
    Diagnostic::new(&OUTDATED_FILE, message).help("run `ampli-rs pull` and commit the result")
}

/// The first line, counted from 1, of the file on disk that is to be another one or none.
fn first_difference(change: &Change<'_>) -> Option<usize> {
    let (before, after) = (change.before.as_ref()?, change.after.unwrap_or_default());
    let same = before.lines().zip(after.lines()).take_while(|(before, after)| before == after).count();
    Some(1 + same.min(before.lines().count().saturating_sub(1)))
}

/// For people, who see the diff: a finding an SDK, and one for the lock.
pub(super) fn by_sdk(sdks: &[Generated], lock: &Path, changes: &[Change<'_>]) -> Diagnostics {
    let mut findings = Diagnostics::new();
    if changes.iter().any(|change| change.path == lock) {
        let sources: Vec<String> = sdks.iter().map(|sdk| shell_word::quoted(&sdk.source)).collect();
        findings.push(outdated(&lock.display().to_string(), "", &sources.join(" ")));
    }
    for sdk in sdks {
        let differing = changes.iter().filter(|change| change.path.starts_with(&sdk.path)).count();
        if differing > 0 {
            let verb = if differing == 1 { "differs" } else { "differ" };
            let counted = format!(": {} {verb}", number(differing, "file"));
            findings.push(outdated(&shown(&sdk.path), &counted, &shell_word::quoted(&sdk.source)));
        }
    }
    findings
}

fn outdated(what: &str, counted: &str, sources: &str) -> Diagnostic {
    Diagnostic::new(&OUTDATED_FILE, format!("`{what}` is not up to date{counted}"))
        .help(format!("run `ampli-rs pull {sources}` and commit the result"))
}

#[cfg(test)]
mod tests {
    use super::first_difference;
    use crate::output::Change;

    #[test]
    fn the_first_line_that_differs_is_on_disk() {
        let line = |before: Option<&str>, after: Option<&'static str>| {
            let before = before.map(str::to_owned);
            first_difference(&Change { path: "lib.rs".into(), before, after })
        };
        assert_eq!(line(Some("a\nb\n"), Some("a\nc\n")), Some(2));
        assert_eq!(line(Some("a\nb\n"), Some("a\nb\nc\n")), Some(2));
        assert_eq!(line(Some("a\n"), None), Some(1));
        assert_eq!(line(None, Some("a\n")), None);
    }
}
