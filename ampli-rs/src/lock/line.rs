//! One line of the lock: words, and names in quotes.

use std::borrow::Cow;

use ecow::EcoString;

use super::names::Key;
use crate::json::Json;
use crate::module::keyword::is_identifier;
use crate::plan::EventKind;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A word without quotes.
    Bare(&'a str),
    /// A text in quotes.
    Quoted(Cow<'a, str>),
}

/// What is wrong with a line, as the end of a sentence that starts with the line.
pub(super) type Mistake = &'static str;

/// A line that keeps a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EntryLine {
    pub(super) key: Key,
    pub(super) identifier: EcoString,
    pub(super) removed: bool,
}

/// The parts of a line without its indentation.
pub(super) fn tokens(mut rest: &str) -> Result<Vec<Token<'_>>, Mistake> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return Ok(tokens);
        }
        let length = if rest.starts_with('"') {
            quoted_length(rest).ok_or("has a text without its closing quote")?
        } else {
            rest.find(' ').unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at(length);
        if !after.is_empty() && !after.starts_with(' ') {
            return Err("has no space after a text");
        }
        tokens.push(if token.starts_with('"') { Token::Quoted(unquote(token)?) } else { Token::Bare(token) });
        rest = after;
    }
}

fn quoted_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(place + 1),
            _ => {}
        }
    }
    None
}

fn unquote(token: &str) -> Result<Cow<'_, str>, Mistake> {
    if token.contains('\\') {
        serde_json::from_str(token).map(Cow::Owned).map_err(|_| "has a text with an escape that is none")
    } else {
        Ok(Cow::Borrowed(&token[1..token.len() - 1]))
    }
}

/// The word that plans use for a call, read back.
pub(super) fn event_kind(word: &str) -> Option<EventKind> {
    [
        EventKind::Track,
        EventKind::Identify,
        EventKind::Group,
        EventKind::Page,
        EventKind::Screen,
        EventKind::Context,
    ]
    .into_iter()
    .find(|kind| kind.word() == word)
}

/// Reads the line of an event or type: what stands directly below a source.
pub(super) fn outer_entry(tokens: &[Token<'_>]) -> Result<EntryLine, Mistake> {
    let (removed, tokens) = tombstone(tokens);
    match tokens {
        [Token::Bare("type"), rest @ ..] => {
            let (name, identifier) = name_and_identifier(rest)?;
            Ok(EntryLine { key: Key::Type(name), identifier, removed })
        }
        [Token::Bare(word), rest @ ..] => {
            let kind = event_kind(word).ok_or("names no call and no type")?;
            let (key, identifier) = event(kind, rest)?;
            Ok(EntryLine { key, identifier, removed })
        }
        _ => Err("names no call and no type"),
    }
}

fn event(kind: EventKind, tokens: &[Token<'_>]) -> Result<(Key, EcoString), Mistake> {
    let (version, named) = match tokens {
        [] if kind != EventKind::Track => {
            let key = Key::Event { kind, name: EcoString::new(), version: None };
            return Ok((key, kind.word().into()));
        }
        [name, Token::Bare("version"), Token::Quoted(version), rest @ ..] => {
            let mut named = vec![name.clone()];
            named.extend_from_slice(rest);
            (Some(Box::new(version.clone().into())), named)
        }
        _ => (None, tokens.to_vec()),
    };
    let (name, identifier) = name_and_identifier(&named)?;
    Ok((Key::Event { kind, name, version }, identifier))
}

/// Reads the line of a property or value: what stands below `parent`.
pub(super) fn inner_entry(parent: &Key, tokens: &[Token<'_>]) -> Result<EntryLine, Mistake> {
    let (removed, tokens) = tombstone(tokens);
    let (is_property, tokens) = match tokens {
        [Token::Bare("."), rest @ ..] => (true, rest),
        _ => (matches!(parent, Key::Event { .. }), tokens),
    };
    let (key, identifier) = match tokens {
        [Token::Bare(scalar), Token::Bare(identifier)] if !is_property => {
            (Key::value(&scalar_value(scalar)?), checked(identifier)?)
        }
        _ => {
            let (name, identifier) = name_and_identifier(tokens)?;
            let key = if is_property { Key::Property(name) } else { Key::value(&Json::String(name)) };
            (key, identifier)
        }
    };
    Ok(EntryLine { key, identifier, removed })
}

fn tombstone<'a, 'b>(tokens: &'b [Token<'a>]) -> (bool, &'b [Token<'a>]) {
    match tokens {
        [Token::Bare("-"), rest @ ..] => (true, rest),
        _ => (false, tokens),
    }
}

fn name_and_identifier(tokens: &[Token<'_>]) -> Result<(EcoString, EcoString), Mistake> {
    match tokens {
        [Token::Bare(both)] => Ok(((*both).into(), checked(both)?)),
        [Token::Quoted(name), Token::Bare(identifier)] => Ok((name.clone().into(), checked(identifier)?)),
        _ => Err("is not a name in quotes and its identifier, nor one word that is both"),
    }
}

fn scalar_value(text: &str) -> Result<Json, Mistake> {
    match serde_json::from_str(text) {
        Ok(value @ (Json::Null | Json::Boolean(_) | Json::Number(_))) => Ok(value),
        _ => Err("has a value that is neither in quotes nor a number, `true`, `false` or `null`"),
    }
}

fn checked(identifier: &str) -> Result<EcoString, Mistake> {
    if is_identifier(identifier) {
        Ok(identifier.into())
    } else {
        Err("has an identifier that Rust does not accept")
    }
}
