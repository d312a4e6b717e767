//! Text to values, and a look on the way at what later stages would have to search for.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

use ecow::EcoString;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::{Json, Member};

/// The first number above all integers of 64 bits with a sign.
const HUGE: f64 = 9_223_372_036_854_775_808.0;

/// Reads one document.
#[derive(Default)]
pub(super) struct Reader {
    /// Long keys so far: documents say the same few again and again.
    keys: RefCell<HashSet<EcoString>>,
    /// What was read of the lists that have not ended, one after the other: only then it is known how long each is.
    items: RefCell<Vec<Json>>,
    /// The same of objects.
    members: RefCell<Vec<Member>>,
    pub(super) repeats_keys: Cell<bool>,
    pub(super) has_huge_numbers: Cell<bool>,
}

impl Reader {
    /// What reads a value.
    pub(super) fn value(&self) -> Value<'_> {
        Value(self)
    }

    fn key(&self, text: &str) -> EcoString {
        if text.len() <= EcoString::INLINE_LIMIT {
            return text.into();
        }
        let mut keys = self.keys.borrow_mut();
        if let Some(known) = keys.get(text) {
            return known.clone();
        }
        let key = EcoString::from(text);
        keys.insert(key.clone());
        key
    }
}

/// Whether a key stands twice among `members`. Most objects are small: comparing a handful of keys costs less than hashing
/// them.
fn has_repeats(members: &[Member]) -> bool {
    if members.len() <= 16 {
        let mut keys = members.iter().enumerate();
        return keys.any(|(index, (key, _))| members[..index].iter().any(|(other, _)| other == key));
    }
    let mut seen = HashSet::with_capacity(members.len());
    !members.iter().all(|(key, _)| seen.insert(key.as_str()))
}

/// Reads a value.
#[derive(Clone, Copy)]
pub(super) struct Value<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        if value.abs() >= HUGE {
            self.0.has_huge_numbers.set(true);
        }
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let start = self.0.items.borrow().len();
        while let Some(item) = sequence.next_element_seed(self)? {
            self.0.items.borrow_mut().push(item);
        }
        Ok(self.0.items.borrow_mut().drain(start..).collect())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let start = self.0.members.borrow().len();
        while let Some(key) = map.next_key_seed(Key(self.0))? {
            let value = map.next_value_seed(self)?;
            self.0.members.borrow_mut().push((key, value));
        }
        let mut members = self.0.members.borrow_mut();
        if has_repeats(&members[start..]) {
            self.0.repeats_keys.set(true);
        }
        Ok(members.drain(start..).collect())
    }
}

/// Reads a key.
struct Key<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = EcoString;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<EcoString, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = EcoString;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<EcoString, E> {
        Ok(self.0.key(text))
    }
}
