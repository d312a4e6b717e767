//! Objects: declared properties, required ones, and objects whose keys are data.

use std::collections::HashSet;

use ecow::EcoVec;

use super::keywords::Keywords;
use super::reader::Reader;
use super::union;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Json;
use crate::parse::codes::{UNDECLARED_REQUIRED, UNSATISFIABLE_SCHEMA};
use crate::plan::{Additional, Object, Property, Rule, Shape, Type};
use crate::pointer::Location;
use crate::suggestion;

/// Patterns that every key matches.
const ANY_KEY: &[&str] = &["", ".*", "^.*$", "^.*", ".*$", "^", ".+", "^.+$"];

impl<'a> Reader<'a, '_> {
    /// The type of an object: with declared properties, or a map when none are declared.
    pub(super) fn object(
        &mut self,
        keywords: &Keywords<'a>,
        rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        let mut properties = self.properties(keywords, location);
        self.require(&mut properties, keywords, location);
        if properties.is_empty()
            && let Some(values) = self.map_values(keywords, location)
        {
            return Type { rules, ..Type::new(Shape::Map(Box::new(values)), location.clone()) };
        }
        let additional = self.additional(keywords, location);
        Type::new(Shape::Object(Box::new(Object { properties, additional, rules })), location.clone())
    }

    fn properties(&mut self, keywords: &Keywords<'a>, location: &Location) -> Vec<Property> {
        let Some(declared) = keywords.properties else { return Vec::new() };
        let location = location.key("properties");
        if !declared.is_object() {
            self.report_malformed(&location, "properties", "an object", declared);
        }
        let mut properties = Vec::with_capacity(declared.members().len());
        for (name, schema) in declared.members() {
            let location = location.key(name);
            self.path.push(name);
            if *schema == Json::Boolean(false) {
                self.report_forbidden_property(&location);
            } else {
                // A property is no branch, even where the object that declares it is one.
                let branches = std::mem::take(&mut self.branches);
                let value = self.read(schema, &location);
                self.branches = branches;
                properties.push(Property { name: name.clone(), required: false, value, location });
            }
            self.path.pop();
        }
        properties
    }

    fn report_forbidden_property(&mut self, location: &Location) {
        let message = format!("{} is declared as `false`: it is left out", self.subject());
        let finding = Diagnostic::new(&UNSATISFIABLE_SCHEMA, message).at(location, "");
        let mut finding = finding.help("remove it, or say what it may be");
        finding.severity = Severity::Warning;
        self.findings.push(finding);
    }

    /// Marks the required properties; those that are not declared are added as untyped ones.
    fn require(&mut self, properties: &mut Vec<Property>, keywords: &Keywords<'a>, location: &Location) {
        let names = self.required_names(keywords, location);
        if names.is_empty() {
            return;
        }
        let mut missing: HashSet<&str> = names.iter().map(|(_, name)| *name).collect();
        for property in properties.iter_mut() {
            property.required = missing.remove(property.name.as_str());
        }
        for (index, name) in names {
            if missing.remove(name) {
                let location = location.key("required").index(index);
                let value = Type::new(Shape::Any, location.clone());
                properties.push(Property { name: name.into(), required: true, value, location });
            }
        }
    }

    /// The names of required properties, each with its place in the list.
    fn required_names(&mut self, keywords: &Keywords<'a>, location: &Location) -> Vec<(usize, &'a str)> {
        let place = || location.key("required");
        match keywords.required {
            // A boolean is reported for values of every kind.
            None | Some(Json::Boolean(_)) => Vec::new(),
            Some(Json::Array(names)) => {
                let mut required = Vec::with_capacity(names.len());
                for (index, name) in names.iter().enumerate() {
                    match name.as_str() {
                        Some(name) => required.push((index, name)),
                        None => {
                            let what = "every item of `required`";
                            self.report_malformed(&place().index(index), what, "a name", name);
                        }
                    }
                }
                required
            }
            Some(other) => {
                self.report_malformed(&place(), "required", "a list of names", other);
                Vec::new()
            }
        }
    }

    /// Names the required properties that neither the schema nor one that it is composed of declares.
    pub(super) fn report_undeclared(&mut self, object: &Object, location: &Location) {
        let is_in_list = |place: &Location| {
            let inside = place.pointer.within(&location.pointer);
            place.document == location.document
                && inside.is_some_and(|inside| inside.segments().next() == Some("required"))
        };
        for property in object.properties.iter().filter(|property| is_in_list(&property.location)) {
            let closed = object.additional == Additional::Closed;
            let read_as = if closed { "no event can be right" } else { "it is read as any value" };
            let message =
                format!("`{}` is required but not declared in {}: {read_as}", property.name, self.subject());
            let finding = Diagnostic::new(&UNDECLARED_REQUIRED, message).at(&property.location, "");
            let declared = object.properties.iter().filter(|other| other.location != property.location);
            let names = declared.map(|other| other.name.as_str());
            let mut finding = finding.help(match suggestion::closest(&property.name, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "declare it in `properties`, or remove it from `required`".to_owned(),
            });
            if closed {
                finding.severity = Severity::Error;
            }
            self.findings.push(finding);
        }
    }

    /// What the values of a map may be; `None` for an object that may hold nothing.
    fn map_values(&mut self, keywords: &Keywords<'a>, location: &Location) -> Option<Type> {
        let closed = keywords.additional_properties == Some(&Json::Boolean(false));
        let patterns = keywords.pattern_properties.map_or(&[][..], Json::members);
        if patterns.is_empty() {
            let Some(schema) = keywords.additional_properties else {
                return Some(Type::new(Shape::Any, location.clone()));
            };
            return (!closed).then(|| self.values(schema, &location.key("additionalProperties")));
        }
        let place = location.key("patternProperties");
        let values = patterns.iter().map(|(key, schema)| self.values(schema, &place.key(key))).collect();
        let united = union::unite(values, location);
        let any_key = patterns.iter().any(|(pattern, _)| ANY_KEY.contains(&&**pattern));
        if any_key && patterns.len() == 1 {
            return Some(united.value);
        }
        self.report_unsupported("patternProperties", location, "the names of the keys are not checked");
        Some(if closed { united.value } else { Type::new(Shape::Any, location.clone()) })
    }

    fn values(&mut self, schema: &'a Json, location: &Location) -> Type {
        self.path.push("*");
        let branches = std::mem::take(&mut self.branches);
        let value = self.read(schema, location);
        self.branches = branches;
        self.path.pop();
        value
    }

    /// What holds for further properties of an object that declares some.
    fn additional(&mut self, keywords: &Keywords<'a>, location: &Location) -> Additional {
        let patterns = keywords.pattern_properties.is_some_and(|patterns| !patterns.members().is_empty());
        if patterns {
            self.report_unsupported("patternProperties", location, "further properties are not checked");
            return Additional::Open;
        }
        match keywords.additional_properties {
            Some(Json::Boolean(false)) => Additional::Closed,
            None | Some(Json::Boolean(true)) => Additional::Open,
            Some(Json::Object(members)) if members.is_empty() => Additional::Open,
            Some(Json::Object(_)) => {
                let effect = "properties that are not declared may have any value";
                self.report_unsupported("additionalProperties", location, effect);
                Additional::Open
            }
            Some(other) => {
                let place = location.key("additionalProperties");
                self.report_malformed(&place, "additionalProperties", "a boolean or a schema", other);
                Additional::Open
            }
        }
    }
}
