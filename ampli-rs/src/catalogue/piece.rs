//! Text of the plan in pieces, as it may stand in a page: hidden characters shown, addresses told from other text.

use std::borrow::Cow;

use crate::diagnostic::{is_hidden, visible};
use crate::spans::code_at_start;

/// What ends sooner is no sentence: `1. Open the gate`, `e.g. a seed`.
const SHORTEST_SENTENCE: usize = 12;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Plain text.
    Text(String),
    /// A name, a value: what is meant byte for byte.
    Code(String),
    /// A link to a page of the catalogue: its path without ending, and a place in it.
    Page { text: String, page: String, anchor: String },
    /// A link to elsewhere.
    Web { text: String, url: String },
}

/// A paragraph: its lines.
pub(super) type Paragraph = Vec<Vec<Piece>>;

impl Piece {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A name or a value as the plan has it.
    pub(super) fn code(text: &str) -> Self {
        Self::Code(shown(text))
    }

    /// A link, where `url` is one that a browser may be sent to; else its text.
    pub(super) fn web(url: &str) -> Self {
        let shown = shown(url);
        if is_address(url) { Self::Web { text: shown, url: url.to_owned() } } else { Self::Code(shown) }
    }
}

/// A name or a value on one line; nothing of it can't be seen.
pub(super) fn shown(text: &str) -> String {
    if text.is_empty() { "(empty)".to_owned() } else { visible(text).into_owned() }
}

/// Text that people wrote: paragraphs between empty lines, addresses as links, spans between backticks as code.
pub(super) fn prose(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            is_open = false;
            continue;
        }
        if !is_open {
            paragraphs.push(Vec::new());
            is_open = true;
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(pieces(line));
        }
    }
    paragraphs
}

/// What is said of `text` in one line of at most `longest` characters.
pub(super) fn summary(text: &str, longest: usize) -> String {
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    let line = legible(&first.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    let mut ends = line.match_indices(". ").map(|(end, _)| end).filter(|end| *end >= SHORTEST_SENTENCE);
    let sentence = ends.next().map_or(line.as_str(), |end| &line[..=end]);
    match sentence.char_indices().nth(longest) {
        None => sentence.to_owned(),
        Some((end, _)) => {
            let cut = &sentence[..end];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
        }
    }
}

/// The pieces of a line.
fn pieces(line: &str) -> Vec<Piece> {
    let line = legible(line);
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest: &str = &line;
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '`' => span(rest),
            'h' if !plain.ends_with(char::is_alphanumeric) => address(rest),
            _ => None,
        };
        let (length, piece) = taken.unwrap_or((0, Piece::text("")));
        if length == 0 {
            plain.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(piece);
        rest = &rest[length..];
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// The code between backticks at the start of `text`, and how many bytes it takes.
fn span(text: &str) -> Option<(usize, Piece)> {
    let code = code_at_start(text)?;
    Some((code.len() + 2, Piece::Code(code.to_owned())))
}

/// The address at the start of `text`, without the punctuation that ends a sentence.
fn address(text: &str) -> Option<(usize, Piece)> {
    let end = text.find(|character: char| character.is_whitespace() || "<>\"'`|".contains(character));
    let url = text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
    is_address(url).then(|| (url.len(), Piece::Web { text: url.to_owned(), url: url.to_owned() }))
}

/// Whether `url` leads to the web, and is written so that nothing in it can mean anything else.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |character: char| character.is_ascii_graphic() && !"<>\"'`|\\".contains(character);
    rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['))
        && url.chars().all(is_plain)
}

/// A line of prose. Joiners that scripts and emoji need stay; what else can't be seen is shown.
fn legible(line: &str) -> Cow<'_, str> {
    if !line.contains(is_hidden) {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' | '\u{a0}' => text.push(' '),
            '\u{200c}' | '\u{200d}' => text.push(character),
            _ if is_hidden(character) => text.extend(character.escape_default()),
            _ => text.push(character),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::{Piece, prose, summary};

    fn web(url: &str) -> Piece {
        Piece::Web { text: url.to_owned(), url: url.to_owned() }
    }

    #[test]
    fn prose_has_paragraphs_code_and_addresses() {
        assert_eq!(
            prose("See `a b` at https://x.example/y?z=1.\nMore\u{202e}\n\n\n  (http://x.example) "),
            [
                vec![
                    vec![
                        Piece::text("See "),
                        Piece::Code("a b".to_owned()),
                        Piece::text(" at "),
                        web("https://x.example/y?z=1"),
                        Piece::text(".")
                    ],
                    vec![Piece::text("More\\u{202e}")]
                ],
                vec![vec![Piece::text("("), web("http://x.example"), Piece::text(")")]]
            ]
        );
    }

    #[test]
    fn only_the_web_is_linked() {
        for text in ["javascript:alert(1)", "xhttps://a.example", "https://", "https://\u{202e}a", "``"] {
            assert!(
                prose(text).concat().concat().iter().all(|piece| matches!(piece, Piece::Text(_))),
                "{text}"
            );
        }
        assert!(matches!(Piece::web("javascript:alert(1)"), Piece::Code(_)));
        assert!(matches!(Piece::web("https://a.example/\"onclick="), Piece::Code(_)));
    }

    #[test]
    fn a_summary_is_the_first_sentence_cut_between_words() {
        assert_eq!(summary(" One whole\nline. Two.", 20), "One whole line.");
        assert_eq!(summary("1. Open the gate. Then shut it.", 40), "1. Open the gate.");
        assert_eq!(summary("One two three four", 9), "One two…");
        assert_eq!(summary("", 9), "");
    }
}
