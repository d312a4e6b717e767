//! The statements that write and check a property.

use super::layout;
use super::literal;
use super::node::{FieldNode, Nodes, Presence, RecordNode, RuleNames, RuleText, Value};

/// How far statements are indented.
const INDENT: usize = 8;

/// Columns that a key may take, so that it stands on one line among the arguments of a call.
const LONGEST_KEY: usize = 60;

/// The statement that writes a property.
pub(super) fn write(field: &FieldNode) -> Vec<String> {
    let name = key(&field.wire).unwrap_or_else(|| literal::string(&field.wire));
    let own = format!("self.{}", field.name);
    let borrowed = format!("&self.{}", field.name);
    let (method, value) = match (&field.value, field.presence) {
        (Value::ConstantText(text), _) => ("to.string".to_owned(), literal::string(text)),
        (Value::ConstantJson(json) | Value::ConstantScalar(json), _) => {
            ("to.constant".to_owned(), literal::string(json))
        }
        (_, Presence::Nullable) => ("to.nullable".to_owned(), borrowed),
        (value, presence) => match kind(value) {
            Some(kind) if presence == Presence::Optional => (format!("to.optional_{kind}"), own),
            Some(kind) => (format!("to.{kind}"), own),
            None => ("to.property".to_owned(), borrowed),
        },
    };
    layout::call(INDENT, &method, &[&name, &value], ";")
}

/// The key of a property as JSON has it, so that nothing is left to be escaped at run time; none if it is too long for a
/// line, then the wire name must do.
fn key(wire: &str) -> Option<String> {
    let json = serde_json::to_string(wire).ok()?;
    let key = format!("Key::json({})", literal::string(&format!("{json}:")));
    (layout::width(&key) <= LONGEST_KEY).then_some(key)
}

/// Whether the statement that writes the property has need of the runtime's `Key`.
pub(super) fn needs_key(field: &FieldNode) -> bool {
    key(&field.wire).is_some()
}

/// How a record checks itself.
#[derive(Default)]
pub(super) struct Check {
    /// What the rules name of the runtime, to be imported.
    pub(super) imports: Option<String>,
    /// The patterns, which are compiled once.
    pub(super) patterns: Vec<String>,
    /// The statements that hold the properties against the rules.
    pub(super) statements: Vec<String>,
}

/// How `record` checks itself; nothing is to be done if types prove all that the plan asks.
pub(super) fn check(record: &RecordNode, nodes: &Nodes) -> Check {
    let mut check = Check::default();
    let mut rules: Vec<&RuleText> = Vec::new();
    for field in &record.fields {
        if field.rules.is_empty() && !nodes.is_checked(&field.value) {
            continue;
        }
        let expressions = expressions(&field.rules, &mut check.patterns);
        rules.extend(&field.rules);
        check.statements.extend(check_field(field, &expressions));
    }
    if !record.count_rules.is_empty() {
        rules.extend(&record.count_rules);
        check.statements.extend(count(record));
    }
    check.imports = imports(&rules);
    check
}

/// The names in the expressions of `rules`, as an import lists them.
pub(super) fn imports(rules: &[&RuleText]) -> Option<String> {
    let used = rules.iter().fold(RuleNames::default(), |names, rule| names.or(rule.names()));
    let names =
        [("Format", used.format), ("Number::*", used.number), ("Pattern", used.pattern), ("Rule::*", true)];
    // The variants `Rule::Format` and `Rule::Pattern` are functions there, beside the types of the same names.
    let names: Vec<&str> = names.into_iter().filter(|(_, is_used)| *is_used).map(|(name, _)| name).collect();
    match names.as_slice() {
        _ if rules.is_empty() => None,
        [name] => Some((*name).to_owned()),
        names => Some(format!("{{{}}}", names.join(", "))),
    }
}

fn check_field(field: &FieldNode, rules: &[layout::Item]) -> Vec<String> {
    let name = literal::string(&field.wire);
    let own = format!("self.{}", field.name);
    let (method, value) = match (kind(&field.value), field.presence) {
        (Some("boolean") | None, _) => ("report.property".to_owned(), format!("&{own}")),
        (Some(kind), Presence::Required) => (format!("report.{kind}"), own),
        (Some(kind), _) => (format!("report.optional_{kind}"), own),
    };
    layout::call_with_array(INDENT, &method, &[&name, &value], rules, ";")
}

/// The statements that count the properties.
fn count(record: &RecordNode) -> Vec<String> {
    let always = record.fields.iter().filter(|field| field.presence != Presence::Optional).count();
    let optional = record.fields.iter().filter(|field| field.presence == Presence::Optional);
    let mut statements: Vec<String> =
        optional.flat_map(|field| layout::counted(&format!("self.{}", field.name))).collect();
    let mutable = if statements.is_empty() { "" } else { "mut " };
    statements.insert(0, format!("let {mutable}count = {always};"));
    let rules = expressions(&record.count_rules, &mut Vec::new());
    statements.extend(layout::call_with_array(INDENT, "report.property_count", &["count"], &rules, ";"));
    statements
}

/// The expressions of `rules`; the statics of their patterns go to `patterns`.
pub(super) fn expressions(rules: &[RuleText], patterns: &mut Vec<String>) -> Vec<layout::Item> {
    let mut static_of = |literal: &str| {
        let count = patterns.iter().filter(|line| line.starts_with("static ")).count();
        let name = format!("PATTERN_{}", count + 1);
        let value = format!("Pattern::new({literal})");
        patterns.extend(layout::assignment(INDENT, &format!("static {name}: Pattern"), &value));
        name
    };
    rules.iter().map(|rule| rule.expression(&mut static_of)).collect()
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
