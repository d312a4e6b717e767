//! Where the keys and values of `ampli.toml` stand in its text.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::line_and_column;

/// The bytes of the key to which the names in `path` lead; `None` when there is none.
pub fn of_key(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let (last, outer) = path.split_last()?;
    let table = DeTable::parse(text).ok()?;
    let mut inner = table.get_ref();
    for name in outer {
        inner = member(inner, name)?.1.get_ref().as_table()?;
    }
    Some(member(inner, last)?.0.span())
}

/// The bytes of the value to which the names in `path` lead; of the item `index` if it is a list and one is named.
pub fn of_value(text: &str, path: &[&str], index: Option<usize>) -> Option<Range<usize>> {
    let (last, outer) = path.split_last()?;
    let table = DeTable::parse(text).ok()?;
    let mut inner = table.get_ref();
    for name in outer {
        inner = member(inner, name)?.1.get_ref().as_table()?;
    }
    let value = member(inner, last)?.1;
    match index {
        None => Some(value.span()),
        Some(index) => Some(value.get_ref().as_array()?.get(index)?.span()),
    }
}

/// `12:3`: the line and the column, counted from 1, of a byte of the text.
pub fn shown(text: &str, offset: usize) -> String {
    let (line, column) = line_and_column(text, offset);
    format!("{line}:{column}")
}

type Member<'t, 'i> = (&'t Spanned<toml::de::DeString<'i>>, &'t Spanned<DeValue<'i>>);

fn member<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<Member<'t, 'i>> {
    table.iter().find(|(key, _)| key.get_ref() == name)
}

#[cfg(test)]
mod tests {
    use super::{of_key, of_value, shown};

    const TEXT: &str = "[check]\nlevels = { a = \"off\" }\n[check.allow]\n'Song Played' = [\"a\", \"b\"]\n";

    #[test]
    fn keys_and_values_are_found_however_they_are_written() {
        let text = |range: Option<std::ops::Range<usize>>| range.map(|range| &TEXT[range]);
        assert_eq!(text(of_key(TEXT, &["check", "levels", "a"])), Some("a"));
        assert_eq!(text(of_value(TEXT, &["check", "levels", "a"], None)), Some("\"off\""));
        assert_eq!(text(of_key(TEXT, &["check", "allow", "Song Played"])), Some("'Song Played'"));
        assert_eq!(text(of_value(TEXT, &["check", "allow", "Song Played"], Some(1))), Some("\"b\""));
        assert_eq!(text(of_value(TEXT, &["check", "allow", "Song Played"], Some(2))), None);
        assert_eq!(text(of_key(TEXT, &["check", "names"])), None);
        assert_eq!(of_key("[", &["a"]), None);
    }

    #[test]
    fn places_are_counted_from_one() {
        assert_eq!(shown(TEXT, 8), "2:1");
    }
}
