//! Typed events read back from what was recorded.

use std::borrow::Cow;

use crate::properties::Properties;
use crate::strings::Strings;
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
        match self.members.iter().find(|(each, _)| each == name) {
            Some((_, value)) => T::read_value(value),
            None => T::read_absent(),
        }
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
            _ => None,
        }
    }
}

impl ReadValue for u64 {
    fn read_value(value: &'static Value<'static>) -> Option<Self> {
        match value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            Value::Unsigned(number) => Some(*number),
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
