//! The statements that write and check a property.

use super::layout;
use super::literal;
use super::node::{FieldNode, Nodes, Presence, RecordNode, RuleNames, RuleText, Value};

/// How far statements are indented.
const INDENT: usize = 8;

/// The statement that writes a property.
pub(super) fn write(field: &FieldNode) -> Vec<String> {
    let name = literal::string(&field.wire);
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

/// How a record checks itself.
#[derive(Default)]
pub(super) struct Check {
    /// What the rules name of the runtime, to be imported.
    pub(super) imports: Option<String>,
    /// The patterns, which are compiled once, and the tables that refer to them.
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

/// The expressions of `rules`; their patterns, and the tables that refer to these, go to `statics`.
pub(super) fn expressions(rules: &[RuleText], statics: &mut Vec<String>) -> Vec<layout::Item> {
    rules.iter().map(|rule| expression(rule, statics)).collect()
}

fn expression(rule: &RuleText, statics: &mut Vec<String>) -> layout::Item {
    let item = rule.expression(&mut |literal| {
        let (name, head) = next_static("PATTERN", "Pattern", statics);
        statics.extend(layout::assignment(INDENT, &head, &format!("Pattern::new({literal})")));
        name
    });
    match item {
        layout::Item::Call(call, items) if rule.is_static() => {
            let (name, head) = next_static("RULES", "&[Rule]", statics);
            statics.extend(layout::assigned_array(INDENT, &format!("{head} ="), &items));
            layout::Item::Plain(format!("{call}({name})"))
        }
        item => item,
    }
}

/// The name of a static after those of its kind that are there, and its declaration.
fn next_static(kind: &str, of_type: &str, statics: &[String]) -> (String, String) {
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
