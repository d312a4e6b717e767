use proptest::prelude::*;

use super::{Content, Mistake, MistakeKind, Node, compose};
use crate::json::Json;

fn json(text: &str) -> String {
    let documents = compose(text).expect("YAML");
    let documents: Json = documents.iter().map(|document| document.to_document().json).collect();
    serde_json::to_string(&documents).expect("values serialise")
}

fn mistake(text: &str) -> Mistake {
    compose(text).expect_err("a mistake")
}

/// The texts at which the values and the keys of a document stand.
fn written<'t>(text: &'t str, node: &Node, all: &mut Vec<&'t str>) {
    all.push(&text[node.range.clone()]);
    match &node.content {
        Content::Scalar(_) => {}
        Content::Sequence(items) => items.iter().for_each(|item| written(text, item, all)),
        Content::Mapping(entries) => {
            for entry in entries {
                all.push(&text[entry.key_range.clone()]);
                written(text, &entry.value, all);
            }
        }
    }
}

#[test]
fn lists_mappings_and_scalars_are_read_in_their_order() {
    assert_eq!(
        json("b: 1\na:\n- x\n- {c: ~, d: \"1\"}\nb: 2\n"),
        r#"[{"b":1,"a":["x",{"c":null,"d":"1"}],"b":2}]"#
    );
    assert_eq!(json("1.0: a\nno: b\n? q\n: c\n"), r#"[{"1.0":"a","no":"b","q":"c"}]"#);
    assert_eq!(json("a: |\r\n  one\r\n  two\r\nb: 'x'\r\n"), r#"[{"a":"one\ntwo\n","b":"x"}]"#);
    assert_eq!(
        json("a: !!str 12\nb: !!int \"12\"\nc: !own 12\nd: ! 12\n"),
        r#"[{"a":"12","b":12,"c":12,"d":"12"}]"#
    );
}

#[test]
fn several_documents_are_told_apart() {
    assert_eq!(json("# before\n---\na: 1\n---\n...\n---\n- b\n"), r#"[{"a":1},null,["b"]]"#);
    assert_eq!(json(""), "[]");
}

#[test]
fn every_value_is_found_where_it_stands() {
    let text =
        "é: 'ü'\nlist: # a comment\n  - one\n  - {two: 2, three: [ 3 ]}\n\nlast: |\n  text\n  more\n\n";
    let documents = compose(text).expect("YAML");
    let mut all = Vec::new();
    written(text, &documents[0], &mut all);
    assert_eq!(
        all[1..],
        [
            "é",
            "'ü'",
            "list",
            "- one\n  - {two: 2, three: [ 3 ]}",
            "one",
            "{two: 2, three: [ 3 ]}",
            "two",
            "2",
            "three",
            "[ 3 ]",
            "3",
            "last",
            "text\n  more",
        ]
    );
}

#[test]
fn aliases_and_merge_keys_are_followed() {
    let text = "base: &base {a: 1, b: 2}\nother: &other\n  b: 3\n  c: 4\none:\n  <<: *base\n  b: 5\nboth: {<<: [*base, *other], d: *other}\n";
    assert_eq!(
        json(text),
        r#"[{"base":{"a":1,"b":2},"other":{"b":3,"c":4},"one":{"a":1,"b":5},"both":{"a":1,"b":2,"c":4,"d":{"b":3,"c":4}}}]"#
    );
    assert_eq!(json("'<<': 1"), r#"[{"<<":1}]"#);
}

#[test]
fn a_hole_of_a_template_is_a_text() {
    assert_eq!(
        json("name: {{ .NAME }}\nother: [{{ .A }}]\n"),
        r#"[{"name":"{{ .NAME }}","other":["{{ .A }}"]}]"#
    );
}

#[test]
fn mistakes_are_named_with_their_place() {
    assert_eq!(mistake("a: {[b]: c}").kind, MistakeKind::KeyIsNoText);
    assert_eq!(mistake("a: 1\nb: .inf\n"), Mistake { kind: MistakeKind::NumberOutOfRange, offset: 8 });
    assert_eq!(mistake("a: &a\n  b: *a\n"), Mistake { kind: MistakeKind::AliasInItself, offset: 11 });
    assert_eq!(mistake("a: 1\nb: {<<: 2}\n"), Mistake { kind: MistakeKind::MergeOfNoMapping, offset: 9 });
    for brackets in [200, 20_000] {
        assert_eq!(mistake(&"[".repeat(brackets)).kind, MistakeKind::TooDeep);
    }
    let Mistake { kind: MistakeKind::Syntax(words), offset } = mistake("é:\n\t- 1\n") else {
        panic!("syntax")
    };
    assert_eq!((offset, words.contains("tab")), (5, true), "{words}");
}

#[test]
fn a_billion_laughs_are_refused() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let inner = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    assert_eq!(mistake(&text).kind, MistakeKind::TooManyAliased);
}

/// A value as YAML in blocks: what cannot be taken for anything else is plain, keys and texts are in quotes.
fn printed(json: &Json, indent: usize, text: &mut String) {
    let margin = "  ".repeat(indent);
    match json {
        Json::Array(items) if !items.is_empty() => {
            for item in items.iter() {
                text.push_str(&format!("\n{margin}-"));
                printed(item, indent + 1, text);
            }
        }
        Json::Object(members) if !members.is_empty() => {
            for (key, value) in members.iter() {
                text.push_str(&format!("\n{margin}{}:", crate::json::quoted(key)));
                printed(value, indent + 1, text);
            }
        }
        scalar => text.push_str(&format!(" {}", serde_json::to_string(scalar).expect("values serialise"))),
    }
}

fn any_value() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Boolean),
        any::<i64>().prop_map(|number| Json::Number(number.into())),
        any::<u64>().prop_map(|number| Json::Number(number.into())),
        "\\PC{0,8}".prop_map(|text| Json::from(&*text)),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        let member = ("\\PC{1,6}", inner.clone()).prop_map(|(key, value)| (key.into(), value));
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(|items| items.into_iter().collect()),
            proptest::collection::vec(member, 0..4)
                .prop_map(|members: Vec<crate::json::Member>| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = compose(&text);
    }

    #[test]
    fn anything_like_yaml_is_survived(text in "([ \\t\r\n]|[-:?#&*!|>'\"%@`{}\\[\\],~<]|[a-c0-2é]|\\.|---|\\.\\.\\.|: |- |<<: ){0,60}") {
        match compose(&text) {
            Ok(documents) => {
                for document in documents {
                    let mut all = Vec::new();
                    written(&text, &document, &mut all);
                }
            }
            Err(Mistake { offset, .. }) => prop_assert!(text.get(offset..).is_some()),
        }
    }

    #[test]
    fn what_is_printed_as_yaml_is_read_as_the_same(value in any_value()) {
        let mut text = "---".to_owned();
        printed(&value, 0, &mut text);
        text.push('\n');
        let documents = compose(&text).map_err(|mistake| TestCaseError::fail(format!("{mistake:?} in {text}")))?;
        prop_assert_eq!(&documents[0].to_document().json, &value, "{}", text);
    }
}

#[test]
fn lines_in_quotes_may_be_indented_less() {
    let text = "a:\n  - b: 'one\n  two\nthree'\n    c: \"four\\\n  \\\"five\"\nd: 6\n";
    let documents = super::compose(text).expect("YAML");
    let json = documents[0].to_document().json;
    let written = serde_json::to_string(&json).expect("JSON");
    assert_eq!(written, r#"{"a":[{"b":"one two three","c":"four\"five"}],"d":6}"#);
    let super::Content::Mapping(entries) = &documents[0].content else { panic!("a mapping") };
    assert_eq!(&text[entries[1].key_range.clone()], "d");
    assert_eq!(&text[entries[1].value.range.clone()], "6");
}
