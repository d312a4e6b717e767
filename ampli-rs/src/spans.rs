//! Lines with code between backticks, as messages have it and people write it.

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span<'a> {
    /// Whatever is no code.
    Text(&'a str),
    /// What stands between two backticks.
    Code(&'a str),
}

/// The parts of `line`. A backtick that has no second one, or has it at once, is text.
pub(crate) fn spans(line: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let (mut text, mut rest) = (line, line);
    while let Some(start) = rest.find('`') {
        rest = &rest[start..];
        let Some(code) = code_at_start(rest) else {
            rest = rest.trim_start_matches('`');
            continue;
        };
        let before = &text[..text.len() - rest.len()];
        if !before.is_empty() {
            spans.push(Span::Text(before));
        }
        spans.push(Span::Code(code));
        rest = &rest[code.len() + 2..];
        text = rest;
    }
    if !text.is_empty() {
        spans.push(Span::Text(text));
    }
    spans
}

/// The code between backticks at the start of `text`.
pub(crate) fn code_at_start(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('`')?;
    let end = inside.find('`').filter(|end| *end > 0)?;
    Some(&inside[..end])
}

#[cfg(test)]
mod tests {
    use super::Span::{Code, Text};
    use super::spans;

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(spans("`a` is not `b`, é"), [Code("a"), Text(" is not "), Code("b"), Text(", é")]);
        assert_eq!(spans("`a``b`"), [Code("a"), Code("b")]);
        assert_eq!(spans("none"), [Text("none")]);
        assert_eq!(spans(""), []);
    }

    #[test]
    fn a_backtick_without_a_partner_is_text() {
        assert_eq!(spans("it`s `a` and `"), [Text("it"), Code("s "), Text("a"), Code(" and ")]);
        assert_eq!(spans("a ` b"), [Text("a ` b")]);
        assert_eq!(spans("`` is empty, `a` is not"), [Text("`` is empty, "), Code("a"), Text(" is not")]);
    }
}
