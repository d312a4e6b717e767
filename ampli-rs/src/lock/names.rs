//! The names that a lock keeps: a tree of raw names and their identifiers.

use std::collections::BTreeMap;

use serde_json::Number;

use crate::json::Json;
use crate::plan::EventKind;

/// What an entry names, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An event, or with a version an older version of it.
    Event {
        /// The call that carries it.
        kind: EventKind,
        /// The wire name; empty for system calls.
        name: String,
        /// The version in the vendor's spelling; `None` for the newest one, which has the plain name.
        version: Option<String>,
    },
    /// A generated type other than an event's, by whatever tells it from all others of the source.
    Type(String),
    /// A property of an event or of a nested object, by its wire name.
    Property(String),
    /// A value of an enumeration, by its JSON text.
    Value(String),
}

impl Key {
    /// The key of a scalar. `1` and `"1"` are told apart, `1` and `1.0` are not; lists and objects count as their JSON text.
    pub fn value(value: &Json) -> Self {
        let scalar = match value {
            Json::Number(number) => Json::Number(whole(number)),
            Json::Array(_) | Json::Object(_) => Json::String(text(value).into()),
            other => other.clone(),
        };
        Self::Value(text(&scalar))
    }
}

fn text(value: &Json) -> String {
    // Every value that `Json` can hold has a JSON text.
    serde_json::to_string(value).unwrap_or_default()
}

/// `number` as an integer if it is one.
fn whole(number: &Number) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => {
            // In range and without fraction, so that nothing is cut off.
            Number::from(float as i64)
        }
        _ => number.clone(),
    }
}

/// One name that the lock keeps, with the names inside of what it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The identifier, without `r#`.
    pub identifier: String,
    /// Whether the plan has lost the name: a tombstone, whose identifier is given to no other name.
    pub removed: bool,
    /// Properties of an event, properties or values of a property or type.
    pub inside: Names,
}

impl Entry {
    /// An entry in use, with nothing inside.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifier: identifier.into(), ..Self::default() }
    }
}

/// The names of one scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<Key, Entry>);

impl Names {
    /// The entry of `key`, in use or removed.
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.0.get(key)
    }

    /// All entries, in the order of the file.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Entry)> {
        self.0.iter()
    }

    /// How many entries there are in this scope.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries in this scope.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets `identifier` for `key` and marks it as in use; what is inside stays.
    pub fn set(&mut self, key: Key, identifier: &str) {
        let entry = self.0.entry(key).or_insert_with(|| Entry::new(identifier));
        if entry.identifier != identifier {
            identifier.clone_into(&mut entry.identifier);
        }
        entry.removed = false;
    }

    /// Puts an entry as it is, in place of one with the same key.
    pub fn insert(&mut self, key: Key, entry: Entry) {
        self.0.insert(key, entry);
    }

    /// The scope inside the entry of `key`, which is made with `identifier` if there is none.
    pub fn inside(&mut self, key: Key, identifier: &str) -> &mut Self {
        &mut self.0.entry(key).or_insert_with(|| Entry::new(identifier)).inside
    }

    /// Marks the entries that are `lost` as removed.
    pub(crate) fn retire(&mut self, lost: impl Fn(&Key) -> bool) {
        for (key, entry) in &mut self.0 {
            entry.removed |= lost(key);
        }
    }

    /// Forgets an entry.
    pub(crate) fn remove(&mut self, key: &Key) {
        self.0.remove(key);
    }

    /// The entry of `key`, to be changed.
    pub(super) fn get_mut(&mut self, key: &Key) -> Option<&mut Entry> {
        self.0.get_mut(key)
    }
}
