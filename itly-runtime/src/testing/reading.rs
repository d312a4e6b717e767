//! Typed events read back from what was recorded.

use std::borrow::Cow;

use crate::json::{JsonText, WriteValue};
use crate::properties::Properties;
use crate::strings::Strings;
use crate::validation::Number;
use crate::value::Value;

/// The properties of a recorded event.
///
/// They are leaked, so that records which borrow their texts can be read: a test program ends soon.
#[derive(Debug, Clone, Copy)]
pub struct PropertiesReader {
    members: &'static [(Cow<'static, str>, Value<'static>)],
}

impl PropertiesReader {
    pub(super) fn new(properties: Option<&Properties<'_>>) -> Self {
        let json = properties.map_or_else(|| "{}".to_owned(), Properties::to_json);
        match Value::from_json(json.leak()) {
            Some(Value::Object(members)) => Self { members: members.leak() },
            _ => Self { members: &[] },
        }
    }

    /// Reads the property `name`; `None` if it is not of the type `T`.
    pub fn property<T: ReadValue>(self, name: &str) -> Option<T> {
        match self.value(name) {
            Some(value) => T::read_value(value),
            None => T::read_absent(),
        }
    }

    /// Reads a property that must be there and may be `null`.
    pub fn nullable<T: ReadValue>(self, name: &str) -> Option<Option<T>> {
        <Option<T>>::read_value(self.value(name)?)
    }

    /// Reads a property that may be absent, but not `null`.
    pub fn optional<T: ReadValue>(self, name: &str) -> Option<Option<T>> {
        match self.value(name) {
            Some(value) => T::read_value(value).map(Some),
            None => Some(None),
        }
    }

    /// Reads a property that may be absent or `null`.
    pub fn optional_nullable<T: ReadValue>(self, name: &str) -> Option<Option<T>> {
        match self.value(name) {
            Some(value) => <Option<T>>::read_value(value),
            None => Some(None),
        }
    }

    /// `None` unless the property `name` has the value whose JSON text is `json`.
    pub fn constant(self, name: &str, json: &str) -> Option<()> {
        let expected = Value::from_json(json)?;
        is_same(self.value(name)?, &expected).then_some(())
    }

    /// `None` if there is a property that is not in `names`, which are sorted.
    pub fn only(self, names: &[&str]) -> Option<()> {
        let is_known = |(name, _): &(Cow<'_, str>, Value<'_>)| names.binary_search(&&**name).is_ok();
        self.members.iter().all(is_known).then_some(())
    }

    fn value(self, name: &str) -> Option<&'static Value<'static>> {
        self.members.iter().find(|(each, _)| each == name).map(|(_, value)| value)
    }
}

/// The one of `choices` that is written as `value`.
pub fn read_choice<T: WriteValue + Copy>(value: &Value<'_>, choices: &[T]) -> Option<T> {
    choices.iter().copied().find(|choice| is_constant(value, choice))
}

/// Whether `constant` is written as `value`.
pub fn is_constant<T: WriteValue + ?Sized>(value: &Value<'_>, constant: &T) -> bool {
    let mut json = JsonText::new();
    constant.write_value(&mut json);
    Value::from_json(json.as_str()).is_some_and(|written| is_same(value, &written))
}

/// Whether two values are the same JSON: numbers by their value, the members of objects in any order.
fn is_same(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has_same = |(name, value): &(Cow<'_, str>, Value<'_>)| {
                right.iter().any(|(other, candidate)| name == other && is_same(value, candidate))
            };
            left.len() == right.len() && left.iter().all(has_same)
        }
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.order(right) == Some(std::cmp::Ordering::Equal),
            _ => left == right,
        },
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::Integer(*number)),
        Value::Unsigned(number) => Some(Number::Unsigned(*number)),
        Value::Number(number) => Some(Number::Float(*number)),
        _ => None,
    }
}

/// A record that can be read back from its properties.
///
/// Implemented by generated code.
pub trait ReadProperties: Sized {
    /// Reads the record; `None` if the properties are not those of such a record.
    fn read(from: PropertiesReader) -> Option<Self>;
}

/// A value that can be read back from JSON.
pub trait ReadValue: Sized {
    /// Reads the value; `None` if it is not of this type.
    fn read_value(value: &'static Value<'static>) -> Option<Self>;

    /// What stands for a property that is absent; `None` if it must be there.
    fn read_absent() -> Option<Self> {
        None
    }
}

/// A record that stands behind a reference, because its type holds itself.
impl<T: ReadProperties + 'static> ReadProperties for &'static T {
    fn read(from: PropertiesReader) -> Option<Self> {
        T::read(from).map(|record| &*Box::leak(Box::new(record)))
    }
}

impl<T: ReadProperties> ReadValue for T {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Object(members) => T::read(PropertiesReader { members }),
            _ => None,
        }
    }
}

impl<T: ReadValue> ReadValue for Option<T> {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            _ => T::read_value(value).map(Some),
        }
    }

    fn read_absent() -> Option<Self> {
        Some(None)
    }
}

impl ReadValue for Value<'static> {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        Some(value.clone())
    }
}

impl ReadValue for &'static str {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl ReadValue for bool {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }
}

impl ReadValue for i64 {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(*number),
            Value::Number(number) => whole(*number),
            _ => None,
        }
    }
}

/// A float without a fraction is a whole number to JSON Schema.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

impl ReadValue for u64 {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            Value::Unsigned(number) => Some(*number),
            Value::Number(number) => whole(*number).and_then(|number| u64::try_from(number).ok()),
            _ => None,
        }
    }
}

impl ReadValue for f64 {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(*number as f64),
            Value::Unsigned(number) => Some(*number as f64),
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl<T: ReadValue + 'static> ReadValue for &'static [T] {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Array(items) => {
                let items: Option<Vec<T>> = items.iter().map(T::read_value).collect();
                Some(items?.leak())
            }
            _ => None,
        }
    }
}

impl ReadValue for Strings<'static> {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        <&[&str]>::read_value(value).map(Strings::Borrowed)
    }
}

/// An object whose keys are data.
impl<T: ReadValue + 'static> ReadValue for &'static [(&'static str, T)] {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Object(members) => {
                let read =
                    |(name, value): &'static (Cow<'static, str>, _)| Some((&**name, T::read_value(value)?));
                let members: Option<Vec<_>> = members.iter().map(read).collect();
                Some(members?.leak())
            }
            _ => None,
        }
    }
}
