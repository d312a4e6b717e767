//! Types: nothing in them sends an event, so that they are only skipped.

use super::Walker;
use crate::usage::lexer::Kind;

/// A list of generic arguments of more tokens than this is none.
const LONGEST: usize = 2_000;

impl Walker<'_, '_> {
    /// Behind the type at `at`, with all its bounds.
    pub(super) fn skip_type(&self, at: usize, to: usize) -> usize {
        let mut at = self.skip_bare_type(at, to);
        while at < to && self.source.is_sign(at, b'+') {
            at = self.skip_bare_type(at + 1, to);
        }
        at.min(to)
    }

    /// Behind the type at `at`: as the operand of `as` takes it, without bounds.
    pub(super) fn skip_bare_type(&self, at: usize, to: usize) -> usize {
        let mut at = self.skip_one_type(at, to);
        // What functions return.
        while at < to && self.source.has(at, b"->") {
            at = self.skip_one_type(at + 2, to);
        }
        at
    }

    fn skip_one_type(&self, mut at: usize, to: usize) -> usize {
        let source = self.source;
        while at < to {
            at = match source.kind(at) {
                Some(Kind::Sign(b'&' | b'*' | b'!' | b'?' | b'$') | Kind::Lifetime | Kind::Text) => at + 1,
                Some(Kind::Word) => match source.keyword(at) {
                    "for" if source.is_sign(at + 1, b'<') => self.skip_angles(at + 1, to),
                    "mut" | "const" | "dyn" | "impl" | "unsafe" | "extern" | "async" => at + 1,
                    _ => break,
                },
                _ => break,
            };
        }
        match source.kind(at) {
            Some(Kind::Open(b'(' | b'[')) => source.past(at),
            Some(Kind::Word) if source.keyword(at) == "fn" && source.is_open(at + 1, b'(') => {
                source.past(at + 1)
            }
            Some(Kind::Sign(b'<')) => self.skip_type_path(self.skip_angles(at, to), to),
            Some(Kind::Word | Kind::RawWord | Kind::Sign(b':')) => self.skip_type_path(at, to),
            _ => at,
        }
    }

    /// Behind `-> Type`, if it is there.
    pub(super) fn skip_return(&self, at: usize, to: usize) -> usize {
        if at < to && self.source.has(at, b"->") { self.skip_bare_type(at + 2, to) } else { at }
    }

    fn skip_type_path(&self, mut at: usize, to: usize) -> usize {
        let source = self.source;
        while at < to {
            at = match source.kind(at) {
                Some(Kind::Word | Kind::RawWord) => at + 1,
                _ if source.has(at, b"::") => at + 2,
                _ => return at,
            };
            if source.is_sign(at, b'!') && matches!(source.kind(at + 1), Some(Kind::Open(_))) {
                return source.past(at + 1);
            }
            if at < to && source.is_sign(at, b'<') {
                at = self.skip_angles(at, to);
            } else if at < to && source.is_open(at, b'(') {
                return source.past(at);
            }
            if at >= to || !source.has(at, b"::") {
                return at;
            }
        }
        at
    }

    /// Behind the `>` that belongs to the `<` at `at`; behind the `<` alone when there is none.
    pub(super) fn skip_angles(&self, at: usize, to: usize) -> usize {
        let (mut depth, mut next) = (0_usize, at);
        let to = to.min(at + LONGEST);
        while next < to {
            match self.source.kind(next) {
                Some(Kind::Sign(b'<')) => depth += 1,
                // The arrow of a function's type ends no list.
                Some(Kind::Sign(b'>')) if next > at && !self.source.has(next - 1, b"->") => {
                    depth -= 1;
                    if depth == 0 {
                        return next + 1;
                    }
                }
                Some(Kind::Sign(b';')) => break,
                _ => {}
            }
            next = self.source.past(next);
        }
        at + 1
    }
}
