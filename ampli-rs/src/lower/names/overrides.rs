//! Identifiers that the user chose (`[names]` in `ampli.toml`): they beat the lock and the rules.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::is_nfc;

use super::identifier::Kind;
use crate::json::Json;
use crate::module::keyword::is_identifier;

/// The identifiers that the user chose, by wire name. Values are named by their text, other scalars by their JSON text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Overrides {
    /// Handles of events, in snake_case.
    pub events: BTreeMap<String, String>,
    /// Fields, in all events of the plan.
    pub properties: BTreeMap<String, String>,
    /// Variants, in all enumerations of the plan.
    pub values: BTreeMap<String, String>,
    /// Fields and variants of single events, by the event's wire name; they come before those of the whole plan.
    pub event: BTreeMap<String, EventOverrides>,
}

/// The identifiers that the user chose for one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventOverrides {
    /// Fields, nested ones included.
    pub properties: BTreeMap<String, String>,
    /// Variants.
    pub values: BTreeMap<String, String>,
}

impl Overrides {
    pub(super) fn of_event(&self, name: &str) -> Option<&str> {
        self.events.get(name).map(String::as_str)
    }

    pub(super) fn of_property(&self, event: Option<&str>, name: &str) -> Option<&str> {
        let own = event.and_then(|event| self.event.get(event)).and_then(|own| own.properties.get(name));
        own.or_else(|| self.properties.get(name)).map(String::as_str)
    }

    pub(super) fn of_value(&self, event: Option<&str>, value: &Json) -> Option<&str> {
        if self.values.is_empty() && self.event.is_empty() {
            return None;
        }
        let text = match value {
            Json::String(text) => text.to_string(),
            other => serde_json::to_string(other).unwrap_or_default(),
        };
        let own = event.and_then(|event| self.event.get(event)).and_then(|own| own.values.get(&text));
        own.or_else(|| self.values.get(&text)).map(String::as_str)
    }
}

/// What is wrong with an identifier that the user chose, or nothing.
pub(super) fn mistake(identifier: &str, kind: Kind) -> Option<&'static str> {
    if !is_identifier(identifier) || !is_nfc(identifier) {
        Some("is no Rust identifier")
    } else if identifier.starts_with('_') || identifier.contains("__") {
        Some("has an underscore that Rust's lints object to")
    } else if kind.is_pascal() {
        (!is_pascal_case(identifier)).then_some("is not written in PascalCase")
    } else {
        identifier.contains(char::is_uppercase).then_some("is not written in snake_case")
    }
}

/// Whether rustc takes `identifier` for camel case.
fn is_pascal_case(identifier: &str) -> bool {
    let has_case = |character: Option<char>| {
        character.is_some_and(|character| character.is_lowercase() || character.is_uppercase())
    };
    let mut parts = identifier.split('_').peekable();
    let mut first = true;
    while let Some(part) = parts.next() {
        let lower_start = first && part.starts_with(char::is_lowercase);
        let meets_underscore = parts.peek().is_some() && has_case(part.chars().next_back())
            || !first && has_case(part.chars().next());
        if lower_start || meets_underscore {
            return false;
        }
        first = false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Kind, mistake};

    #[test]
    fn overrides_are_held_to_the_rules() {
        for good in ["site_id", "type", "日本語", "v1_0"] {
            assert_eq!(mistake(good, Kind::Property), None, "{good}");
        }
        for good in ["SiteId", "V1_0", "日本語", "A"] {
            assert_eq!(mistake(good, Kind::Value), None, "{good}");
        }
        for bad in ["", "self", "1a", "a b", "siteId", "_a", "a__b", "r#type", "e\u{301}"] {
            assert!(mistake(bad, Kind::Property).is_some(), "{bad}");
        }
        for bad in ["siteId", "Self", "Site_Id", "Site_1", "2G"] {
            assert!(mistake(bad, Kind::Value).is_some(), "{bad}");
        }
    }
}
