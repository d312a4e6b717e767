//! Lists of values that are asked many times.

use std::collections::HashSet;

use super::number;
use crate::json::Json;

/// Values by the equality of JSON Schema: numbers by value, and the order of members does not matter.
#[derive(Debug, Default)]
pub(crate) struct ValueSet(HashSet<String>);

impl ValueSet {
    /// Whether the value is one of these.
    pub(crate) fn has(&self, value: &Json) -> bool {
        self.0.contains(&canonical(value))
    }
}

impl<'a> FromIterator<&'a Json> for ValueSet {
    fn from_iter<I: IntoIterator<Item = &'a Json>>(values: I) -> Self {
        Self(values.into_iter().map(canonical).collect())
    }
}

/// A text that equal values have in common, and no others.
fn canonical(value: &Json) -> String {
    match value {
        Json::Number(number) => match number::integer(number) {
            Some(whole) => whole.to_string(),
            None => format!("{:e}", number::float(number)),
        },
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(members) => {
            let mut members: Vec<String> =
                members.iter().map(|(key, member)| format!("{key:?}:{}", canonical(member))).collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        Json::String(text) => format!("{text:?}"),
        Json::Boolean(is_true) => is_true.to_string(),
        Json::Null => "null".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::ValueSet;
    use crate::json::Json;

    #[test]
    fn values_are_equal_as_json_schema_has_it() {
        let json = |text: &str| -> Json { serde_json::from_str(text).expect("JSON") };
        let values = [json("1"), json("\"2\""), json("{\"a\": 1, \"b\": [2.5]}"), json("null")];
        let set: ValueSet = values.iter().collect();
        for text in ["1", "1.0", "\"2\"", "{\"b\": [2.5], \"a\": 1.0}", "null"] {
            assert!(set.has(&json(text)), "{text}");
        }
        for text in ["2", "\"1\"", "{\"a\": 1}", "false", "[1]", "\"null\""] {
            assert!(!set.has(&json(text)), "{text}");
        }
    }
}
