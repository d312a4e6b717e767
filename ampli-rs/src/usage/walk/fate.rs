//! What becomes of a value by what is called on it.

use super::{Around, Walker};
use crate::usage::mention::Fate;

/// Methods that give back what they are called on, or something of the same kind.
const PASSING: [&str; 12] = [
    "clone",
    "into",
    "to_owned",
    "unwrap",
    "expect",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "into_boxed",
    "boxed",
    "by_ref",
];

/// Methods of generated events that send nothing, and those that only compare and print.
const LOOKING: [&str; 8] = ["write", "check", "is_of_plan", "fmt", "eq", "ne", "hash", "type_id"];

/// Methods whose arguments are only compared.
const COMPARING: [&str; 3] = ["eq", "ne", "contains"];

impl Walker<'_, '_> {
    /// What becomes of the value of the path at `at` that ends before `end`.
    pub(super) fn fate_of(&self, at: usize, end: usize) -> Fate {
        let source = self.source;
        let mut next = end;
        loop {
            if source.is_sign(next, b'?') {
                next += 1;
                continue;
            }
            if !source.is_sign(next, b'.') || source.has(next, b"..") {
                break;
            }
            let name = source.identifier(next + 1).unwrap_or_default();
            let mut arguments = next + 2;
            if source.has(arguments, b"::") && source.is_sign(arguments + 2, b'<') {
                arguments = self.skip_angles(arguments + 2, source.len());
            }
            if !source.is_open(arguments, b'(') {
                if name == "await" {
                    next += 2;
                    continue;
                }
                return Fate::Unsent;
            }
            if LOOKING.contains(&name) {
                return Fate::Unsent;
            }
            if !name.starts_with("with_") && !PASSING.contains(&name) {
                return Fate::HandedOn;
            }
            next = source.past(arguments);
        }
        let is_compared = source.has(next, b"==") || source.has(next, b"!=");
        let is_thrown_away = matches!(self.around.last(), Some(Around::Statement(start)) if *start == at)
            && source.is_sign(next, b';');
        if is_compared || is_thrown_away { Fate::Unsent } else { self.fate() }
    }

    /// What the arguments of the method `name` come to.
    pub(super) fn around_arguments_of_method(&self, name: &str) -> Option<Around> {
        Some(if COMPARING.contains(&name) { Around::Unsent } else { Around::Arguments(None) })
    }
}
