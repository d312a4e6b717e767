//! For people: a line for each event, and below it what has changed, why that breaks something, and where.

use anstyle::{AnsiColor, Style};

use super::super::summary::number;
use super::Difference;
use super::wording::{self, became, groups, headline, mark, reasons, title, what};
use crate::compare::{Change, What};
use crate::diagnostic::human::Look;
use crate::diagnostic::{Levels, visible};

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Extent {
    /// Everything.
    Whole,
    /// The first of the events, and of the places of each change; how many others there are.
    Short,
}

impl Extent {
    fn most_events(self) -> usize {
        if self == Self::Short { 20 } else { usize::MAX }
    }

    fn most_places(self) -> usize {
        if self == Self::Short { 3 } else { usize::MAX }
    }
}

/// The report.
pub(in crate::commands) fn text(
    difference: &Difference,
    extent: Extent,
    levels: &Levels,
    look: &Look,
) -> String {
    let comparison = &difference.comparison;
    let mut text = format!("{}: {}\n", visible(&difference.name), headline(comparison));
    let groups = groups(comparison);
    let (shown, left_out) = groups.split_at(groups.len().min(extent.most_events()));
    for (first, changes) in shown {
        let places = |index: usize| places(difference, first + index, extent);
        push_group(&mut text, changes, &places, levels, look);
    }
    if !left_out.is_empty() {
        text.push_str(&format!("  and changes of {}\n", number(left_out.len(), "more event")));
    }
    if let Some(verdict) = wording::verdict(comparison) {
        text.push_str(&verdict);
        text.push('\n');
    }
    let cuts = |index: usize| difference.places.of(index).len() > extent.most_places();
    if !left_out.is_empty() || (0..comparison.changes.len()).any(cuts) {
        text.push_str("shortened: `ampli-rs diff HEAD` shows all of it\n");
    }
    text
}

/// Lines on the places that the change at `index` breaks.
fn places(difference: &Difference, index: usize, extent: Extent) -> Vec<String> {
    let places = difference.places.of(index);
    let (shown, left_out) = places.split_at(places.len().min(extent.most_places()));
    let mut lines: Vec<String> = shown.iter().map(|place| format!("at {}", visible(place))).collect();
    if !left_out.is_empty() {
        lines.push(format!("and at {}", number(left_out.len(), "other place")));
    }
    lines
}

type PlacesOf<'a> = dyn Fn(usize) -> Vec<String> + 'a;

fn push_group(text: &mut String, changes: &[Change], places: &PlacesOf<'_>, levels: &Levels, look: &Look) {
    let whole = changes.iter().position(|change| {
        change.path.is_empty() && matches!(change.what, What::Added | What::Removed | What::Renamed(_))
    });
    let Some(first) = changes.first() else { return };
    let (what_is, was) = match whole {
        Some(index) => (changes[index].what, became(&changes[index])),
        None => (What::Changed(""), String::new()),
    };
    let breaks = changes.iter().any(|change| wording::left(change, levels).breaks());
    push_line(text, 2, mark(what_is, None), breaks, &(title(&first.subject) + &was), look);
    for (index, change) in changes.iter().enumerate() {
        if Some(index) == whole {
            push_reasons(text, 6, change, &places(index), levels);
            continue;
        }
        let path = visible(&change.path.to_string()).into_owned();
        let about = if path.is_empty() { what(change) } else { format!("{path}: {}", what(change)) };
        let breaks = wording::left(change, levels).breaks();
        push_line(text, 6, mark(change.what, Some(change)), breaks, &about, look);
        push_reasons(text, 10, change, &places(index), levels);
    }
}

fn push_line(text: &mut String, indent: usize, mark: char, breaks: bool, about: &str, look: &Look) {
    let colour = if breaks { AnsiColor::Red } else { AnsiColor::Green };
    let style = if look.colour { Style::new().fg_color(Some(colour.into())) } else { Style::new() };
    text.push_str(&format!("{:indent$}{style}{mark}{style:#} {about}\n", ""));
}

fn push_reasons(text: &mut String, indent: usize, change: &Change, places: &[String], levels: &Levels) {
    for (broken, reason, accepted) in reasons(change, levels) {
        text.push_str(&format!("{:indent$}{broken}: {}{accepted}\n", "", visible(&reason.text)));
    }
    for place in places {
        text.push_str(&format!("{:indent$}{place}\n", ""));
    }
}
