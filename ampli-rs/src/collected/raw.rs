//! JSON seen as slices of its text: nothing is copied that is not asked for.

use std::borrow::Cow;

use super::tape::{Kind, ROOT, View};

/// A JSON value that was read, as formats look at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Raw<'a>(View<'a>);

impl<'a> Raw<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        Self(view)
    }

    /// What was read of it.
    pub(super) fn view(self) -> View<'a> {
        self.0
    }

    /// The text of the value, without blanks around it.
    pub(super) fn text(self) -> &'a str {
        self.0.json(ROOT)
    }

    pub(super) fn is_object(self) -> bool {
        self.0.kind(ROOT) == Kind::Object
    }

    pub(super) fn is_array(self) -> bool {
        self.0.kind(ROOT) == Kind::Array
    }

    pub(super) fn is_null(self) -> bool {
        self.0.kind(ROOT) == Kind::Null
    }

    /// The members of an object, in their order; none of other values.
    pub(super) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Raw<'a>)> {
        self.0.members(ROOT).map(move |(key, value)| (self.0.string(key), Raw(self.0.within(value))))
    }

    /// The items of an array, in their order; none of other values.
    pub(super) fn items(self) -> impl Iterator<Item = Raw<'a>> {
        self.0.items(ROOT).map(move |item| Raw(self.0.within(item)))
    }

    /// The value of the last member `key`, as readers of JSON take it.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.members().filter(|(name, _)| name == key).last().map(|(_, value)| value)
    }

    /// The text of a string.
    pub(super) fn string(self) -> Option<Cow<'a, str>> {
        (self.0.kind(ROOT) == Kind::String).then(|| self.0.string(ROOT))
    }

    /// The text of a string that says something.
    pub(super) fn filled(self) -> Option<Cow<'a, str>> {
        self.string().filter(|text| !text.is_empty())
    }

    /// The text of a string, or that of a number as it is written: ids and versions are both.
    pub(super) fn label(self) -> Option<Cow<'a, str>> {
        match self.0.kind(ROOT) {
            Kind::Integer | Kind::Fraction => Some(self.text().into()),
            _ => self.filled(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::Raw;
    use crate::collected::tape::Tape;

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
            let mut tape = Tape::default();
            tape.take_sound(&text).unwrap();
            prop_assert_eq!(again(Raw::new(tape.view(&text))), value);
        }
    }

    #[test]
    fn of_repeated_members_the_last_one_counts() {
        let mut tape = Tape::default();
        let raw = Raw::new(tape.read(r#" {"a":1, "b":"x\n", "\u0061":{"c":2}} "#).unwrap());
        assert_eq!(raw.get("a").map(Raw::text), Some(r#"{"c":2}"#));
        assert_eq!(raw.get("b").and_then(Raw::string).as_deref(), Some("x\n"));
    }
}
