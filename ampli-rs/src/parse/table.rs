//! CSV text to a tree of rows; what is wrong with the table is told with its place.

use std::collections::HashMap;

use super::codes::MALFORMED_TABLE;
use super::trees::Trees;
use crate::diagnostic::{Diagnostic, Diagnostics, Part};
use crate::json;
use crate::pointer::Location;
use crate::table::{COLUMNS, ROWS, Table};
use crate::text::Document;

/// Reads the table that a document is.
///
/// # Errors
///
/// When a quote is never closed: nobody can tell which rows it swallowed.
pub(super) fn read(document: &Document, index: u32, findings: &mut Diagnostics) -> Result<Trees, Diagnostic> {
    let table = Table::read(&document.text);
    let root = Location::root(index);
    if let Some(offset) = table.open_quote {
        let message = format!("`{}` has a cell whose quote is never closed", document.name);
        return Err(Diagnostic::new(&MALFORMED_TABLE, message)
            .label(&root, Part::Offset(offset), "opened here")
            .help("close the quote; write a quote within quotes twice"));
    }
    report_repeated_columns(&table, &root, findings);
    for (index, row) in table.rows.iter().enumerate() {
        let surplus = row.get(table.columns.len()..).unwrap_or_default();
        if let Some(cell) = surplus.iter().find(|cell| !cell.text.is_empty()) {
            let place = root.key(ROWS).index(index);
            let finding = Diagnostic::new(&MALFORMED_TABLE, "a row has more cells than there are columns")
                .label(&place, Part::Offset(cell.range.start), "no column for this cell")
                .help("put cells that hold separators into quotes");
            findings.push(finding);
        }
    }
    let tree = json::Document { json: table.to_json(), repeats_keys: false, has_huge_numbers: false };
    Ok(Trees { tree, are_several: false })
}

fn report_repeated_columns(table: &Table, root: &Location, findings: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for (index, column) in table.columns.iter().enumerate().filter(|(_, column)| !column.text.is_empty()) {
        if let Some(first) = seen.insert(&column.text, index) {
            let message = format!("the table has the column `{}` twice", column.text);
            let place = |index: usize| root.key(COLUMNS).index(index);
            findings.push(
                Diagnostic::new(&MALFORMED_TABLE, message)
                    .at(&place(index), "again here")
                    .at(&place(first), "first here")
                    .help("remove or rename one of them: only the last one is read"),
            );
        }
    }
}
