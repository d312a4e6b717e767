//! In which builds a piece of code exists.

use serde::Serialize;

use super::lexer::Kind;
use super::source::Source;

/// Who runs a piece of code; the later ones are farther from users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// The program.
    #[default]
    Program,
    /// The examples of a package.
    Example,
    /// Tests and benchmarks: targets of that kind, `#[cfg(test)]`, `#[test]`.
    Test,
    /// Nobody: `#[cfg(any())]`, and files that are part of no crate.
    Never,
}

/// Where a condition holds that is written at `from` to `to`: the predicate of a `cfg`.
///
/// Features, platforms and all else that is not known may hold or not.
pub(super) fn of_condition(source: &Source, from: usize, to: usize) -> Reach {
    if predicate(source, from, to, false).holds {
        Reach::Program
    } else if predicate(source, from, to, true).holds {
        Reach::Test
    } else {
        Reach::Never
    }
}

/// Who runs what a condition is true for, and who what it is false for.
pub(super) fn of_both(source: &Source, from: usize, to: usize) -> (Reach, Reach) {
    let (program, test) = (predicate(source, from, to, false), predicate(source, from, to, true));
    let fails = match (program.fails, test.fails) {
        (true, _) => Reach::Program,
        (false, true) => Reach::Test,
        (false, false) => Reach::Never,
    };
    (of_condition(source, from, to), fails)
}

/// What a predicate may be.
#[derive(Clone, Copy)]
struct Possible {
    holds: bool,
    fails: bool,
}

const UNKNOWN: Possible = Possible { holds: true, fails: true };

fn certain(value: bool) -> Possible {
    Possible { holds: value, fails: !value }
}

fn predicate(source: &Source, from: usize, to: usize, in_test: bool) -> Possible {
    let is_list = source.is_open(from + 1, b'(');
    let mut parts = Vec::new();
    if is_list {
        let (mut at, end) = (from + 2, source.mate(from + 1).min(to));
        while at < end {
            let mut next = at;
            while next < end && !source.is_sign(next, b',') {
                next = source.past(next);
            }
            parts.push(predicate(source, at, next, in_test));
            at = next + 1;
        }
    }
    match (source.keyword(from), is_list) {
        ("all", true) => Possible {
            holds: parts.iter().all(|part| part.holds),
            fails: parts.iter().any(|part| part.fails),
        },
        ("any", true) => Possible {
            holds: parts.iter().any(|part| part.holds),
            fails: parts.iter().all(|part| part.fails),
        },
        ("not", true) => {
            let part = parts.first().copied().unwrap_or(UNKNOWN);
            Possible { holds: part.fails, fails: part.holds }
        }
        ("test", false) if is_alone(source, from, to) => certain(in_test),
        // Only rustdoc sets these, and it runs nothing of the program.
        ("doc" | "doctest", false) if is_alone(source, from, to) => certain(false),
        ("true", false) => certain(true),
        ("false", false) => certain(false),
        _ => UNKNOWN,
    }
}

/// `test`, but not `test = "…"`.
fn is_alone(source: &Source, from: usize, to: usize) -> bool {
    from + 1 >= to || matches!(source.kind(from + 1), Some(Kind::Close(_)) | Some(Kind::Sign(b',')) | None)
}

#[cfg(test)]
mod tests {
    use super::{Reach, of_condition};
    use crate::usage::source::Source;

    #[test]
    fn conditions_say_who_runs_the_code() {
        let told = |text: &str| {
            let source = Source::new("a.rs".into(), text.to_owned()).expect("tokens");
            of_condition(&source, 0, source.len())
        };
        for text in [
            "unix",
            "not(test)",
            "feature = \"test\"",
            "any(test, feature = \"x\")",
            "all()",
            "not(any())",
            "true",
            "any(test, not(test))",
            "not(all(test, unix))",
        ] {
            assert_eq!(told(text), Reach::Program, "{text}");
        }
        for text in ["test", "all(test, unix,)", "any(test)", "not(not(test))", "all(not(unix), test)"] {
            assert_eq!(told(text), Reach::Test, "{text}");
        }
        for text in ["any()", "not(all())", "false", "all(test, any())", "all(unix, false)", "doc"] {
            assert_eq!(told(text), Reach::Never, "{text}");
        }
    }
}
