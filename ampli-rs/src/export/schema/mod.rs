//! Types as JSON Schema: the mirror of `parse::schema`, which reads what is written here as the type that it was.

mod rules;
mod union;
mod values;

use std::collections::BTreeMap;

use crate::json::{Json, Member, ObjectWriter};
use crate::plan::{Additional, Object, Shape, Type};

/// In the words of which draft a schema is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Draft 4, which has no `const`, and bounds that a boolean makes exclusive.
    Four,
    /// Draft 6 and all later ones.
    Later,
}

/// What is around the types that are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaWriter<'a> {
    pub(super) dialect: Dialect,
    /// The value of `$ref` for every definition, by the key that the plan has for it.
    pub(super) references: &'a BTreeMap<String, String>,
}

impl SchemaWriter<'_> {
    /// The schema of an object, without anything about it.
    pub(super) fn object(&self, object: &Object) -> ObjectWriter {
        let mut schema = ObjectWriter::default();
        schema.add("type", Json::from("object"));
        self.add_properties(&mut schema, object);
        self.add_rules(&mut schema, &object.rules);
        schema
    }

    /// The schema of a value.
    pub(super) fn value(&self, value: &Type) -> Json {
        let mut schema = ObjectWriter::default();
        schema.text("description", value.description.as_deref());
        self.add_shape(&mut schema, value);
        if let Some(default) = &value.default {
            schema.add("default", Json::clone(default));
        }
        schema.list("examples", value.examples.to_vec());
        schema.mark("deprecated", value.deprecated);
        schema.finish()
    }

    /// What a value may be, with the rules on it.
    fn add_shape(&self, schema: &mut ObjectWriter, value: &Type) {
        match &value.shape {
            Shape::Any => {}
            Shape::String => add_types(schema, &["string"], value.nullable),
            Shape::Integer => add_types(schema, &["integer"], value.nullable),
            Shape::Number => add_types(schema, &["number"], value.nullable),
            Shape::Boolean => add_types(schema, &["boolean"], value.nullable),
            Shape::Null => add_types(schema, &["null"], false),
            Shape::Array(_) => {
                add_types(schema, &["array"], value.nullable);
                self.add_contents(schema, &value.shape);
            }
            Shape::Object(_) | Shape::Map(_) => {
                add_types(schema, &["object"], value.nullable);
                self.add_contents(schema, &value.shape);
            }
            Shape::Enum(values) => self.add_values(schema, values, value),
            Shape::Const(constant) => self.add_constant(schema, constant, value.nullable),
            Shape::Union(variants) => return self.add_union(schema, variants, value),
            Shape::Reference(key) => self.add_reference(schema, key, value),
        }
        self.add_rules(schema, &value.rules);
    }

    /// What is in a list or an object.
    fn add_contents(&self, schema: &mut ObjectWriter, shape: &Shape) {
        match shape {
            Shape::Array(array) if !says_nothing(&array.items) => {
                schema.add("items", self.value(&array.items));
            }
            Shape::Map(values) if !says_nothing(values) => {
                schema.add("additionalProperties", self.value(values));
            }
            Shape::Object(object) => {
                self.add_properties(schema, object);
                self.add_rules(schema, &object.rules);
            }
            _ => {}
        }
    }

    fn add_properties(&self, schema: &mut ObjectWriter, object: &Object) {
        let declared = object.properties.iter();
        schema.object(
            "properties",
            declared
                .clone()
                .map(|property| -> Member { (property.name.as_str().into(), self.value(&property.value)) }),
        );
        let required = declared.filter(|property| property.required);
        schema.list("required", required.map(|property| Json::from(property.name.as_str())).collect());
        if object.additional == Additional::Closed {
            schema.add("additionalProperties", Json::Boolean(false));
        }
    }

    /// Older drafts read nothing that stands beside `$ref`, so what limits the value stands around it.
    fn add_reference(&self, schema: &mut ObjectWriter, key: &str, value: &Type) {
        let target = self.references.get(key).map_or(key, String::as_str);
        let reference = one("$ref", Json::from(target));
        if value.nullable {
            schema.list("anyOf", vec![reference, null()]);
        } else if !value.rules.is_empty() {
            schema.list("allOf", vec![reference]);
        } else {
            schema.add("$ref", Json::from(target));
        }
    }
}

/// Whether a value may be anything and nothing is said about it: then there is no need for a schema.
fn says_nothing(value: &Type) -> bool {
    let Type { shape, nullable: _, rules, description, default, examples, deprecated, location: _ } = value;
    *shape == Shape::Any
        && rules.is_empty()
        && description.is_none()
        && default.is_none()
        && examples.is_empty()
        && !deprecated
}

/// Says in `type` what the value is.
fn add_types(schema: &mut ObjectWriter, words: &[&str], nullable: bool) {
    let null = nullable.then_some("null");
    let all: Vec<&str> = words.iter().copied().chain(null).collect();
    match all.as_slice() {
        [] => {}
        [only] => schema.add("type", Json::from(*only)),
        all => schema.add("type", all.iter().map(|word| Json::from(*word)).collect()),
    }
}

/// The schema of `null`.
fn null() -> Json {
    one("type", Json::from("null"))
}

/// An object with one member.
fn one(key: &str, value: Json) -> Json {
    let member: Member = (key.into(), value);
    std::iter::once(member).collect()
}
