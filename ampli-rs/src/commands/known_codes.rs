//! The kinds of findings of all stages.

use super::codes;
use crate::diagnostic::Code;
use crate::{audit, check, compare, export, lock, lower, parse};

/// All kinds of findings, by id.
pub fn all() -> Vec<&'static Code> {
    let stages = [
        parse::CODES,
        check::CODES,
        lower::CODES,
        lower::names::CODES,
        lock::CODES,
        codes::CODES,
        export::CODES,
        compare::CODES,
        audit::CODES,
    ];
    let mut all: Vec<&'static Code> = stages.concat();
    all.sort_by_key(|code| code.id);
    all
}

/// The kind of finding with this id or name, in any case; of an id the digits are enough.
pub(super) fn find(wanted: &str) -> Option<&'static Code> {
    let wanted = wanted.trim();
    let same = |word: &str| word.eq_ignore_ascii_case(wanted);
    let number: Option<u32> = wanted.parse().ok();
    let numbered = |code: &Code| number.is_some() && code.id[3..].parse().ok() == number;
    all().into_iter().find(|code| same(code.id) || same(code.name) || numbered(code))
}

/// The names of the kinds of findings that have `part` in them.
pub(super) fn containing(part: &str) -> Vec<&'static str> {
    let part = part.trim().to_lowercase();
    let names = all().into_iter().map(|code| code.name);
    names.filter(|name| !part.is_empty() && name.contains(&part)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{all, find};

    #[test]
    fn no_id_and_no_name_is_given_twice() {
        let all = all();
        let ids: BTreeSet<&str> = all.iter().map(|code| code.id).collect();
        let names: BTreeSet<&str> = all.iter().map(|code| code.name).collect();
        assert_eq!((ids.len(), names.len()), (all.len(), all.len()));
    }

    #[test]
    fn every_code_has_a_manual_page() {
        for code in all() {
            let manual = code.manual();
            let title = manual.lines().next().unwrap_or_default();
            assert!(title.starts_with("# ") && manual.lines().count() > 5, "{code:?} has no manual page");
        }
    }

    #[test]
    fn codes_are_found_in_any_case() {
        assert_eq!(find("amp0401").map(|code| code.name), Some("outdated-file"));
        assert_eq!(find("Outdated-File").map(|code| code.id), Some("AMP0401"));
        assert_eq!(find("401"), find("AMP0401"));
        assert_eq!(find("0401"), find("AMP0401"));
        assert_eq!(find("AMP9999"), None);
    }
}
