use proptest::prelude::*;

use super::{Place, Position, places};
use crate::diagnostic::Part;
use crate::pointer::Pointer;

/// The texts that the targets cover, with their lines and columns.
fn found<'a>(text: &'a str, targets: &[(&str, Part)]) -> Vec<Option<(&'a str, usize, usize)>> {
    let pointers: Vec<_> = targets.iter().map(|(pointer, _)| Pointer::from_text(pointer)).collect();
    let targets: Vec<_> = pointers.iter().zip(targets).map(|(pointer, (_, part))| (pointer, *part)).collect();
    places(text, &targets)
        .into_iter()
        .map(|place| place.map(|place| (&text[place.range], place.start.line, place.start.column)))
        .collect()
}

#[test]
fn keys_values_and_items_are_found_in_one_pass() {
    let text = "{\n  \"é\": [1, {\"a/b\": \"x\"}],\n  \"m~n\": -1.5e3\n}";
    assert_eq!(
        found(
            text,
            &[
                ("/é/1/a~1b", Part::Value),
                ("/é/1/a~1b", Part::Key),
                ("/é/0", Part::Value),
                ("/m~0n", Part::Key),
                ("/m~0n", Part::Value),
                ("", Part::Value),
            ]
        ),
        [
            Some(("\"x\"", 2, 20)),
            Some(("\"a/b\"", 2, 13)),
            Some(("1", 2, 9)),
            Some(("\"m~n\"", 3, 3)),
            Some(("-1.5e3", 3, 10)),
            Some((text, 1, 1)),
        ]
    );
}

#[test]
fn the_last_of_repeated_keys_counts_unless_another_is_asked_for() {
    let text = r#"{"a": 1, "b": 2, "\u0061": 3}"#;
    assert_eq!(
        found(
            text,
            &[
                ("/a", Part::Value),
                ("/a", Part::Key),
                ("/a", Part::RepeatedKey(0)),
                ("/a", Part::RepeatedKey(1)),
                ("/a", Part::RepeatedKey(7)),
            ]
        ),
        [
            Some(("3", 1, 28)),
            Some((r#""\u0061""#, 1, 18)),
            Some((r#""a""#, 1, 2)),
            Some((r#""\u0061""#, 1, 18)),
            Some((r#""\u0061""#, 1, 18)),
        ]
    );
}

#[test]
fn what_is_not_there_stands_for_its_nearest_ancestor() {
    let text = r#"{"a": {"b": [1]}}"#;
    assert_eq!(
        found(text, &[("/a/b/7/c", Part::Value), ("/a/x", Part::Key), ("/zzz", Part::Value)]),
        [Some(("[1]", 1, 13)), Some((r#""a""#, 1, 2)), Some((text, 1, 1))]
    );
}

#[test]
fn text_that_breaks_off_gives_what_came_before() {
    let text = "{\"a\": 1, \"b\": tru";
    assert_eq!(
        found(text, &[("/a", Part::Value), ("/b/c", Part::Value)]),
        [Some(("1", 1, 7)), Some(("tru", 1, 15))]
    );
    assert_eq!(found("", &[("", Part::Value)]), [None]);
    assert_eq!(found("{\"a\": {", &[("/a/b", Part::Key)]), [None]);
}

#[test]
fn an_offset_is_the_character_there() {
    let text = "{\n  é!";
    assert_eq!(
        found(
            text,
            &[("", Part::Offset(4)), ("", Part::Offset(5)), ("", Part::Offset(7)), ("", Part::Offset(99))]
        ),
        [Some(("é", 2, 3)), None, Some(("", 2, 5)), None]
    );
}

#[test]
fn the_container_is_what_holds_the_value() {
    let text = r#"{"a": {"b": 1, "c": [2]}}"#;
    let pointers = [Pointer::from_text("/a/b"), Pointer::from_text("/a/c/0"), Pointer::root()];
    let targets: Vec<_> = pointers.iter().map(|pointer| (pointer, Part::Value)).collect();
    let containers: Vec<_> =
        places(text, &targets).into_iter().flatten().map(|place: Place| &text[place.container]).collect();
    assert_eq!(containers, [r#"{"b": 1, "c": [2]}"#, "[2]", text]);
}

#[test]
fn values_nested_without_end_are_no_danger() {
    let depth = 200_000;
    let text = "[".repeat(depth);
    let pointer = Pointer::from_text(&"/0".repeat(depth));
    assert_eq!(places(&text, &[(&pointer, Part::Value)]), [None]);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in r#"[\[\]{}:,"\\a0 \n]{0,40}"#, offset in 0_usize..50) {
        let pointers = ["", "/a", "/0/a", "/a/a/0"].map(Pointer::from_text);
        let mut targets: Vec<_> = pointers.iter().map(|pointer| (pointer, Part::Key)).collect();
        targets.push((&pointers[0], Part::Offset(offset)));
        for place in places(&text, &targets).into_iter().flatten() {
            prop_assert!(text.get(place.range).is_some());
            let first = Position { line: 1, column: 1 };
            prop_assert!(first <= place.start && place.start <= place.end);
        }
    }

    #[test]
    fn every_value_of_a_document_is_found(
        keys in proptest::collection::hash_set(".{0,6}", 1..6),
        values in proptest::collection::vec("\\PC{0,8}", 6),
        pretty: bool,
    ) {
        let object: serde_json::Map<_, _> = keys
            .iter()
            .zip(&values)
            .map(|(key, value)| (key.clone(), serde_json::json!({ "value": [value] })))
            .collect();
        let text = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) };
        let text = text.expect("objects serialise");
        for (key, value) in keys.iter().zip(&values) {
            let pointer = Pointer::root().key(key).key("value").index(0);
            let place = places(&text, &[(&pointer, Part::Value)]).remove(0).expect("it is there");
            let read: String = serde_json::from_str(&text[place.range]).expect("a string");
            prop_assert_eq!(&read, value);
        }
    }
}

#[test]
fn places_in_yaml_are_found_by_the_same_pointers() {
    let text = "# é\nbase: &base {depth: 5}\nrows:\n  - é: \"ü\"\n    <<: *base\n  -\nlast:\n  more: 2\n";
    assert_eq!(
        found(
            text,
            &[
                ("/rows/0/é", Part::Value),
                ("/rows/0/é", Part::Key),
                ("/rows/0/depth", Part::Value),
                ("/rows/0/none", Part::Value),
                ("/last", Part::Key),
                ("/last", Part::Value),
            ]
        ),
        [
            Some(("\"ü\"", 4, 8)),
            Some(("é", 4, 5)),
            Some(("5", 2, 21)),
            Some(("é: \"ü\"\n    <<: *base", 4, 5)),
            Some(("last", 7, 1)),
            Some(("more: 2", 8, 3)),
        ]
    );
}

#[test]
fn several_documents_of_yaml_are_a_list() {
    let text = "a: 1\n---\na: 2\nb:\na: 3\n";
    assert_eq!(
        found(
            text,
            &[
                ("/0/a", Part::Value),
                ("/1/a", Part::RepeatedKey(0)),
                ("/1/a", Part::Value),
                ("/1/b", Part::Value)
            ]
        ),
        [Some(("1", 1, 4)), Some(("a", 3, 1)), Some(("3", 5, 4)), Some(("b", 4, 1))]
    );
}

#[test]
fn cells_of_a_table_are_found_by_row_and_column() {
    let text = "Name,About\nSeed Sown,\"One, two\"\nRow Watered,\n";
    assert_eq!(
        found(
            text,
            &[
                ("/rows/0/About", Part::Value),
                ("/rows/1/About", Part::Value),
                ("/rows/1", Part::Value),
                ("/columns/1", Part::Value),
                ("/rows/0/Nothing", Part::Value),
            ]
        ),
        [
            Some(("\"One, two\"", 2, 11)),
            Some(("Row Watered,", 3, 1)),
            Some(("Row Watered,", 3, 1)),
            Some(("About", 1, 6)),
            Some(("Seed Sown,\"One, two\"", 2, 1)),
        ]
    );
}
