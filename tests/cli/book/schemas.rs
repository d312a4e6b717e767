//! The reference of `ampli.toml` and of the plan format is their JSON Schemas.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{cell, renew};
use crate::playground::Playground;

/// How a table within the file is called.
#[derive(Clone, Copy)]
enum Style {
    /// By the way to it: `[check.names]`.
    Toml,
    /// By the name of its definition: `Event`.
    Definitions,
}

/// The tables of a schema, in the order in which they are met.
struct Tables<'s> {
    schema: &'s Value,
    style: Style,
    /// The definitions that have a table, with its name.
    seen: BTreeMap<&'s str, String>,
    text: String,
}

/// A part of a schema that has a table of its own.
struct Part<'s> {
    node: &'s Map<String, Value>,
    title: String,
}

impl<'s> Tables<'s> {
    /// The tables of the schema that `ampli-rs schema what` prints.
    fn of(schema: &'s Value, style: Style) -> String {
        let mut tables = Self { schema, style, seen: BTreeMap::new(), text: String::new() };
        let node = schema.as_object().unwrap();
        tables.table(&Part { node, title: String::new() });
        tables.text
    }

    fn definition(&self, reference: &'s str) -> (&'s str, &'s Value) {
        let name = reference.strip_prefix("#/$defs/").unwrap();
        (name, &self.schema["$defs"][name])
    }

    /// A table, and then those of its members.
    fn table(&mut self, part: &Part<'s>) {
        let required = strings(part.node.get("required"));
        let mut inner = Vec::new();
        self.text.push_str("| Key | Value | |\n|---|---|---|\n");
        for (key, member) in part.node["properties"].as_object().unwrap() {
            let description = cell(&markdown(&self.described(member)));
            let needed = if required.contains(&key.as_str()) { " Required." } else { "" };
            let default = member
                .get("default")
                .map(|value| format!(" Default: `{}`.", plain(value)))
                .unwrap_or_default();
            let kind = cell(&self.kind(member));
            let _ = writeln!(self.text, "| `{key}` | {kind} | {description}{needed}{default} |");
            self.parts(member, key, &part.title, &mut inner);
        }
        for part in inner {
            let description = part.node.get("description").and_then(Value::as_str).unwrap_or_default();
            let title = match self.style {
                Style::Toml => format!("`[{}]`", part.title),
                Style::Definitions => part.title.clone(),
            };
            let _ = write!(self.text, "\n## {title}\n\n");
            if !description.is_empty() {
                let _ = write!(self.text, "{}\n\n", markdown(description));
            }
            self.table(&part);
        }
    }

    /// The parts of a member that have tables of their own and have none yet.
    fn parts(&mut self, member: &'s Value, key: &str, within: &str, parts: &mut Vec<Part<'s>>) {
        self.find(member, if within.is_empty() { key.to_owned() } else { format!("{within}.{key}") }, parts);
    }

    fn find(&mut self, node: &'s Value, path: String, parts: &mut Vec<Part<'s>>) {
        if let Some(reference) = node["$ref"].as_str() {
            let (name, definition) = self.definition(reference);
            let path = if matches!(self.style, Style::Definitions) { name.to_owned() } else { path };
            if is_table(definition) && self.seen.contains_key(name) {
                return;
            }
            if is_table(definition) {
                self.seen.insert(name, path.clone());
            }
            return self.find(definition, path, parts);
        }
        if is_table(node) {
            return parts.push(Part { node: node.as_object().unwrap(), title: path });
        }
        for key in ["items", "additionalProperties"] {
            let Some(inner) = node.get(key) else { continue };
            let is_named = matches!(self.style, Style::Toml) && key == "additionalProperties";
            self.find(inner, if is_named { format!("{path}.NAME") } else { path.clone() }, parts);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for choice in node[key].as_array().into_iter().flatten() {
                self.find(choice, path.clone(), parts);
            }
        }
    }

    /// What is said about a member, where it stands or in its definition.
    fn described(&self, member: &'s Value) -> String {
        let own = member["description"].as_str();
        let there = member["$ref"]
            .as_str()
            .and_then(|reference| self.definition(reference).1["description"].as_str());
        own.or(there).unwrap_or_default().to_owned()
    }

    /// The kind of value, in words.
    fn kind(&self, node: &'s Value) -> String {
        if let Some(reference) = node["$ref"].as_str() {
            let (name, definition) = self.definition(reference);
            return match self.style {
                Style::Definitions if is_table(definition) => link(name),
                Style::Toml if self.seen.contains_key(name) => {
                    format!("as {}", link(&format!("[{}]", self.seen[name])))
                }
                _ => self.kind(definition),
            };
        }
        if let Some(values) = node["enum"].as_array() {
            return values.iter().map(|value| format!("`{}`", plain(value))).collect::<Vec<_>>().join(", ");
        }
        if let Some(value) = node.get("const") {
            return format!("`{}`", plain(value));
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            if let Some(choices) = node[key].as_array() {
                return choices.iter().map(|choice| self.kind(choice)).collect::<Vec<_>>().join(", or ");
            }
        }
        let kinds = if node["type"].is_array() {
            strings(node.get("type"))
        } else {
            node["type"].as_str().into_iter().collect()
        };
        kinds.into_iter().map(|kind| self.of_type(kind, node)).collect::<Vec<_>>().join(" or ")
    }

    fn of_type(&self, kind: &str, node: &'s Value) -> String {
        match kind {
            "array" => format!("list of: {}", self.kind(&node["items"])),
            "object" if node["additionalProperties"].is_object() => {
                format!("by name: {}", self.kind(&node["additionalProperties"]))
            }
            "object" if is_table(node) => "table".to_owned(),
            "boolean" => "`true`, `false`".to_owned(),
            kind => kind.to_owned(),
        }
    }
}

/// A link to the table that has this name.
fn link(name: &str) -> String {
    format!("[`{name}`](#{})", super::page::anchor(name))
}

fn is_table(node: &Value) -> bool {
    node["properties"].is_object() && node["allOf"].is_null()
}

fn strings(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Descriptions are text: an asterisk or a sign of less is meant as it stands.
fn markdown(description: &str) -> String {
    description.replace('*', "\\*").replace('<', "&lt;")
}

fn schema(what: &str) -> Value {
    let run = Playground::new().run(&["schema", what]);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_page_of_the_configuration_is_its_schema() {
    renew("docs/reference/configuration.md", &Tables::of(&schema("config"), Style::Toml));
}

#[test]
fn the_page_of_the_plan_format_is_its_schema() {
    renew("docs/reference/plan-format.md", &Tables::of(&schema("plan"), Style::Definitions));
}
