//! Functions: their parameters and bodies.

use super::Walker;
use super::pattern::End;
use crate::usage::lexer::Kind;
use crate::usage::scope::{Sight, Spaces};

impl<'s> Walker<'s, '_> {
    /// Takes in the function whose name is at `at`; behind it.
    pub(super) fn function(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        let source = self.source;
        self.bind_own(at, Spaces::VALUES, sight);
        let mut open = at + 1 + usize::from(source.is_sign(at, b'$'));
        if source.is_sign(open, b'<') {
            open = self.skip_angles(open, to);
        }
        if !source.is_open(open, b'(') {
            return self.skip_item(at, to);
        }
        let body = self.body_after(source.past(open), to);
        if !source.is_open(body, b'{') {
            return (body + 1).min(to);
        }
        if self.bodies {
            self.as_body(|walker| {
                walker.parameters(open + 1, source.mate(open));
                walker.block(body);
            });
        }
        source.past(body)
    }

    /// Where the body begins behind a signature: its brace, or the semicolon of a function without one.
    fn body_after(&self, mut at: usize, to: usize) -> usize {
        while at < to {
            match self.source.kind(at) {
                Some(Kind::Open(b'{') | Kind::Sign(b';')) => return at,
                Some(Kind::Sign(b'<')) => at = self.skip_angles(at, to),
                _ => at = self.source.past(at),
            }
        }
        to
    }

    /// Declares the parameters between `from` and `to`.
    fn parameters(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut names = Vec::new();
        while at < to {
            if self.source.is_sign(at, b'#') && self.source.is_open(at + 1, b'[') {
                at = self.source.past(at + 1);
                continue;
            }
            at = self.pattern(at, to, End::Parameter, &mut names);
            if at < to && self.source.is_sign(at, b':') {
                at = self.skip_type(at + 1, to);
            }
            while at < to && !self.source.is_sign(at, b',') {
                at = self.source.past(at);
            }
            at += 1;
        }
        self.declare(names, None);
    }
}
