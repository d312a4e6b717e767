use proptest::prelude::*;

use super::{amended, tree};
use crate::diagnostic::Amendment;
use crate::json::Json;
use crate::pointer::{Location, Pointer};

fn remove(pointer: &str) -> Amendment {
    Amendment::Remove(Location { document: 0, pointer: Pointer::from_text(pointer) })
}

fn add(pointer: &str) -> Amendment {
    let object = Location { document: 0, pointer: Pointer::from_text(pointer) };
    Amendment::Add { object, key: "type", value: Json::from("string") }
}

#[track_caller]
fn check(before: &str, fixes: &[Amendment], after: &str) {
    let amended = amended(before, &fixes.iter().collect::<Vec<_>>());
    assert_eq!(amended.text, after);
    assert_eq!(amended.made.len(), fixes.len());
}

#[test]
fn members_of_json_are_removed_with_one_comma() {
    check(r#"{"a":1,"b":2}"#, &[remove("/a")], r#"{"b":2}"#);
    check(r#"{"a":1,"b":2}"#, &[remove("/b")], r#"{"a":1}"#);
    check("{ \"a\": 1 }", &[remove("/a")], "{}");
    check(
        "{\n  \"a\": 1,\n  \"b\": [2],\n  \"c\": 3\n}\n",
        &[remove("/b")],
        "{\n  \"a\": 1,\n  \"c\": 3\n}\n",
    );
    check("{\n  \"a\": 1,\n  \"b\": 2\n}", &[remove("/b")], "{\n  \"a\": 1\n}");
    check(r#"{"x/y": {"a~": 1}}"#, &[remove("/x~1y/a~0")], r#"{"x/y": {}}"#);
}

#[test]
fn neighbours_are_removed_together() {
    check(r#"{"a":1,"b":2,"c":3}"#, &[remove("/a"), remove("/b"), remove("/c")], "{}");
    check("[1, 2, 3, 4]", &[remove("/1"), remove("/2"), remove("/3")], "[1]");
    check(
        "[0,1,2,3,4,5,6,7,8,9,10,11]",
        &[remove("/2"), remove("/10"), remove("/11")],
        "[0,1,3,4,5,6,7,8,9]",
    );
}

#[test]
fn members_are_added_as_the_others_are_written() {
    check(r#"{"a":{"b":1}}"#, &[add("/a")], r#"{"a":{"type":"string","b":1}}"#);
    check("{\"a\": {\"b\": 1}}", &[add("/a")], "{\"a\": {\"type\": \"string\", \"b\": 1}}");
    check(
        "{\n  \"a\": {\n    \"b\": 1\n  }\n}",
        &[add("/a")],
        "{\n  \"a\": {\n    \"type\": \"string\",\n    \"b\": 1\n  }\n}",
    );
    check(r#"{"a": {}}"#, &[add("/a")], r#"{"a": {"type": "string"}}"#);
}

#[test]
fn lines_of_yaml_are_removed_and_added() {
    check("a: 1\nb: 2 # two\nc:\n  d: 3\n", &[remove("/b")], "a: 1\nc:\n  d: 3\n");
    check("a:\n  - b: 1\n    c: 2\n  - d\n", &[remove("/a/0/b")], "a:\n  - c: 2\n  - d\n");
    check("a:\n  - x\n  - y\n  - x\nb: 1\n", &[remove("/a/2")], "a:\n  - x\n  - y\nb: 1\n");
    check("a: {b: 1, c: [x, y]}\n", &[remove("/a/b"), remove("/a/c/1")], "a: {c: [x]}\n");
    check("a:\n  b: 1\n", &[add("/a")], "a:\n  type: string\n  b: 1\n");
    check("a:\r\n  b: 1\r\n", &[add("/a")], "a:\r\n  type: string\r\n  b: 1\r\n");
    check("a:\n- b: 1\n", &[add("/a/0")], "a:\n- type: string\n  b: 1\n");
}

#[test]
fn what_would_change_more_is_left_alone() {
    for (text, fix) in [
        ("a: &x\n  c: 1\n  d: 2\nb: *x\n", remove("/a/c")),
        ("a: &x {c: 1, d: 2}\nb: {<<: *x}\n", remove("/b/c")),
        (r#"{"a":1,"a":2}"#, remove("/a")),
        (r#"{"a":1}"#, remove("/b")),
        (r#"{"a":{"type":1}}"#, add("/a")),
        ("{", remove("/a")),
        ("a,b\n1,2\n", remove("/rows/0/a")),
    ] {
        let amended = amended(text, &[&fix]);
        assert_eq!((amended.text.as_str(), amended.made.len()), (text, 0));
    }
    // The others are made all the same.
    let fixes = [remove("/b"), remove("/c")];
    let amended = amended(r#"{"a":1,"a":2,"b":3}"#, &fixes.iter().collect::<Vec<_>>());
    assert_eq!(amended.text, r#"{"a":1,"a":2}"#);
}

fn values() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Boolean),
        "[ -~é#:'\"]{0,6}".prop_map(|text| Json::from(text.as_str()))
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let members = proptest::collection::btree_map("[a-c#: ~/]{1,3}", inner.clone(), 0..4);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(|items| items.into_iter().collect()),
            members.prop_map(|members| {
                members.into_iter().map(|(key, value)| (key.as_str().into(), value)).collect()
            }),
        ]
    })
}

/// The pointers of everything in a tree.
fn pointers(json: &Json, pointer: &Pointer, all: &mut Vec<Pointer>) {
    for (key, value) in json.members() {
        all.push(pointer.key(key));
        pointers(value, &pointer.key(key), all);
    }
    for (index, item) in json.items().iter().enumerate() {
        all.push(pointer.index(index));
        pointers(item, &pointer.index(index), all);
    }
}

proptest! {
    /// Whatever is removed from whatever JSON, the rest of the tree stays; and it is always possible.
    #[test]
    fn any_value_of_any_json_can_be_removed(json in values(), pretty: bool, choice: prop::sample::Index) {
        let mut all = Vec::new();
        pointers(&json, &Pointer::root(), &mut all);
        prop_assume!(!all.is_empty());
        let text = if pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) };
        let text = text.unwrap();
        let fix = Amendment::Remove(Location { document: 0, pointer: choice.get(&all).clone() });
        let amended = amended(&text, &[&fix]);
        prop_assert_eq!(amended.made.len(), 1, "{}", text);
        prop_assert_eq!(tree::read(&amended.text), tree::with(json, &fix));
    }
}
