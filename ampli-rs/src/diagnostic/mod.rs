//! Findings as data. What they look like is the business of the renderers, one a file.

mod amendment;
mod code;
mod excerpt;
pub mod github;
pub mod human;
pub mod json;
mod levels;
pub mod locate;
pub mod manual;
mod report;
pub mod sarif;
mod visible;

use serde::Serialize;

pub use self::amendment::{Amendment, Amendments};
pub use self::code::Code;
pub use self::levels::{Level, LevelError, Levels, meant};
pub use self::report::{Report, Summary};
pub use self::visible::{is_hidden, visible};
use crate::pointer::Location;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is wrong; worth knowing.
    Note,
    /// Works, but not as people may expect.
    Warning,
    /// What it names is broken and can't be used.
    Error,
}

/// Which part of a value a label points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The key under which the value stands; for items and roots the value.
    Key,
    /// The value itself.
    Value,
    /// The `n`-th (from 0) occurrence of a repeated key within its object.
    RepeatedKey(usize),
    /// The character at this byte offset of the document, whatever the pointer says: for text that is no value.
    Offset(usize),
    /// The text between these byte offsets, whatever the pointer says: for source code.
    Range(usize, usize),
    /// The line with this number (from 1) without its indentation, whatever the pointer says: for files that are
    /// not JSON.
    Line(usize),
}

impl Part {
    /// Whether the part is found without going by a pointer.
    const fn is_textual(self) -> bool {
        matches!(self, Self::Offset(_) | Self::Range(..) | Self::Line(_))
    }
}

/// A place in the plan with a word about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The value that the label is about.
    pub location: Location,
    /// Which part of it.
    pub part: Part,
    /// What is to be seen there; empty when the message says it all.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: &'static Code,
    /// How much it matters here; the code's own severity unless the user changed it.
    pub severity: Severity,
    /// What is wrong, in one line: lower case, no final period, backticks round literals.
    pub message: String,
    /// Where; the first label is the main one. Empty when the finding is about no text.
    pub labels: Vec<Label>,
    /// What to do about it, in one line.
    pub help: Option<String>,
    /// Name of the event that the finding is about.
    pub event: Option<String>,
    /// What would settle it without anybody thinking about it; `None` for most.
    pub amendments: Option<Box<Amendments>>,
}

impl Diagnostic {
    /// A finding of the kind `code`, with the code's own severity.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            event: None,
            amendments: None,
        }
    }

    /// Adds a label at the value at `location`.
    #[must_use]
    pub fn at(self, location: &Location, text: impl Into<String>) -> Self {
        self.label(location, Part::Value, text)
    }

    /// Adds a label at the key of the value at `location`.
    #[must_use]
    pub fn at_key(self, location: &Location, text: impl Into<String>) -> Self {
        self.label(location, Part::Key, text)
    }

    /// Adds a label at a line, counted from 1, of the document that the findings are about.
    #[must_use]
    pub fn at_line(self, line: usize, text: impl Into<String>) -> Self {
        self.label(&Location::root(0), Part::Line(line), text)
    }

    /// Adds a label at a part of the value at `location`.
    #[must_use]
    pub fn label(mut self, location: &Location, part: Part, text: impl Into<String>) -> Self {
        self.labels.push(Label { location: location.clone(), part, text: text.into() });
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a change of the text by which the finding goes away.
    #[must_use]
    pub fn amended_by(mut self, amendment: Amendment) -> Self {
        self.amendments.get_or_insert_default().0.push(amendment);
        self
    }

    /// What would settle it without anybody thinking about it.
    pub fn amendments(&self) -> &[Amendment] {
        self.amendments.as_ref().map_or(&[], |amendments| &amendments.0)
    }

    /// Names the event that the finding is about.
    #[must_use]
    pub fn of_event(mut self, name: &str) -> Self {
        self.event = Some(name.to_owned());
        self
    }
}

/// All findings of a run, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all findings of `other`.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Makes all findings point into documents that have moved behind `count` others.
    pub fn shift(&mut self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        for finding in &mut self.0 {
            let labels = finding.labels.iter_mut().map(|label| &mut label.location);
            let amendments = finding.amendments.iter_mut().flat_map(|amendments| &mut amendments.0);
            for location in labels.chain(amendments.map(Amendment::location_mut)) {
                location.document = location.document.saturating_add(count);
            }
        }
    }

    /// The findings in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many have `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

#[cfg(test)]
mod format_tests;
