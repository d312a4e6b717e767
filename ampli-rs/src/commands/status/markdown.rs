//! For pull requests and summaries: one table for each source.

use super::coverage::{SourceStatus, Status};
use super::human;
use crate::diagnostic::visible;

/// All sources, and untyped events if there are any.
pub(super) fn text(status: &Status) -> String {
    let mut parts: Vec<String> = status.sources.iter().map(of_source).collect();
    if !status.untyped.is_empty() {
        let rows = status.untyped.iter().map(|untyped| {
            format!("| {} | {} |\n", code(&untyped.place.to_string()), text_cell(&human::about(untyped)))
        });
        let head = "### Events without a generated type\n\n| Place | Event |\n| --- | --- |\n";
        parts.push(std::iter::once(head.to_owned()).chain(rows).collect());
    }
    parts.join("\n")
}

fn of_source(source: &SourceStatus) -> String {
    let coverage = source.coverage;
    let mut text = format!(
        "### {}: {} of {} events sent, {} %\n\n| Event | Status | Places |\n| --- | --- | --- |\n",
        text_cell(&source.source),
        coverage.sent,
        coverage.wanted,
        coverage.percent()
    );
    for event in &source.events {
        let places: Vec<String> = event.best_places().map(|place| code(&place.to_string())).collect();
        let status = human::saying(event);
        let status = if event.is_wanted && event.state != super::coverage::State::Sent {
            format!("**{status}**")
        } else {
            status
        };
        text.push_str(&format!(
            "| {} | {status} | {} |\n",
            text_cell(event.event.title()),
            places.join("<br>")
        ));
    }
    text
}

/// Text that Markdown and HTML take for nothing but text.
pub(in crate::commands) fn text_cell(text: &str) -> String {
    let mut cell = String::new();
    for character in visible(text).chars() {
        match character {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '#' | '$' | '@' | ':' => {
                // As an entity nothing is a mention, a link or an emphasis.
                cell.push_str(&format!("&#{};", u32::from(character)));
            }
            other => cell.push(other),
        }
    }
    cell
}

/// Text as code within a cell.
pub(in crate::commands) fn code(text: &str) -> String {
    let text = visible(text);
    if text.contains(['`', '|', '\\']) { text_cell(&text) } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::{code, text_cell};

    #[test]
    fn names_are_nothing_but_text() {
        assert_eq!(text_cell("a | <b> *c* @d"), "a &#124; &lt;b&gt; &#42;c&#42; &#64;d");
        assert_eq!(text_cell("\u{202e}x"), "&#92;u{202e}x");
        assert_eq!(code("src/main.rs:1:2"), "`src/main.rs:1:2`");
        assert_eq!(code("a`b"), "a&#96;b");
    }
}
