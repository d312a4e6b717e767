//! Rust's lexical grammar: source text to a flat list of tokens in which brackets know their partners.
//!
//! Written here because nothing ready fits: `proc-macro2` makes trees of heap-allocated tokens and takes ten times as
//! long, and `syn` on top of it three times as long again. A test holds this one against `proc-macro2` on every Rust file
//! of the project.

mod literal;

use std::fmt;

use unicode_ident::{is_xid_continue, is_xid_start};

pub(super) use self::literal::text_value;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// An identifier behind `r#`.
    RawWord,
    /// `'a`, also as a label.
    Lifetime,
    /// The literal of a string, of bytes or of a C string, raw or not.
    Text,
    /// The literal of a character, a byte or a number.
    Literal,
    /// One character of punctuation.
    Sign(u8),
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
}

/// A token and the bytes that it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of a bracket, the index of its partner.
    pub(super) mate: u32,
}

/// Why a text is not Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Where, in bytes.
    pub(super) offset: usize,
    pub(super) reason: Reason,
}

/// What is wrong with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A string, a character or a comment has no end.
    Unterminated,
    /// A character that begins no token.
    UnknownCharacter,
    /// A bracket has no partner.
    Unbalanced,
    /// Brackets lie within more brackets than anyone writes.
    TooDeep,
    /// No item begins here.
    NoItem,
    /// Positions are kept in 32 bits.
    TooLong,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unterminated => "what begins here has no end",
            Self::UnknownCharacter => "no token begins with this character",
            Self::Unbalanced => "this bracket has no partner",
            Self::TooDeep => "this bracket lies within too many others",
            Self::NoItem => "no item begins here",
            Self::TooLong => "the file is longer than 4 GB",
        })
    }
}

/// Brackets within more brackets than this are not read: whoever goes through them by recursion needs an end.
const DEEPEST: usize = 500;

/// The tokens of `text`, without comments.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Malformed> {
    if u32::try_from(text.len()).is_err() {
        return Err(Malformed { offset: 0, reason: Reason::TooLong });
    }
    let mut lexer = Lexer { text, at: 0, tokens: Vec::with_capacity(text.len() / 5), open: Vec::new() };
    lexer.skip_shebang();
    while lexer.skip_space()? {
        lexer.token()?;
    }
    match lexer.open.last().and_then(|index| lexer.tokens.get(*index as usize)) {
        Some(token) => Err(Malformed { offset: token.start as usize, reason: Reason::Unbalanced }),
        None => Ok(lexer.tokens),
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    /// Indices of brackets that are open.
    open: Vec<u32>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn fail<T>(&self, offset: usize, reason: Reason) -> Result<T, Malformed> {
        Err(Malformed { offset, reason })
    }

    /// `#!/usr/bin/env …`, but not `#![…]`.
    fn skip_shebang(&mut self) {
        self.at = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let Some(rest) = self.text[self.at..].strip_prefix("#!") else { return };
        if !rest.trim_start().starts_with('[') {
            self.at += 2 + rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// Skips white space and comments; whether anything follows.
    fn skip_space(&mut self) -> Result<bool, Malformed> {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'/' if self.peek(1) == b'/' => {
                    let rest = &self.text.as_bytes()[self.at..];
                    self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                }
                b'/' if self.peek(1) == b'*' => self.skip_block_comment()?,
                0 if self.at >= self.text.len() => return Ok(false),
                byte if byte >= 0x80 => match self.character() {
                    Some(space) if is_space(space) => self.at += space.len_utf8(),
                    _ => return Ok(true),
                },
                _ => return Ok(true),
            }
        }
    }

    fn skip_block_comment(&mut self) -> Result<(), Malformed> {
        let (start, mut depth) = (self.at, 0_usize);
        loop {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ if self.at >= self.text.len() => return self.fail(start, Reason::Unterminated),
                _ => self.at += 1,
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize) {
        // The whole text is shorter than 4 GB.
        self.tokens.push(Token { kind, start: start as u32, end: self.at as u32, mate: 0 });
    }

    fn token(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        match self.peek(0) {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(start),
            b'0'..=b'9' => {
                self.skip_number();
                self.push(Kind::Literal, start);
                Ok(())
            }
            b'"' => {
                self.skip_quoted(b'"', start)?;
                self.push(Kind::Text, start);
                Ok(())
            }
            b'\'' => self.quote(start),
            byte @ (b'(' | b'[' | b'{') => {
                if self.open.len() >= DEEPEST {
                    return self.fail(start, Reason::TooDeep);
                }
                self.at += 1;
                self.open.push(self.tokens.len() as u32);
                self.push(Kind::Open(byte), start);
                Ok(())
            }
            byte @ (b')' | b']' | b'}') => self.close(byte),
            b'`' | b'\\' => self.fail(start, Reason::UnknownCharacter),
            byte if byte.is_ascii_punctuation() => {
                self.at += 1;
                self.push(Kind::Sign(byte), start);
                Ok(())
            }
            byte if byte >= 0x80 && self.character().is_some_and(is_xid_start) => self.word(start),
            _ => self.fail(start, Reason::UnknownCharacter),
        }
    }

    fn close(&mut self, byte: u8) -> Result<(), Malformed> {
        let (start, index) = (self.at, self.tokens.len() as u32);
        let partner = self.open.pop().and_then(|open| Some((open, self.tokens.get_mut(open as usize)?)));
        let Some((open, token)) = partner else { return self.fail(start, Reason::Unbalanced) };
        let wanted = match token.kind {
            Kind::Open(b'(') => b')',
            Kind::Open(b'[') => b']',
            _ => b'}',
        };
        if byte != wanted {
            return self.fail(start, Reason::Unbalanced);
        }
        token.mate = index;
        self.at += 1;
        self.push(Kind::Close(byte), start);
        if let Some(token) = self.tokens.last_mut() {
            token.mate = open;
        }
        Ok(())
    }

    /// Skips what may stand in an identifier.
    fn skip_word(&mut self) {
        loop {
            match self.peek(0) {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => self.at += 1,
                byte if byte >= 0x80 => match self.character() {
                    Some(letter) if is_xid_continue(letter) => self.at += letter.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// An identifier, or a literal that begins with letters.
    fn word(&mut self, start: usize) -> Result<(), Malformed> {
        self.skip_word();
        let word = &self.text[start..self.at];
        let kind = match (word, self.peek(0)) {
            ("b" | "c", b'"') => {
                self.skip_quoted(b'"', start)?;
                Kind::Text
            }
            ("b", b'\'') => {
                self.skip_quoted(b'\'', start)?;
                Kind::Literal
            }
            ("r" | "br" | "cr", b'"') => {
                self.skip_raw(start)?;
                Kind::Text
            }
            ("r" | "br" | "cr", b'#') if self.is_raw_text() => {
                self.skip_raw(start)?;
                Kind::Text
            }
            ("r", b'#') if starts_word(&self.text[self.at + 1..]) => {
                self.at += 1;
                self.skip_word();
                Kind::RawWord
            }
            _ => Kind::Word,
        };
        self.push(kind, start);
        Ok(())
    }

    /// A character or a lifetime.
    fn quote(&mut self, start: usize) -> Result<(), Malformed> {
        let mut rest = self.text[start + 1..].chars();
        let (first, second) = (rest.next(), rest.next());
        let is_lifetime =
            second != Some('\'') && first.is_some_and(|first| first == '_' || is_xid_start(first));
        if is_lifetime {
            self.at += 1;
            self.skip_word();
            if &self.text[start..self.at] == "'r"
                && self.peek(0) == b'#'
                && starts_word(&self.text[self.at + 1..])
            {
                self.at += 1;
                self.skip_word();
            }
            self.push(Kind::Lifetime, start);
            return Ok(());
        }
        self.skip_quoted(b'\'', start)?;
        self.push(Kind::Literal, start);
        Ok(())
    }
}

fn starts_word(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first == '_' || is_xid_start(first))
}

/// `Pattern_White_Space` beyond ASCII.
fn is_space(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
