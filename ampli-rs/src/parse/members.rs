//! The members of one object of a plan, read with their kinds checked.

use ecow::{EcoString, eco_format};

use super::codes::{MALFORMED_PLAN, UNKNOWN_KEY};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::Location;
use crate::suggestion;

/// An object of a plan and where it stands. A member that is `null` counts as absent.
#[derive(Clone)]
pub(super) struct Members<'a> {
    json: &'a Json,
    location: Location,
}

impl<'a> Members<'a> {
    /// The members of `json`, which has none when it is no object.
    pub(super) fn new(json: &'a Json, location: Location) -> Self {
        Self { json, location }
    }

    /// Where the object stands.
    pub(super) fn location(&self) -> &Location {
        &self.location
    }

    /// The object itself.
    pub(super) fn json(&self) -> &'a Json {
        self.json
    }

    /// The member `key` as it is, with its place.
    pub(super) fn get(&self, key: &str) -> Option<(&'a Json, Location)> {
        Some((self.value(key)?, self.location.key(key)))
    }

    /// The member `key` as it is.
    fn value(&self, key: &str) -> Option<&'a Json> {
        self.json.get(key).filter(|value| **value != Json::Null)
    }

    /// The members of the object `key`.
    pub(super) fn object(&self, key: &str, findings: &mut Diagnostics) -> Option<Members<'a>> {
        let (value, location) = self.get(key)?;
        if !value.is_object() {
            findings.push(malformed(&location, key, "an object", value));
            return None;
        }
        Some(Members::new(value, location))
    }

    /// The items of the list `key`, each with its place; none when the list is absent.
    pub(super) fn list(&self, key: &str, findings: &mut Diagnostics) -> Vec<(&'a Json, Location)> {
        let Some((value, location)) = self.get(key) else { return Vec::new() };
        if !matches!(value, Json::Array(_)) {
            findings.push(malformed(&location, key, "a list", value));
        }
        value.items().iter().enumerate().map(|(index, item)| (item, location.index(index))).collect()
    }

    /// The objects of the list `key`; other items are reported and left out.
    pub(super) fn objects(&self, key: &str, findings: &mut Diagnostics) -> Vec<Members<'a>> {
        let mut objects = Vec::new();
        for (item, location) in self.list(key, findings) {
            if item.is_object() {
                objects.push(Members::new(item, location));
            } else {
                findings.push(malformed_item(&location, key, "an object", item));
            }
        }
        objects
    }

    /// The text `key`.
    pub(super) fn text(&self, key: &str, findings: &mut Diagnostics) -> Option<EcoString> {
        let value = self.value(key)?;
        if !matches!(value, Json::String(_)) {
            findings.push(malformed(&self.location.key(key), key, "a string", value));
        }
        value.text()
    }

    /// The text `key`, unless it is empty.
    pub(super) fn words(&self, key: &str, findings: &mut Diagnostics) -> Option<EcoString> {
        self.text(key, findings).filter(|text| !text.is_empty())
    }

    /// The boolean `key`.
    pub(super) fn flag(&self, key: &str, findings: &mut Diagnostics) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            findings.push(malformed(&self.location.key(key), key, "a boolean", value));
        }
        flag
    }

    /// The finding that `key` has to be there and is not.
    pub(super) fn missing(&self, key: &str) -> Diagnostic {
        Diagnostic::new(&MALFORMED_PLAN, format!("`{key}` is missing here"))
            .at(&self.location, "")
            .help(format!("add `{key}`"))
    }

    /// The texts of the list `key`; `None` when the list is absent.
    pub(super) fn texts(&self, key: &str, findings: &mut Diagnostics) -> Option<Vec<EcoString>> {
        self.value(key)?;
        let mut texts = Vec::new();
        for (item, location) in self.list(key, findings) {
            match item.text() {
                Some(text) => texts.push(text),
                None => findings.push(malformed_item(&location, key, "a string", item)),
            }
        }
        Some(texts)
    }

    /// The version `key`: a string, or an integer as some vendors count.
    pub(super) fn version(&self, key: &str, findings: &mut Diagnostics) -> Option<EcoString> {
        let value = self.value(key)?;
        match value {
            Json::String(text) if text.is_empty() => None,
            Json::String(text) => Some(text.clone()),
            Json::Number(number) if number.is_u64() => Some(eco_format!("{number}")),
            _ => {
                findings.push(malformed(&self.location.key(key), key, "a string or an integer", value));
                None
            }
        }
    }

    /// Names every member that is none of `known`. Keys that start with `x-` are the user's own.
    pub(super) fn report_unknown_keys(&self, known: &[&str], findings: &mut Diagnostics) {
        for (key, _) in self.json.members() {
            if !known.contains(&&**key) && !key.starts_with("x-") {
                findings.push(
                    Diagnostic::new(
                        &UNKNOWN_KEY,
                        format!("the key `{key}` is not known here and is not read"),
                    )
                    .at_key(&self.location.key(key), "")
                    .help(suggestion::did_you_mean(key, known.iter().copied())),
                );
            }
        }
    }
}

/// The finding that `value`, which stands at `location` under `key`, is not `expected`.
pub(super) fn malformed(location: &Location, key: &str, expected: &str, value: &Json) -> Diagnostic {
    not_expected(location, &format!("`{key}`"), expected, value)
}

/// The finding that `item`, which stands at `location` in the list `key`, is not `expected`.
fn malformed_item(location: &Location, key: &str, expected: &str, item: &Json) -> Diagnostic {
    not_expected(location, &format!("every item of `{key}`"), expected, item)
}

fn not_expected(location: &Location, what: &str, expected: &str, value: &Json) -> Diagnostic {
    Diagnostic::new(&MALFORMED_PLAN, format!("{what} must be {expected}, not {}", named(value)))
        .at(location, "")
        .help(format!("write {expected} here"))
}

/// How messages name a value that should have been another: short ones as they are, others by their kind.
pub(super) fn named(value: &Json) -> String {
    match value {
        Json::Null => "`null`".to_owned(),
        Json::Boolean(value) => format!("`{value}`"),
        Json::Number(number) => format!("`{number}`"),
        Json::String(_) => "a string".to_owned(),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}
