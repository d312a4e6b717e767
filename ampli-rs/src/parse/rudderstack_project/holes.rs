//! `{{ .NAME }}` in a text: filled from files of variables and from the environment, which wins.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member};
use crate::parse::Input;
use crate::parse::codes::UNFILLED_HOLE;
use crate::pointer::Location;

/// What the names of variables in the environment start with.
const PREFIX: &str = "RUDDER_";

/// Whether a document only gives values to names.
pub(in crate::parse) fn are_variables(json: &Json) -> bool {
    let is_value = |value: &Json| !matches!(value, Json::Array(_) | Json::Object(_));
    !json.members().is_empty() && json.members().iter().all(|(name, value)| is_name(name) && is_value(value))
}

fn is_name(text: &str) -> bool {
    let start = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    start && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The values of holes, and the holes that have none.
pub(super) struct Variables<E> {
    values: HashMap<String, String>,
    environment: E,
    unfilled: RefCell<Vec<(String, Location)>>,
}

impl<E: Fn(&str) -> Option<String>> Variables<E> {
    pub(super) fn new(inputs: &[&Input<'_>], environment: E) -> Self {
        let files = inputs.iter().filter(|input| are_variables(&input.json));
        let values = files.flat_map(|input| input.json.members()).map(|(name, value)| {
            let text = match value {
                Json::String(text) => text.to_string(),
                Json::Null => String::new(),
                other => serde_json::to_string(other).unwrap_or_default(),
            };
            (name.to_string(), text)
        });
        Self { values: values.collect(), environment, unfilled: RefCell::default() }
    }

    /// The tree that stands at `location` with its holes filled.
    pub(super) fn fill(&mut self, json: &Json, location: &Location) -> Json {
        match json {
            Json::String(text) if text.contains("{{") => Json::from(&*self.filled(text, location)),
            Json::Array(items) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| self.fill(item, &location.index(index))).collect()
            }
            Json::Object(members) => members
                .iter()
                .map(|(key, value)| -> Member { (key.clone(), self.fill(value, &location.key(key))) })
                .collect(),
            other => other.clone(),
        }
    }

    fn filled(&self, text: &str, location: &Location) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let hole = after.split_once("}}").and_then(|(inside, after)| {
                Some((inside.trim().strip_prefix('.').filter(|name| is_name(name))?, after))
            });
            let Some((name, after)) = hole else {
                filled.push_str("{{");
                rest = after;
                continue;
            };
            let value =
                (self.environment)(&[PREFIX, name].concat()).or_else(|| self.values.get(name).cloned());
            if value.is_none() {
                self.unfilled.borrow_mut().push((name.to_owned(), location.clone()));
            }
            filled.push_str(&value.unwrap_or_else(|| format!("{{{{ .{name} }}}}")));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// What is to be said about the holes without a value in what stands at any of `places`.
    pub(super) fn unfilled(&self, places: &[Location]) -> Diagnostics {
        let mut findings = Diagnostics::new();
        for (name, location) in self.unfilled.borrow().iter() {
            if places.iter().any(|place| location.is_within(place)) {
                let message = format!("nothing fills the hole `{{{{ .{name} }}}}`");
                let help = format!(
                    "set the variable `{PREFIX}{name}`, or add a file `*.vars.yaml` with `{name}: …` to the folder"
                );
                findings.push(Diagnostic::new(&UNFILLED_HOLE, message).at(location, "").help(help));
            }
        }
        findings
    }
}
