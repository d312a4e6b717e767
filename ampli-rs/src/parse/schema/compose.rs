//! `allOf`, `anyOf`, `oneOf`, and as much of `if` as types can hold.

use std::collections::HashSet;

use super::keywords::Keywords;
use super::reader::Reader;
use super::union;
use crate::json::Json;
use crate::parse::codes::{IDLE_KEYWORD, UNSATISFIABLE_SCHEMA};
use crate::plan::{Object, Property, Shape, Type};
use crate::pointer::Location;

impl<'a> Reader<'a, '_> {
    /// `base` together with the schemas that the schema at `location` is composed of.
    pub(super) fn compose(&mut self, base: Type, keywords: &Keywords<'a>, location: &Location) -> Type {
        self.branches += 1;
        let mut value = base;
        for branch in self.branches_of("allOf", keywords.all_of, location) {
            value = self.merge(value, branch, &location.key("allOf"));
        }
        for (keyword, schemas) in [("anyOf", keywords.any_of), ("oneOf", keywords.one_of)] {
            value = self.compose_alternatives(value, keyword, schemas, location);
        }
        if keywords.unsupported.contains(&"if") {
            value = self.add_conditional_properties(value, keywords, location);
        }
        self.branches -= 1;
        self.close_unevaluated(&mut value, keywords, location);
        if self.branches == 0 {
            self.finish(&mut value, location);
        }
        value
    }

    fn branches_of(
        &mut self,
        keyword: &'static str,
        schemas: Option<&'a Json>,
        location: &Location,
    ) -> Vec<Type> {
        let Some(schemas) = schemas else { return Vec::new() };
        let place = location.key(keyword);
        if schemas.items().is_empty() {
            self.report_malformed(&place, keyword, "a list of schemas that is not empty", schemas);
        }
        let is_branch = |schema: &Json| *schema != Json::Boolean(false) || keyword == "allOf";
        if !schemas.items().is_empty() && !schemas.items().iter().any(is_branch) {
            let message = format!("no value can ever be right for {}", self.subject());
            self.report(&UNSATISFIABLE_SCHEMA, message, &place, "remove it, or say what it may be");
        }
        schemas
            .items()
            .iter()
            .enumerate()
            .filter(|(_, schema)| is_branch(schema))
            .map(|(index, schema)| self.read(schema, &place.index(index)))
            .collect()
    }

    fn compose_alternatives(
        &mut self,
        value: Type,
        keyword: &'static str,
        schemas: Option<&'a Json>,
        location: &Location,
    ) -> Type {
        if schemas.is_some_and(|schemas| schemas.items().iter().any(only_requires)) {
            self.report_unsupported(keyword, location, "which properties go together is not checked");
            return value;
        }
        let variants = self.branches_of(keyword, schemas, location);
        if variants.is_empty() {
            return value;
        }
        let united = union::unite(variants, &location.key(keyword));
        if united.wider {
            self.report_unsupported(
                keyword,
                location,
                "values that match none of its schemas are allowed too",
            );
        }
        let about = value.location.clone();
        Type { location: about, ..self.merge(value, united.value, &location.key(keyword)) }
    }

    /// Properties that `then` and `else` declare may be sent, whenever that is: they become optional ones.
    fn add_conditional_properties(
        &mut self,
        value: Type,
        keywords: &Keywords<'a>,
        location: &Location,
    ) -> Type {
        let mut value = value;
        for (keyword, schema) in [("then", keywords.then), ("else", keywords.otherwise)] {
            let Some(schema @ Json::Object(_)) = schema else { continue };
            let Shape::Object(conditional) = self.read(schema, &location.key(keyword)).shape else {
                continue;
            };
            // Only a branch may turn into an object: another branch says that the value is one.
            let free = matches!(&value.shape, Shape::Any) && self.branches > 1
                || matches!(&value.shape, Shape::Map(values) if values.shape == Shape::Any);
            if free {
                let rules = std::mem::take(&mut value.rules);
                value.shape = Shape::Object(Object { rules, ..Object::default() });
            }
            if let Shape::Object(object) = &mut value.shape {
                add_optional(object, conditional.properties);
            }
        }
        value
    }

    /// Says what a whole schema, with all it is composed of, leaves unsaid.
    fn finish(&mut self, value: &mut Type, location: &Location) {
        match &value.shape {
            Shape::Object(object) => self.report_undeclared(object, location),
            Shape::Any if !value.rules.is_empty() => {
                value.rules.clear();
                let message = format!("rules of {} say nothing, because it may be any value", self.subject());
                self.report_at_key(&IDLE_KEYWORD, message, location, "say in `type` what the value is");
            }
            _ => {}
        }
    }
}

/// Whether a schema says only which properties must be there.
fn only_requires(schema: &Json) -> bool {
    let members = schema.members();
    !members.is_empty() && members.iter().all(|(key, _)| matches!(&**key, "required" | "not"))
}

fn add_optional(object: &mut Object, properties: Vec<Property>) {
    let declared: HashSet<String> = object.properties.iter().map(|property| property.name.clone()).collect();
    for property in properties {
        if !declared.contains(&property.name) {
            object.properties.push(Property { required: false, ..property });
        }
    }
}
