//! What became of the records that were read.

use std::collections::BTreeMap;

use super::super::console::Console;
use super::super::locations;
use super::super::summary::number;
use crate::collected::{BadReason, BadRecord, Ignored, IgnoredReason};
use crate::diagnostic::visible;

/// So many bad records of a file are told one by one.
const TOLD: u64 = 20;

/// Counts of records.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) events: u64,
    /// Files that could not be read to their end.
    pub(super) unread: usize,
    bad: u64,
    /// By what people call the kind.
    ignored: BTreeMap<&'static str, u64>,
    /// The bad records of one file, as they are told.
    lines: String,
    /// Why a file could not be read to its end, and after which line.
    failure: Option<(u64, String)>,
}

impl Tally {
    pub(super) fn ignored(&mut self, ignored: &Ignored<'_>) {
        let kind = match ignored.reason {
            IgnoredReason::Call(_) => "call without properties",
            IgnoredReason::Automatic(_) => "event that a library sends by itself",
            IgnoredReason::Failed(_) => "failed event that can't be read",
            _ => return,
        };
        *self.ignored.entry(kind).or_default() += 1;
    }

    pub(super) fn bad(&mut self, bad: &BadRecord<'_>) {
        if let BadReason::Unreadable(why) = &bad.reason {
            return self.unreadable(bad.line, why.clone());
        }
        self.bad += 1;
        if self.bad <= TOLD {
            self.lines.push_str(&visible(&bad.to_string()));
            self.lines.push('\n');
        }
    }

    /// An event whose properties are JSON that programs can't hold.
    pub(super) fn bad_event(&mut self, file: &str, line: u64) {
        let reason = BadReason::Shape("properties that are no object, or that no program can hold");
        self.bad(&BadRecord { file, line, reason });
    }

    pub(super) fn unreadable(&mut self, after_line: u64, why: String) {
        self.unread += 1;
        self.failure = Some((after_line, why));
    }

    /// Tells what was bad in a file.
    pub(super) fn tell(&self, file: &str, console: &Console) {
        console.tell_lines(&self.lines);
        if let Some(more) = self.bad.checked_sub(TOLD).filter(|more| *more > 0) {
            console.tell_lines(&format!("{}: {}\n", visible(file), amount(more, "more bad record")));
        }
        if let Some((after_line, why)) = &self.failure {
            locations::tell_unread(file, *after_line, why, console);
        }
    }

    /// Takes in the counts of another file.
    pub(super) fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.unread += other.unread;
        self.bad += other.bad;
        for (kind, count) in other.ignored {
            *self.ignored.entry(kind).or_default() += count;
        }
    }

    /// All counts in words.
    pub(super) fn text(&self, files: usize) -> String {
        let mut parts = vec![amount(self.events, "event")];
        if self.bad > 0 {
            parts.push(amount(self.bad, "bad record"));
        }
        let left_out: Vec<String> = self.ignored.iter().map(|(kind, count)| kinds(*count, kind)).collect();
        let left_out =
            if left_out.is_empty() { String::new() } else { format!("; left out {}", left_out.join(", ")) };
        format!("{} in {}{left_out}", parts.join(", "), number(files, "file"))
    }
}

fn amount(count: u64, noun: &str) -> String {
    number(usize::try_from(count).unwrap_or(usize::MAX), noun)
}

/// `2 calls without properties`: the noun comes first.
fn kinds(count: u64, kind: &str) -> String {
    let (noun, rest) = kind.split_once(' ').unwrap_or((kind, ""));
    let (noun, rest) = match noun {
        "failed" => ("failed event", rest.trim_start_matches("event ")),
        noun => (noun, rest),
    };
    format!("{} {rest}", amount(count, noun))
}
