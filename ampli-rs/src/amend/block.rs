//! Lines of YAML: an entry a line or more, as far in as its neighbours.

use std::ops::Range;

use super::Edit;
use crate::json::Json;

/// Removes the lines of an entry; where it follows a dash, the next entry takes its place.
pub(super) fn removal(text: &str, entry: Range<usize>) -> Option<Edit> {
    let line_start = text.get(..entry.start)?.rfind('\n').map_or(0, |end| end + 1);
    let indent = &text[line_start..entry.start];
    let rest = text.get(entry.end..)?;
    let line_end = rest.find('\n').map_or(text.len(), |end| entry.end + end + 1);
    // An item's place begins at its value, behind the dash.
    if indent.trim() == "-" && !is_first_of_many(text, line_end, entry.start - line_start) {
        return Some(Edit { range: line_start..line_end, text: String::new() });
    }
    if indent.trim().is_empty() {
        return Some(Edit { range: line_start..line_end, text: String::new() });
    }
    let next = text.get(line_end..)?;
    let next_start = line_end + (next.len() - next.trim_start_matches(' ').len());
    Some(Edit { range: entry.start..next_start, text: String::new() })
}

/// Whether the next line goes on with the object whose first entry stands behind a dash, `column` bytes in.
fn is_first_of_many(text: &str, next: usize, column: usize) -> bool {
    let next = text.get(next..).unwrap_or_default();
    let indent = next.len() - next.trim_start_matches(' ').len();
    indent == column && !next[indent..].starts_with(['\n', '\r', '#']) && !next[indent..].is_empty()
}

/// Adds a line before the first entry.
pub(super) fn addition(text: &str, key: &str, value: &Json, object: &Range<usize>) -> Option<Edit> {
    let line_start = text.get(..object.start)?.rfind('\n').map_or(0, |end| end + 1);
    let column = object.start - line_start;
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // Words of a schema need no quotes.
    let value = value.as_str().map_or_else(|| value.to_value().to_string(), str::to_owned);
    let line = format!("{key}: {value}{line_break}{}", " ".repeat(column));
    Some(Edit { range: object.start..object.start, text: line })
}
