//! One of several shapes.

use ecow::EcoVec;

use super::{SchemaWriter, add_types, null};
use crate::json::ObjectWriter;
use crate::plan::{Shape, Type};

impl SchemaWriter<'_> {
    /// A list of types where that says it all, which vendors understand best; otherwise a schema for each.
    pub(super) fn add_union(&self, schema: &mut ObjectWriter, variants: &[Type], union: &Type) {
        let words: Option<Vec<&str>> = variants.iter().map(word).collect();
        match words {
            Some(words) if union.rules.is_empty() && are_distinct(&words) && self.are_plain(variants) => {
                add_types(schema, &words, union.nullable);
                for variant in variants {
                    self.add_contents(schema, &variant.shape);
                    self.add_rules(schema, &variant.rules);
                }
            }
            _ => {
                let null = union.nullable.then(null);
                let schemas = variants.iter().map(|variant| self.value(variant)).chain(null);
                schema.list("anyOf", schemas.collect());
                self.add_rules(schema, &union.rules);
            }
        }
    }

    /// Whether no rules of a variant need a schema around them.
    fn are_plain(&self, variants: &[Type]) -> bool {
        let inner = |variant: &Type| match &variant.shape {
            Shape::Object(object) => object.rules.clone(),
            _ => EcoVec::new(),
        };
        variants.iter().all(|variant| self.fit_together(&[inner(variant), variant.rules.clone()].concat()))
    }
}

/// The word of `type` that says what the variant is, if nothing more is said about it but rules and contents.
fn word(variant: &Type) -> Option<&'static str> {
    let Type { shape, nullable, rules: _, description, default, examples, deprecated, location: _ } = variant;
    if *nullable || description.is_some() || default.is_some() || !examples.is_empty() || *deprecated {
        return None;
    }
    match shape {
        Shape::String => Some("string"),
        Shape::Integer => Some("integer"),
        Shape::Number => Some("number"),
        Shape::Boolean => Some("boolean"),
        Shape::Array(_) => Some("array"),
        Shape::Object(_) | Shape::Map(_) => Some("object"),
        Shape::Any
        | Shape::Null
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Union(_)
        | Shape::Reference(_) => None,
    }
}

/// Whether each word stands there once. A whole number is a number too.
fn are_distinct(words: &[&str]) -> bool {
    let kind = |word: &str| if word == "integer" { "number" } else { word }.to_owned();
    let mut kinds: Vec<String> = words.iter().map(|word| kind(word)).collect();
    kinds.sort();
    kinds.windows(2).all(|pair| pair[0] != pair[1])
}
