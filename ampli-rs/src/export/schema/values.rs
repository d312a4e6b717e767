//! Values that are listed: `enum`, `const`, and the documented enumeration.

use super::{Dialect, SchemaWriter, add_types, null};
use crate::json::{Json, ObjectWriter};
use crate::plan::{EnumValue, Type};

impl SchemaWriter<'_> {
    /// One of several values. With words about single ones, each is a schema of its own.
    pub(super) fn add_values(&self, schema: &mut ObjectWriter, values: &[EnumValue], of: &Type) {
        let words = words(values.iter().map(|value| &value.value));
        if values.iter().all(|value| value.description.is_none() && !value.deprecated) {
            add_types(schema, &words, of.nullable);
            let null = of.nullable.then_some(Json::Null);
            let listed = values.iter().map(|value| value.value.clone()).chain(null);
            return schema.add("enum", listed.collect());
        }
        // Beside `oneOf`, several words would tear the values apart by their kinds.
        if let [word] = words.as_slice() {
            add_types(schema, &[word], of.nullable);
        }
        let null = of.nullable.then(null);
        schema.list("oneOf", values.iter().map(|value| self.documented(value)).chain(null).collect());
    }

    fn documented(&self, value: &EnumValue) -> Json {
        let mut schema = ObjectWriter::default();
        schema.append(self.only(&value.value));
        schema.text("description", value.description.as_deref());
        schema.mark("deprecated", value.deprecated);
        schema.finish()
    }

    /// One value only.
    pub(super) fn add_constant(&self, schema: &mut ObjectWriter, constant: &Json, nullable: bool) {
        let is_scalar = !matches!(constant, Json::Array(_) | Json::Object(_));
        if !nullable {
            add_types(schema, &words([constant]), false);
            schema.append(self.only(constant));
        } else if is_scalar {
            add_types(schema, &words([constant]), true);
            schema.add("enum", [constant.clone(), Json::Null].into_iter().collect());
        } else {
            schema.list("anyOf", vec![self.only(constant).finish(), null()]);
        }
    }

    /// The keyword that allows just this value.
    fn only(&self, value: &Json) -> ObjectWriter {
        let mut schema = ObjectWriter::default();
        match self.dialect {
            Dialect::Four => schema.add("enum", std::iter::once(value.clone()).collect()),
            Dialect::Later => schema.add("const", value.clone()),
        }
        schema
    }
}

/// The words of `type` for all the values, each once. Where some numbers are whole and others are not, all are numbers.
fn words<'a>(values: impl IntoIterator<Item = &'a Json>) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    for value in values {
        let word = match value {
            Json::Number(number) if !number.is_f64() => "integer",
            other => other.kind(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.contains(&"number") {
        words.retain(|word| *word != "integer");
    }
    words
}
