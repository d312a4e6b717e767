//! A plan of every strange name, in every place where a plan has names.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::{names_of_events, names_of_properties, names_of_values};

const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final \
                        fn for gen if impl in let loop macro match mod move mut override priv pub ref return self Self \
                        static struct super trait true try type typeof unsafe unsized use virtual where while yield auto \
                        default macro_rules raw safe union";

/// The property that lists every value of the enumeration of all strange values.
pub(crate) const LISTED: &str = "listed values";

/// All strange names; none is empty.
pub(crate) fn names() -> BTreeSet<String> {
    let events = names_of_events::ROWS.iter().copied().flatten().map(|(raw, ..)| (*raw).to_owned());
    let properties = names_of_properties::ROWS.iter().copied().flatten().map(|(raw, _)| (*raw).to_owned());
    let printable = (' '..='~')
        .flat_map(|letter| [format!("{letter}"), format!("a{letter}b"), format!("{letter}a{letter}")]);
    let all_printable: String = (' '..='~').collect();
    let spaces =
        ["\u{2028}", "\u{2029}", "\u{feff}", "\u{202e}", "\u{2066}", "\t", "\n", "\r", "\u{0}", "\u{7f}"];
    let spaces = spaces.iter().map(|space| format!("name{space}with"));
    let real = [
        "& < > \" ' = ? : %",
        "$eventWithNameCamelCase$!",
        "👩‍💻 coded 🎉",
        "{}",
        "{{ name }}",
        "*/ // /*",
        "\\u{41}",
        "r#\"a\"#",
    ];
    let keywords = KEYWORDS.split_whitespace().map(str::to_owned);
    let real = real.iter().map(|name| (*name).to_owned());
    let names = events.chain(properties).chain(printable).chain(spaces).chain(keywords).chain(real);
    names.chain([all_printable, "long ".repeat(100)]).filter(|name| !name.is_empty()).collect()
}

/// The plan, in the tool's own format.
pub(crate) fn plan() -> String {
    let names = names();
    let texts: Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({"type": "string"}))).collect();
    let mut events: Vec<Value> = names.iter().map(|name| event_of(name)).collect();
    let nested = json!({"type": "object", "properties": texts, "required": [names.first()]});
    events.push(json!({"name": "Many Optional", "schema": {"type": "object", "properties": texts}}));
    events
        .push(json!({"name": "Many", "schema": {"type": "object", "properties": texts, "required": names}}));
    // What a constructor of many properties takes has a struct, whose name another event may ask for.
    events.push(json!({"name": "Many Required Properties", "schema": {"type": "object", "properties": {
        "a": {"type": "string"}}}}));
    // Such a struct of a type that two events share.
    let eight: Map<String, Value> =
        (1..=8).map(|number| (format!("p{number}"), json!({"type": "string"}))).collect();
    let required: Vec<&String> = eight.keys().collect();
    let eight = json!({"type": "object", "properties": eight, "required": required});
    for name in ["First Eight", "Second Eight"] {
        events.push(json!({"name": name, "schema": {"type": "object", "properties": {"eight": eight}}}));
    }
    let leaf =
        |key: &str| json!({"type": "object", "properties": {key: {"type": "string"}}, "required": [key]});
    // Types of the plan that are called as those of the standard library are.
    let standard =
        ["Option", "Result", "String", "Vec", "Default", "Some", "None", "Ok", "Debug", "str", "bool"];
    let definition = |name: &str| {
        json!({"type": "object", "properties": {
        name: {"type": "string"}, "own": {"type": "array", "items": {"$ref": format!("#/$defs/{name}")}}}})
    };
    let definitions: Map<String, Value> =
        standard.iter().map(|name| ((*name).to_owned(), definition(name))).collect();
    let uses: Map<String, Value> = standard
        .iter()
        .map(|name| ((*name).to_owned(), json!({"$ref": format!("#/$defs/{name}")})))
        .collect();
    for name in ["First Standard", "Second Standard"] {
        events.push(json!({"name": name, "schema": {"type": "object", "properties": uses}}));
    }
    // Calls and versions of one name.
    let page = json!([{"name": "Dotted", "schema": {"type": "object", "properties": {"a": leaf("page")}}}]);
    let old = json!({"type": "object", "properties": {"a": leaf("old")}});
    events.push(json!({"name": "Dotted", "version": "0.9", "schema": old}));
    events.push(
        json!({"name": "Dotted 0.9", "schema": {"type": "object", "properties": {"a": leaf("other")}}}),
    );
    // The same words, divided in two ways.
    let outer = json!({"type": "object", "properties": {"b": leaf("x")}, "required": ["b"]});
    events.push(json!({"name": "Dotted", "version": "1.0", "schema": {"type": "object", "properties": {"a": outer, "a.b": leaf("y")}}}));
    events.push(json!({"name": "Dotted.a", "schema": {"type": "object", "properties": {"b": leaf("z")}}}));
    events.push(
        json!({"name": "Nested Properties", "schema": {"type": "object", "properties": {"nested": nested}}}),
    );
    events.push(json!({"name": "Values", "schema": {"type": "object", "properties": {
        LISTED: {"type": "array", "items": {"enum": values(&names)}},
        "one value": {"enum": values(&names)},
    }}}));
    events.push(json!({"name": "Constants", "schema": {"type": "object", "required": names, "properties":
        names.iter().map(|name| (name.clone(), json!({"const": name}))).collect::<Map<_, _>>()}}));
    let destinations: Vec<Value> =
        names.iter().map(|name| json!({"name": name, "service": "custom"})).collect();
    json!({"ampliPlan": 1, "name": "Strange \" names", "destinations": destinations, "page": page, "$defs": definitions, "events": events}).to_string()
}

/// An event with one property, one enumeration and one object of its own name.
fn event_of(name: &str) -> Value {
    let object =
        json!({"type": "object", "properties": {name: {"enum": [name, "other"]}}, "required": [name]});
    json!({"name": name, "description": format!("Says {name}."), "schema": {
        "type": "object", "properties": {name: object}, "required": [name],
    }})
}

/// Every strange value, those that are no texts too.
fn values(names: &BTreeSet<String>) -> Vec<Value> {
    let rows = names_of_values::ROWS.iter().copied().flatten();
    let strange = rows.map(|(value, _)| serde_json::from_str(value).expect("the table has JSON"));
    let mut values: Vec<Value> = Vec::new();
    for value in strange.chain(names.iter().map(|name| Value::from(name.as_str()))) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}
