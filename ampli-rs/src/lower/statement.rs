//! The statements that write and check a property.

use serde_json::Number;

use super::field_text::FieldCheck;
use super::layout;
use super::literal;
use super::node::{FieldNode, Nodes, Presence, RecordNode, RuleNames, RuleText, Value};
use crate::module::Lines;

/// How far statements are indented.
const INDENT: usize = 8;

/// The statement that writes a property.
pub(super) fn write(to: &mut Lines, field: &FieldNode, nodes: &Nodes) {
    let name = literal::json_string(&field.wire);
    let own = ["self.", &field.name].concat();
    if field.presence == Presence::Required && nodes.is_text_enumeration(&field.value) {
        // As a text it is written in one piece.
        return layout::call_with_text(to, INDENT, "to.string", &name, &own);
    }
    let borrowed = ["&", &own].concat();
    let mut call = |method: &str, value: &str| layout::call(to, INDENT, method, &[&name, value], ";");
    match (&field.value, field.presence) {
        (Value::ConstantText(text), _) => call("to.string", &literal::string(text)),
        (Value::ConstantJson(json) | Value::ConstantScalar(json), _) => {
            call("to.constant", &literal::string(json));
        }
        (_, Presence::Nullable) => call("to.nullable", &borrowed),
        (value, presence) => match kind(value) {
            Some(kind) if presence == Presence::Optional => call(&["to.optional_", kind].concat(), &own),
            Some(kind) => call(&["to.", kind].concat(), &own),
            None => call("to.property", &borrowed),
        },
    }
}

impl FieldCheck {
    /// How `field` is checked.
    pub(super) fn of(field: &FieldNode, nodes: &Nodes) -> Self {
        if field.rules.is_empty() && !nodes.is_checked(&field.value) {
            Self::Nothing
        } else if let Some((method, limits)) = limits(field) {
            Self::Alone(Lines::with(|to| check_limits(to, field, method, &limits)))
        } else if field.rules.iter().any(|rule| rule.names().pattern) {
            Self::WithStatics
        } else {
            let rules = expressions(&field.rules, &mut Lines::new());
            Self::Ruled(Lines::with(|to| check_field(to, field, &rules)))
        }
    }
}

/// How a record checks itself.
#[derive(Default)]
pub(super) struct Check {
    /// What the rules name of the runtime, to be imported.
    pub(super) imports: Option<String>,
    /// The patterns, which are compiled once, and the tables that refer to them.
    pub(super) patterns: Lines,
    /// The statements that hold the properties against the rules.
    pub(super) statements: Lines,
}

/// How `record` checks itself; nothing is to be done if types prove all that the plan asks.
pub(super) fn check(record: &RecordNode, nodes: &Nodes) -> Check {
    let mut check = Check::default();
    let mut rules: Vec<&RuleText> = Vec::new();
    for field in &record.fields {
        match &field.statements(nodes).check {
            FieldCheck::Nothing => {}
            FieldCheck::Alone(lines) => check.statements.append(lines),
            FieldCheck::Ruled(lines) => {
                rules.extend(&field.rules);
                check.statements.append(lines);
            }
            FieldCheck::WithStatics => {
                rules.extend(&field.rules);
                let expressions = expressions(&field.rules, &mut check.patterns);
                check_field(&mut check.statements, field, &expressions);
            }
        }
    }
    if !record.count_rules.is_empty() {
        rules.extend(&record.count_rules);
        count(&mut check.statements, record);
    }
    check.imports = imports(&rules);
    check
}

/// The names in the expressions of `rules`, as an import lists them.
pub(super) fn imports(rules: &[&RuleText]) -> Option<String> {
    let used = rules.iter().fold(RuleNames::default(), |names, rule| names.or(rule.names()));
    let names = [
        ("Format", used.format),
        ("Number::*", used.number),
        ("Pattern", used.pattern),
        ("Rule", rules.iter().any(|rule| rule.is_static())),
        ("Rule::*", true),
    ];
    // The variants `Rule::Format` and `Rule::Pattern` are functions there, beside the types of the same names.
    let names: Vec<&str> = names.into_iter().filter(|(_, is_used)| *is_used).map(|(name, _)| name).collect();
    match names.as_slice() {
        _ if rules.is_empty() => None,
        [name] => Some((*name).to_owned()),
        names => Some(format!("{{{}}}", names.join(", "))),
    }
}

fn check_field(to: &mut Lines, field: &FieldNode, rules: &[layout::Item<'_>]) {
    let name = literal::string(&field.wire);
    let own = ["self.", &field.name].concat();
    let mut call = |method: &str, value: &str| {
        layout::call_with_array(to, INDENT, method, &[&name, value], rules, ";");
    };
    match (kind(&field.value), field.presence) {
        (Some("boolean") | None, _) => call("report.property", &["&", &own].concat()),
        (Some(kind), Presence::Required) => call(&["report.", kind].concat(), &own),
        (Some(kind), _) => call(&["report.optional_", kind].concat(), &own),
    }
}

/// The runtime's method that knows the rules of the field by itself, and the limits that it is given.
fn limits(field: &FieldNode) -> Option<(&'static str, Vec<String>)> {
    use RuleText::{Count, Limit};
    let number = |number: &Number| number.as_i64().map(|limit| limit.to_string());
    Some(match (&field.value, field.rules.as_slice()) {
        (Value::Number, []) => ("finite", vec![]),
        (Value::Integer, [Limit { variant: "Minimum", number: least }]) => {
            ("integer_at_least", vec![number(least)?])
        }
        (Value::Integer, [Limit { variant: "Maximum", number: greatest }]) => {
            ("integer_at_most", vec![number(greatest)?])
        }
        (
            Value::Integer,
            [Limit { variant: "Minimum", number: least }, Limit { variant: "Maximum", number: greatest }],
        ) => ("integer_between", vec![number(least)?, number(greatest)?]),
        (Value::Text, [Count { variant: "MinLength", count }]) => {
            ("string_at_least", vec![count.to_string()])
        }
        (Value::Text, [Count { variant: "MaxLength", count }]) => ("string_at_most", vec![count.to_string()]),
        _ => return None,
    })
}

fn check_limits(to: &mut Lines, field: &FieldNode, method: &str, limits: &[String]) {
    let name = literal::string(&field.wire);
    let own = ["self.", &field.name].concat();
    let optional = if field.presence == Presence::Required { "" } else { "optional_" };
    let arguments: Vec<&str> = [&*name, &*own].into_iter().chain(limits.iter().map(String::as_str)).collect();
    layout::call(to, INDENT, &["report.", optional, method].concat(), &arguments, ";");
}

/// The statements that count the properties.
fn count(to: &mut Lines, record: &RecordNode) {
    let always = record.fields.iter().filter(|field| field.presence != Presence::Optional).count();
    let mutable = if always == record.fields.len() { "" } else { "mut " };
    to.push(&["let ", mutable, "count = ", &always.to_string(), ";"]);
    for field in record.fields.iter().filter(|field| field.presence == Presence::Optional) {
        layout::counted(to, &["self.", &field.name].concat());
    }
    let rules = expressions(&record.count_rules, &mut Lines::new());
    layout::call_with_array(to, INDENT, "report.property_count", &["count"], &rules, ";");
}

/// The expressions of `rules`; their patterns, and the tables that refer to these, go to `statics`.
pub(super) fn expressions<'r>(rules: &'r [RuleText], statics: &mut Lines) -> Vec<layout::Item<'r>> {
    rules.iter().map(|rule| expression(rule, statics)).collect()
}

fn expression<'r>(rule: &'r RuleText, statics: &mut Lines) -> layout::Item<'r> {
    let item = rule.expression(&mut |literal| {
        let (name, head) = next_static("PATTERN", "Pattern", statics);
        layout::assignment(statics, INDENT, &head, &format!("Pattern::new({literal})"));
        name
    });
    match item {
        layout::Item::Call(call, items) if rule.is_static() => {
            let (name, head) = next_static("RULES", "&[Rule]", statics);
            layout::assigned_array(statics, INDENT, &head, &items);
            layout::Item::Plain(format!("{call}({name})").into())
        }
        item => item,
    }
}

/// The name of a static after those of its kind that are there, and its declaration.
fn next_static(kind: &str, of_type: &str, statics: &Lines) -> (String, String) {
    let start = format!("static {kind}_");
    let count = statics.iter().filter(|line| line.starts_with(&start)).count();
    let name = format!("{kind}_{}", count + 1);
    let head = format!("static {name}: {of_type}");
    (name, head)
}

/// The runtime's method for values of a kind that is not a type of the plan's own.
fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::Text => Some("string"),
        Value::Integer => Some("integer"),
        Value::Unsigned => Some("unsigned"),
        Value::Number => Some("number"),
        Value::Boolean => Some("boolean"),
        _ => None,
    }
}
