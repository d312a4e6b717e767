//! JSON as it was written: the order of keys and repeated keys are kept.

mod object_writer;
mod pretty;
mod quote;
mod read;

use ecow::{EcoString, EcoVec};
use serde::de::{Deserialize, DeserializeSeed as _, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

pub(crate) use self::object_writer::ObjectWriter;
pub(crate) use self::pretty::pretty;
pub(crate) use self::quote::{push_quoted, quoted};

/// A JSON value that keeps what `serde_json::Value` loses: order of keys and repeated keys.
///
/// Values share what they hold, so that a copy costs nothing: a plan keeps parts of the document that it was read from.
/// Texts of up to 15 bytes, as most keys and many values are, lie in place.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, exact within 64 bits.
    Number(Number),
    /// A string.
    String(EcoString),
    /// An array.
    Array(EcoVec<Json>),
    /// An object: its members in their order, repeated keys included.
    Object(EcoVec<Member>),
}

/// A member of an object: its key and its value.
pub type Member = (EcoString, Json);

impl Json {
    /// The value of the **last** member `key`, as JSON readers take it; `None` for other values than objects.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.members().iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The members of an object; empty for other values.
    pub fn members(&self) -> &[Member] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The items of an array; empty for other values.
    pub fn items(&self) -> &[Json] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The text of a string, to be kept.
    pub fn text(&self) -> Option<EcoString> {
        if let Self::String(text) = self { Some(text.clone()) } else { None }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(*value) } else { None }
    }

    /// Whether the value is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// What kind of value this is, in JSON Schema's words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// The value for crates that work on `serde_json::Value`; of repeated keys the last one stays.
    pub fn to_value(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Boolean(value) => (*value).into(),
            Self::Number(number) => number.clone().into(),
            Self::String(text) => text.as_str().into(),
            Self::Array(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(members) => {
                members.iter().map(|(key, value)| (key.to_string(), value.to_value())).collect()
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<EcoString> for Json {
    fn from(text: EcoString) -> Self {
        Self::String(text)
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<I: IntoIterator<Item = Json>>(items: I) -> Self {
        Self::Array(items.into_iter().collect())
    }
}

impl FromIterator<Member> for Json {
    fn from_iter<I: IntoIterator<Item = Member>>(members: I) -> Self {
        Self::Object(members.into_iter().collect())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items.iter()),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members.iter() {
                    map.serialize_entry(key.as_str(), value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::Reader::default().value().deserialize(deserializer)
    }
}

/// A document as a tree, and what was seen on the way.
pub(crate) struct Document {
    /// The tree.
    pub(crate) json: Json,
    /// Whether a key stands twice in one object.
    pub(crate) repeats_keys: bool,
    /// Whether there are numbers beyond all integers of 64 bits.
    pub(crate) has_huge_numbers: bool,
}

/// Reads a document.
///
/// # Errors
/// When the text is no JSON.
pub(crate) fn document(text: &str) -> serde_json::Result<Document> {
    let reader = read::Reader::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let json = reader.value().deserialize(&mut deserializer)?;
    deserializer.end()?;
    let (repeats_keys, has_huge_numbers) = (reader.repeats_keys.get(), reader.has_huge_numbers.get());
    Ok(Document { json, repeats_keys, has_huge_numbers })
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn order_and_repeated_keys_survive() {
        let text = r#"{"b":1,"a":[null,true,1.0,"x"],"b":9007199254740993}"#;
        let json: Json = serde_json::from_str(text).expect("valid JSON");
        assert_eq!(serde_json::to_string(&json).expect("serialises"), text);
        assert_eq!(json.get("b"), Some(&Json::Number(9_007_199_254_740_993_u64.into())));
    }
}
