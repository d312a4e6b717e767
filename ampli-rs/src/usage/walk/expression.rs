//! Expressions, as sequences of operands and operators: precedence does not matter here.

use super::pattern::End;
use super::{Around, Walker};
use crate::usage::lexer::Kind;

/// Where an expression ends, beside at a semicolon.
#[derive(Debug, Clone, Copy, Default)]
struct Limits {
    /// At a comma.
    comma: bool,
    /// At `=>`.
    arrow: bool,
    /// At the brace of a block: no struct literals.
    block: bool,
    /// At `&&`: what follows knows the names of the condition before it.
    chain: bool,
}

impl<'s> Walker<'s, '_> {
    /// The expression at `at`, with commas in it; where it ends.
    pub(super) fn expression(&mut self, at: usize, to: usize) -> usize {
        self.operands(at, to, true, Limits::default())
    }

    /// What follows an operand that ends before `at`.
    pub(super) fn expression_after(&mut self, at: usize, to: usize) -> usize {
        self.operands(at, to, false, Limits::default())
    }

    pub(super) fn expression_before_comma(&mut self, at: usize, to: usize) -> usize {
        self.operands(at, to, true, Limits { comma: true, ..Limits::default() })
    }

    pub(super) fn expression_before_arrow(&mut self, at: usize, to: usize) -> usize {
        self.operands(at, to, true, Limits { arrow: true, ..Limits::default() })
    }

    pub(super) fn expression_before_block(&mut self, at: usize, to: usize) -> usize {
        self.operands(at, to, true, Limits { block: true, ..Limits::default() })
    }

    /// The expressions within brackets, whatever parts them.
    pub(super) fn group(&mut self, open: usize) {
        let (mut at, to) = (open + 1, self.source.mate(open));
        while at < to {
            at = self.expression_before_comma(at, to) + 1;
        }
    }

    /// Goes over operands and operators; `wanted` says whether an operand is to come.
    fn operands(&mut self, at: usize, to: usize, wanted: bool, limits: Limits) -> usize {
        if self.depth >= super::DEEPEST {
            return to;
        }
        self.depth += 1;
        let end = self.all_operands(at, to, wanted, limits);
        self.depth -= 1;
        end
    }

    fn all_operands(&mut self, mut at: usize, to: usize, mut wanted: bool, limits: Limits) -> usize {
        let source = self.source;
        while at < to {
            match source.kind(at) {
                Some(Kind::Sign(b';')) | None => return at,
                Some(Kind::Sign(b',')) if limits.comma => return at,
                Some(Kind::Sign(b'=')) if limits.arrow && source.has(at, b"=>") => return at,
                Some(Kind::Sign(b'&')) if limits.chain && !wanted && source.has(at, b"&&") => return at,
                Some(Kind::Open(b'{')) if limits.block && !wanted => return at,
                Some(Kind::Sign(b'|')) if wanted => {
                    at = self.closure(at, to, limits);
                    wanted = false;
                }
                Some(Kind::Sign(b'<')) if wanted => {
                    at = self.qualified_path(at, to);
                    wanted = false;
                }
                Some(Kind::Sign(b'.')) if !wanted && !source.has(at, b"..") => at = self.member(at + 1, to),
                Some(Kind::Sign(b'?')) if !wanted => at += 1,
                Some(Kind::Sign(b'#')) if source.is_open(at + 1, b'[') => at = source.past(at + 1),
                Some(Kind::Sign(b':')) if source.has(at, b"::") => {
                    at = self.path_expression(at, to, !limits.block);
                    wanted = false;
                }
                Some(Kind::Sign(b'$')) => {
                    at = self.fragment(at, to, !limits.block);
                    wanted = false;
                }
                Some(Kind::Sign(_)) => {
                    // The second sign of these begins neither a closure nor a path.
                    at += if source.has(at, b"||") || source.has(at, b"<<") { 2 } else { 1 };
                    wanted = true;
                }
                Some(Kind::Literal | Kind::Text) => {
                    at += 1;
                    wanted = false;
                }
                Some(Kind::Lifetime) => at += 1,
                Some(Kind::Open(b'[')) if wanted && self.is_joined_name(at) => {
                    at = self.path_expression(at, to, !limits.block);
                    wanted = false;
                }
                Some(Kind::Open(_)) => {
                    at = self.bracket(at, to, wanted);
                    wanted = false;
                }
                Some(Kind::Close(_)) => at += 1,
                Some(Kind::Word | Kind::RawWord) => (at, wanted) = self.word(at, to, limits),
            }
        }
        to
    }

    fn bracket(&mut self, at: usize, to: usize, wanted: bool) -> usize {
        match self.source.kind(at) {
            Some(Kind::Open(b'{')) => return self.operand_block(at, to),
            // What is called is no path, but has been found out by an expression.
            Some(Kind::Open(b'(')) if !wanted => {
                self.within(Some(Around::Arguments(None)), |walker| walker.group(at));
            }
            _ => self.group(at),
        }
        self.source.past(at)
    }

    /// A keyword or a path; what is behind it, and whether an operand is to come.
    fn word(&mut self, at: usize, to: usize, limits: Limits) -> (usize, bool) {
        let next = self.operand_block(at, to);
        if next > at {
            return (next, false);
        }
        match self.source.keyword(at) {
            "let" => (self.condition_with_names(at + 1, to, limits), false),
            "as" => (self.skip_bare_type(at + 1, to), false),
            "return" | "break" | "continue" | "yield" | "in" | "mut" | "ref" | "else" | "move" | "static"
            | "async" | "unsafe" | "const" | "where" | "become" | "raw" => (at + 1, true),
            "for" => (self.skip_angles(at + 1, to), true),
            "true" | "false" | "await" | "_" => (at + 1, false),
            _ => (self.path_expression(at, to, !limits.block), false),
        }
    }

    /// `let pattern = value` in a condition, from the pattern on; behind the value.
    fn condition_with_names(&mut self, at: usize, to: usize, limits: Limits) -> usize {
        let mut names = Vec::new();
        let mut next = self.pattern(at, to, End::Let, &mut names);
        if next < to && self.source.is_sign(next, b'=') && !self.source.has(next, b"=>") {
            next = self.operands(next + 1, to, true, Limits { chain: true, ..limits });
        }
        self.declare(names, None);
        next
    }

    /// The closure at `at`; behind its body.
    fn closure(&mut self, at: usize, to: usize, limits: Limits) -> usize {
        let source = self.source;
        let (locals, mut names) = (self.locals.len(), Vec::new());
        let mut next = at + 1;
        while next < to && !source.is_sign(next, b'|') {
            next = self.pattern(next, to, End::Closure, &mut names);
            if next < to && source.is_sign(next, b':') {
                next = self.skip_type(next + 1, to);
            }
            if next < to && source.is_sign(next, b',') {
                next += 1;
            } else if next < to && !source.is_sign(next, b'|') {
                // No closure after all, but an alternative in a macro.
                return (at + 1).min(to);
            }
        }
        let body = self.skip_return((next + 1).min(to), to);
        self.declare(names, None);
        let end = self.operands(body, to, true, Limits { comma: true, ..limits });
        self.locals.truncate(locals);
        end
    }

    /// What follows a dot: a field, `await`, or a method with its arguments.
    fn member(&mut self, at: usize, to: usize) -> usize {
        let source = self.source;
        let mut next = at + 1;
        if next + 2 < to && source.has(next, b"::") && source.is_sign(next + 2, b'<') {
            next = self.skip_angles(next + 2, to);
        }
        if next < to && source.is_open(next, b'(') {
            self.told_by_arguments(None, (at, at, next));
            let around = self.around_arguments_of_method(source.token_text(at));
            self.within(around, |walker| walker.group(next));
            return source.past(next);
        }
        next.min(to)
    }

    /// `$name`, `$crate::path`, `$(…)*`.
    fn fragment(&mut self, at: usize, to: usize, literals: bool) -> usize {
        let source = self.source;
        if source.keyword(at + 1) == "crate" {
            return self.path_expression(at, to, literals);
        }
        if source.is_open(at + 1, b'(') {
            self.in_block(|walker| walker.statements(at + 2, walker.source.mate(at + 1)));
            return source.past(at + 1);
        }
        (at + 2).min(to)
    }
}
