//! CSV as it was written: cells as texts, and where each of them stands.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::json::{Json, Member};

/// The first row of a table, and the others.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// The cells of the first row.
    pub(crate) columns: Vec<Cell>,
    /// The other rows, without blank ones.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Where a quote stands that is never closed.
    pub(crate) open_quote: Option<usize>,
}

/// One cell.
#[derive(Debug, PartialEq)]
pub(crate) struct Cell {
    /// What it says, without quotes.
    pub(crate) text: String,
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
}

/// The key of the columns in a table's tree.
pub(crate) const COLUMNS: &str = "columns";

/// The key of the rows in a table's tree.
pub(crate) const ROWS: &str = "rows";

impl Table {
    /// Reads a table (RFC 4180). Nothing but an open quote makes a text no table.
    pub(crate) fn read(text: &str) -> Self {
        let mut table = Self::default();
        let mut fields = Fields::new(text);
        let mut row = Vec::new();
        while let Some((cell, ends_row)) = fields.next() {
            if fields.is_open(&cell.range) {
                table.open_quote = Some(cell.range.start);
            }
            row.push(cell);
            if ends_row {
                let row = std::mem::take(&mut row);
                if table.columns.is_empty() {
                    table.columns = row;
                } else if row.iter().any(|cell| !cell.text.is_empty()) {
                    table.rows.push(row);
                }
            }
        }
        table
    }

    /// The table as a tree: its columns, and its rows as objects in which empty cells are `null`.
    pub(crate) fn to_json(&self) -> Json {
        let columns = self.columns.iter().map(|cell| Json::from(cell.text.as_str())).collect();
        let rows = self.rows.iter().map(|row| self.row(row)).collect();
        [(COLUMNS.into(), columns), (ROWS.into(), rows)].into_iter().collect()
    }

    fn row(&self, row: &[Cell]) -> Json {
        let member = |(column, cell): (&Cell, &Cell)| -> Member {
            let value = if cell.text.is_empty() { Json::Null } else { Json::from(cell.text.as_str()) };
            (column.text.as_str().into(), value)
        };
        self.columns.iter().zip(row).map(member).collect()
    }
}

/// What separates the cells: the one of `,`, `;` and the tab that the first line has most of.
pub(crate) fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Goes through a text cell by cell.
struct Fields<'t> {
    text: &'t str,
    reader: Reader,
    separator: u8,
    at: usize,
    /// Whether the cell is the first of its row: what ended the last row may not be read yet.
    starts_row: bool,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str) -> Self {
        let separator = separator(text);
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self { text, reader, separator, at: 0, starts_row: true }
    }

    /// The next cell, and whether it is the last of its row.
    fn next(&mut self) -> Option<(Cell, bool)> {
        if self.starts_row {
            let rest = self.text.get(self.at..).unwrap_or_default();
            self.at = self.text.len() - rest.trim_start_matches(['\r', '\n']).len();
        }
        let start = self.at;
        let mut text = Vec::new();
        let mut buffer = [0; 1024];
        loop {
            let input = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let (result, read, written) = self.reader.read_field(input, &mut buffer);
            self.at += read;
            text.extend_from_slice(&buffer[..written]);
            match result {
                // The reader asks for more until it was shown that there is no more.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    self.starts_row = record_end;
                    let range = start..self.end(start, record_end);
                    let text = String::from_utf8(text).unwrap_or_default();
                    return Some((Cell { text, range }, record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Where the cell ends that starts at `start`, without what separates it from the next.
    fn end(&self, start: usize, ends_row: bool) -> usize {
        let read = self.text.as_bytes().get(start..self.at).unwrap_or_default();
        let is_end = |byte: u8| if ends_row { matches!(byte, b'\r' | b'\n') } else { byte == self.separator };
        start + read.len() - usize::from(read.last().is_some_and(|last| is_end(*last)))
    }

    /// Whether the cell starts with a quote that nothing closes.
    fn is_open(&self, range: &Range<usize>) -> bool {
        let written = self.text.get(range.clone()).unwrap_or_default();
        written.starts_with('"') && written.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Table;

    /// The cells with the texts at which they stand.
    fn cells(text: &str) -> Vec<Vec<(String, &str)>> {
        let table = Table::read(text);
        let rows = std::iter::once(table.columns).chain(table.rows);
        let cells = |row: Vec<super::Cell>| {
            row.into_iter().map(|cell| (cell.text, &text[cell.range])).collect::<Vec<_>>()
        };
        rows.map(cells).collect()
    }

    fn pairs<'t>(row: &[(&str, &'t str)]) -> Vec<(String, &'t str)> {
        row.iter().map(|(text, written)| ((*text).to_owned(), *written)).collect()
    }

    #[test]
    fn cells_are_found_where_they_stand() {
        let text = "é,\"b \"\"x\"\", c\"\r\n\r\n,\"two\nlines\"\r\n,\r\nlast,";
        assert_eq!(
            cells(text),
            [
                pairs(&[("é", "é"), ("b \"x\", c", "\"b \"\"x\"\", c\"")]),
                pairs(&[("", ""), ("two\nlines", "\"two\nlines\"")]),
                pairs(&[("last", "last"), ("", "")]),
            ]
        );
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        let row = |a, b, c| pairs(&[(a, a), (b, b), (c, c)]);
        assert_eq!(cells("a;b, c;d\n1;2;3"), [row("a", "b, c", "d"), row("1", "2", "3")]);
        assert_eq!(cells("a\tb"), [pairs(&[("a", "a"), ("b", "b")])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_seen() {
        assert_eq!(Table::read("a,b\n1,\"2\n3,4\n").open_quote, Some(6));
        assert_eq!(Table::read("a,b\n1,\"2\"\n").open_quote, None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in any::<String>()) {
            let table = Table::read(&text);
            for cell in table.columns.iter().chain(table.rows.iter().flatten()) {
                prop_assert!(text.get(cell.range.clone()).is_some());
            }
        }

        #[test]
        fn a_table_that_is_written_reads_as_the_same_cells(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z,;\"\n é]{0,6}", 3), 1..5),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let header = "\"a\",\"b\",\"c\"\n";
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
            let text = header.to_owned() + &rows.iter().map(line).collect::<String>();
            let read = Table::read(&text);
            let texts: Vec<Vec<_>> =
                read.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
            let written: Vec<_> =
                rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
            prop_assert_eq!(texts, written);
        }
    }
}
