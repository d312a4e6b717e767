//! The runtime's JSON writer as generated code calls it: values of every kind that it takes, in lists, maps and objects in
//! each other. What is written is read back as it was.

use itly_runtime::{Properties, PropertiesWriter, Strings, WriteProperties};
use serde_json::{Map, Value, json};

/// How deep objects lie in each other.
const DEEPEST: usize = 8;

pub(crate) fn run(text: &str) {
    let texts: Vec<&str> = text.split('\n').collect();
    let record = Record { texts: &texts, numbers: &numbers(text), depth: text.len() % DEEPEST };
    let written = Properties::of(&record).to_json();
    let read: Value = serde_json::from_str(&written).expect("what is written is JSON");
    assert_eq!(read, record.expected(), "{written}");
}

/// The bytes of the text, eight for a number of any kind.
fn numbers(text: &str) -> Vec<u64> {
    text.as_bytes()
        .chunks(8)
        .map(|bytes| bytes.iter().fold(0, |all, byte| (all << 8) | u64::from(*byte)))
        .collect()
}

/// What generated code makes of an event.
struct Record<'a> {
    texts: &'a [&'a str],
    numbers: &'a [u64],
    depth: usize,
}

impl<'a> Record<'a> {
    fn inner(&self) -> Option<Self> {
        let depth = self.depth.checked_sub(1)?;
        Some(Self { texts: self.texts.get(1..).unwrap_or_default(), depth, ..*self })
    }

    fn first(&self) -> Option<&'a str> {
        self.texts.first().copied()
    }

    fn integers(&self) -> Vec<i64> {
        self.numbers.iter().map(|number| number.cast_signed()).collect()
    }

    fn floats(&self) -> Vec<(String, Option<f64>)> {
        let value = |number: &u64| (!number.is_multiple_of(3)).then(|| f64::from_bits(number.reverse_bits()));
        self.numbers.iter().enumerate().map(|(key, number)| (format!("{key}\""), value(number))).collect()
    }

    /// The same by `serde_json`.
    fn expected(&self) -> Value {
        let mut members = Map::new();
        members.extend(self.first().map(|text| ("text".to_owned(), json!(text))));
        members.insert("\"quoted\"\n".to_owned(), json!(self.texts));
        members.insert("strings".to_owned(), json!(self.texts));
        members.insert("unsigned".to_owned(), json!(self.numbers));
        members.insert("integers".to_owned(), json!(self.integers()));
        // What is not finite is null in both.
        members.insert(
            "floats".to_owned(),
            self.floats().into_iter().map(|(key, value)| (key, json!(value))).collect(),
        );
        members.insert("empty".to_owned(), json!(self.texts.is_empty()));
        members.extend(self.inner().map(|inner| ("inner".to_owned(), inner.expected())));
        Value::Object(members)
    }
}

impl WriteProperties for Record<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.property("text", &self.first());
        to.property("\\\"quoted\\\"\\n", &self.texts);
        to.property("strings", &Strings::Borrowed(self.texts));
        to.property("unsigned", self.numbers);
        to.property("integers", self.integers().as_slice());
        to.property("floats", &self.floats().as_slice());
        to.property("empty", &self.texts.is_empty());
        to.property("inner", &self.inner());
    }
}
