//! The names inside of events, and the types that belong to them.

use std::collections::{BTreeSet, HashMap};

use ecow::EcoString;

use super::candidate::Candidate;
use super::claim::{Claim, Namespace};
use super::events::Events;
use super::identifier::{Identifier, Kind};
use super::settle::{Scope, settle};
use super::{Name, Resolution, Settings, hash, report, reserved};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::lock::{Key, Names};
use crate::pointer::Location;

/// A property that asks for a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PropertyName<'a> {
    /// The wire name.
    pub name: &'a str,
    /// Where the property stands in the plan.
    pub location: &'a Location,
}

/// A value of an enumeration that asks for a variant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueName<'a> {
    /// The scalar that goes out on the wire.
    pub value: &'a Json,
    /// Where the value, or the enumeration that lists it, stands in the plan.
    pub location: &'a Location,
}

/// A type other than an event's that asks for a name.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName<'a> {
    /// What tells the type from all others of the source and stays the same: `Song Played.genre`, `#/$defs/Currency`.
    pub key: String,
    /// The name it asks for: [`nested_type`](super::nested_type) or [`definition_type`](super::definition_type).
    pub plain: String,
    /// What kind of type it is.
    pub kind: TypeKind,
    /// Where the type stands in the plan.
    pub location: &'a Location,
    /// Wire name of the event that it belongs to, if it belongs to one.
    pub event: Option<&'a str>,
}

/// What a generated type is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// A scalar or a choice: enumerations, unions.
    Value,
    /// An object.
    Object,
}

/// Settles the names inside of events. What the rules make of a name is found out once: events have many in common.
#[derive(Debug)]
pub struct Namer<'s> {
    settings: &'s Settings,
    properties: HashMap<EcoString, Identifier>,
    values: HashMap<EcoString, Identifier>,
}

impl<'s> Namer<'s> {
    /// Names are made as `settings` say.
    pub fn new(settings: &'s Settings) -> Self {
        Self { settings, properties: HashMap::new(), values: HashMap::new() }
    }

    /// Settles the fields of one struct: the properties of all versions of an event, or of a nested object. `locked` is the scope
    /// inside of the event's or the property's entry.
    pub fn properties(
        &mut self,
        event: Option<&str>,
        properties: &[PropertyName<'_>],
        locked: &mut Names,
    ) -> Resolution {
        let settings = self.settings;
        let candidates = properties.iter().map(|property| {
            let (name, identifier) = self.property(property.name);
            Candidate {
                key: Key::Property(name),
                raw: property.name,
                identifier,
                wanted: settings.overrides.of_property(event, property.name),
                location: property.location,
                event,
            }
        });
        let candidates = candidates.collect();
        resolve(settings, Kind::Property, &HashMap::new(), candidates, locked)
    }

    fn property(&mut self, name: &str) -> (EcoString, Identifier) {
        if let Some((name, identifier)) = self.properties.get_key_value(name) {
            return (name.clone(), identifier.clone());
        }
        let identifier = Identifier::new(name, Kind::Property, &self.settings.whole_words);
        self.properties.insert(name.into(), identifier.clone());
        (name.into(), identifier)
    }

    /// Settles the variants of one enumeration. `locked` is the scope inside of the property's or the type's entry.
    ///
    /// Values are told apart with their JSON type, and numbers by their value: `1` and `1.0` are the same, `"1"` is another.
    pub fn values(
        &mut self,
        event: Option<&str>,
        values: &[ValueName<'_>],
        locked: &mut Names,
    ) -> Resolution {
        let settings = self.settings;
        let candidates = values.iter().map(|value| {
            let (text, identifier) = self.value(value.value);
            Candidate {
                key: Key::Value(text),
                raw: value.value.as_str().unwrap_or_default(),
                identifier,
                wanted: settings.overrides.of_value(event, value.value),
                location: value.location,
                event,
            }
        });
        let candidates = candidates.collect();
        resolve(settings, Kind::Value, &HashMap::new(), candidates, locked)
    }

    fn value(&mut self, value: &Json) -> (EcoString, Identifier) {
        let text = Key::value_text(value);
        let whole_words = &self.settings.whole_words;
        let new = || variant(value, &text, whole_words);
        let identifier = self.values.entry(text.clone()).or_insert_with(new).clone();
        (text, identifier)
    }
}

/// Settles the names of all types of a source other than events', which have their names before.
pub fn types(settings: &Settings, types: &[TypeName<'_>], events: &Events, locked: &mut Names) -> Resolution {
    let mut taken: HashMap<Claim, String> = HashMap::new();
    for name in reserved::types() {
        taken.insert((Namespace::Type, name.into()), "Rust or the SDK".to_owned());
    }
    for event in &events.events {
        taken.insert((Namespace::Type, event.type_name.as_str().into()), report::shown(&event.scope));
    }
    let candidates = types.iter().map(|asked| {
        let plain = match asked.kind {
            _ if !reserved::is_type(&asked.plain) => asked.plain.clone(),
            TypeKind::Value => format!("{}Value", asked.plain),
            TypeKind::Object => format!("{}Object", asked.plain),
        };
        Candidate {
            key: Key::Type(asked.key.as_str().into()),
            raw: "",
            identifier: Identifier::composed(plain.into(), Kind::Definition, hash::of(asked.key.as_bytes())),
            wanted: None,
            location: asked.location,
            event: asked.event,
        }
    });
    resolve(settings, Kind::Definition, &taken, candidates.collect(), locked)
}

fn resolve(
    settings: &Settings,
    kind: Kind,
    taken: &HashMap<Claim, String>,
    candidates: Vec<Candidate<'_>>,
    locked: &mut Names,
) -> Resolution {
    let scope = Scope { kind, taken, others: &BTreeSet::new(), frozen: settings.frozen };
    let mut findings = Diagnostics::new();
    let names = settle(&scope, candidates, locked, &mut findings);
    Resolution { names, findings }
}

fn variant(value: &Json, text: &str, whole_words: &[String]) -> Identifier {
    let hash = hash::of(text.as_bytes());
    match value {
        Json::String(text) => Identifier::with_hash(text, Kind::Value, whole_words, hash),
        // The sign of an exponent counts as the sign at the start of a word does.
        Json::Number(_) => Identifier::with_hash(&text.replace("e-", "e -"), Kind::Value, whole_words, hash),
        _ => Identifier::with_hash(text, Kind::Value, whole_words, hash),
    }
}

/// The variant of an open enumeration that takes all other values: the plan's values keep their names, it gives way.
pub fn catch_all(variants: &[Name]) -> String {
    let mut name = "Other".to_owned();
    while variants.iter().any(|variant| variant.identifier == name) {
        name.push_str("Value");
    }
    name
}
