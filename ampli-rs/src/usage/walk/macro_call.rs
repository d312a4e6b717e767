//! Macros: their arguments are gone through like code.

use super::{Around, Walker};
use crate::usage::found::Included;
use crate::usage::lexer::{Kind, text_value};
use crate::usage::mention::Manner;
use crate::usage::scope::{Path, Start};

/// Macros that only look at values.
const LOOKING: [&str; 27] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "assert_matches",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "matches",
    "print",
    "println",
    "eprint",
    "eprintln",
    "write",
    "writeln",
    "format",
    "format_args",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "log",
    "insta",
];

/// Macros whose value has their arguments in it.
const HOLDING: [&str; 5] = ["vec", "dbg", "smallvec", "hashmap", "array"];

/// Macros whose second argument is a pattern.
const MATCHING: [&str; 3] = ["matches", "assert_matches", "debug_assert_matches"];

/// Macros whose arguments are text, or code of another program.
const QUOTING: [&str; 5] = ["stringify", "quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Macros that only choose between items.
const CHOOSING: [&str; 2] = ["cfg_if", "cfg_select"];

impl Walker<'_, '_> {
    /// The call of the macro `path`, whose arguments are at `open`.
    pub(super) fn call_of_macro(&mut self, path: &Path, open: usize) {
        let name = path.segments.last().map(|name| &**name).unwrap_or_default();
        let (from, to) = (open + 1, self.source.mate(open));
        if name == "include" {
            return self.include(from, to, false);
        }
        if name == "concat_idents" {
            return self.concatenated(open);
        }
        if CHOOSING.contains(&name) {
            return self.choices(from, to, Self::statements);
        }
        if !self.bodies || self.depth >= super::DEEPEST || QUOTING.contains(&name) {
            return;
        }
        let around = if LOOKING.contains(&name) {
            Some(Around::Unsent)
        } else if HOLDING.contains(&name) {
            None
        } else {
            Some(Around::Arguments(None))
        };
        let to = if MATCHING.contains(&name) {
            self.parts(from, to).first().map_or(to, |(_, end)| *end)
        } else {
            to
        };
        let outer = self.arguments_of.replace(name.into());
        self.within(around, |walker| walker.in_block(|walker| walker.statements(from, to)));
        self.arguments_of = outer;
    }

    /// `concat_idents!(song_, played)`: the name that the parts are together.
    fn concatenated(&mut self, open: usize) {
        let path = Path { start: Start::Name, segments: vec![self.concatenated_name(open)] };
        let close = self.source.mate(open);
        let is_called = self.source.is_open(close + 1, b'(');
        let manner = if is_called { Manner::Call } else { Manner::Value };
        self.mention(&path, manner, (open, close, close + 1), None);
    }

    /// The call of the macro `path` among items.
    pub(super) fn call_among_items(&mut self, path: &Path, open: usize) {
        let (from, to) = (open + 1, self.source.mate(open));
        match path.segments.last() {
            Some(name) if CHOOSING.contains(&&**name) => self.choices(from, to, Self::items),
            Some(name) if **name == *"include" => self.include(from, to, true),
            _ => self.call_of_macro(path, open),
        }
    }

    /// `if #[cfg(…)] { … } else { … }`: what is chosen, items or statements, stands where the macro stands.
    fn choices(&mut self, from: usize, to: usize, walk: impl Fn(&mut Self, usize, usize)) {
        let mut at = from;
        let mut reach = self.reach;
        while at < to {
            if self.source.is_sign(at, b'#') {
                let attributes = self.attributes(&mut at, to);
                reach = self.reach_of(&attributes);
            } else if self.source.is_open(at, b'{') && self.depth < super::DEEPEST {
                let outer = std::mem::replace(&mut self.reach, reach);
                self.depth += 1;
                walk(self, at + 1, self.source.mate(at));
                self.depth -= 1;
                self.reach = outer;
                reach = outer;
                at = self.source.past(at);
            } else {
                at = self.source.past(at);
            }
        }
    }

    /// `include!("file")`; what a build script writes is known by `OUT_DIR` in its name.
    fn include(&mut self, from: usize, to: usize, has_items: bool) {
        let path = if self.source.kind(from) == Some(Kind::Text) {
            text_value(self.source.token_text(from)).map(|path| self.home.folder.join(path))
        } else if (from..to).any(|at| self.source.token_text(at) == "\"OUT_DIR\"") {
            None
        } else {
            return;
        };
        let (scope, reach, depth) = (self.scope, self.reach, self.home.depth + 1);
        self.found.included.push(Included { path, has_items, scope, reach, depth });
    }

    /// `macro_rules! name { (matcher) => { code }; … }`, from the name on; behind it.
    pub(super) fn macro_rules(&mut self, at: usize, to: usize) -> Option<usize> {
        let source = self.source;
        let open = at + 1;
        if open >= to || !matches!(source.kind(open), Some(Kind::Open(_))) {
            return None;
        }
        let (mut next, end) = (open + 1, source.mate(open));
        let outer = std::mem::replace(&mut self.defining, source.identifier(at));
        while self.bodies && next < end {
            if !source.has(next, b"=>") {
                next = source.past(next);
                continue;
            }
            let code = next + 2;
            if matches!(source.kind(code), Some(Kind::Open(_))) {
                self.as_body(|walker| {
                    walker.in_block(|walker| walker.statements(code + 1, walker.source.mate(code)));
                });
            }
            next = source.past(code);
        }
        self.defining = outer;
        Some(source.past(open))
    }
}
