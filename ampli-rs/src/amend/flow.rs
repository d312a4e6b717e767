//! Between brackets: `{"a": 1, "b": 2}`, in JSON and in YAML.

use std::ops::Range;

use super::Edit;
use crate::json::Json;

/// Removes an entry with one of the commas beside it.
pub(super) fn removal(text: &str, entry: Range<usize>, container: &Range<usize>) -> Option<Edit> {
    let after = text.get(entry.end..container.end)?;
    let before = text.get(container.start + 1..entry.start)?;
    let comma_after = after.trim_start().strip_prefix(',');
    let comma_before = before.trim_end().strip_suffix(',');
    let range = match (comma_after, comma_before) {
        // The next entry takes the place of this one.
        (Some(rest), _) => entry.start..container.end - rest.trim_start().len(),
        (None, Some(rest)) => container.start + 1 + rest.len()..entry.end,
        (None, None) => {
            let space = after.len() - after.trim_start().len();
            container.start + 1 + before.trim_end().len()..entry.end + space
        }
    };
    Some(Edit { range, text: String::new() })
}

/// Adds a member before the first one, spaced as that is.
pub(super) fn addition(text: &str, key: &str, value: &Json, object: &Range<usize>) -> Option<Edit> {
    let inner = text.get(object.start + 1..object.end.checked_sub(1)?)?;
    let first = inner.trim_start();
    let start = object.start + 1 + (inner.len() - first.len());
    let value = value.to_value();
    // JSON asks for quotes; in YAML they do no harm.
    let colon = if has_tight_colon(first) { ":" } else { ": " };
    let member = format!("\"{key}\"{colon}{value}");
    if first.is_empty() {
        return Some(Edit { range: object.start + 1..object.end - 1, text: member });
    }
    let space = &inner[..inner.len() - first.len()];
    let gap = match space {
        "" if colon == ":" => "",
        "" => " ",
        space => space,
    };
    Some(Edit { range: start..start, text: format!("{member},{gap}") })
}

/// Whether nothing stands between the colon after the first key and its value.
fn has_tight_colon(first: &str) -> bool {
    let mut after_quote = first.char_indices().skip(1).skip_while(|(_, character)| *character != '"').skip(1);
    match after_quote.next() {
        Some((offset, ':')) => first[offset + 1..].starts_with(|character: char| !character.is_whitespace()),
        _ => false,
    }
}
