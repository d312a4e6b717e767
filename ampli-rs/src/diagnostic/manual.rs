//! Manual pages on a terminal.

use anstyle::Style;

/// What text below a heading is moved to the right by.
const INDENT: usize = 4;

/// Lines are never longer than this, however wide the terminal is: they would be hard to read.
const WIDEST: usize = 80;

/// A manual page, which is Markdown, for a terminal: wrapped at its width, headings in bold if `colour`, text
/// moved to the right, code as it stands without its fences.
pub fn shown(markdown: &str, width: usize, colour: bool) -> String {
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let mut page = Page { lines: Vec::new(), paragraph: String::new(), width: width.min(WIDEST), hang: 0 };
    let mut in_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            page.end_paragraph();
            in_code = !in_code;
        } else if in_code {
            page.lines.push(format!("{:1$}{line}", "", 2 * INDENT));
        } else if let Some(heading) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            page.end_paragraph();
            page.lines.push(format!("{bold}{heading}{bold:#}"));
        } else if line.is_empty() {
            page.end_paragraph();
            page.lines.push(String::new());
        } else {
            page.add(line);
        }
    }
    page.end_paragraph();
    let lines = page.lines.iter().map(|line| line.trim_end());
    let text = lines.collect::<Vec<_>>().join("\n");
    format!("{}\n", text.trim_end())
}

struct Page {
    lines: Vec<String>,
    paragraph: String,
    width: usize,
    /// How far the lines of a list item after its first one are moved on.
    hang: usize,
}

impl Page {
    fn add(&mut self, line: &str) {
        if line.starts_with("- ") {
            self.end_paragraph();
            self.hang = 2;
        }
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line.trim());
    }

    fn end_paragraph(&mut self) {
        let hang = std::mem::take(&mut self.hang);
        let mut line = " ".repeat(INDENT);
        let mut is_empty = true;
        for word in std::mem::take(&mut self.paragraph).split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > self.width {
                self.lines.push(std::mem::replace(&mut line, " ".repeat(INDENT + hang)));
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        if !is_empty {
            self.lines.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    const MANUAL: &str = "# Minimum over maximum\n\n## What it does\n\nLooks for a minimum that is\nmore \
        than its maximum.\n\n- one thing that is long enough\n- two\n\n## Example\n\n```json\n{ \"minimum\": 10, \
        \"maximum\": 5, \"description\": \"kept\" }\n```\n";

    #[test]
    fn text_is_wrapped_and_code_is_not() {
        assert_eq!(
            shown(MANUAL, 28, false),
            r#"Minimum over maximum

What it does

    Looks for a minimum that
    is more than its
    maximum.

    - one thing that is long
      enough
    - two

Example

        { "minimum": 10, "maximum": 5, "description": "kept" }
"#
        );
    }

    #[test]
    fn headings_are_bold_in_colour() {
        assert_eq!(shown("# A\n\nText.\n", 80, true), "\u{1b}[1mA\u{1b}[0m\n\n    Text.\n");
    }

    #[test]
    fn narrow_terminals_are_survived() {
        assert_eq!(shown("Two words", 0, false), "    Two\n    words\n");
    }
}
