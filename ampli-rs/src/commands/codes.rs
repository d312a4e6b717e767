//! The kinds of findings of all stages.

use crate::diagnostic::Code;
use crate::{check, commands, lock, lower, parse};

/// All kinds of findings, by id.
pub(super) fn all() -> Vec<&'static Code> {
    let stages = [parse::CODES, check::CODES, lower::CODES, lock::CODES, commands::CODES];
    let mut codes: Vec<&'static Code> = stages.concat();
    codes.sort_by_key(|code| code.id);
    codes
}

/// The kind of finding with this id or name, in any case.
pub(super) fn find(wanted: &str) -> Option<&'static Code> {
    let same = |word: &str| word.eq_ignore_ascii_case(wanted.trim());
    all().into_iter().find(|code| same(code.id) || same(code.name))
}
