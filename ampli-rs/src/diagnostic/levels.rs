use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::suggestion;

/// What the user thinks of a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Report it with this severity.
    Report(Severity),
    /// Do not report it.
    Off,
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(word: &str) -> Result<Self, LevelError> {
        match word {
            "error" => Ok(Self::Report(Severity::Error)),
            "warning" => Ok(Self::Report(Severity::Warning)),
            "note" => Ok(Self::Report(Severity::Note)),
            "off" => Ok(Self::Off),
            other => Err(LevelError::UnknownLevel(other.to_owned())),
        }
    }
}

/// How much each kind of finding matters to the user, and which events are left alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    levels: BTreeMap<&'static str, Level>,
    allowed: BTreeMap<String, Vec<&'static str>>,
}

/// Why a level can't be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelError {
    /// No code has this id or name; with what to do about it.
    UnknownCode(String, String),
    /// The word is no level.
    UnknownLevel(String),
    /// What the code finds can't be generated, whatever the user thinks of it.
    AlwaysError(&'static str),
}

impl fmt::Display for LevelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCode(code, help) => write!(formatter, "there is no rule `{code}`: {help}"),
            Self::UnknownLevel(level) => {
                write!(formatter, "`{level}` is no level: use `error`, `warning`, `note` or `off`")
            }
            Self::AlwaysError(code) => {
                write!(formatter, "`{code}` is always an error, because what it finds can't be generated")
            }
        }
    }
}

impl std::error::Error for LevelError {}

impl Levels {
    /// Sets the level of the code in `known` that has the id or name `code`.
    ///
    /// # Errors
    ///
    /// When there is no such code, or it is an error of another stage than the checks (AMP02xx).
    pub fn set(&mut self, known: &[&'static Code], code: &str, level: Level) -> Result<(), LevelError> {
        let code = find(known, code)?;
        if code.is_always_error() && level != Level::Report(Severity::Error) {
            return Err(LevelError::AlwaysError(code.name));
        }
        self.levels.insert(code.id, level);
        Ok(())
    }

    /// Turns the code that has the id or name `code` off for `event`: the name of an event, or what else the checks take for
    /// a place of the plan.
    ///
    /// # Errors
    ///
    /// As [`set`](Self::set).
    pub fn allow(&mut self, known: &[&'static Code], event: &str, code: &str) -> Result<(), LevelError> {
        let code = find(known, code)?;
        if code.is_always_error() {
            return Err(LevelError::AlwaysError(code.name));
        }
        self.allowed.entry(event.to_owned()).or_default().push(code.id);
        Ok(())
    }

    /// Whether findings of `code` can be dropped before they are made, because none would be reported.
    pub fn is_off(&self, code: &Code) -> bool {
        self.levels.get(code.id) == Some(&Level::Off)
    }

    /// Whether the user has said anything about `code`.
    pub fn is_set(&self, code: &Code) -> bool {
        self.levels.contains_key(code.id)
    }

    /// The names for which codes are turned off, each with their ids.
    pub fn allowed(&self) -> impl Iterator<Item = (&str, &[&'static str])> {
        self.allowed.iter().map(|(name, codes)| (name.as_str(), codes.as_slice()))
    }

    /// Whether findings of `code` are not reported for the event `event`, by the user's wish for this event.
    pub fn is_allowed(&self, event: &str, code: &Code) -> bool {
        self.allowed.get(event).is_some_and(|codes| codes.contains(&code.id))
    }

    /// The findings as the user wants them.
    #[must_use]
    pub fn apply(&self, findings: Diagnostics) -> Diagnostics {
        let mut kept = Diagnostics::new();
        kept.extend(findings.into_iter().filter_map(|finding| self.applied(finding)));
        kept
    }

    fn applied(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        let allowed = finding.event.as_ref().and_then(|event| self.allowed.get(event));
        if allowed.is_some_and(|codes| codes.contains(&finding.code.id)) {
            return None;
        }
        match self.levels.get(finding.code.id) {
            Some(Level::Off) => return None,
            Some(Level::Report(severity)) => finding.severity = *severity,
            None => {}
        }
        Some(finding)
    }
}

fn find(known: &[&'static Code], code: &str) -> Result<&'static Code, LevelError> {
    let found = known.iter().find(|known| known.is_called(code)).copied();
    found.ok_or_else(|| LevelError::UnknownCode(code.to_owned(), meant(known, code)))
}

/// What to do about `code`, which is the id or name of none of `known`.
pub fn meant(known: &[&'static Code], code: &str) -> String {
    let words = known.iter().flat_map(|known| [known.name, known.id]);
    match suggestion::closest(code, words) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`ampli-rs explain` lists all rules".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, LevelError, Levels};
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

    static LINT: Code =
        Code { id: "AMP0210", name: "missing-description", severity: Severity::Warning, source: "" };
    static BROKEN: Code = Code { id: "AMP0101", name: "not-a-schema", severity: Severity::Error, source: "" };
    static KNOWN: &[&Code] = &[&LINT, &BROKEN];

    fn found() -> Diagnostics {
        let mut findings = Diagnostics::from(Diagnostic::new(&LINT, "one").of_event("A"));
        findings.push(Diagnostic::new(&LINT, "two").of_event("B"));
        findings
    }

    #[test]
    fn levels_change_severities_and_drop_findings() {
        let mut levels = Levels::default();
        levels.set(KNOWN, "missing-description", "error".parse().expect("a level")).expect("a code");
        assert_eq!(levels.apply(found()).count(Severity::Error), 2);
        levels.set(KNOWN, "amp0210", Level::Off).expect("a code");
        assert!(levels.apply(found()).is_empty());
    }

    #[test]
    fn an_event_can_be_left_alone() {
        let mut levels = Levels::default();
        levels.allow(KNOWN, "A", "AMP0210").expect("a code");
        let messages: Vec<_> = levels.apply(found()).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["two"]);
    }

    #[test]
    fn what_can_not_be_set_is_said() {
        let mut levels = Levels::default();
        assert_eq!(
            levels.set(KNOWN, "missing-descripton", Level::Off).map_err(|error| error.to_string()),
            Err("there is no rule `missing-descripton`: did you mean `missing-description`?".to_owned())
        );
        assert_eq!(
            levels.set(KNOWN, "not-a-schema", Level::Off),
            Err(LevelError::AlwaysError("not-a-schema"))
        );
        assert_eq!(levels.allow(KNOWN, "A", "AMP0101"), Err(LevelError::AlwaysError("not-a-schema")));
        assert_eq!(
            "loud".parse::<Level>().map_err(|error| error.to_string()),
            Err("`loud` is no level: use `error`, `warning`, `note` or `off`".to_owned())
        );
    }
}
