//! Reads compact JSON text back: what was written by this crate, borrowed wherever possible and in its order.

use std::borrow::Cow;

use crate::value::Value;

/// Deeper values are not read: each level takes some of the stack.
const DEEPEST: u32 = 128;

/// A place in JSON text. Every method that fails (`None`) leaves the reader at an unspecified place.
pub(crate) struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    /// Reads the whole text as one value.
    pub(crate) fn whole_value(mut self) -> Option<Value<'a>> {
        let value = self.value(DEEPEST)?;
        self.is_at_end().then_some(value)
    }

    fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.position..];
        let skipped = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.position += skipped;
        rest.get(skipped).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.position += 1)
    }

    fn take_word<T>(&mut self, word: &str, value: T) -> Option<T> {
        self.text[self.position..].starts_with(word).then(|| {
            self.position += word.len();
            value
        })
    }

    fn value(&mut self, depth: u32) -> Option<Value<'a>> {
        match self.peek()? {
            b'"' => self.string().map(Value::String),
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b't' => self.take_word("true", Value::Boolean(true)),
            b'f' => self.take_word("false", Value::Boolean(false)),
            b'n' => self.take_word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: u32) -> Option<Value<'a>> {
        let mut members = Vec::new();
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(Value::Object(members));
        }
        loop {
            let name = self.string()?;
            self.take(b':')?;
            members.push((name, self.value(depth)?));
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Object(members));
            }
        }
    }

    fn array(&mut self, depth: u32) -> Option<Value<'a>> {
        let mut items = Vec::new();
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::Array(items));
            }
        }
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let token = self.raw_scalar()?;
        if !token.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return None;
        }
        if let Ok(number) = token.parse() {
            return Some(Value::Integer(number));
        }
        if let Ok(number) = token.parse() {
            return Some(Value::Unsigned(number));
        }
        token.parse().ok().map(Value::Number)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        let raw = self.raw_string()?;
        if raw.contains('\\') {
            serde_json::from_str(raw).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(&raw[1..raw.len() - 1]))
        }
    }

    /// A string with its quotes and its escapes.
    fn raw_string(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let start = self.position - 1;
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(self.position)? {
                b'"' => break,
                b'\\' => self.position += 2,
                _ => self.position += 1,
            }
        }
        self.position += 1;
        self.text.get(start..self.position)
    }

    fn raw_scalar(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.position..];
        let end = rest.find([',', ':', '}', ']', ' ', '\t', '\n', '\r']).unwrap_or(rest.len());
        self.position += end;
        (end > 0).then(|| &rest[..end])
    }

    /// A value as it stands in the text.
    fn raw_value(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.position;
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.raw_string()?;
                }
                b'{' | b'[' => {
                    open += 1;
                    self.position += 1;
                    continue;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.position += 1;
                }
                b',' | b':' if open > 0 => {
                    self.position += 1;
                    continue;
                }
                _ => {
                    self.raw_scalar()?;
                }
            }
            if open == 0 {
                return self.text.get(start..self.position);
            }
        }
    }
}

/// The members of an object, each as it stands in the text; ends early where the text is no JSON.
#[derive(Clone)]
pub(crate) struct RawMembers<'a> {
    text: &'a str,
}

/// One member: its name without escapes, and the text of its value.
pub(crate) struct RawMember<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: &'a str,
}

impl<'a> RawMembers<'a> {
    /// The members in `text`, which has no braces around them.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text }
    }
}

impl<'a> Iterator for RawMembers<'a> {
    type Item = RawMember<'a>;

    fn next(&mut self) -> Option<RawMember<'a>> {
        let mut reader = Reader::new(self.text);
        let name = reader.string()?;
        reader.take(b':')?;
        let value = reader.raw_value()?;
        let _ = reader.take(b',');
        self.text = self.text.get(reader.position..)?;
        Some(RawMember { name, value })
    }
}

impl<'a> Value<'a> {
    /// Reads one value; `None` if the text is no JSON or nests too deeply.
    pub(crate) fn from_json(text: &'a str) -> Option<Self> {
        Reader::new(text).whole_value()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{RawMembers, Value};
    use crate::json::{JsonText, WriteValue};

    #[test]
    fn every_kind_of_value() {
        let text = r#"{"b":[1,-2,1.0,18446744073709551615,1e300],"a":{"":"\u00e9\"\ud83d\ude00"},"c":[true,false,null,[],{}]}"#;
        let list = |items| Value::Array(items);
        assert_eq!(
            Value::from_json(text),
            Some(Value::Object(vec![
                (
                    "b".into(),
                    list(vec![
                        Value::Integer(1),
                        Value::Integer(-2),
                        Value::Number(1.0),
                        Value::Unsigned(u64::MAX),
                        Value::Number(1e300),
                    ])
                ),
                ("a".into(), Value::Object(vec![("".into(), Value::String("é\"😀".into()))])),
                (
                    "c".into(),
                    list(vec![
                        Value::Boolean(true),
                        Value::Boolean(false),
                        Value::Null,
                        list(vec![]),
                        Value::Object(vec![]),
                    ])
                ),
            ]))
        );
    }

    #[test]
    fn text_without_escapes_is_borrowed() {
        assert!(matches!(Value::from_json(r#""é""#), Some(Value::String(Cow::Borrowed("é")))));
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in
            ["", "{", "[1,", "\"", "\"\\", "tru", "1 2", "{\"a\"}", "[1}", "NaN", "+1", "}", "{\"a\":1,}"]
        {
            assert_eq!(Value::from_json(text), None, "{text}");
        }
        assert_eq!(Value::from_json(&"[".repeat(100_000)), None);
    }

    #[test]
    fn members_are_split_where_they_end() {
        let text = r#""a":{"b":[1,"}"]},"c\"":"x,y","d":-1.5"#;
        let members: Vec<_> =
            RawMembers::new(text).map(|member| (member.name.into_owned(), member.value)).collect();
        assert_eq!(
            members,
            [("a".to_owned(), r#"{"b":[1,"}"]}"#), ("c\"".to_owned(), r#""x,y""#), ("d".to_owned(), "-1.5")]
        );
    }

    fn any_value() -> impl Strategy<Value = Value<'static>> {
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Boolean),
            any::<i64>().prop_map(Value::Integer),
            (i64::MAX as u64 + 1..).prop_map(Value::Unsigned),
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::Number),
            any::<String>().prop_map(|text| Value::String(text.into())),
        ];
        scalar.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec((any::<String>().prop_map(Cow::Owned), inner), 0..4)
                    .prop_map(Value::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(value in any_value()) {
            let mut text = JsonText::new();
            value.write_value(&mut text);
            prop_assert_eq!(Value::from_json(text.as_str()), Some(value));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = Value::from_json(&text);
            let _ = RawMembers::new(&text).count();
        }

        #[test]
        fn no_mixture_of_json_characters_makes_it_panic(text in r#"[\[\]{}",:\\0-9a-ue. -]{0,40}"#) {
            let _ = Value::from_json(&text);
            let _ = RawMembers::new(&text).count();
        }
    }
}
