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
    assert_eq!(mistake(&"[".repeat(200)).kind, MistakeKind::TooDeep);
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
