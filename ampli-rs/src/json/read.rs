//! Text to values: every key once in memory, and a look at what later stages would have to search for.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::{Json, Member};

/// The first number above all integers of 64 bits with a sign.
const HUGE: f64 = 9_223_372_036_854_775_808.0;

/// Reads one document.
#[derive(Default)]
pub(super) struct Reader {
    /// The keys so far: documents say the same few again and again.
    keys: RefCell<HashSet<Arc<str>>>,
    pub(super) repeats_keys: Cell<bool>,
    pub(super) has_huge_numbers: Cell<bool>,
}

impl Reader {
    /// What reads a value.
    pub(super) fn value(&self) -> Value<'_> {
        Value(self)
    }

    fn key(&self, text: &str) -> Arc<str> {
        let mut keys = self.keys.borrow_mut();
        if let Some(known) = keys.get(text) {
            return Arc::clone(known);
        }
        let key: Arc<str> = text.into();
        keys.insert(Arc::clone(&key));
        key
    }
}

/// Whether a key stands twice among `members`. Most objects are small: comparing a handful of keys costs less than hashing
/// them, and equal keys are the same text in memory.
fn has_repeats(members: &[Member]) -> bool {
    if members.len() <= 16 {
        let mut keys = members.iter().enumerate();
        return keys
            .any(|(index, (key, _))| members[..index].iter().any(|(other, _)| Arc::ptr_eq(other, key)));
    }
    let mut seen = HashSet::with_capacity(members.len());
    !members.iter().all(|(key, _)| seen.insert(Arc::as_ptr(key).cast::<u8>()))
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
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self)? {
            items.push(item);
        }
        Ok(items.into_iter().collect())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key_seed(Key(self.0))? {
            members.push((key, map.next_value_seed(self)?));
        }
        if has_repeats(&members) {
            self.0.repeats_keys.set(true);
        }
        Ok(members.into_iter().collect())
    }
}

/// Reads a key.
struct Key<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Arc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arc<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Arc<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(self.0.key(text))
    }
}
