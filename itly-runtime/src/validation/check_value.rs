use std::borrow::Cow;

use super::unique::are_unique;
use super::{Checker, Number, Rule};
use crate::properties::Properties;
use crate::strings::Strings;
use crate::typed_event::WriteProperties;
use crate::value::Value;

/// A value that is checked against rules of the plan.
///
/// Records (whatever implements [`WriteProperties`]) are such values by themselves: their own `check` knows their rules.
/// Generated enumerations implement this trait so that lists of them can be checked.
pub trait CheckValue {
    /// Reports every one of `rules` that the value breaks; rules that do not fit its type hold.
    ///
    /// The default is for types that prove all that the plan asks.
    fn check_value(&self, _report: &mut Checker<'_>, _rules: &[Rule]) {}

    /// The value as any JSON value, to compare the items of a list.
    fn as_value(&self) -> Value<'_>;
}

impl<T: WriteProperties + ?Sized> CheckValue for T {
    fn check_value(&self, report: &mut Checker<'_>, _rules: &[Rule]) {
        self.check(report);
    }

    fn as_value(&self) -> Value<'_> {
        let properties = Properties::of(self);
        Value::Object(properties.iter().map(|(key, value)| (key.into_owned().into(), owned(value))).collect())
    }
}

/// The value with text of its own.
fn owned(value: Value<'_>) -> Value<'static> {
    let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
    match value {
        Value::Null => Value::Null,
        Value::Boolean(boolean) => Value::Boolean(boolean),
        Value::Integer(number) => Value::Integer(number),
        Value::Unsigned(number) => Value::Unsigned(number),
        Value::Number(number) => Value::Number(number),
        Value::String(text) => Value::String(own(text)),
        Value::Array(items) => Value::Array(items.into_iter().map(owned).collect()),
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(key, value)| (own(key), owned(value))).collect())
        }
    }
}

impl<T: CheckValue> CheckValue for Option<T> {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        if let Some(value) = self {
            value.check_value(report, rules);
        }
    }

    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::as_value)
    }
}

impl CheckValue for str {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        report.check_text(self, rules);
    }

    fn as_value(&self) -> Value<'_> {
        Value::String(Cow::Borrowed(self))
    }
}

/// Implements the trait for an owner or a reference of a value that is checked already.
macro_rules! check_as {
    ($([$($generics:tt)*] $type:ty => $target:ty),* $(,)?) => {$(
        impl<$($generics)*> CheckValue for $type {
            fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
                <$target>::check_value(self, report, rules);
            }

            fn as_value(&self) -> Value<'_> {
                <$target>::as_value(self)
            }
        }
    )*};
}

check_as! {
    [] &str => str,
    [] String => str,
    [] Cow<'_, str> => str,
    [T: CheckValue] &[T] => [T],
    [T: CheckValue] Vec<T> => [T],
    [T: CheckValue, const N: usize] [T; N] => [T],
    [K: AsRef<str>, T: CheckValue] &[(K, T)] => [(K, T)],
    [K: AsRef<str>, T: CheckValue] Vec<(K, T)> => [(K, T)],
}

impl CheckValue for bool {
    fn as_value(&self) -> Value<'_> {
        Value::Boolean(*self)
    }
}

impl CheckValue for i64 {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        report.check_number(Number::Integer(*self), rules);
    }

    fn as_value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl CheckValue for u64 {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        report.check_number(Number::Unsigned(*self), rules);
    }

    fn as_value(&self) -> Value<'_> {
        Value::Unsigned(*self)
    }
}

impl CheckValue for f64 {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        report.check_number(Number::Float(*self), rules);
    }

    fn as_value(&self) -> Value<'_> {
        Value::Number(*self)
    }
}

/// A list. Its items are checked where [`Rule::Items`] stands, or last of all.
impl<T: CheckValue> CheckValue for [T] {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        let mut items_are_checked = false;
        for rule in rules {
            match rule {
                Rule::MinItems(limit) => report.expect(self.len() as u64 >= *limit, rule),
                Rule::MaxItems(limit) => report.expect(self.len() as u64 <= *limit, rule),
                Rule::UniqueItems => report.expect(are_unique(self), rule),
                Rule::Items(of_items) => {
                    items_are_checked = true;
                    items(self, report, of_items);
                }
                _ => {}
            }
        }
        if !items_are_checked {
            items(self, report, &[]);
        }
    }

    fn as_value(&self) -> Value<'_> {
        Value::Array(self.iter().map(T::as_value).collect())
    }
}

impl CheckValue for Strings<'_> {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        match self {
            Strings::Borrowed(texts) => texts.check_value(report, rules),
            Strings::Owned(texts) => texts.check_value(report, rules),
        }
    }

    fn as_value(&self) -> Value<'_> {
        Value::Array(self.iter().map(Value::from).collect())
    }
}

fn items<T: CheckValue>(list: &[T], report: &mut Checker<'_>, rules: &[Rule]) {
    for (index, item) in list.iter().enumerate() {
        report.item(index, item, rules);
    }
}

/// An object whose keys are data. Its values are checked where [`Rule::Values`] stands, or last of all.
impl<K: AsRef<str>, T: CheckValue> CheckValue for [(K, T)] {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        let mut values_are_checked = false;
        for rule in rules {
            match rule {
                Rule::Values(of_values) => {
                    values_are_checked = true;
                    values(self, report, of_values);
                }
                _ => report.property_count(self.len(), std::slice::from_ref(rule)),
            }
        }
        if !values_are_checked {
            values(self, report, &[]);
        }
    }

    fn as_value(&self) -> Value<'_> {
        Value::Object(self.iter().map(|(key, value)| (key.as_ref().into(), value.as_value())).collect())
    }
}

fn values<K: AsRef<str>, T: CheckValue>(members: &[(K, T)], report: &mut Checker<'_>, rules: &[Rule]) {
    for (key, value) in members {
        report.property(key.as_ref(), value, rules);
    }
}

/// Any value: the rules that fit what it holds are checked.
impl CheckValue for Value<'_> {
    fn check_value(&self, report: &mut Checker<'_>, rules: &[Rule]) {
        match self {
            Value::Null | Value::Boolean(_) => {}
            Value::Integer(number) => report.check_number(Number::Integer(*number), rules),
            Value::Unsigned(number) => report.check_number(Number::Unsigned(*number), rules),
            Value::Number(number) => report.check_number(Number::Float(*number), rules),
            Value::String(text) => report.check_text(text, rules),
            Value::Array(items) => items.check_value(report, rules),
            Value::Object(members) => members.check_value(report, rules),
        }
    }

    fn as_value(&self) -> Value<'_> {
        self.clone()
    }
}
