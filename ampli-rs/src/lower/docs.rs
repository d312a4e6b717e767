//! Documentation: plan text as rustdoc takes it, without broken links, stray HTML, or code that would be run as a test.

use std::borrow::Cow;

use super::literal::{is_invisible, is_plain, push_escape};
use crate::module::Lines;

/// Lines that follow `///`: each starts with a space, or is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Docs(Lines);

impl Docs {
    /// The lines.
    pub(super) fn lines(&self) -> &Lines {
        &self.0
    }

    /// The lines, to be kept.
    pub(super) fn into_lines(self) -> Lines {
        self.0
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a paragraph of plan text.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.blank();
        let mut writer = MarkdownWriter { lines: &mut self.0, fence: None };
        for line in text.split('\n') {
            writer.line(line.trim_end());
        }
        writer.close();
    }

    /// Adds a paragraph of one line of Markdown, put together from `parts`.
    pub(super) fn line(&mut self, parts: &[&str]) {
        self.blank();
        self.0.push_after(" ", parts);
    }

    /// Ends a paragraph.
    fn blank(&mut self) {
        if self.0.last().is_some_and(|last| !last.is_empty()) {
            self.0.push(&[]);
        }
    }

    /// Adds a table of rules; nothing if there are no rows.
    pub(super) fn rules<'r>(&mut self, rows: impl Iterator<Item = (&'static str, Cow<'r, str>)>) {
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.line(&["| Rule | Value |"]);
            self.0.push(&[" |---|---|"]);
        }
        for (rule, value) in rows {
            self.0.push(&[" | ", rule, " | ", &value, " |"]);
        }
    }
}

/// `text` as a span of code on one line, for use in tables too.
pub(super) fn code(text: &str) -> String {
    let is_word = |byte: u8| is_plain(byte) && !matches!(byte, b'|' | b'`' | b' ');
    if !text.is_empty() && text.bytes().all(is_word) {
        return ["`", text, "`"].concat();
    }
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' => visible.push_str("\\|"),
            _ if is_invisible(character) => push_escape(&mut visible, character),
            _ => visible.push(character),
        }
    }
    let longest = visible.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    if visible.is_empty() {
        "an empty text".to_owned()
    } else if visible.starts_with(['`', ' ']) || visible.ends_with(['`', ' ']) {
        format!("{ticks} {visible} {ticks}")
    } else {
        format!("{ticks}{visible}{ticks}")
    }
}

/// Plan text on one line, for use within a paragraph of the tool's own.
pub(super) fn inline(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "), &mut line);
    line
}

/// A link, if `url` is one that Markdown can hold.
pub(super) fn link(text: &str, url: &str) -> Option<String> {
    let is_plain =
        |character: char| character.is_ascii_graphic() && !matches!(character, '<' | '>' | '(' | ')' | '\\');
    let is_url = url.starts_with("https://") || url.starts_with("http://");
    (is_url && url.chars().all(is_plain)).then(|| format!("[{text}]({url})"))
}

/// Turns Markdown into the Markdown that rustdoc shows without a warning.
struct MarkdownWriter<'a> {
    lines: &'a mut Lines,
    /// The marks that opened a block of code.
    fence: Option<String>,
}

impl MarkdownWriter<'_> {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim_start();
        let marks = leading_marks(trimmed);
        match &self.fence {
            Some(fence) if marks.starts_with(fence.as_str()) && marks.len() == trimmed.len() => {
                self.fence = None;
                self.lines.push(&[" ", marks]);
            }
            Some(_) => self.lines.push(&[&visible(line)]),
            None if marks.len() >= 3 => {
                self.fence = Some(marks.to_owned());
                self.lines.push(&[" ", marks, "text"]);
            }
            None => self.prose(line, trimmed),
        }
    }

    /// Four spaces would open a block of code, which rustdoc would compile.
    fn prose(&mut self, line: &str, trimmed: &str) {
        if trimmed.is_empty() {
            if self.lines.last().is_some_and(|last| !last.is_empty()) {
                self.lines.push(&[]);
            }
            return;
        }
        let indent = (line.len() - trimmed.len()).min(2);
        self.lines.push_with(|prose| {
            prose.push_str(&"   "[..=indent]);
            escape(trimmed, prose);
        });
    }

    fn close(&mut self) {
        if let Some(fence) = self.fence.take() {
            self.lines.push(&[" ", &fence]);
        }
        self.lines.trim_end();
    }
}

/// The marks of a fence at the start of a line, or nothing.
fn leading_marks(line: &str) -> &str {
    let Some(mark) = line.chars().next().filter(|first| matches!(first, '`' | '~')) else {
        return "";
    };
    let marks = &line[..line.len() - line.trim_start_matches(mark).len()];
    // `a ``` b ``` c` on one line is a span of code.
    if line[marks.len()..].contains('`') { "" } else { marks }
}

fn visible(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 1);
    text.push(' ');
    for character in line.chars() {
        push_visible(&mut text, character);
    }
    text.truncate(text.trim_end().len());
    text
}

fn push_visible(to: &mut String, character: char) {
    match character {
        '\t' => to.push(' '),
        _ if is_invisible(character) => push_escape(to, character),
        _ => to.push(character),
    }
}

/// Appends prose: links, HTML and headings become plain characters, bare URLs become links, spans of code stay.
fn escape(text: &str, to: &mut String) {
    let mut rest = text;
    if rest.starts_with(['#', '>', '=']) || rest.starts_with("---") {
        to.push('\\');
        to.push_str(&rest[..1]);
        rest = &rest[1..];
    }
    loop {
        let plain = rest.bytes().position(is_special).unwrap_or(rest.len());
        to.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(character) = rest.chars().next() else { return };
        let taken = match character {
            '`' => code_span(rest, to),
            'h' => bare_url(rest, to),
            _ => 0,
        };
        if taken > 0 {
            rest = &rest[taken..];
            continue;
        }
        if matches!(character, '[' | ']' | '<' | '>' | '|' | '`') {
            to.push('\\');
        }
        if rest.starts_with("*/") {
            to.push_str("\\*");
        } else {
            push_visible(to, character);
        }
        rest = &rest[character.len_utf8()..];
    }
}

/// Whether prose may have to be written in another way where this byte stands.
fn is_special(byte: u8) -> bool {
    !is_plain(byte) || matches!(byte, b'`' | b'h' | b'[' | b']' | b'<' | b'>' | b'|' | b'*')
}

/// Appends the span of code at the start of `text`; how many bytes it takes, none if it does not end.
fn code_span(text: &str, to: &mut String) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let inside = &text[ticks..];
    let Some(end) = inside.find(&text[..ticks]).filter(|end| !inside[end + ticks..].starts_with('`')) else {
        return 0;
    };
    for character in text[..ticks + end + ticks].chars() {
        push_visible(to, character);
    }
    ticks + end + ticks
}

/// Appends the URL at the start of `text` as a link; how many bytes it takes, none if there is none.
fn bare_url(text: &str, to: &mut String) -> usize {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return 0;
    };
    let is_part = |character: char| {
        character.is_ascii_graphic()
            && !matches!(character, '<' | '>' | '[' | ']' | '`' | '|' | '\\' | '"' | '(' | ')')
    };
    let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
    let length = text.len() - rest.len() + end;
    let url = text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    if end == 0 || !url.contains("//") || url.ends_with('/') && url.len() <= "https://".len() {
        return 0;
    }
    to.push('<');
    to.push_str(url);
    to.push('>');
    url.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Docs, code, inline};

    fn lines(text: &str) -> Vec<String> {
        let mut docs = Docs::default();
        docs.text(text);
        docs.lines().iter().map(str::to_owned).collect()
    }

    #[test]
    fn nothing_is_left_that_rustdoc_would_run_or_link() {
        assert_eq!(lines("See [foo] and Vec<T>."), [" See \\[foo\\] and Vec\\<T\\>."]);
        assert_eq!(lines("```\nlet x;\n```"), [" ```text", " let x;", " ```"]);
        assert_eq!(lines("~~~rust\nfn"), [" ~~~text", " fn", " ~~~"]);
        assert_eq!(lines("a\n\n    code\r\n\n\n# no heading"), [" a", "", "   code", "", " \\# no heading"]);
        assert_eq!(
            lines("`[x]` at https://example.com/a_b. End"),
            [" `[x]` at <https://example.com/a_b>. End"]
        );
        assert_eq!(lines("*/ \u{202e}hidden \u{200b}"), [" \\*/ \\u{202e}hidden \\u{200b}"]);
        assert_eq!(lines(" \n "), Vec::<String>::new());
    }

    #[test]
    fn code_holds_any_text() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("line\nbreak"), "`line\\u{a}break`");
        assert_eq!(inline("two\nlines <b>"), "two lines \\<b\\>");
    }

    proptest! {
        #[test]
        fn every_text_is_a_comment(text in any::<String>()) {
            for line in lines(&text) {
                prop_assert!(!line.contains(['\n', '\r']));
                prop_assert!(line.is_empty() || line.starts_with(' '));
                prop_assert_eq!(line.trim_end(), line.as_str());
            }
        }
    }
}
