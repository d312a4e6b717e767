//! Names that a macro joins of parts: `[<song_ played>]` of `paste!`, `concat_idents!(song_, played)`.

use super::Walker;
use super::use_tree::normalised;
use crate::usage::lexer::{Kind, text_value};
use crate::usage::names::UNKNOWN;

impl Walker<'_, '_> {
    /// Whether a name in brackets begins at `at`. No expression looks like that: what begins with `[<` ends with a path.
    pub(super) fn is_joined_name(&self, at: usize) -> bool {
        let source = self.source;
        source.is_open(at, b'[')
            && source.is_sign(at + 1, b'<')
            && source.mate(at) > at + 2
            && source.is_sign(source.mate(at) - 1, b'>')
    }

    /// The name in the brackets at `open`; [`UNKNOWN`] where a part of it is not written there.
    pub(super) fn joined_name(&self, open: usize) -> Box<str> {
        self.join(open + 2, self.source.mate(open) - 1).unwrap_or_else(|| UNKNOWN.into())
    }

    /// The arguments of `concat_idents!` as one name.
    pub(super) fn concatenated_name(&self, open: usize) -> Box<str> {
        let parts = self.parts(open + 1, self.source.mate(open));
        let parts: Option<Vec<_>> = parts.into_iter().map(|(from, to)| self.join(from, to)).collect();
        parts.map_or_else(|| UNKNOWN.into(), |parts| normalised(&parts.concat()))
    }

    fn join(&self, from: usize, to: usize) -> Option<Box<str>> {
        let source = self.source;
        let mut name = String::new();
        for at in from..to {
            match source.kind(at)? {
                Kind::Word | Kind::RawWord => name.push_str(source.identifier(at)?),
                Kind::Text => name.push_str(&text_value(source.token_text(at))?),
                Kind::Literal => name.push_str(source.token_text(at)),
                // A part that the rules of a macro are given, or one that is spelled in another case.
                _ => return None,
            }
        }
        Some(normalised(&name))
    }
}
