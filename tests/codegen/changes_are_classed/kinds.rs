//! Kinds of changes of one property, with what each breaks, decided by hand.

use serde_json::{Value, json};

/// A kind of change.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// The property before and after; `None`: there is none.
    pub(super) before: Option<Declared>,
    pub(super) after: Option<Declared>,
    /// Values of the older property, and of the newer one, that show what breaks, and some that don't.
    pub(super) values: (Vec<Value>, Vec<Value>),
    pub(super) breaks: Breaks,
}

/// A property as a plan declares it.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) schema: Value,
    pub(super) is_required: bool,
}

/// What a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Breaks {
    /// Code that was written for the older SDK does not compile.
    pub(super) compile: bool,
    /// What was sent is not valid.
    pub(super) sent: bool,
    /// What comes was not allowed, or something no longer comes.
    pub(super) consumers: bool,
    /// The tool can't tell, and takes it to break.
    pub(super) undecided: bool,
}

/// `c`: does not compile; `s`: what was sent is invalid; `r`: readers; `?`: it can't be told.
fn breaks(letters: &str) -> Breaks {
    let has = |letter| letters.contains(letter);
    Breaks { compile: has('c'), sent: has('s'), consumers: has('r'), undecided: has('?') }
}

fn kind(
    name: &'static str,
    letters: &str,
    before: Option<Declared>,
    after: Option<Declared>,
    values: (Value, Value),
) -> Kind {
    let list = |values: Value| values.as_array().cloned().unwrap_or_default();
    Kind { name, before, after, values: (list(values.0), list(values.1)), breaks: breaks(letters) }
}

/// An optional property that has changed.
fn optional(name: &'static str, letters: &str, before: Value, after: Value, values: (Value, Value)) -> Kind {
    let declared = |schema| Some(Declared { schema, is_required: false });
    kind(name, letters, declared(before), declared(after), values)
}

/// A required property that has changed.
fn required(name: &'static str, letters: &str, before: Value, after: Value, values: (Value, Value)) -> Kind {
    let declared = |schema| Some(Declared { schema, is_required: true });
    kind(name, letters, declared(before), declared(after), values)
}

/// All kinds.
pub(super) fn all() -> Vec<Kind> {
    [presence(), types(), values(), numbers(), texts(), containers(), words()].into_iter().flatten().collect()
}

fn presence() -> Vec<Kind> {
    let text = json!({"type": "string"});
    let declared = |is_required| Some(Declared { schema: text.clone(), is_required });
    let some = || (json!(["a"]), json!(["a"]));
    vec![
        kind("optional property added", "", None, declared(false), some()),
        kind("required property added", "cs", None, declared(true), some()),
        kind("optional property removed", "cr", declared(false), None, some()),
        kind("required property removed", "cr", declared(true), None, some()),
        kind("made required", "cs", declared(false), declared(true), some()),
        kind("made optional", "cr", declared(true), declared(false), some()),
        optional(
            "null allowed",
            "r",
            text.clone(),
            json!({"type": ["string", "null"]}),
            (json!(["a"]), json!([null])),
        ),
        optional(
            "null refused",
            "s",
            json!({"type": ["string", "null"]}),
            text.clone(),
            (json!([null]), json!(["a"])),
        ),
        required(
            "null allowed where required",
            "cr",
            text.clone(),
            json!({"type": ["string", "null"]}),
            (json!(["a"]), json!([null])),
        ),
        required(
            "null refused where required",
            "cs",
            json!({"type": ["string", "null"]}),
            text.clone(),
            (json!([null]), json!(["a"])),
        ),
    ]
}

fn types() -> Vec<Kind> {
    let of = |name: &str| json!({"type": name});
    let either = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    vec![
        optional("integer to number", "cr", of("integer"), of("number"), (json!([1]), json!([1.5]))),
        optional("number to integer", "cs", of("number"), of("integer"), (json!([1.5]), json!([1]))),
        required("string to integer", "csr", of("string"), of("integer"), (json!(["a"]), json!([1]))),
        optional("boolean to string", "csr", of("boolean"), of("string"), (json!([true]), json!(["a"]))),
        optional("string to any value", "cr", of("string"), json!({}), (json!(["a"]), json!([1]))),
        optional("any value to string", "cs", json!({}), of("string"), (json!([1]), json!(["a"]))),
        optional(
            "string to one of two types",
            "cr",
            of("string"),
            either.clone(),
            (json!(["a"]), json!([1])),
        ),
        optional(
            "one of two types to string",
            "cs",
            either.clone(),
            of("string"),
            (json!([1]), json!(["a"])),
        ),
        optional(
            "a third type added",
            "r",
            either.clone(),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}),
            (json!(["a", 1]), json!([true])),
        ),
        optional(
            "string to list of strings",
            "csr",
            of("string"),
            json!({"type": "array", "items": {"type": "string"}}),
            (json!(["a"]), json!([["a"]])),
        ),
        optional(
            "object to map",
            "csr",
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            (json!([{"a": "a"}]), json!([{"a": 1}])),
        ),
    ]
}

fn values() -> Vec<Kind> {
    let of = |values: &[&str]| json!({"enum": values});
    let text = json!({"type": "string"});
    vec![
        optional(
            "value added",
            "r",
            of(&["a", "b"]),
            of(&["a", "b", "c"]),
            (json!(["a", "b"]), json!(["c"])),
        ),
        optional("value removed", "cs", of(&["a", "b"]), of(&["a"]), (json!(["b"]), json!(["a"]))),
        required("value replaced", "csr", of(&["a", "b"]), of(&["a", "c"]), (json!(["b"]), json!(["c"]))),
        optional(
            "values in another order",
            "",
            of(&["a", "b"]),
            of(&["b", "a"]),
            (json!(["a", "b"]), json!(["a", "b"])),
        ),
        optional(
            "values spelled alike",
            "csr",
            of(&["in progress", "done"]),
            of(&["in_progress", "done"]),
            (json!(["in progress"]), json!(["in_progress"])),
        ),
        optional("string to values", "cs", text.clone(), of(&["a", "b"]), (json!(["x"]), json!(["a"]))),
        optional("values to string", "cr", of(&["a", "b"]), text.clone(), (json!(["a"]), json!(["x"]))),
        required(
            "constant changed",
            "sr",
            json!({"const": "a"}),
            json!({"const": "b"}),
            (json!(["a"]), json!(["b"])),
        ),
        optional(
            "optional constant changed",
            "csr",
            json!({"const": "a"}),
            json!({"const": "b"}),
            (json!(["a"]), json!(["b"])),
        ),
        required(
            "constant to string",
            "cr",
            json!({"const": "a"}),
            text.clone(),
            (json!(["a"]), json!(["x"])),
        ),
        required(
            "string to constant",
            "cs",
            text.clone(),
            json!({"const": "a"}),
            (json!(["x"]), json!(["a"])),
        ),
    ]
}

fn numbers() -> Vec<Kind> {
    let with = |kind: &str, rules: Value| {
        let mut schema = json!({"type": kind});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let number = |rules: Value| with("number", rules);
    let integer = |rules: Value| with("integer", rules);
    vec![
        optional(
            "maximum lowered",
            "s",
            integer(json!({"maximum": 100})),
            integer(json!({"maximum": 50})),
            (json!([51, 100, 50]), json!([50])),
        ),
        optional(
            "maximum raised",
            "r",
            integer(json!({"maximum": 50})),
            integer(json!({"maximum": 100})),
            (json!([50]), json!([51])),
        ),
        optional(
            "maximum added",
            "s",
            number(json!({})),
            number(json!({"maximum": 1.5})),
            (json!([1.6]), json!([1.5])),
        ),
        optional(
            "maximum removed",
            "r",
            number(json!({"maximum": 1.5})),
            number(json!({})),
            (json!([1.5]), json!([1.6])),
        ),
        optional(
            "minimum raised",
            "s",
            number(json!({"minimum": 0})),
            number(json!({"minimum": 1})),
            (json!([0.5]), json!([1])),
        ),
        optional(
            "limit made exclusive",
            "s",
            number(json!({"minimum": 0})),
            number(json!({"exclusiveMinimum": 0})),
            (json!([0]), json!([0.5])),
        ),
        optional(
            "another limit for the same integers",
            "",
            integer(json!({"minimum": 1})),
            integer(json!({"exclusiveMinimum": 0})),
            (json!([1, 2]), json!([1, 2])),
        ),
        optional(
            "range moved",
            "sr",
            integer(json!({"minimum": 0, "maximum": 10})),
            integer(json!({"minimum": 5, "maximum": 15})),
            (json!([4]), json!([11])),
        ),
        optional(
            "step made wider",
            "s",
            integer(json!({"multipleOf": 2})),
            integer(json!({"multipleOf": 4})),
            (json!([2, 4]), json!([4])),
        ),
        optional(
            "step made narrower",
            "r",
            integer(json!({"multipleOf": 4})),
            integer(json!({"multipleOf": 2})),
            (json!([4]), json!([2])),
        ),
        optional(
            "step added",
            "s",
            integer(json!({})),
            integer(json!({"multipleOf": 3})),
            (json!([4]), json!([3])),
        ),
        optional(
            "beyond 63 bits no more",
            "cr",
            integer(json!({"minimum": 0, "maximum": 18446744073709551615_u64})),
            integer(json!({"maximum": 18446744073709551615_u64})),
            (json!([1]), json!([-1])),
        ),
    ]
}

fn texts() -> Vec<Kind> {
    let text = |rules: Value| {
        let mut schema = json!({"type": "string"});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let none = || text(json!({}));
    let moment = "2026-03-01T10:00:00Z";
    vec![
        optional(
            "least length added",
            "s",
            none(),
            text(json!({"minLength": 3})),
            (json!(["ab", "abc"]), json!(["abc"])),
        ),
        optional(
            "most length lowered",
            "s",
            text(json!({"maxLength": 9})),
            text(json!({"maxLength": 4})),
            (json!(["abcde"]), json!(["abcd"])),
        ),
        optional(
            "most length raised",
            "r",
            text(json!({"maxLength": 4})),
            text(json!({"maxLength": 9})),
            (json!(["abcd"]), json!(["abcde"])),
        ),
        optional(
            "pattern added",
            "s",
            none(),
            text(json!({"pattern": "^[0-9]+$"})),
            (json!(["a"]), json!(["1"])),
        ),
        optional(
            "pattern removed",
            "r",
            text(json!({"pattern": "^[0-9]+$"})),
            none(),
            (json!(["1"]), json!(["a"])),
        ),
        optional(
            "pattern changed",
            "sr",
            text(json!({"pattern": "^[a-z]+$"})),
            text(json!({"pattern": "^[A-Z]+$"})),
            (json!(["abc"]), json!(["ABC"])),
        ),
        optional(
            "pattern that nothing is known to match",
            "?r",
            text(json!({"pattern": "^qu[0-9]{5}x$"})),
            text(json!({"pattern": "^qu[0-9]{4,5}x$"})),
            (json!(["qu12345x"]), json!(["qu1234x"])),
        ),
        optional(
            "format added",
            "s",
            none(),
            text(json!({"format": "date-time"})),
            (json!(["a"]), json!([moment])),
        ),
        optional(
            "format removed",
            "r",
            text(json!({"format": "date-time"})),
            none(),
            (json!([moment]), json!(["a"])),
        ),
    ]
}

fn containers() -> Vec<Kind> {
    let list = |items: Value, rules: Value| {
        let mut schema = json!({"type": "array", "items": items});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let text = json!({"type": "string"});
    let strings = |rules: Value| list(json!({"type": "string"}), rules);
    let object = |properties: Value, required: Value| json!({"type": "object", "properties": properties, "required": required});
    let one = || object(json!({"a": text}), json!([]));
    vec![
        optional(
            "items of another type",
            "csr",
            strings(json!({})),
            list(json!({"type": "integer"}), json!({})),
            (json!([["a"]]), json!([[1]])),
        ),
        optional(
            "more items wanted",
            "s",
            strings(json!({})),
            strings(json!({"minItems": 2})),
            (json!([["a"]]), json!([["a", "b"]])),
        ),
        optional(
            "fewer items allowed",
            "s",
            strings(json!({"maxItems": 5})),
            strings(json!({"maxItems": 2})),
            (json!([["a", "b", "c"]]), json!([["a"]])),
        ),
        optional(
            "items must differ",
            "s",
            strings(json!({})),
            strings(json!({"uniqueItems": true})),
            (json!([["a", "a"]]), json!([["a", "b"]])),
        ),
        optional(
            "value of items removed",
            "cs",
            list(json!({"enum": ["a", "b"]}), json!({})),
            list(json!({"enum": ["a"]}), json!({})),
            (json!([["b"]]), json!([["a"]])),
        ),
        optional(
            "optional property within",
            "",
            one(),
            object(json!({"a": text, "b": text}), json!([])),
            (json!([{"a": "a"}]), json!([{"a": "a", "b": "b"}])),
        ),
        optional(
            "required property within",
            "cs",
            one(),
            object(json!({"a": text, "b": text}), json!(["b"])),
            (json!([{"a": "a"}]), json!([{"a": "a", "b": "b"}])),
        ),
        optional(
            "property within removed",
            "cr",
            object(json!({"a": text, "b": text}), json!([])),
            one(),
            (json!([{"b": "b"}]), json!([{"a": "a"}])),
        ),
        optional(
            "rule within",
            "s",
            one(),
            object(json!({"a": {"type": "string", "maxLength": 3}}), json!([])),
            (json!([{"a": "abcd"}]), json!([{"a": "abc"}])),
        ),
        optional(
            "closed",
            "",
            one(),
            json!({"type": "object", "properties": {"a": text}, "additionalProperties": false}),
            (json!([{"a": "a"}]), json!([{"a": "a"}])),
        ),
        optional(
            "values of keys that are data",
            "csr",
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            (json!([{"k": "a"}]), json!([{"k": 1}])),
        ),
        optional(
            "gains a lifetime",
            "c",
            object(json!({"n": {"type": "integer"}}), json!([])),
            object(json!({"n": {"type": "integer"}, "t": text}), json!([])),
            (json!([{"n": 1}]), json!([{"n": 1, "t": "a"}])),
        ),
    ]
}

fn words() -> Vec<Kind> {
    let text = |key: &str, value: Value| json!({"type": "string", key: value});
    let some = || (json!(["a"]), json!(["a"]));
    vec![
        optional(
            "description",
            "",
            text("description", json!("Old.")),
            text("description", json!("New.")),
            some(),
        ),
        optional("examples", "", text("examples", json!(["a"])), text("examples", json!(["b"])), some()),
        optional("default", "", text("default", json!("a")), text("default", json!("b")), some()),
        optional("deprecated", "", json!({"type": "string"}), text("deprecated", json!(true)), some()),
    ]
}
