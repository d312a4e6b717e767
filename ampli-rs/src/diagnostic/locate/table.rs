use super::wanted::Wanted;
use crate::table::{COLUMNS, Cell, ROWS, Table};

/// Goes through a table and notes where the wanted cells stand: in a row under the name of their column.
pub(super) fn scan(text: &str, wanted: &mut Wanted) {
    let table = Table::read(text);
    wanted.met_value(Wanted::ROOT, 0..text.len());
    if let Some(columns) = wanted.child(Wanted::ROOT, COLUMNS) {
        row(&table.columns, columns, wanted);
        for (index, child) in wanted.items(columns) {
            if let Some(cell) = table.columns.get(index) {
                wanted.met_value(child, cell.range.clone());
            }
        }
    }
    let Some(rows) = wanted.child(Wanted::ROOT, ROWS) else { return };
    wanted.met_value(rows, 0..text.len());
    for (index, child) in wanted.items(rows) {
        let Some(cells) = table.rows.get(index) else { continue };
        row(cells, child, wanted);
        for (column, cell) in table.columns.iter().zip(cells) {
            if let Some(id) = wanted.child(child, &column.text) {
                // An empty cell has no width to point at.
                let whole = if cell.range.is_empty() { whole(cells) } else { cell.range.clone() };
                wanted.met_value(id, whole);
            }
        }
    }
}

fn row(cells: &[Cell], id: usize, wanted: &mut Wanted) {
    wanted.met_value(id, whole(cells));
}

fn whole(cells: &[Cell]) -> std::ops::Range<usize> {
    let start = cells.first().map_or(0, |cell| cell.range.start);
    start..cells.last().map_or(start, |cell| cell.range.end)
}
