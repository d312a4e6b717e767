//! The pages as Markdown, as code hosts show it: the templates' escaper makes plain text of all that they print, and `Print`
//! makes what is more than text.

use std::fmt::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::Pages;
use super::changes::ChangesPage;
use super::event::EventPage;
use super::frame::Frame;
use super::link::{SHARED, event_page};
use super::overview::Overview;
use super::piece::{Paragraph, Piece};
use super::rows::{Row, ValueRow};
use super::shared::SharedPage;
use super::sources::SourcesPage;
use crate::markdown::{code, line, text};
use crate::render::File;

/// The page that code hosts show with its folder.
const FIRST: &str = "README";

/// Escapes what Markdown and HTML would take for more than text.
#[derive(Clone, Copy)]
pub(crate) struct MarkdownText;

impl Escaper for MarkdownText {
    fn write_escaped_str<W: Write>(&self, mut to: W, string: &str) -> fmt::Result {
        to.write_str(&text(string))
    }
}

/// The pages.
pub(super) fn files(pages: &Pages<'_>) -> Vec<File> {
    let frame = &pages.frame;
    let (near, far) = (Print { root: "" }, Print { root: "../" });
    let overview = &pages.overview;
    let mut files = vec![file(FIRST, &IndexTemplate { print: near, frame, overview })];
    for event in &pages.events {
        files.push(file(&event_page(&event.stem), &EventTemplate { print: far, event }));
    }
    files.extend(pages.shared.as_ref().map(|shared| file(SHARED, &SharedTemplate { print: near, shared })));
    files.extend(
        pages.sources.as_ref().map(|sources| file("sources", &SourcesTemplate { print: near, sources })),
    );
    files.extend(
        pages.changes.as_ref().map(|changes| file(super::CHANGES, &ChangesTemplate { print: near, changes })),
    );
    files.into_iter().flatten().collect()
}

/// A template of fields only never fails; were it to, the page would be missing rather than half written.
fn file(page: &str, template: &impl Template) -> Option<File> {
    let text = template.render().ok()?;
    Some(File { path: format!("{page}.md"), text: format!("{}\n", text.trim_end()) })
}

/// Prints what is more than text, on a page from which `root` leads to the first one.
#[derive(Clone, Copy)]
struct Print {
    root: &'static str,
}

impl Print {
    /// Pieces in a line.
    fn pieces(self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(self, piece: &Piece) -> String {
        match piece {
            Piece::Text(plain) => text(plain),
            Piece::Code(name) => code(name),
            Piece::Page { text: shown, page, anchor } => {
                let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
                format!("[{}]({}{page}.md{anchor})", text(shown), self.root)
            }
            Piece::Web { text: shown, url } => {
                format!("[{}](<{}>)", text(shown), url.replace('<', "%3C").replace('>', "%3E"))
            }
        }
    }

    /// Pieces between commas.
    fn list(self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect::<Vec<_>>().join(", ")
    }

    /// Paragraphs of their own; `start` goes before each line.
    fn paragraphs(self, paragraphs: &[Paragraph], start: &str) -> String {
        let paragraph = |paragraph: &Paragraph| {
            let lines = paragraph.iter().map(|pieces| format!("{start}{}", self.first(pieces)));
            lines.collect::<Vec<_>>().join("  \n")
        };
        let all = paragraphs.iter().map(paragraph).collect::<Vec<_>>();
        all.join(&format!("\n{}\n", start.trim_end()))
    }

    /// Pieces at the start of a line.
    fn first(self, pieces: &[Piece]) -> String {
        match pieces {
            [Piece::Text(plain), rest @ ..] => line(plain) + &self.pieces(rest),
            pieces => self.pieces(pieces),
        }
    }

    /// Paragraphs in the cell of a table.
    fn cell(self, paragraphs: &[Paragraph]) -> String {
        paragraphs.iter().flatten().map(|line| self.pieces(line)).collect::<Vec<_>>().join("<br>")
    }

    /// The three cells of a property.
    fn row(self, row: &Row) -> String {
        let indent = "&emsp;".repeat(row.depth);
        let name = if row.is_alternative {
            format!("{indent}if it is {}", text(&row.name))
        } else {
            format!("{indent}{}", code(&format!("{}{}", row.path, row.name)))
        };
        let marks = [(row.required, "<br>**required**"), (row.deprecated, "<br>deprecated")];
        let marks: String = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark).collect();
        let mut value = vec![self.pieces(&row.of_type)];
        value.extend(row.rules.iter().map(|phrase| self.pieces(phrase)));
        let mut meaning = vec![self.cell(&row.description), self.values(&row.values)];
        meaning.extend(row.default.as_ref().map(|default| format!("When absent: {}", code(default))));
        let examples: Vec<String> = row.examples.iter().map(|example| code(example)).collect();
        if !examples.is_empty() {
            meaning.push(format!("Examples: {}", examples.join(", ")));
        }
        meaning.extend(row.group.as_ref().map(|group| format!("From the group {}", self.piece(group))));
        format!("| {name}{marks} | {} | {} |", joined(value), joined(meaning))
    }

    /// The values of an enumeration in a cell: with descriptions one a line.
    fn values(self, values: &[ValueRow]) -> String {
        let is_told = values.iter().any(|row| !row.description.is_empty());
        let value = |row: &ValueRow| {
            let deprecated = if row.deprecated { " (deprecated)" } else { "" };
            match row.description.as_slice() {
                [] => format!("{}{deprecated}", code(&row.value)),
                said => format!("{}{deprecated}: {}", code(&row.value), self.cell(said)),
            }
        };
        let all: Vec<String> = values.iter().map(value).collect();
        all.join(if is_told { "<br>" } else { ", " })
    }

    /// Text as code.
    fn code(self, text: &str) -> String {
        code(text)
    }

    /// A block of code that nothing in it can end.
    fn block(self, code: &str) -> String {
        let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(3.max(longest + 1));
        format!("{fence}rust\n{code}{fence}")
    }
}

/// Lines of a cell, empty ones left out.
fn joined(lines: Vec<String>) -> String {
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br>")
}

#[derive(Template)]
#[template(path = "catalogue/index.md")]
struct IndexTemplate<'a> {
    print: Print,
    frame: &'a Frame,
    overview: &'a Overview,
}

#[derive(Template)]
#[template(path = "catalogue/event.md")]
struct EventTemplate<'a> {
    print: Print,
    event: &'a EventPage<'a>,
}

#[derive(Template)]
#[template(path = "catalogue/shared.md")]
struct SharedTemplate<'a> {
    print: Print,
    shared: &'a SharedPage,
}

#[derive(Template)]
#[template(path = "catalogue/sources.md")]
struct SourcesTemplate<'a> {
    print: Print,
    sources: &'a SourcesPage,
}

#[derive(Template)]
#[template(path = "catalogue/changes.md")]
struct ChangesTemplate<'a> {
    print: Print,
    changes: &'a ChangesPage,
}

#[cfg(test)]
mod tests {
    use super::Print;
    use crate::catalogue::piece::prose;

    #[test]
    fn code_can_not_end_its_block() {
        assert_eq!(Print { root: "" }.block("a(\"````\");\n"), "`````rust\na(\"````\");\n`````");
        assert_eq!(Print { root: "" }.block("a();\n"), "```rust\na();\n```");
    }

    #[test]
    fn prose_is_lines_and_paragraphs() {
        let said = prose("- a\nb <b>\n\n[x](javascript:alert(1)) https://a.example/(b)");
        assert_eq!(
            Print { root: "" }.paragraphs(&said, "> "),
            "> &#45; a  \n> b &lt;b&gt;\n>\n> &#91;x&#93;(javascript&#58;alert(1)) [https&#58;//a.example/(b](<https://a.example/(b>))"
        );
    }
}
