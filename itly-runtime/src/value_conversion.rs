//! What becomes a [`Value`], and how a value writes itself.

use std::borrow::Cow;

use crate::json::values::{write_list, write_map};
use crate::json::{JsonText, WriteValue};
use crate::value::Value;

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl From<$type> for Value<'_> {
            fn from(value: $type) -> Self {
                Value::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Boolean,
    i8 => Integer, i16 => Integer, i32 => Integer, i64 => Integer,
    u8 => Integer, u16 => Integer, u32 => Integer,
    f32 => Number, f64 => Number,
    String => String,
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or(Value::Unsigned(number), Value::Integer)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::String(Cow::Borrowed(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Value::String(text)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, T::into)
    }
}

impl<'a, T: Into<Value<'a>>> From<Vec<T>> for Value<'a> {
    fn from(items: Vec<T>) -> Self {
        Value::Array(items.into_iter().map(T::into).collect())
    }
}

impl<'a, T: Into<Value<'a>>, const N: usize> From<[T; N]> for Value<'a> {
    fn from(items: [T; N]) -> Self {
        Value::Array(items.into_iter().map(T::into).collect())
    }
}

impl WriteValue for Value<'_> {
    fn write_value(&self, out: &mut JsonText) {
        match self {
            Value::Null => out.raw("null,"),
            Value::Boolean(boolean) => boolean.write_value(out),
            Value::Integer(number) => number.write_value(out),
            Value::Unsigned(number) => number.write_value(out),
            Value::Number(number) => number.write_value(out),
            Value::String(text) => out.string(text),
            Value::Array(items) => write_list(out, items),
            Value::Object(members) => write_map(out, members),
        }
    }
}
