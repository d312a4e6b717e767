//! What stops a run: a message for the user, and what to do about it.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diagnostic::visible;

/// Something outside the plan that stops a run: a file, the network, the configuration, an argument.
///
/// What is wrong *within* a plan is a [`Diagnostic`](crate::diagnostic::Diagnostic) instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
    help: String,
}

impl Failure {
    /// A failure, told in one line, with the remedy in another.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// What the operating system answered when the tool wanted to `action` (`read`, `write`, …) the file `path`.
    pub fn file(action: &str, path: &Path, error: &io::Error) -> Self {
        let (reason, help) = reason_and_help(error);
        Self::new(format!("could not {action} `{}`: {reason}", path.display()), help)
    }

    /// What went wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, in one line.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names of plans and servers stand in both, and people see them on terminals.
        write!(formatter, "{}\nhelp: {}", visible(&self.message), visible(&self.help))
    }
}

impl Error for Failure {}

/// The answer of the operating system in words that are the same on every system.
pub(crate) fn reason(error: &io::Error) -> String {
    reason_and_help(error).0
}

/// The answer of the operating system in words that are the same on every system, and the remedy.
fn reason_and_help(error: &io::Error) -> (String, &'static str) {
    let (reason, help) = match error.kind() {
        ErrorKind::NotFound => ("no such file or folder", "check the path; it is relative to where you are"),
        ErrorKind::PermissionDenied => {
            ("permission denied", "check who may read and write there, or choose another path")
        }
        ErrorKind::ReadOnlyFilesystem => {
            ("the file system is read-only", "choose a path that can be written")
        }
        ErrorKind::StorageFull => {
            ("no space left on the device", "free some space, then run the command again")
        }
        ErrorKind::NotADirectory => ("a part of the path is not a folder", "check the path"),
        ErrorKind::IsADirectory => ("it is a folder", "name a file"),
        ErrorKind::ConnectionRefused => {
            ("the connection was refused", "check the address, and whether the server runs")
        }
        // What the standard library says of a text that is none.
        ErrorKind::InvalidData if error.raw_os_error().is_none() && error.to_string().ends_with("UTF-8") => {
            ("it is not UTF-8", "save it as UTF-8, as editors do by default")
        }
        _ => return (in_our_words(&error.to_string()), "check the path, then run the command again"),
    };
    (reason.to_owned(), help)
}

/// Without the system's number, and as messages begin. A first word with more capitals is a name or a code, and stays.
fn in_our_words(text: &str) -> String {
    let text = text.split_once(" (os error ").map_or(text, |(text, _)| text);
    let mut rest = text.chars();
    let is_plain =
        !text.split_whitespace().next().unwrap_or_default().chars().skip(1).any(char::is_uppercase);
    let first = rest.next().filter(|_| is_plain);
    first.map_or(text.to_owned(), |first| first.to_lowercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::Failure;

    #[test]
    fn the_answers_of_systems_are_told_in_our_words() {
        let told = |error: Error| super::reason(&error);
        assert_eq!(told(ErrorKind::ConnectionRefused.into()), "the connection was refused");
        let text = std::io::read_to_string(&b"\xff"[..]).unwrap_err();
        assert_eq!(told(text), "it is not UTF-8");
        assert_eq!(told(Error::other("Too many open files (os error 24)")), "too many open files");
        assert_eq!(told(Error::other("TLS is needed")), "TLS is needed");
        assert_eq!(told(Error::other("AccessDenied: not yours")), "AccessDenied: not yours");
    }

    #[test]
    fn what_would_steer_a_terminal_is_shown() {
        let failure = Failure::new("the plan has no source `\u{1b}[2J`", "known are `a\nb`");
        assert_eq!(failure.to_string(), "the plan has no source `\\u{1b}[2J`\nhelp: known are `a\\nb`");
    }

    #[test]
    fn a_failure_says_what_to_do() {
        let failure = Failure::file("read", Path::new("plan.json"), &Error::from(ErrorKind::NotFound));
        assert_eq!(
            failure.to_string(),
            "could not read `plan.json`: no such file or folder\n\
             help: check the path; it is relative to where you are",
        );
    }
}
