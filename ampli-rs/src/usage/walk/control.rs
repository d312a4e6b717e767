//! Expressions that are blocks: `if`, `match`, loops.

use super::pattern::End;
use super::{Around, Walker};
use crate::usage::reach::{self, Reach};

impl<'s> Walker<'s, '_> {
    /// The block-like expression at `at`; behind it, or `at` when there is none.
    pub(super) fn operand_block(&mut self, at: usize, to: usize) -> usize {
        let source = self.source;
        match source.keyword(at) {
            "if" => self.if_expression(at, to),
            "match" => self.match_expression(at, to),
            "while" => {
                let locals = self.locals.len();
                let open = self.condition(at + 1, to);
                let next = self.block_at(open, to);
                self.locals.truncate(locals);
                next
            }
            "for" if !source.is_sign(at + 1, b'<') => self.for_loop(at, to),
            "loop" | "unsafe" | "async" | "const" | "try" | "gen" if source.is_open(at + 1, b'{') => {
                self.block_at(at + 1, to)
            }
            "async" | "gen" if source.keyword(at + 1) == "move" && source.is_open(at + 2, b'{') => {
                self.block_at(at + 2, to)
            }
            _ if source.is_open(at, b'{') => self.block_at(at, to),
            _ => at,
        }
    }

    /// The block at `at`, if it is there; behind it.
    fn block_at(&mut self, at: usize, to: usize) -> usize {
        if at >= to || !self.source.is_open(at, b'{') {
            return at.min(to);
        }
        self.block(at);
        self.source.past(at)
    }

    /// What stands between a keyword and its block; at the block.
    fn condition(&mut self, at: usize, to: usize) -> usize {
        self.within(Some(Around::Unsent), |walker| walker.expression_before_block(at, to))
    }

    fn if_expression(&mut self, mut at: usize, to: usize) -> usize {
        let (locals, outer) = (self.locals.len(), self.reach);
        loop {
            let reach = self.reach;
            let open = self.condition(at + 1, to);
            let (holds, fails) = self.reach_of_condition(at + 1, open);
            self.reach = reach.max(holds);
            let mut next = self.block_at(open, to);
            self.locals.truncate(locals);
            self.reach = reach.max(fails);
            if next < to && self.source.keyword(next) == "else" {
                if self.source.keyword(next + 1) == "if" {
                    at = next + 1;
                    continue;
                }
                next = self.block_at(next + 1, to);
            }
            self.reach = outer;
            return next;
        }
    }

    /// Who runs the block of `if cfg!(…)`, and who the other one.
    fn reach_of_condition(&self, at: usize, open: usize) -> (Reach, Reach) {
        let source = self.source;
        let is_negated = source.is_sign(at, b'!');
        let word = at + usize::from(is_negated);
        let is_alone = source.keyword(word) == "cfg"
            && source.is_sign(word + 1, b'!')
            && source.is_open(word + 2, b'(')
            && source.past(word + 2) == open;
        if !is_alone {
            return (Reach::Program, Reach::Program);
        }
        let (holds, fails) = reach::of_both(source, word + 3, source.mate(word + 2));
        if is_negated { (fails, holds) } else { (holds, fails) }
    }

    fn for_loop(&mut self, at: usize, to: usize) -> usize {
        let (locals, mut names) = (self.locals.len(), Vec::new());
        let next = self.pattern(at + 1, to, End::Loop, &mut names);
        // The names mean nothing yet in what is gone through.
        let open = self.within(None, |walker| walker.expression_before_block(next + 1, to));
        self.declare(names, None);
        let next = self.block_at(open, to);
        self.locals.truncate(locals);
        next
    }

    fn match_expression(&mut self, at: usize, to: usize) -> usize {
        let open = self.condition(at + 1, to);
        if open >= to || !self.source.is_open(open, b'{') {
            return open;
        }
        let end = self.source.mate(open);
        let mut next = open + 1;
        while next < end {
            next = self.arm(next, end).max(next + 1);
        }
        end + 1
    }

    /// One arm of a `match`; behind it and its comma.
    fn arm(&mut self, mut at: usize, to: usize) -> usize {
        let attributes = self.attributes(&mut at, to);
        let (locals, reach) = (self.locals.len(), self.reach);
        self.reach = self.reach_of(&attributes);
        let mut names = Vec::new();
        let mut next = self.pattern(at, to, End::Arm, &mut names);
        self.declare(names, None);
        if next < to && self.source.keyword(next) == "if" {
            next = self.within(Some(Around::Unsent), |walker| walker.expression_before_arrow(next + 1, to));
        }
        if next < to && self.source.has(next, b"=>") {
            next += 2;
        }
        next = self.arm_body(next, to);
        self.locals.truncate(locals);
        self.reach = reach;
        if next < to && self.source.is_sign(next, b',') { next + 1 } else { next }
    }

    fn arm_body(&mut self, at: usize, to: usize) -> usize {
        let next = self.operand_block(at, to);
        if next == at {
            return self.expression_before_comma(at, to);
        }
        let goes_on = next < to && (self.source.is_sign(next, b'.') || self.source.is_sign(next, b'?'));
        if goes_on { self.expression_after(next, to) } else { next }
    }
}
