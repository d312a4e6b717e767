//! The statements that write and check a property.

use super::layout;
use super::literal;
use super::node::{FieldNode, Nodes, Presence, RecordNode, Value};

/// How far statements are indented.
const INDENT: usize = 8;

/// The statement that writes a property.
pub(super) fn write(field: &FieldNode) -> Vec<String> {
    let name = literal::string(&field.wire);
    let own = format!("self.{}", field.name);
    let borrowed = format!("&self.{}", field.name);
    let (method, value) = match (&field.value, field.presence) {
        (Value::ConstantText(text), _) => ("to.string".to_owned(), literal::string(text)),
        (Value::ConstantJson(json), _) => ("to.constant".to_owned(), literal::string(json)),
        (_, Presence::Nullable) => ("to.nullable".to_owned(), borrowed),
        (value, presence) => match kind(value) {
            Some(kind) if presence == Presence::Optional => (format!("to.optional_{kind}"), own),
            Some(kind) => (format!("to.{kind}"), own),
            None => ("to.property".to_owned(), borrowed),
        },
    };
    layout::call(INDENT, &method, &[&name, &value], ";")
}

/// The rules on a record's properties as tables, and the statements that check them.
pub(super) fn check(record: &RecordNode, nodes: &Nodes) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut tables = Vec::new();
    let mut statements = Vec::new();
    for (index, field) in record.fields.iter().enumerate() {
        if field.rules.is_empty() && !nodes.is_checked(&field.value) {
            continue;
        }
        let rules = if field.rules.is_empty() {
            "&[]".to_owned()
        } else {
            let name = table_name(&field.name, index);
            tables.push(table(&name, &field.rules));
            name
        };
        statements.push(check_field(field, &rules));
    }
    if !record.count_rules.is_empty() {
        tables.push(table("COUNT", &record.count_rules));
        statements.extend(count(record));
    }
    (tables, statements)
}

fn check_field(field: &FieldNode, rules: &str) -> Vec<String> {
    let name = literal::string(&field.wire);
    let own = format!("self.{}", field.name);
    let (method, value) = match (kind(&field.value), field.presence) {
        (Some("boolean") | None, _) => ("report.property".to_owned(), format!("&{own}")),
        (Some(kind), Presence::Required) => (format!("report.{kind}"), own),
        (Some(kind), _) => (format!("report.optional_{kind}"), own),
    };
    layout::call(INDENT, &method, &[&name, &value, rules], ";")
}

/// The statements that count the properties.
fn count(record: &RecordNode) -> Vec<Vec<String>> {
    let always = record.fields.iter().filter(|field| field.presence != Presence::Optional).count();
    let optional = record.fields.iter().filter(|field| field.presence == Presence::Optional);
    let mut statements: Vec<Vec<String>> = optional
        .map(|field| {
            let present = format!("usize::from(self.{}.is_some())", field.name);
            let line = format!("count += {present};");
            vec![line]
        })
        .collect();
    let mutable = if statements.is_empty() { "" } else { "mut " };
    statements.insert(0, vec![format!("let {mutable}count = {always};")]);
    statements.push(vec!["report.property_count(count, COUNT);".to_owned()]);
    statements
}

fn table(name: &str, rules: &[String]) -> Vec<String> {
    layout::array(INDENT, &format!("static {name}: &[Rule] = &"), rules, ";")
}

/// The name of a property's table. Identifiers beyond ASCII may have no capitals.
fn table_name(identifier: &str, index: usize) -> String {
    if identifier.is_ascii() {
        format!("{}_RULES", identifier.trim_start_matches("r#").to_ascii_uppercase())
    } else {
        format!("RULES_{index}")
    }
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
