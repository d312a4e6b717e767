//! What is said about a property: description, rules, default, examples, and its name on the wire if that is another.

use std::borrow::Cow;

use super::docs::{Docs, code};
use crate::json::Json;
use crate::plan::{Property, Rule};

/// Longest value that is shown whole.
const LONGEST_VALUE: usize = 200;

/// The documentation of a field.
pub(super) fn of(property: &Property, identifier: &str) -> Docs {
    let of_type = &property.value;
    let mut docs = Docs::default();
    if let Some(description) = &of_type.description {
        docs.text(description);
    }
    let differs = !is_same_but_for_case(identifier.trim_start_matches("r#"), &property.name);
    if docs.is_empty() {
        docs.line(&["The property ", &code(&property.name), "."]);
    } else if differs {
        docs.line(&["On the wire: ", &code(&property.name), "."]);
    }
    docs.rules(of_type.rules.iter().map(row));
    if let Some(default) = &of_type.default {
        docs.line(&["When absent: ", &value(default), "."]);
    }
    if !of_type.examples.is_empty() {
        let examples: Vec<String> = of_type.examples.iter().map(value).collect();
        docs.line(&["Examples: ", &examples.join(", "), "."]);
    }
    docs
}

/// Whether the two differ in nothing but case and underscores, so that nobody wonders.
fn is_same_but_for_case(identifier: &str, wire: &str) -> bool {
    if identifier.is_ascii() && wire.is_ascii() {
        return ascii_letters(identifier).eq(ascii_letters(wire));
    }
    let letters = |text: &str| text.replace('_', "").to_lowercase();
    letters(identifier) == letters(wire)
}

fn ascii_letters(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// A row of the rules table.
fn row(rule: &Rule) -> (&'static str, Cow<'_, str>) {
    let (name, value) = match rule {
        Rule::Minimum(number) => ("Min Value", number.to_string()),
        Rule::Maximum(number) => ("Max Value", number.to_string()),
        Rule::ExclusiveMinimum(number) => ("Greater Than", number.to_string()),
        Rule::ExclusiveMaximum(number) => ("Less Than", number.to_string()),
        Rule::MultipleOf(number) => ("Multiple Of", number.to_string()),
        Rule::MinLength(count) => ("Min Length", count.to_string()),
        Rule::MaxLength(count) => ("Max Length", count.to_string()),
        Rule::Pattern(source) => ("Regex", shortened(source)),
        Rule::Format(name) => ("Format", code(name)),
        Rule::MinItems(count) => ("Min Items", count.to_string()),
        Rule::MaxItems(count) => ("Max Items", count.to_string()),
        Rule::UniqueItems => return ("Unique Items", Cow::Borrowed("yes")),
        Rule::MinProperties(count) => ("Min Properties", count.to_string()),
        Rule::MaxProperties(count) => ("Max Properties", count.to_string()),
    };
    (name, Cow::Owned(value))
}

fn value(value: &Json) -> String {
    shortened(&serde_json::to_string(value).unwrap_or_default())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => code(&format!("{}…", &text[..end])),
        None => code(text),
    }
}
