//! Patterns: the names that they give to values.

use super::{Local, Walker};
use crate::usage::lexer::Kind;
use crate::usage::source::Source;

/// What comes behind a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// `=`, a type, or the end of a statement.
    Let,
    /// `=>` or a guard.
    Arm,
    /// `|`, a comma, or a type.
    Closure,
    /// A comma or a type.
    Parameter,
    /// `in`.
    Loop,
    /// Nothing: it is within brackets.
    Group,
}

impl<'s> Walker<'s, '_> {
    /// Behind the pattern at `at`; `names` gets what it names.
    pub(super) fn pattern(&self, mut at: usize, to: usize, end: End, names: &mut Vec<&'s str>) -> usize {
        let source = self.source;
        while at < to && !ends(source, at, end) {
            at = match source.kind(at) {
                Some(Kind::Word | Kind::RawWord) => self.pattern_word(at, to, names),
                Some(Kind::Open(b'{')) => {
                    self.pattern_fields(at + 1, source.mate(at), names);
                    source.past(at)
                }
                Some(Kind::Open(_)) => {
                    self.pattern(at + 1, source.mate(at), End::Group, names);
                    source.past(at)
                }
                _ => at + 1,
            };
        }
        at.min(to)
    }

    /// A path, a binding, or a keyword.
    fn pattern_word(&self, at: usize, to: usize, names: &mut Vec<&'s str>) -> usize {
        let source = self.source;
        if matches!(source.keyword(at), "ref" | "mut" | "box" | "_" | "true" | "false" | "const") {
            return at + 1;
        }
        let mut next = at + 1;
        let mut is_path = false;
        while next < to && source.has(next, b"::") {
            is_path = true;
            next = if source.is_sign(next + 2, b'<') { self.skip_angles(next + 2, to) } else { next + 3 };
        }
        match source.kind(next).filter(|_| next < to) {
            Some(Kind::Open(b'(' | b'{')) => next,
            Some(Kind::Sign(b'!')) => source.past(next + 1),
            _ => {
                names.extend(source.identifier(at).filter(|_| !is_path));
                next
            }
        }
    }

    fn pattern_fields(&self, mut at: usize, to: usize, names: &mut Vec<&'s str>) {
        let source = self.source;
        while at < to {
            if source.is_sign(at, b'#') && source.is_open(at + 1, b'[') {
                at = source.past(at + 1);
                continue;
            }
            let is_field = source.is_sign(at + 1, b':') && !source.has(at + 1, b"::");
            let start = if is_field { at + 2 } else { at };
            at = self.pattern(start, to, End::Parameter, names).max(start) + 1;
        }
    }

    /// Makes `names` known from here on.
    pub(super) fn declare(&mut self, names: Vec<&'s str>, named: Option<u32>) {
        let scope = self.scope;
        self.locals.extend(names.into_iter().map(|name| Local { name, scope, named }));
    }
}

fn ends(source: &Source, at: usize, end: End) -> bool {
    let is_type =
        || source.is_sign(at, b':') && !source.has(at, b"::") && !(at > 0 && source.has(at - 1, b"::"));
    // `..=` is no assignment.
    let is_assignment =
        || source.is_sign(at, b'=') && !source.has(at, b"=>") && !(at > 0 && source.has(at - 1, b".="));
    match end {
        End::Let => is_type() || is_assignment() || source.is_sign(at, b';') || source.has(at, b"=>"),
        End::Arm => source.has(at, b"=>") || source.keyword(at) == "if",
        End::Closure => is_type() || source.is_sign(at, b',') || source.is_sign(at, b'|'),
        End::Parameter => is_type() || source.is_sign(at, b','),
        End::Loop => source.keyword(at) == "in",
        End::Group => false,
    }
}
