//! From a plan's types to nodes.

mod choice;
mod degraded;
mod reference;
mod saying;
mod scalar;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use ecow::EcoString;

use self::saying::Saying;
use self::scalar::{constant_field, variant};
use super::code::CONSTANT_DEGRADED;
use super::docs::Docs;
use super::names::{Settings, TypeKind, definition_type, nested_type};
use super::naming::Inside;
use super::node::{Field, FieldNode, Item, Node, NodeId, Nodes, Presence, RecordNode, RuleText, Value};
use super::property_docs;
use super::reference::{Definition, Definitions};
use super::rules;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::plan::{Additional, Event, Object, Property, Shape, Type};
use crate::pointer::Location;

/// A place where a type of the plan's own is used: each gives it a name.
#[derive(Debug)]
pub(super) struct Use<'p> {
    pub(super) node: NodeId,
    /// What tells the place from all others: `Song Played.genre`; taken when names are asked for.
    pub(super) key: String,
    /// The name that the type asks for there; taken with the key.
    pub(super) plain: String,
    /// The name that it gets there.
    pub(super) name: String,
    /// The name that the type asks for when several places share it.
    pub(super) base: EcoString,
    /// What the plan calls it: the property or the definition.
    pub(super) label: &'p str,
    pub(super) kind: TypeKind,
    pub(super) location: &'p Location,
    /// The uses inside, one for each value of the node.
    pub(super) inside: Vec<Option<Box<Use<'p>>>>,
}

/// Where a type stands.
#[derive(Clone, Copy)]
struct Place<'s, 'p> {
    event: &'p Event,
    /// What tells the event's types from those of all others.
    owner: &'s str,
    definitions: &'s Definitions<'p>,
    inside: &'s Inside<'p>,
    key: &'s str,
    plain: &'s str,
    label: &'p str,
    /// The named type that is being read.
    definition: Option<Definition<'p>>,
    /// The type that holds itself within which the place lies.
    within: Option<&'s str>,
}

/// What was read of a type.
struct Read<'p> {
    value: Value,
    is_nullable: bool,
    rules: Vec<RuleText>,
    used: Option<Box<Use<'p>>>,
}

/// Reads the types of all events of a source.
pub(super) struct Types<'p, 's> {
    pub(super) nodes: Nodes,
    pub(super) findings: Diagnostics,
    /// Uses inside of types that hold themselves.
    pub(super) own: Vec<Use<'p>>,
    settings: &'s Settings,
    scopes: HashMap<String, Inside<'p>>,
    /// The fields of properties in which no name is given: many events have the same.
    said: HashMap<Saying<'p>, Rc<Field>>,
    /// What the rules make of the names that types ask for when several places share them.
    bases: HashMap<&'p str, EcoString>,
}

impl<'p, 's> Types<'p, 's> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self {
            nodes: Nodes::default(),
            findings: Diagnostics::new(),
            own: Vec::new(),
            settings,
            scopes: HashMap::new(),
            said: HashMap::new(),
            bases: HashMap::new(),
        }
    }

    /// The struct of an event's properties, and the uses inside of it.
    pub(super) fn event(
        &mut self,
        event: &'p Event,
        type_name: &str,
        key: &str,
        definitions: &Definitions<'p>,
        inside: &Inside<'p>,
    ) -> (RecordNode, Vec<Option<Box<Use<'p>>>>) {
        let label = event.kind.word();
        let place = Place {
            event,
            owner: key,
            definitions,
            inside,
            key,
            plain: type_name,
            label,
            definition: None,
            within: None,
        };
        self.record(&event.properties, Docs::default(), place)
    }

    fn record(
        &mut self,
        object: &'p Object,
        docs: Docs,
        place: Place<'_, 'p>,
    ) -> (RecordNode, Vec<Option<Box<Use<'p>>>>) {
        let count = object.properties.len();
        let (mut fields, mut uses) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (field, used) in object.properties.iter().filter_map(|property| self.field(property, place)) {
            fields.push(field);
            uses.push(used);
        }
        let is_closed = object.additional == Additional::Closed;
        (RecordNode { docs, fields, is_closed, count_rules: rules::of_object(&object.rules) }, uses)
    }

    /// A property; none if it could only be `null` and need not be there.
    fn field(
        &mut self,
        property: &'p Property,
        place: Place<'_, 'p>,
    ) -> Option<(Rc<Field>, Option<Box<Use<'p>>>)> {
        let nowhere = Inside::default();
        let (name, inside) = place.inside.property(&property.name).unwrap_or(("", &nowhere));
        if may_be_named(&property.value) {
            let key = [place.key, ".", &key_part(&property.name)].concat();
            let plain = nested_type(place.plain, name.trim_start_matches("r#"));
            let place =
                Place { inside, key: &key, plain: &plain, label: &property.name, definition: None, ..place };
            let (field, used) = self.new_field(property, name, place)?;
            return Some((Rc::new(Field::new(field)), used));
        }
        let saying = Saying::new(property, name);
        if let Some(known) = self.said.get(&saying) {
            return Some((Rc::clone(known), None));
        }
        let findings = self.findings.len();
        let place = Place { inside, key: "", plain: "", label: &property.name, definition: None, ..place };
        let (field, _) = self.new_field(property, name, place)?;
        let field = Rc::new(Field::new(field));
        // What is to be said about it is said in every event.
        if self.findings.len() == findings {
            self.said.insert(saying, Rc::clone(&field));
        }
        Some((field, None))
    }

    fn new_field(
        &mut self,
        property: &'p Property,
        name: &str,
        place: Place<'_, 'p>,
    ) -> Option<(FieldNode, Option<Box<Use<'p>>>)> {
        let read = match property.constant() {
            Some(Json::Null) if !property.required => return None,
            Some(value) if property.required => return Some((constant_field(property, value), None)),
            Some(value @ (Json::Array(_) | Json::Object(_) | Json::Null)) => {
                let what = ("an optional constant of this kind", value.kind());
                self.degrade(&CONSTANT_DEGRADED, &property.value, place, what);
                Read { value: Value::Any, is_nullable: false, rules: Vec::new(), used: None }
            }
            _ => self.value(&property.value, place),
        };
        let presence = match (property.required, read.is_nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, _) => Presence::Optional,
        };
        let field = FieldNode {
            wire: property.name.as_str().into(),
            name: name.into(),
            presence,
            is_nullable: read.is_nullable,
            docs: property_docs::of(property, name),
            is_deprecated: property.value.deprecated,
            value: read.value,
            rules: read.rules,
        };
        Some((field, read.used))
    }

    fn value(&mut self, of_type: &'p Type, place: Place<'_, 'p>) -> Read<'p> {
        let (value, used) = match &of_type.shape {
            Shape::Reference(key) => return self.reference(key, of_type, place),
            Shape::Any | Shape::Null => (Value::Any, None),
            Shape::String => (Value::Text, None),
            Shape::Integer => (rules::integer(of_type, &mut self.findings, place.event), None),
            Shape::Number => (Value::Number, None),
            Shape::Boolean => (Value::Boolean, None),
            Shape::Enum(values) => {
                let variants = values.iter().filter_map(|value| variant(value, place.inside)).collect();
                self.enumeration(variants, of_type, place)
            }
            Shape::Const(value) => self.one_value(value, of_type, place),
            Shape::Array(array) => return self.list(&array.items, of_type, place),
            Shape::Map(values) => return self.map(values, of_type, place),
            Shape::Object(object)
                if object.properties.is_empty() && object.additional == Additional::Open =>
            {
                let item = Item::of(Value::Any, false);
                (Value::Map(Box::new(item)), None)
            }
            Shape::Object(object) => {
                let (record, uses) = self.record(object, definition_docs(of_type, place), place);
                self.named(Node::Record(record), TypeKind::Object, uses, of_type, place)
            }
            Shape::Union(variants) => self.union(variants, of_type, place),
        };
        let rules = rules::of_value(&of_type.rules, &value);
        Read { value, is_nullable: of_type.nullable || of_type.shape == Shape::Null, rules, used }
    }

    fn named(
        &mut self,
        node: Node,
        kind: TypeKind,
        inside: Vec<Option<Box<Use<'p>>>>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Box<Use<'p>>>) {
        let node = self.nodes.intern(node);
        (Value::Named(node), Some(Box::new(self.use_of(node, kind, inside, of_type, place))))
    }

    fn use_of(
        &mut self,
        node: NodeId,
        kind: TypeKind,
        inside: Vec<Option<Box<Use<'p>>>>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> Use<'p> {
        let label = place.definition.map_or(place.label, label);
        let new = || definition_type(label, &self.settings.whole_words);
        let base = self.bases.entry(label).or_insert_with(new).clone();
        Use {
            node,
            key: place.key.to_owned(),
            plain: place.plain.to_owned(),
            name: String::new(),
            base,
            label: place.label,
            kind,
            location: &of_type.location,
            inside,
        }
    }

    fn list(&mut self, items: &'p Type, of_type: &'p Type, place: Place<'_, 'p>) -> Read<'p> {
        let read = self.value(items, place);
        self.nodes.mark_listed(&read.value);
        let value = match read.value {
            Value::Text if !read.is_nullable => Value::Texts,
            value => Value::List(Box::new(Item::of(value.behind_reference(), read.is_nullable))),
        };
        let mut rules = rules::of_value(&of_type.rules, &value);
        rules.extend(rules::inside("Items", read.rules));
        Read { value, is_nullable: of_type.nullable, rules, used: read.used }
    }

    fn map(&mut self, values: &'p Type, of_type: &'p Type, place: Place<'_, 'p>) -> Read<'p> {
        let read = self.value(values, place);
        self.nodes.mark_listed(&read.value);
        let value = Value::Map(Box::new(Item::of(read.value.behind_reference(), read.is_nullable)));
        let mut rules = rules::of_value(&of_type.rules, &value);
        rules.extend(rules::inside("Values", read.rules));
        Read { value, is_nullable: of_type.nullable, rules, used: read.used }
    }
}

/// A name as a part of the key of a type: a full stop within it is not one between names.
pub(super) fn key_part(name: &str) -> Cow<'_, str> {
    if name.contains(['\\', '.']) {
        name.replace('\\', "\\\\").replace('.', "\\.").into()
    } else {
        name.into()
    }
}

/// Whether values of the type may need a Rust type of the plan's own, and a name for it.
fn may_be_named(of_type: &Type) -> bool {
    match &of_type.shape {
        Shape::Any | Shape::Null | Shape::String | Shape::Integer | Shape::Number | Shape::Boolean => false,
        Shape::Array(array) => may_be_named(&array.items),
        Shape::Map(values) => may_be_named(values),
        Shape::Enum(_) | Shape::Const(_) | Shape::Object(_) | Shape::Union(_) | Shape::Reference(_) => true,
    }
}

/// The name in a definition's key: `Currency` of `#/$defs/Currency`.
fn label<'p>(definition: Definition<'p>) -> &'p str {
    definition.key.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(definition.key)
}

fn definition_docs(of_type: &Type, place: Place<'_, '_>) -> Docs {
    let mut docs = Docs::default();
    if let (Some(_), Some(description)) = (place.definition, &of_type.description) {
        docs.text(description);
    }
    docs
}
