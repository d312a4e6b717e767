//! Sets of scalars: what `enum`, `const` and compositions of them come to.

use std::collections::HashSet;

use ecow::{EcoString, eco_format};

use crate::json::Json;
use crate::plan::{EnumValue, Shape};

/// Scalars in their order, each once. `1` and `1.0` are the same value, as JSON Schema has it.
#[derive(Default)]
pub(super) struct Values {
    listed: Vec<EnumValue>,
    seen: HashSet<EcoString>,
}

impl Values {
    /// Adds a value; `false` when it was there.
    pub(super) fn add(&mut self, value: EnumValue) -> bool {
        let new = self.seen.insert(identity(&value.value));
        if new {
            self.listed.push(value);
        }
        new
    }

    /// Keeps the values that `keep` wants.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Json) -> bool) {
        self.listed.retain(|value| keep(&value.value));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    pub(super) fn contains(&self, value: &Json) -> bool {
        self.seen.contains(&identity(value))
    }

    /// The shape that allows just these values: `None` when there are none.
    pub(super) fn into_shape(self) -> Option<Shape> {
        let mut listed = self.listed;
        if listed.len() == 2 && listed.iter().all(|value| matches!(value.value, Json::Boolean(_))) {
            return Some(Shape::Boolean);
        }
        if listed.len() > 1 {
            return Some(Shape::Enum(listed));
        }
        listed.pop().map(|only| Shape::Const(only.value))
    }
}

/// A value that an enumeration lists, with nothing said about it.
pub(super) fn plain(value: &Json) -> EnumValue {
    EnumValue { value: value.clone(), description: None, deprecated: false }
}

/// Whether an enumeration can hold the value.
pub(super) fn is_scalar(value: &Json) -> bool {
    !matches!(value, Json::Array(_) | Json::Object(_))
}

/// A text that two scalars share exactly when JSON Schema holds them for equal.
fn identity(value: &Json) -> EcoString {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Json::Null => "null".into(),
        Json::Boolean(value) => eco_format!("{value}"),
        Json::String(text) => EcoString::from("\"") + text.as_str(),
        Json::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => {
                eco_format!("{:.0}", float + 0.0)
            }
            _ => eco_format!("{number}"),
        },
        Json::Array(_) | Json::Object(_) => eco_format!("{value:?}"),
    }
}
