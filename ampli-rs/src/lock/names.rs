//! The names that a lock keeps: a tree of raw names and their identifiers.

use ecow::{EcoString, eco_format};
use serde_json::Number;

use crate::json::{Json, quoted};
use crate::plan::EventKind;

/// What an entry names, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An event, or with a version an older version of it.
    Event {
        /// The call that carries it.
        kind: EventKind,
        /// The wire name; empty for system calls.
        name: EcoString,
        /// The version in the vendor's spelling; `None` for the newest one, which has the plain name. In a box: most keys are of
        /// other kinds.
        version: Option<Box<EcoString>>,
    },
    /// A generated type other than an event's, by whatever tells it from all others of the source.
    Type(EcoString),
    /// A property of an event or of a nested object, by its wire name.
    Property(EcoString),
    /// A value of an enumeration, by its JSON text.
    Value(EcoString),
}

impl Key {
    /// The key of a scalar. `1` and `"1"` are told apart, `1` and `1.0` are not; lists and objects count as their JSON text.
    pub fn value(value: &Json) -> Self {
        Self::Value(Self::value_text(value))
    }

    /// What tells a scalar from others.
    pub(crate) fn value_text(value: &Json) -> EcoString {
        match value {
            Json::String(value) => quoted(value).into(),
            Json::Number(number) => eco_format!("{}", whole(number)),
            Json::Array(_) | Json::Object(_) => quoted(&text(value)).into(),
            Json::Null | Json::Boolean(_) => text(value).into(),
        }
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
    pub identifier: EcoString,
    /// Whether the plan has lost the name: a tombstone, whose identifier is given to no other name.
    pub removed: bool,
    /// Properties of an event, properties or values of a property or type.
    pub inside: Names,
}

impl Entry {
    /// An entry in use, with nothing inside.
    pub fn new(identifier: impl Into<EcoString>) -> Self {
        Self { identifier: identifier.into(), ..Self::default() }
    }
}

/// The names of one scope.
///
/// A plan has a scope for every event, object and enumeration, most of them small: entries lie side by side, sorted by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(Vec<(Key, Entry)>);

impl Names {
    /// The entry of `key`, in use or removed.
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    /// Where the entry of `key` is, or would be.
    fn place(&self, key: &Key) -> Result<usize, usize> {
        match self.0.last() {
            // Names mostly come in the order of the file.
            Some((last, _)) if last < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|(known, _)| known.cmp(key)),
        }
    }

    /// All entries, in the order of the file.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Entry)> {
        self.0.iter().map(|(key, entry)| (key, entry))
    }

    /// How many entries there are in this scope.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries in this scope.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets the identifiers of many keys and marks them as in use; what is inside stays.
    pub fn set<'i>(&mut self, names: impl Iterator<Item = (Key, &'i EcoString)>) {
        let mut new = Vec::with_capacity(names.size_hint().0);
        for (key, identifier) in names {
            match self.get_mut(&key) {
                Some(entry) => {
                    entry.identifier.clone_from(identifier);
                    entry.removed = false;
                }
                None => new.push((key, Entry::new(identifier))),
            }
        }
        if new.is_empty() {
            return;
        }
        if self.0.is_empty() {
            self.0 = new;
        } else {
            self.0.append(&mut new);
        }
        // Two sorted runs: this is a merge.
        self.0.sort_by(|(left, _), (right, _)| left.cmp(right));
        self.0.dedup_by(|(later, _), (earlier, _)| later == earlier);
    }

    /// Puts an entry as it is, in place of one with the same key.
    pub fn insert(&mut self, key: Key, entry: Entry) {
        match self.place(&key) {
            Ok(place) => self.0[place].1 = entry,
            Err(place) => self.0.insert(place, (key, entry)),
        }
    }

    /// The scope inside the entry of `key`, which is made with `identifier` if there is none.
    pub fn inside(&mut self, key: Key, identifier: &str) -> &mut Self {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, Entry::new(identifier)));
            place
        });
        &mut self.0[place].1.inside
    }

    /// Marks the entries that are `lost` as removed.
    pub(crate) fn retire(&mut self, lost: impl Fn(&Key) -> bool) {
        for (key, entry) in &mut self.0 {
            entry.removed |= lost(key);
        }
    }

    /// Forgets an entry.
    pub(crate) fn remove(&mut self, key: &Key) {
        if let Ok(place) = self.place(key) {
            self.0.remove(place);
        }
    }

    /// The entry of `key`, to be changed.
    pub(super) fn get_mut(&mut self, key: &Key) -> Option<&mut Entry> {
        self.place(key).ok().map(|place| &mut self.0[place].1)
    }
}
