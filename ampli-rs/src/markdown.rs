//! Text of plans and programs in Markdown, where it is nothing but text.

use crate::diagnostic::visible;
use crate::spans::{Span, spans};

/// Text that Markdown and HTML take for nothing but text, on one line.
pub(crate) fn text(text: &str) -> String {
    let mut escaped = String::new();
    for character in visible(text).chars() {
        push(&mut escaped, character);
    }
    escaped
}

/// The same at the start of a line, where it opens no list, heading or rule.
pub(crate) fn line(text: &str) -> String {
    let escaped = self::text(text);
    let digits = escaped.len() - escaped.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    match escaped[digits..].chars().next() {
        Some(mark @ ('-' | '+' | '=')) if digits == 0 => entity(mark) + &escaped[1..],
        Some(mark @ ('.' | ')')) if digits > 0 => {
            format!("{}{}{}", &escaped[..digits], entity(mark), &escaped[digits + 1..])
        }
        _ => escaped,
    }
}

/// Text as code, for use in tables too.
pub(crate) fn code(text: &str) -> String {
    let shown = visible(text);
    let is_plain = !shown.contains(['`', '|', '\\']) && shown.trim() == shown && !shown.is_empty();
    if is_plain { format!("`{shown}`") } else { format!("<code>{}</code>", self::text(text)) }
}

/// Text on one line in which spans between backticks are code.
pub(crate) fn prose(text: &str) -> String {
    let shown = |span: Span<'_>| match span {
        Span::Text(text) => self::text(text),
        Span::Code(text) => code(text),
    };
    spans(text).into_iter().map(shown).collect()
}

fn push(to: &mut String, character: char) {
    match character {
        '&' => to.push_str("&amp;"),
        '<' => to.push_str("&lt;"),
        '>' => to.push_str("&gt;"),
        // As an entity nothing is a mention, a link or an emphasis.
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '#' | '$' | '@' | ':' => {
            to.push_str(&entity(character));
        }
        other => to.push(other),
    }
}

fn entity(character: char) -> String {
    format!("&#{};", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::{code, line, prose, text};

    #[test]
    fn spans_between_backticks_are_code() {
        assert_eq!(prose("`a_b` is *not* `c|d`"), "`a_b` is &#42;not&#42; <code>c&#124;d</code>");
    }

    #[test]
    fn names_are_nothing_but_text() {
        assert_eq!(text("a | <b> *c* @d"), "a &#124; &lt;b&gt; &#42;c&#42; &#64;d");
        assert_eq!(text("\u{202e}x"), "&#92;u{202e}x");
    }

    #[test]
    fn nothing_opens_a_block() {
        assert_eq!(line("- a"), "&#45; a");
        assert_eq!(line("12. a"), "12&#46; a");
        assert_eq!(line("1st a - b"), "1st a - b");
        assert_eq!(line("# a"), "&#35; a");
        assert_eq!(line("==="), "&#61;==");
    }

    #[test]
    fn code_is_code_whatever_is_in_it() {
        assert_eq!(code("src/main.rs:1:2"), "`src/main.rs:1:2`");
        assert_eq!(code("a`b|c"), "<code>a&#96;b&#124;c</code>");
        assert_eq!(code(""), "<code></code>");
    }
}
