//! Attributes: which builds have what follows, and where a module's file is.

use super::Walker;
use crate::usage::lexer::{Kind, text_value};
use crate::usage::reach::{self, Reach};

/// What the attributes before an item or an expression say.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) reach: Reach,
    /// `#[path = "…"]`.
    pub(super) path: Option<String>,
    /// `#[cfg_attr(…, path = "…")]`: further places, of other builds.
    pub(super) other_paths: Vec<String>,
}

/// Attributes that make a test of a function, beside those whose names end with `test`.
const TESTS: [&str; 5] = ["bench", "rstest", "test_case", "quickcheck", "proptest"];

impl Walker<'_, '_> {
    /// Reads the attributes at `at`, and moves it behind them. Those of the scope itself (`#![…]`) hold until its end.
    pub(super) fn attributes(&mut self, at: &mut usize, to: usize) -> Attributes {
        let mut attributes = Attributes::default();
        while *at < to && self.source.is_sign(*at, b'#') {
            let is_inner = self.source.is_sign(*at + 1, b'!');
            let open = *at + 1 + usize::from(is_inner);
            if open >= to || !self.source.is_open(open, b'[') {
                break;
            }
            let end = self.source.mate(open);
            if is_inner {
                let mut own = Attributes::default();
                self.attribute(open + 1, end, &mut own);
                self.reach = self.reach.max(own.reach);
            } else {
                self.attribute(open + 1, end, &mut attributes);
            }
            *at = end + 1;
        }
        attributes
    }

    /// Who runs here what has these attributes.
    pub(super) fn reach_of(&self, attributes: &Attributes) -> Reach {
        self.reach.max(attributes.reach)
    }

    fn attribute(&self, mut from: usize, to: usize, attributes: &mut Attributes) {
        while from + 3 < to && self.source.has(from + 1, b"::") {
            from += 3;
        }
        let name = self.source.keyword(from);
        let is_list = self.source.is_open(from + 1, b'(');
        match name {
            "cfg" if is_list => {
                let reach = reach::of_condition(self.source, from + 2, self.source.mate(from + 1));
                attributes.reach = attributes.reach.max(reach);
            }
            "cfg_attr" if is_list => {
                let end = self.source.mate(from + 1);
                attributes.other_paths.extend((from + 2..end).find_map(|at| self.path_value(at)));
                attributes.reach = attributes.reach.max(self.reach_of_conditional(from + 2, end));
            }
            "path" => attributes.path = self.path_value(from),
            _ if name.ends_with("test") || TESTS.contains(&name) => {
                attributes.reach = attributes.reach.max(Reach::Test);
            }
            _ => {}
        }
    }

    /// Who runs what has `cfg_attr` with this content: whoever its condition does not hold for, and for whom it does, those
    /// whom a `cfg` in it lets.
    fn reach_of_conditional(&self, from: usize, to: usize) -> Reach {
        let source = self.source;
        let parts = self.parts(from, to);
        let Some(((from, to), attributes)) = parts.split_first() else { return Reach::Program };
        let (holds, fails) = reach::of_both(source, *from, *to);
        let conditions = attributes
            .iter()
            .filter(|(from, _)| source.keyword(*from) == "cfg" && source.is_open(*from + 1, b'('));
        let inner =
            conditions.map(|(from, _)| reach::of_condition(source, *from + 2, source.mate(*from + 1)));
        match inner.max() {
            Some(inner) => fails.min(holds.max(inner)),
            None => Reach::Program,
        }
    }

    /// The value of `path = "…"` at `at`.
    fn path_value(&self, at: usize) -> Option<String> {
        let is_path = self.source.keyword(at) == "path" && self.source.is_sign(at + 1, b'=');
        if !is_path || self.source.kind(at + 2) != Some(Kind::Text) {
            return None;
        }
        text_value(self.source.token_text(at + 2))
    }
}
