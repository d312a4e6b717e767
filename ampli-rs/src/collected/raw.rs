//! JSON seen as slices of its text: nothing is copied that is not asked for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::sound::is_sound;

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The text of a JSON value, without blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Raw<'a>(&'a str);

impl<'a> Raw<'a> {
    /// Looks at a text, which must be one value that `serde_json` reads: not too deep, its numbers in range, its characters
    /// whole.
    pub(super) fn read(text: &'a str) -> serde_json::Result<Self> {
        if !is_sound(text) {
            serde_json::from_str::<Sound>(text)?;
        }
        Ok(Self::of_sound(text))
    }

    /// The same for a text of which that is known.
    pub(super) fn of_sound(text: &'a str) -> Self {
        Self(text.trim_matches(BLANKS))
    }

    pub(super) fn text(self) -> &'a str {
        self.0
    }

    pub(super) fn is_object(self) -> bool {
        self.0.starts_with('{')
    }

    pub(super) fn is_array(self) -> bool {
        self.0.starts_with('[')
    }

    /// The members of an object, in their order; none of other values.
    pub(super) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Raw<'a>)> {
        let mut parts = Parts::of(self.0, '{');
        std::iter::from_fn(move || {
            let key = parts.next()?;
            Some((Raw(key).string()?, Raw(parts.next()?)))
        })
    }

    /// The items of an array, in their order; none of other values.
    pub(super) fn items(self) -> impl Iterator<Item = Raw<'a>> {
        Parts::of(self.0, '[').map(Raw)
    }

    /// The value of the last member `key`, as readers of JSON take it.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.members().filter(|(name, _)| name == key).last().map(|(_, value)| value)
    }

    /// The text of a string.
    pub(super) fn string(self) -> Option<Cow<'a, str>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
            return Some(inner.into());
        }
        serde_json::from_str::<String>(self.0).ok().map(Cow::from)
    }

    /// The text of a string that says something.
    pub(super) fn filled(self) -> Option<Cow<'a, str>> {
        self.string().filter(|text| !text.is_empty())
    }

    /// The text of a string, or that of a number as it is written: ids and versions are both.
    pub(super) fn label(self) -> Option<Cow<'a, str>> {
        let is_number = self.0.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        if is_number { Some(self.0.into()) } else { self.filled() }
    }
}

/// Whether a text is JSON that programs can hold.
///
/// # Errors
/// Why it is not.
pub(crate) fn check(json: &[u8]) -> serde_json::Result<()> {
    serde_json::from_slice::<Sound>(json).map(|_| ())
}

/// How long the first value of a text is, behind which anything may follow.
pub(super) fn first(text: &str) -> serde_json::Result<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Sound>();
    values.next().transpose()?;
    Ok(values.byte_offset())
}

/// Keys and values of an object, or the items of an array, one after the other.
struct Parts<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, open: char) -> Self {
        let text = text.strip_prefix(open).unwrap_or_default();
        Self { text, at: 0 }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':');
        let start = self.at + rest.iter().position(|byte| !is_between(byte))?;
        let end = value_end(self.text.as_bytes(), start);
        self.at = end;
        self.text.get(start..end).filter(|part| !part.is_empty())
    }
}

/// Where the value ends that begins at `start`; there, if none does.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b'}' | b']' => return at,
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// Where the string ends that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// A value that was looked at and not kept.
struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Sound {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self, A::Error> {
        while sequence.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::Raw;

    fn again(raw: Raw<'_>) -> Value {
        if raw.is_object() {
            return raw.members().map(|(key, value)| (key.into_owned(), again(value))).collect();
        }
        if raw.is_array() {
            return raw.items().map(again).collect();
        }
        match raw.string() {
            Some(text) => text.into(),
            None => serde_json::from_str(raw.text()).unwrap(),
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[a{}\\[\\],:\"\\\\ é\\n]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::hash_map("[a\"\\\\:é]{0,3}", inner, 0..5)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole(value in any_json(), is_pretty: bool) {
            let text = if is_pretty { format!("{value:#}") } else { value.to_string() };
            prop_assert_eq!(again(Raw::read(&text).unwrap()), value);
        }

        #[test]
        fn any_text_is_survived(text in "[\\[\\]{}\",:\\\\a1 ]{0,24}") {
            let raw = Raw::of_sound(&text);
            raw.members().for_each(drop);
            raw.items().for_each(drop);
            let is_json = serde_json::from_str::<Value>(&text).is_ok();
            prop_assert_eq!(Raw::read(&text).is_ok(), is_json);
        }
    }

    #[test]
    fn of_repeated_members_the_last_one_counts() {
        let raw = Raw::read(r#" {"a":1, "b":"x\n", "\u0061":{"c":2}} "#).unwrap();
        assert_eq!(raw.get("a").map(Raw::text), Some(r#"{"c":2}"#));
        assert_eq!(raw.get("b").and_then(Raw::string).as_deref(), Some("x\n"));
    }

    #[test]
    fn what_no_program_could_hold_is_no_json() {
        for text in [r#"{"a":"\ud800"}"#, "1e999", &"[".repeat(200), "{} {}"] {
            assert!(Raw::read(text).is_err(), "{text}");
        }
    }
}
