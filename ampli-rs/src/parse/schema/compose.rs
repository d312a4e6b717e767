//! `allOf`, `anyOf`, `oneOf`, and as much of `if` as types can hold.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;

use super::keywords::Keywords;
use super::kind::Kind;
use super::reader::Reader;
use super::union;
use crate::json::Json;
use crate::parse::codes::{IDLE_KEYWORD, UNSATISFIABLE_SCHEMA};
use crate::plan::{Object, Property, Rule, Shape, Type};
use crate::pointer::Location;

impl<'a> Reader<'a, '_> {
    /// `base` together with the schemas that the schema at `location` is composed of.
    pub(super) fn compose(&mut self, base: Type, keywords: &Keywords<'a>, location: &Location) -> Type {
        let whole = (self.branches == 0).then(|| std::mem::take(&mut self.conditional));
        self.branches += 1;
        let mut value = base;
        for branch in self.branches_of("allOf", keywords.all_of, location) {
            value = self.merge(value, branch, &location.key("allOf"));
        }
        for (keyword, schemas) in [("anyOf", keywords.any_of), ("oneOf", keywords.one_of)] {
            value = self.compose_alternatives(value, keyword, schemas, location);
        }
        if keywords.unsupported.contains(&"if") {
            self.collect_conditional_properties(keywords, location);
        }
        self.branches -= 1;
        if let Some(around) = whole {
            let conditional = std::mem::replace(&mut self.conditional, around);
            add_conditional_properties(&mut value, conditional);
        }
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

    /// Keeps the properties that `then` and `else` declare until the whole schema is known. What they say holds only
    /// sometimes, so it must not narrow what another part says.
    fn collect_conditional_properties(&mut self, keywords: &Keywords<'a>, location: &Location) {
        for (keyword, schema) in [("then", keywords.then), ("else", keywords.otherwise)] {
            let Some(schema @ Json::Object(_)) = schema else { continue };
            if let Shape::Object(object) = self.read(schema, &location.key(keyword)).shape {
                self.conditional.extend(object.properties);
            }
        }
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
            _ => self.leave_out_idle_rules(value, location),
        }
    }

    /// Drops rules that are about none of the kinds of values that are allowed, as far as these are known.
    fn leave_out_idle_rules(&mut self, value: &mut Type, location: &Location) {
        let kinds: Vec<Kind> = match &value.shape {
            Shape::Enum(values) => {
                values.iter().filter_map(|value| Kind::from_word(value.value.kind())).collect()
            }
            shape => Kind::of_shape(shape).into_iter().collect(),
        };
        let is_idle = |rule: &Rule| !kinds.is_empty() && !kinds.iter().any(|kind| kind.is_ruled_by(rule));
        if value.rules.iter().any(is_idle) {
            value.rules.retain(|rule| !is_idle(rule));
            let message =
                format!("some rules of {} say nothing about the values that it may be", self.subject());
            self.report_at_key(
                &IDLE_KEYWORD,
                message,
                location,
                "remove them, or correct what the value may be",
            );
        }
    }
}

/// Whether a schema says only which properties must be there.
fn only_requires(schema: &Json) -> bool {
    let members = schema.members();
    !members.is_empty() && members.iter().all(|(key, _)| matches!(&**key, "required" | "not"))
}

/// Properties that are declared under a condition may be sent, whenever that is: they become optional ones.
fn add_conditional_properties(value: &mut Type, conditional: Vec<Property>) {
    if conditional.is_empty() {
        return;
    }
    let conditional = united(conditional);
    if matches!(&value.shape, Shape::Map(values) if values.shape == Shape::Any) {
        let rules = std::mem::take(&mut value.rules);
        value.shape = Shape::Object(Box::new(Object { rules, ..Object::default() }));
    }
    match &mut value.shape {
        Shape::Object(object) => add_optional(object, &conditional),
        Shape::Union(variants) => variants.iter_mut().for_each(|variant| {
            if let Shape::Object(object) = &mut variant.shape {
                add_optional(object, &conditional);
            }
        }),
        _ => {}
    }
}

/// Each name once, with a type that allows what any of the conditions allows.
fn united(properties: Vec<Property>) -> Vec<Property> {
    let mut positions: HashMap<EcoString, usize> = HashMap::new();
    let mut united: Vec<(Property, Vec<Type>)> = Vec::new();
    for property in properties {
        match positions.get(&property.name) {
            Some(position) => united[*position].1.push(property.value),
            None => {
                positions.insert(property.name.clone(), united.len());
                united.push((property, Vec::new()));
            }
        }
    }
    let one = |(property, mut others): (Property, Vec<Type>)| {
        if others.is_empty() {
            return property;
        }
        let description = property.value.description.clone();
        others.insert(0, property.value);
        let value = union::unite(others, &property.location).value;
        Property { value: Type { description: value.description.or(description), ..value }, ..property }
    };
    united.into_iter().map(one).collect()
}

fn add_optional(object: &mut Object, properties: &[Property]) {
    let declared: HashSet<EcoString> =
        object.properties.iter().map(|property| property.name.clone()).collect();
    let new = properties.iter().filter(|property| !declared.contains(&property.name));
    let optional = new.map(|property| Property { required: false, ..property.clone() });
    object.properties.extend(optional);
}
