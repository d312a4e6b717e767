//! From a plan's types to nodes.

use std::collections::HashMap;

use super::code::{CONSTANT_DEGRADED, UNION_DEGRADED};
use super::docs::{self, Docs};
use super::literal;
use super::names::{Settings, TypeKind, definition_type, nested_type};
use super::naming::{Asked, Inside};
use super::node::{
    EnumerationNode, FieldNode, Item, Node, NodeId, Nodes, Presence, RecordNode, RuleText, ShapeNode,
    UnionNode, Value, VariantNode, Wire,
};
use super::property_docs;
use super::reference::{Definition, Definitions};
use super::rules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::lock::{Key, Names};
use crate::plan::{Additional, EnumValue, Event, Object, Property, Shape, Type};
use crate::pointer::Location;

/// A place where a type of the plan's own is used: each gives it a name.
#[derive(Debug)]
pub(super) struct Use<'p> {
    pub(super) node: NodeId,
    /// What tells the place from all others: `Song Played.genre`.
    pub(super) key: String,
    /// The name that the type asks for there.
    pub(super) plain: String,
    /// The name that it gets there.
    pub(super) name: String,
    /// The name that the type asks for when several places share it.
    pub(super) base: String,
    /// What the plan calls it: the property or the definition.
    pub(super) label: &'p str,
    pub(super) kind: TypeKind,
    pub(super) location: &'p Location,
    /// The uses inside, one for each value of the node.
    pub(super) inside: Vec<Option<Use<'p>>>,
}

/// Where a type stands.
#[derive(Clone, Copy)]
struct Place<'s, 'p> {
    event: &'p Event,
    definitions: &'s Definitions<'p>,
    inside: &'s Inside,
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
    used: Option<Use<'p>>,
}

/// Reads the types of all events of a source.
pub(super) struct Types<'p, 's> {
    pub(super) nodes: Nodes,
    pub(super) findings: Diagnostics,
    /// Uses inside of types that hold themselves.
    pub(super) own: Vec<Use<'p>>,
    settings: &'s Settings,
    scopes: HashMap<String, Inside>,
}

impl<'p, 's> Types<'p, 's> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self {
            nodes: Nodes::default(),
            findings: Diagnostics::new(),
            own: Vec::new(),
            settings,
            scopes: HashMap::new(),
        }
    }

    /// Settles the names inside of the types that hold themselves.
    pub(super) fn settle(&mut self, event: &'p Event, definitions: &Definitions<'p>, locked: &mut Names) {
        for definition in definitions.holding_themselves() {
            let key = own_key(event, definition);
            if self.scopes.contains_key(&key) {
                continue;
            }
            let mut asked = Asked::default();
            asked.value(definition.of_type, definitions);
            let name = definition_type(label(definition), &self.settings.whole_words);
            let locked = locked.inside(Key::Type(key.clone()), &name);
            let event = definition.is_own.then_some(event.name.as_str());
            let inside = asked.settle(self.settings, event, locked, &mut self.findings);
            self.scopes.insert(key, inside);
        }
    }

    /// The struct of an event's properties, and the uses inside of it.
    pub(super) fn event(
        &mut self,
        event: &'p Event,
        type_name: &str,
        key: &str,
        definitions: &Definitions<'p>,
        inside: &Inside,
    ) -> (RecordNode, Vec<Option<Use<'p>>>) {
        let label = event.kind.word();
        let place = Place {
            event,
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
    ) -> (RecordNode, Vec<Option<Use<'p>>>) {
        let read: Vec<_> =
            object.properties.iter().filter_map(|property| self.field(property, place)).collect();
        let (fields, uses) = read.into_iter().unzip();
        let is_closed = object.additional == Additional::Closed;
        (RecordNode { docs, fields, is_closed, count_rules: rules::of_object(&object.rules) }, uses)
    }

    /// A property; none if it could only be `null` and need not be there.
    fn field(
        &mut self,
        property: &'p Property,
        place: Place<'_, 'p>,
    ) -> Option<(FieldNode, Option<Use<'p>>)> {
        let nowhere = Inside::default();
        let (name, inside) = place.inside.property(&property.name).unwrap_or(("", &nowhere));
        let key = format!("{}.{}", place.key, key_part(&property.name));
        let plain = nested_type(place.plain, name.trim_start_matches("r#"));
        let inner =
            Place { inside, key: &key, plain: &plain, label: &property.name, definition: None, ..place };
        let read = match self.constant(property) {
            Some(Json::Null) if !property.required => return None,
            Some(value) if property.required => return Some((constant_field(property, value), None)),
            Some(value @ (Json::Array(_) | Json::Object(_) | Json::Null)) => {
                self.degrade(
                    &CONSTANT_DEGRADED,
                    &property.value,
                    inner,
                    "an optional constant of this kind",
                    value.kind(),
                );
                Read { value: Value::Any, is_nullable: false, rules: Vec::new(), used: None }
            }
            _ => self.value(&property.value, inner),
        };
        let presence = match (property.required, read.is_nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, _) => Presence::Optional,
        };
        let field = FieldNode {
            wire: property.name.clone(),
            name: name.to_owned(),
            presence,
            is_nullable: read.is_nullable,
            docs: property_docs::of(property, name),
            is_deprecated: property.value.deprecated,
            value: read.value,
            rules: read.rules,
        };
        Some((field, read.used))
    }

    /// The value of a property that can have no other.
    fn constant(&self, property: &'p Property) -> Option<&'p Json> {
        match &property.value.shape {
            Shape::Const(value) if !property.value.nullable => Some(value),
            Shape::Null => Some(&Json::Null),
            Shape::Enum(values) if values.len() == 1 && property.required && !property.value.nullable => {
                Some(&values[0].value)
            }
            _ => None,
        }
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
        inside: Vec<Option<Use<'p>>>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Use<'p>>) {
        let node = self.nodes.intern(node);
        (Value::Named(node), Some(self.use_of(node, kind, inside, of_type, place)))
    }

    fn use_of(
        &self,
        node: NodeId,
        kind: TypeKind,
        inside: Vec<Option<Use<'p>>>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> Use<'p> {
        let base = place.definition.map_or(place.label, label);
        Use {
            node,
            key: place.key.to_owned(),
            plain: place.plain.to_owned(),
            name: String::new(),
            base: definition_type(base, &self.settings.whole_words),
            label: place.label,
            kind,
            location: &of_type.location,
            inside,
        }
    }

    fn enumeration(
        &mut self,
        variants: Vec<VariantNode>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Use<'p>>) {
        let node = EnumerationNode { docs: definition_docs(of_type, place), variants };
        self.named(Node::Enumeration(node), TypeKind::Value, Vec::new(), of_type, place)
    }

    /// A constant where it is a choice: it may be absent, or `null`, or stand in a list.
    fn one_value(
        &mut self,
        value: &'p Json,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Use<'p>>) {
        let value = EnumValue { value: value.clone(), description: None, deprecated: false };
        match variant(&value, place.inside) {
            Some(variant) => self.enumeration(vec![variant], of_type, place),
            None => {
                let kind = value.value.kind();
                self.degrade(&CONSTANT_DEGRADED, of_type, place, "a constant of this kind", kind);
                (Value::Any, None)
            }
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

    fn union(
        &mut self,
        variants: &'p [Type],
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Use<'p>>) {
        let mut shapes: Vec<ShapeNode> = Vec::new();
        let mut uses = Vec::new();
        for variant in variants {
            let (shape, used) = self.shape(variant, &of_type.rules, place);
            if shapes.iter().any(|other| other.name == shape.name) {
                self.degrade(
                    &UNION_DEGRADED,
                    of_type,
                    place,
                    "a choice between two shapes of one kind",
                    &shape.name,
                );
                return (Value::Any, None);
            }
            shapes.push(shape);
            uses.push(used);
        }
        let node = UnionNode { docs: definition_docs(of_type, place), variants: shapes };
        self.named(Node::Union(node), TypeKind::Value, uses, of_type, place)
    }

    fn shape(
        &mut self,
        of_type: &'p Type,
        outer: &[crate::plan::Rule],
        place: Place<'_, 'p>,
    ) -> (ShapeNode, Option<Use<'p>>) {
        let mut docs = Docs::default();
        if let Some(description) = &of_type.description {
            docs.text(description);
        }
        if let Shape::Const(constant) = &of_type.shape
            && let (Some(name), Some(wire)) = (place.inside.value(constant), wire(constant))
        {
            let value = match wire {
                Wire::Text(text) => Value::ConstantText(text),
                Wire::Other(expression) => Value::ConstantScalar(expression),
            };
            return (ShapeNode { name: name.to_owned(), value, rules: Vec::new(), docs }, None);
        }
        let name = self.shape_name(of_type, place);
        let plain = nested_type(place.plain, &name);
        let key = format!("{}.{name}", place.key);
        let read = self.value(of_type, Place { key: &key, plain: &plain, definition: None, ..place });
        let mut all = rules::of_value(outer, &read.value);
        all.extend(read.rules);
        (ShapeNode { name, value: read.value, rules: all, docs }, read.used)
    }

    /// The variant of a shape: its named type, the constant that tells it from others, or its kind.
    fn shape_name(&self, of_type: &'p Type, place: Place<'_, 'p>) -> String {
        let kind = match &of_type.shape {
            Shape::Reference(key) => {
                let definition = place.definitions.get(key);
                return definition_type(definition.map_or(key, label), &self.settings.whole_words);
            }
            Shape::Object(object) => {
                return discriminator(object, place.inside).unwrap_or("Object").to_owned();
            }
            Shape::Any | Shape::Null => "Any",
            Shape::String => "String",
            Shape::Integer => "Integer",
            Shape::Number => "Number",
            Shape::Boolean => "Boolean",
            Shape::Enum(_) => "Enum",
            Shape::Const(_) => "Constant",
            Shape::Array(_) => "List",
            Shape::Map(_) => "Map",
            Shape::Union(_) => "Choice",
        };
        kind.to_owned()
    }

    fn reference(&mut self, key: &'p str, of_type: &'p Type, place: Place<'_, 'p>) -> Read<'p> {
        let Some(definition) = place.definitions.get(key) else {
            return Read { value: Value::Any, is_nullable: of_type.nullable, rules: Vec::new(), used: None };
        };
        let mut read = if definition.holds_itself {
            self.holding_itself(definition, place)
        } else {
            self.value(definition.of_type, Place { definition: Some(definition), ..place })
        };
        read.is_nullable |= of_type.nullable;
        read.rules.extend(rules::of_value(&of_type.rules, &read.value));
        read
    }

    /// A type that holds itself has one node, and stands behind a reference within itself.
    fn holding_itself(&mut self, definition: Definition<'p>, place: Place<'_, 'p>) -> Read<'p> {
        let own = own_key(place.event, definition);
        let is_nullable = definition.of_type.nullable;
        let Shape::Object(object) = &definition.of_type.shape else {
            return Read { value: Value::Any, is_nullable, rules: Vec::new(), used: None };
        };
        let here = Place { definition: Some(definition), ..place };
        let node = match self.nodes.reserved(&own) {
            Some(node) => node,
            None => {
                let node = self.nodes.reserve(&own);
                let name = definition_type(label(definition), &self.settings.whole_words);
                let inside = self.scopes.remove(&own).unwrap_or_default();
                let within = Place { inside: &inside, key: &own, plain: &name, within: Some(&own), ..here };
                let (record, uses) = self.record(object, definition_docs(definition.of_type, here), within);
                self.nodes.fill(node, Node::Record(record));
                self.own.push(self.use_of(node, TypeKind::Object, uses, definition.of_type, within));
                node
            }
        };
        let value = if place.within.is_some() { Value::Indirect(node) } else { Value::Named(node) };
        let used = self.use_of(node, TypeKind::Object, Vec::new(), definition.of_type, here);
        Read { value, is_nullable, rules: Vec::new(), used: Some(used) }
    }

    fn degrade(
        &mut self,
        code: &'static Code,
        of_type: &Type,
        place: Place<'_, 'p>,
        what: &str,
        which: &str,
    ) {
        let message = format!("`{}` takes any value: {what} (`{which}`) has no Rust type", place.label);
        let help = if *code == CONSTANT_DEGRADED {
            "make it required, or describe its items instead"
        } else {
            "give each object a required constant that tells it from the others, or name the shapes by `$ref`"
        };
        let finding =
            Diagnostic::new(code, message).at_key(&of_type.location, "generated as `Value`").help(help);
        self.findings.push(finding.of_event(place.event.title()));
    }
}

/// What tells a type that holds itself from all others.
fn own_key(event: &Event, definition: Definition<'_>) -> String {
    if definition.is_own { format!("{}{}", event.name, definition.key) } else { definition.key.to_owned() }
}

/// A name as a part of the key of a type: a full stop within it is not one between names.
pub(super) fn key_part(name: &str) -> String {
    name.replace('\\', "\\\\").replace('.', "\\.")
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

/// The variant of a required constant text that all values of the object have.
fn discriminator<'s>(object: &Object, inside: &'s Inside) -> Option<&'s str> {
    object.properties.iter().filter(|property| property.required).find_map(|property| {
        let (_, inner) = inside.property(&property.name)?;
        match &property.value.shape {
            Shape::Const(value) => inner.value(value),
            Shape::Enum(values) if values.len() == 1 => inner.value(&values[0].value),
            _ => None,
        }
    })
}

fn constant_field(property: &Property, value: &Json) -> FieldNode {
    FieldNode {
        wire: property.name.clone(),
        name: String::new(),
        presence: Presence::Required,
        is_nullable: false,
        value: constant_value(value),
        rules: Vec::new(),
        docs: Docs::default(),
        is_deprecated: false,
    }
}

fn constant_value(value: &Json) -> Value {
    match value {
        Json::String(text) => Value::ConstantText(text.clone()),
        // Values without floats that are not finite always have a JSON text.
        other => Value::ConstantJson(serde_json::to_string(other).unwrap_or_default()),
    }
}

/// The variant of a scalar; none for lists and objects.
fn variant(value: &EnumValue, inside: &Inside) -> Option<VariantNode> {
    let wire = wire(&value.value)?;
    let mut docs = Docs::default();
    if let Some(description) = &value.description {
        docs.text(description);
    } else {
        docs.line(&docs::code(&match &value.value {
            Json::String(text) => text.clone(),
            other => serde_json::to_string(other).unwrap_or_default(),
        }));
    }
    let name = inside.value(&value.value)?.to_owned();
    Some(VariantNode { name, wire, docs, is_deprecated: value.deprecated })
}

fn wire(value: &Json) -> Option<Wire> {
    match value {
        Json::String(text) => Some(Wire::Text(text.clone())),
        Json::Boolean(boolean) => Some(Wire::Other(format!("::itly_runtime::Value::Boolean({boolean})"))),
        Json::Number(number) => Some(Wire::Other(literal::value(number))),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
