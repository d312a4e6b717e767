use unicode_width::UnicodeWidthStr as _;

/// Rows, a line each, with every column as wide as its widest cell.
pub(super) fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let mut widths = [0; COLUMNS];
    for row in rows {
        for (cell, width) in row.iter().zip(&mut widths) {
            *width = cell.width().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_are_as_wide_as_they_look() {
        let rows = [["source", "folder"], ["電視", "./tv"], ["a", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "source  folder\n電視    ./tv\na\n");
        assert_eq!(table::<2>(&[]), "");
    }
}
