//! `use` and `extern crate`.

use super::Walker;
use crate::usage::lexer::Kind;
use crate::usage::reach::Reach;
use crate::usage::scope::{Binding, Glob, Meaning, Path, Sight, Spaces, Start};

impl Walker<'_, '_> {
    /// Takes in the `use` whose tree begins at `at`; behind its semicolon.
    pub(super) fn use_item(&mut self, at: usize, to: usize, sight: Sight, reach: Reach) -> usize {
        let mut end = at;
        while end < to && !self.source.is_sign(end, b';') {
            end = self.source.past(end);
        }
        let prefix = Path { start: Start::Name, segments: Vec::new() };
        self.use_tree(at, end.min(to), &prefix, sight, reach, 0);
        end + 1
    }

    /// One tree, between `at` and `to`, behind `prefix`.
    fn use_tree(
        &mut self,
        mut at: usize,
        to: usize,
        prefix: &Path,
        sight: Sight,
        reach: Reach,
        depth: usize,
    ) {
        let source = self.source;
        let mut path = prefix.clone();
        while at < to && depth < super::DEEPEST {
            if source.has(at, b"::") {
                if path.segments.is_empty() && path.start == Start::Name {
                    path.start = Start::Global;
                }
                at += 2;
            } else if source.is_sign(at, b'*') {
                self.found.scope_mut(self.scope).globs.push(Glob { path, sight, reach });
                return;
            } else if source.is_open(at, b'{') {
                for (from, to) in self.parts(at + 1, source.mate(at)) {
                    self.use_tree(from, to, &path, sight, reach, depth + 1);
                }
                return;
            } else if source.keyword(at) == "as" {
                return self.import(path, source.identifier(at + 1), sight, reach);
            } else if source.is_sign(at, b'$') {
                at += 1;
            } else if !self.push_segment(&mut path, at) {
                return;
            } else {
                at += 1;
            }
        }
        self.import(path, None, sight, reach);
    }

    fn import(&mut self, mut path: Path, name: Option<&str>, sight: Sight, reach: Reach) {
        // `use path::{self}` imports the module alone.
        let mut spaces = Spaces::BOTH;
        if path.segments.last().is_some_and(|last| &**last == "self") {
            path.segments.pop();
            spaces = Spaces::TYPES;
        }
        let last = path.segments.last().cloned();
        let Some(name) = name.map(Box::from).or(last).filter(|name| &**name != "_") else { return };
        self.found.bind(self.scope, &name, Binding { spaces, meaning: Meaning::Path(path), sight, reach });
    }

    /// Adds the segment at `at` to the path; whether it is one.
    pub(super) fn push_segment(&self, path: &mut Path, at: usize) -> bool {
        let is_first = path.segments.is_empty();
        match self.source.keyword(at) {
            "crate" if is_first => path.start = Start::Crate,
            "Self" if is_first => path.start = Start::SelfType,
            "self" if is_first && path.start == Start::Name => path.start = Start::Module(0),
            "super" if is_first => {
                let above = if let Start::Module(above) = path.start { above } else { 0 };
                path.start = Start::Module(above + 1);
            }
            _ => match self.source.identifier(at) {
                Some(word) => path.segments.push(normalised(word)),
                None => return false,
            },
        }
        true
    }

    /// The stretches between the commas of a group.
    pub(super) fn parts(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (from, from);
        while at < to {
            if self.source.is_sign(at, b',') {
                parts.push((start, at));
                start = at + 1;
            }
            at = self.source.past(at);
        }
        if start < to {
            parts.push((start, to));
        }
        parts
    }

    /// Takes in `extern crate NAME as OTHER;`, whose name is at `at`; behind its semicolon.
    pub(super) fn extern_crate(&mut self, at: usize, to: usize, sight: Sight, reach: Reach) -> usize {
        let source = self.source;
        let alias = if source.keyword(at + 1) == "as" { source.identifier(at + 2) } else { None };
        if let Some(name) = source.identifier(at) {
            let meaning = match name {
                "self" => Meaning::Path(Path { start: Start::Crate, segments: Vec::new() }),
                name => Meaning::Crate(name.into()),
            };
            let binding = Binding { spaces: Spaces::TYPES, meaning, sight, reach };
            self.found.bind(self.scope, alias.unwrap_or(name), binding);
        }
        let mut end = at;
        while end < to && source.kind(end) != Some(Kind::Sign(b';')) {
            end += 1;
        }
        end + 1
    }
}

/// An identifier as the compiler compares it.
pub(super) fn normalised(word: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;

    if word.is_ascii() { word.into() } else { word.nfc().collect::<String>().into() }
}
