//! For pull requests and summaries: one table for each source.

use super::Difference;
use super::wording::{self, groups, headline, left, reasons, title, what};
use crate::compare::{Change, Class};
use crate::diagnostic::Levels;
use crate::markdown::{code, text as text_cell};

/// Everything.
pub(super) fn text(difference: &Difference, levels: &Levels) -> String {
    let comparison = &difference.comparison;
    let mut text = format!("### {}: {}\n", text_cell(&difference.name), text_cell(&headline(comparison)));
    if comparison.changes.is_empty() {
        return text;
    }
    text.push_str("\n| Of | Change | Breaks | Why |\n| --- | --- | --- | --- |\n");
    for (first, changes) in groups(comparison) {
        for (index, change) in changes.iter().enumerate() {
            text.push_str(&row(change, difference.places.of(first + index), levels));
        }
    }
    if let Some(verdict) = wording::verdict(comparison) {
        text.push_str(&format!("\nTogether it {}.\n", text_cell(&verdict)));
    }
    text
}

fn row(change: &Change, places: &[String], levels: &Levels) -> String {
    let path = change.path.to_string();
    let about =
        if path.is_empty() { title(&change.subject) } else { format!("{}, {path}", title(&change.subject)) };
    let broken = match change.class() {
        Class::Documentation => "words only",
        Class::Safe => "nothing",
        Class::Consumers => "consumers",
        Class::Program => "programs",
        Class::Both => "programs, consumers",
    };
    let broken = match (left(change, levels) == change.class(), change.class().breaks()) {
        (true, true) => format!("**{broken}**"),
        (false, _) => format!("{broken} (allowed)"),
        (true, false) => broken.to_owned(),
    };
    let why = reasons(change, levels).into_iter().map(|(_, reason, _)| text_cell(&reason.text));
    let why: Vec<String> = why.chain(places.iter().map(|place| code(place))).collect();
    format!("| {} | {} | {broken} | {} |\n", text_cell(&about), text_cell(&what(change)), why.join("<br>"))
}
