//! Changes that break something, as findings: for annotations.

use super::Difference;
use super::wording::{title, what};
use crate::commands::report::Findings;
use crate::compare::{BREAKS_CONSUMERS, BREAKS_PROGRAM, Change, Reason, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Levels, Part, visible};
use crate::pointer::Location;

/// One for each change and what it breaks, at the places of programs where there are some.
pub(super) fn of(differences: &[Difference], levels: &Levels) -> Findings {
    let mut all = Findings::default();
    for difference in differences {
        let mut findings = Diagnostics::new();
        for (index, change) in difference.comparison.changes.iter().enumerate() {
            let sides: [(&'static Code, &[Reason]); 2] =
                [(&BREAKS_PROGRAM, &change.program), (&BREAKS_CONSUMERS, &change.consumers)];
            for (code, reasons) in sides.into_iter().filter(|(_, reasons)| !reasons.is_empty()) {
                push(&mut findings, code, change, reasons, (difference, index));
            }
        }
        all.add(difference.places.text.clone(), levels.apply(findings), None);
    }
    all
}

fn push(
    findings: &mut Diagnostics,
    code: &'static Code,
    change: &Change,
    reasons: &[Reason],
    (difference, index): (&Difference, usize),
) {
    let path = change.path.to_string();
    let about = if path.is_empty() {
        title(&change.subject)
    } else {
        format!("{}.{}", title(&change.subject), visible(&path))
    };
    let reasons: Vec<String> = reasons.iter().map(|reason| visible(&reason.text).into_owned()).collect();
    let finding = Diagnostic::new(code, format!("`{about}`: {}", what(change))).help(reasons.join("; "));
    let finding = match &change.subject {
        Subject::Event { .. } => finding.of_event(change.subject.name()),
        _ => finding,
    };
    let places = difference.places.placed(index);
    if *code != BREAKS_PROGRAM || places.is_empty() {
        return findings.push(finding);
    }
    // An annotation stands in one place only.
    for place in places {
        let part = Part::Range(place.range.0, place.range.1);
        findings.push(finding.clone().label(&Location::root(place.document), part, ""));
    }
}
