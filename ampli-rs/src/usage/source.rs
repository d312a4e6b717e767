//! One file of Rust and its tokens.

use std::path::PathBuf;

use super::lexer::{self, Kind, Malformed, Token};

/// A file that was read.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
    tokens: Vec<Token>,
}

impl Source {
    pub(super) fn new(path: PathBuf, text: String) -> Result<Self, (Malformed, String)> {
        match lexer::tokens(&text) {
            Ok(tokens) => Ok(Self { path, text, tokens }),
            Err(malformed) => Err((malformed, text)),
        }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The bytes of the token; the end of the text behind the last one.
    pub(super) fn range(&self, at: usize) -> std::ops::Range<usize> {
        match self.tokens.get(at) {
            Some(token) => token.start as usize..token.end as usize,
            None => self.text.len()..self.text.len(),
        }
    }

    pub(super) fn token_text(&self, at: usize) -> &str {
        self.text.get(self.range(at)).unwrap_or_default()
    }

    /// The word at `at`, if it is one that is not raw: what keywords are compared with.
    pub(super) fn keyword(&self, at: usize) -> &str {
        if self.kind(at) == Some(Kind::Word) { self.token_text(at) } else { "" }
    }

    /// The identifier at `at`, without `r#`.
    pub(super) fn identifier(&self, at: usize) -> Option<&str> {
        match self.kind(at)? {
            Kind::Word => Some(self.token_text(at)),
            Kind::RawWord => self.token_text(at).strip_prefix("r#"),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, sign: u8) -> bool {
        self.kind(at) == Some(Kind::Sign(sign))
    }

    pub(super) fn is_open(&self, at: usize, bracket: u8) -> bool {
        self.kind(at) == Some(Kind::Open(bracket))
    }

    /// Whether the signs of `signs` stand at `at`, with nothing between them.
    pub(super) fn has(&self, at: usize, signs: &[u8]) -> bool {
        signs.iter().enumerate().all(|(index, sign)| {
            self.is_sign(at + index, *sign)
                && (index == 0 || self.range(at + index - 1).end == self.range(at + index).start)
        })
    }

    /// The index of the partner of the bracket at `at`; `at` itself for anything else.
    pub(super) fn mate(&self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(Token { kind: Kind::Open(_) | Kind::Close(_), mate, .. }) => *mate as usize,
            _ => at,
        }
    }

    /// Behind the token at `at`, and behind all of its group if it opens one.
    pub(super) fn past(&self, at: usize) -> usize {
        self.mate(at).max(at) + 1
    }
}
