//! The table of fields is that of the reference beside the repository.

use std::fs;

use snowplow_analytics::{FIELDS, Kind};

use crate::support::shared_data;

#[test]
fn the_table_is_the_shared_one() {
    let Some(folder) = shared_data::folder() else { return };
    let table = fs::read_to_string(folder.join("fields.csv")).unwrap();
    let rows: Vec<String> = FIELDS
        .iter()
        .map(|field| {
            let (python, scala) = types(field.kind());
            let max = field.max_length().map(|length| length.to_string()).unwrap_or_default();
            let [required, deprecated] =
                [field.is_required(), field.is_deprecated()].map(|truth| if truth { "yes" } else { "no" });
            let (index, name, strict) = (field.index(), field.name(), field.strict_name());
            format!("{index},{name},{strict},{python},{scala},{max},{required},{deprecated}")
        })
        .collect();
    // Without the limits of Enrich's configuration, which are the seventh column.
    let expected: Vec<String> = table
        .lines()
        .skip(1)
        .map(|row| {
            let mut cells: Vec<&str> = row.split(',').collect();
            cells.remove(6);
            cells.join(",")
        })
        .collect();
    assert_eq!(rows, expected);
}

fn types(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Text => ("string", "string"),
        Kind::TextOrDouble => ("string", "double"),
        Kind::Uuid => ("string", "uuid"),
        Kind::Integer => ("integer", "integer"),
        Kind::Double => ("double", "double"),
        Kind::Boolean => ("boolean", "boolean"),
        Kind::Timestamp => ("timestamp", "timestamp"),
        Kind::Contexts => ("contexts", "contexts"),
        Kind::UnstructEvent => ("unstruct_event", "unstruct_event"),
        other => panic!("{other:?}"),
    }
}
