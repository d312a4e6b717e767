use std::fmt;

use super::Severity;

/// A kind of finding. Its manual page is the doc comment of the file that defines it.
///
/// ```
/// # use ampli_rs::diagnostic::{Code, Severity};
/// static EXAMPLE: Code = Code {
///     id: "AMP0000",
///     name: "example",
///     severity: Severity::Warning,
///     source: "//! # An example\n//!\n//! What it does.\n\nfn code() {}\n",
/// };
/// assert_eq!(EXAMPLE.manual(), "# An example\n\nWhat it does.\n");
/// ```
pub struct Code {
    /// The stable id: `AMP` and four digits. The first two digits name the stage: 00 input, 01 plan, 02 checks,
    /// 03 names and types, 04 what is written and configured, 05 what other forms can't hold, 06 what programs send.
    pub id: &'static str,
    /// The same in words, for configuration: `missing-description`.
    pub name: &'static str,
    /// How much it matters unless the user says otherwise.
    pub severity: Severity,
    /// The text of the file that defines it: `include_str!` of itself.
    pub source: &'static str,
}

impl Code {
    /// Whether `word` is the id, in any case, or the name.
    pub fn is_called(&self, word: &str) -> bool {
        self.id.eq_ignore_ascii_case(word) || self.name == word
    }

    /// Whether it is an error whatever the user thinks of it: what it finds can't be generated. What the checks find
    /// (AMP02xx) can.
    pub fn is_always_error(&self) -> bool {
        self.severity == Severity::Error && !self.id.starts_with("AMP02")
    }

    /// The manual page, as Markdown.
    pub fn manual(&self) -> String {
        self.source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
            .collect()
    }
}

// Two codes are the same exactly when their ids are; the manual must not flood debug output.
impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}({})", self.id, self.name)
    }
}
