//! The cells of one row.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::Input;
use crate::parse::codes::{AMBIGUOUS_LIST, MALFORMED_PLAN};
use crate::pointer::Location;
use crate::table::ROWS;

/// One row of the table.
pub(super) struct Row<'a> {
    json: &'a Json,
    location: Location,
}

/// The rows of a table.
pub(super) fn rows<'a>(input: &'a Input<'a>) -> impl Iterator<Item = Row<'a>> {
    let rows = input.json.get(ROWS).map_or(&[][..], Json::items);
    let place = input.root().key(ROWS);
    rows.iter().enumerate().map(move |(index, json)| Row { json, location: place.index(index) })
}

/// The names that a cell lists, without the space around them.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|name| !name.is_empty())
}

impl<'a> Row<'a> {
    pub(super) fn location(&self) -> &Location {
        &self.location
    }

    /// What a cell says; `None` when it is empty or the table has no such column.
    pub(super) fn text(&self, column: &str) -> Option<&'a str> {
        self.json.get(column).and_then(Json::as_str)
    }

    /// Whether the row is about something that is not or no longer planned.
    pub(super) fn is_dropped(&self) -> bool {
        self.text("Action").is_some_and(|action| {
            ["ignore", "remove"].iter().any(|word| action.trim().eq_ignore_ascii_case(word))
        })
    }

    /// The wire name of the property that the row is about; the properties of users are objects themselves.
    pub(super) fn property(&self) -> Option<(&'a str, &'static str)> {
        let named = ["Event property name", "Property name"]
            .into_iter()
            .find_map(|column| Some((self.text(column)?, column)));
        let is_object = || self.text("Object type").is_some_and(|word| word.trim().ends_with(" Property"));
        named.or_else(|| if is_object() { Some((self.text("Object name")?, "Object name")) } else { None })
    }

    pub(super) fn has_property(&self) -> bool {
        self.property().is_some()
    }

    /// A cell that says yes or no.
    pub(super) fn flag(&self, column: &str, findings: &mut Diagnostics) -> bool {
        let Some(text) = self.text(column) else { return false };
        let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
        if !is("true") && !is("false") {
            findings.push(self.malformed(column, "`True` or `False`"));
        }
        is("true")
    }

    /// A cell that holds a number.
    pub(super) fn number(&self, column: &str, findings: &mut Diagnostics) -> Option<Json> {
        let text = self.text(column)?;
        let number = serde_json::from_str(text.trim()).ok().map(Json::Number);
        if number.is_none() {
            findings.push(self.malformed(column, "a number"));
        }
        number
    }

    /// The values that a cell lists, each of them text.
    pub(super) fn values(&self, column: &str, findings: &mut Diagnostics) -> Vec<Json> {
        let Some(text) = self.text(column) else { return Vec::new() };
        let parts: Vec<&str> = text.split(',').collect();
        let opens = |part: &str| {
            let count = |sign: char| part.matches(sign).count();
            count('"') % 2 == 1 || count('(') != count(')') || count('[') != count(']')
        };
        let is_doubtful = |part: &&str| part.is_empty() || part.trim() != *part || opens(part);
        if let Some(part) = parts.iter().find(|part| is_doubtful(part)) {
            let message = format!("`{column}` lists `{part}`, which may be meant in another way");
            let finding = Diagnostic::new(&AMBIGUOUS_LIST, message).at(&self.location.key(column), "");
            findings.push(
                finding.help("write the values without space around the commas, and without commas in them"),
            );
        }
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(Json::from).collect()
    }

    /// The finding that the cell in `column` is not `expected`.
    pub(super) fn malformed(&self, column: &str, expected: &str) -> Diagnostic {
        let text = self.text(column).unwrap_or_default();
        Diagnostic::new(&MALFORMED_PLAN, format!("`{column}` must be {expected}, not `{text}`"))
            .at(&self.location.key(column), "")
            .help(format!("write {expected} here"))
    }
}
