//! Statements and blocks.

use super::pattern::End;
use super::{Around, Walker};
use crate::usage::lexer::Kind;
use crate::usage::mention::Manner;

impl<'s> Walker<'s, '_> {
    /// The block whose brace is at `open`, in a scope of its own.
    pub(super) fn block(&mut self, open: usize) {
        self.in_block(|walker| walker.statements(open + 1, walker.source.mate(open)));
    }

    /// Statements, and the expression at their end if there is one.
    pub(super) fn statements(&mut self, from: usize, to: usize) {
        let (mut at, mut semicolon) = (from, from);
        while at < to {
            let attributes = self.attributes(&mut at, to);
            if at >= to {
                return;
            }
            if semicolon <= at {
                semicolon = self.semicolon(at, to);
            }
            let reach = self.reach;
            self.reach = self.reach_of(&attributes);
            let next = match self.item(at, to, &attributes) {
                Some(next) => next,
                None => self.statement(at, to, semicolon < to),
            };
            self.reach = reach;
            at = next.max(at + 1);
        }
    }

    /// One statement that is no item, and whose value is thrown away if a semicolon follows; behind it.
    fn statement(&mut self, at: usize, to: usize, is_thrown_away: bool) -> usize {
        let source = self.source;
        if source.is_sign(at, b';') {
            return at + 1;
        }
        if source.kind(at) == Some(Kind::Lifetime) && source.is_sign(at + 1, b':') {
            return at + 2;
        }
        if source.keyword(at) == "let" {
            return self.let_statement(at + 1, to);
        }
        if let Some(named) = self.assigned(at) {
            return self.within(Some(Around::Named(named)), |walker| walker.expression(at + 2, to));
        }
        let around = is_thrown_away.then_some(Around::Statement(at));
        self.within(around, |walker| {
            let next = walker.operand_block(at, to);
            if next > at {
                let goes_on =
                    next < to && (walker.source.is_sign(next, b'.') || walker.source.is_sign(next, b'?'));
                return if goes_on { walker.expression_after(next, to) } else { next };
            }
            walker.expression(at, to)
        })
    }

    /// The variable that is given a value at `at`, if an event may be in it: `name = …`.
    fn assigned(&self, at: usize) -> Option<u32> {
        let source = self.source;
        let name = source.identifier(at)?;
        let is_assigned =
            source.is_sign(at + 1, b'=') && !source.has(at + 1, b"==") && !source.has(at + 1, b"=>");
        self.locals.iter().rev().find(|local| is_assigned && local.name == name)?.named
    }

    /// The next semicolon; `to` if there is none.
    fn semicolon(&self, mut at: usize, to: usize) -> usize {
        while at < to && !self.source.is_sign(at, b';') {
            at = self.source.past(at);
        }
        at
    }

    /// `let pattern: Type = value else { … };`, from the pattern on; behind it.
    fn let_statement(&mut self, at: usize, to: usize) -> usize {
        let mut names = Vec::new();
        let mut next = self.pattern(at, to, End::Let, &mut names);
        let mut of_type = None;
        if next < to && self.source.is_sign(next, b':') {
            of_type = self.event_type(next + 1, to);
            next = self.skip_type(next + 1, to);
        }
        if next >= to || !self.source.is_sign(next, b'=') || self.source.has(next, b"=>") {
            // Its value comes later.
            let named = matches!(names[..], [_]).then(|| self.found.add_named());
            self.declare(names, named);
            return next;
        }
        let named = self.found.add_named();
        let known = self.found.mentions.len();
        let uses = self.uses;
        let value = next + 1;
        let next = self.within(Some(Around::Named(named)), |walker| {
            let end = walker.expression(value, to);
            if let Some(path) = of_type.filter(|_| walker.is_default((value, end))) {
                walker.mention(&path, Manner::Literal, (value, value, end), None);
            }
            end
        });
        let may_hold_event = self.found.mentions.len() > known || self.uses > uses;
        self.declare(names, may_hold_event.then_some(named));
        next
    }
}
