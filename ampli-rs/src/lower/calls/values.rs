//! Values of generated types, as expressions of a program that uses the SDK.

use super::expression::Expression;
use super::sample;
use crate::json::Json;
use crate::lower::literal;
use crate::lower::node::{FieldNode, Item, Node, NodeId, Nodes, Presence, RecordNode, Value};
use crate::lower::read::ReadEvent;
use crate::lower::record::required_type;
use crate::lower::types::Use;
use crate::plan::{Object, Shape, Type};
use crate::values::conformance::Scope;

/// How deep values are made: what is deeper is left out where it may be.
const DEEPEST: usize = 6;

/// References followed in a row; a type that is nothing but itself has no end.
const LONGEST_CHAIN: usize = 32;

/// The most optional properties that are set: more would hide the call.
const MOST_SETTERS: usize = 24;

/// Makes the values of one event.
pub(super) struct Values<'a, 'p> {
    pub(super) nodes: &'a Nodes,
    /// The name of the SDK's crate.
    pub(super) sdk: &'a str,
    /// Where named types of the plan are looked up.
    pub(super) scope: Scope<'p>,
}

/// What a value is for.
#[derive(Clone, Copy)]
struct Place<'v> {
    /// The property.
    label: &'v str,
    /// The type that the plan has there, as far as it is known.
    of_type: Option<&'v Type>,
    /// The names of generated types there.
    used: Option<&'v Use<'v>>,
    depth: usize,
}

type Uses<'p> = [Option<Box<Use<'p>>>];

impl Values<'_, '_> {
    /// The struct of an event's properties, with all optional ones set.
    pub(super) fn event(&self, read: &ReadEvent<'_>) -> Expression {
        let object = Some(&read.event.properties);
        self.record(&read.handle.type_name, &read.record, &read.uses, object, 0)
    }

    fn record(
        &self,
        name: &str,
        record: &RecordNode,
        uses: &Uses<'_>,
        object: Option<&Object>,
        depth: usize,
    ) -> Expression {
        let fields = record.fields.iter().enumerate().filter(|(_, field)| !field.value.is_constant());
        let (optional, mut required): (Vec<_>, Vec<_>) =
            fields.partition(|(_, field)| field.presence == Presence::Optional);
        required.sort_by_cached_key(|(_, field)| (field.wire.to_lowercase(), field.wire.clone()));
        let carrier = required_type(name, record, self.nodes);
        let value = |(index, field): (usize, &FieldNode), is_parameter: bool| {
            let used = uses.get(index).and_then(Option::as_deref);
            let property =
                object.and_then(|object| object.properties.iter().find(|own| own.name == field.wire));
            let of_type = property.map(|property| &property.value);
            self.field(field, is_parameter, Place { label: &field.wire, of_type, used, depth: depth + 1 })
        };
        let path = format!("{}::{name}", self.sdk);
        let given = required.into_iter().map(|(index, field)| {
            let missing = || Expression::Atom("todo!()".to_owned());
            (field.name.to_string(), value((index, field), carrier.is_none()).unwrap_or_else(missing))
        });
        let arguments = match &carrier {
            Some((carrier, _)) => {
                let name = format!("{}::{carrier}", self.sdk);
                vec![Expression::Struct { name, fields: given.collect() }]
            }
            None => given.map(|(_, value)| value).collect(),
        };
        let made = Expression::call(format!("{path}::new"), arguments);
        // What is inside of a property shows what it needs, and no more.
        let shown = if depth == 0 { MOST_SETTERS } else { 0 };
        let sound = optional.into_iter().filter(|(_, field)| !field.is_deprecated);
        let set = sound.filter_map(|(index, field)| {
            let setter = format!("with_{}", field.name.trim_start_matches("r#"));
            Some((setter, value((index, field), true)?))
        });
        set.take(shown).fold(made, |made, (setter, value)| made.then(&setter, vec![value]))
    }

    /// A value for a field or its setter; none if it can't be named.
    fn field(&self, field: &FieldNode, is_parameter: bool, place: Place<'_>) -> Option<Expression> {
        if is_parameter && field.value == Value::Texts && field.presence != Presence::Nullable {
            // Parameters turn slices into what the field has.
            return Some(self.texts(place));
        }
        match (field.presence, self.value(&field.value, place)) {
            (Presence::Nullable, Some(value)) => Some(Expression::call("Some", vec![value])),
            (Presence::Nullable, None) => Some(Expression::Atom("None".to_owned())),
            (_, value) => value,
        }
    }

    fn value(&self, value: &Value, place: Place<'_>) -> Option<Expression> {
        let place = Place { of_type: self.resolved(place.of_type), ..place };
        let of_type = place.of_type;
        Some(match value {
            Value::Text => Expression::Atom(sample::text(place.label, of_type, self.scope)),
            Value::Integer => Expression::Atom(sample::integer(false, of_type, self.scope)),
            Value::Unsigned => Expression::Atom(sample::integer(true, of_type, self.scope)),
            Value::Number => Expression::Atom(sample::number(of_type, self.scope)),
            Value::Boolean => Expression::Atom("true".to_owned()),
            Value::Any => self.any(of_type),
            Value::Named(node) => self.named(*node, place)?,
            Value::Indirect(node) => Expression::Reference(Box::new(self.named(*node, place)?)),
            Value::Texts => {
                Expression::call(format!("{}::runtime::Strings::from", self.sdk), vec![self.texts(place)])
            }
            Value::List(item) => Expression::List(self.item(item, place).into_iter().collect()),
            Value::Map(item) => {
                let pair = |value| Expression::Pair("\"key\"".to_owned(), Box::new(value));
                Expression::List(self.item(item, place).map(pair).into_iter().collect())
            }
            Value::ConstantText(_) | Value::ConstantJson(_) | Value::ConstantScalar(_) => return None,
        })
    }

    /// A slice of texts.
    fn texts(&self, place: Place<'_>) -> Expression {
        let items = inside(self.resolved(place.of_type));
        let items = self.resolved(items);
        Expression::List(vec![Expression::Atom(sample::text(place.label, items, self.scope))])
    }

    fn item(&self, item: &Item, place: Place<'_>) -> Option<Expression> {
        if place.depth > DEEPEST {
            return None;
        }
        let place = Place { of_type: inside(place.of_type), depth: place.depth + 1, ..place };
        let value = match &item.value {
            Value::Texts => self.texts(place),
            value => self.value(value, place)?,
        };
        Some(if item.is_nullable { Expression::call("Some", vec![value]) } else { value })
    }

    /// A value of a generated type; none if the type has no name that programs know, or is too deep.
    fn named(&self, node: NodeId, place: Place<'_>) -> Option<Expression> {
        let used = place.used.filter(|used| used.node == node && place.depth <= DEEPEST)?;
        let name = used.name.as_str();
        let inside_of = |index: usize| used.inside.get(index).and_then(Option::as_deref);
        match self.nodes.node(node) {
            Node::Record(record) => {
                let object = match place.of_type.map(|of_type| &of_type.shape) {
                    Some(Shape::Object(object)) => Some(&**object),
                    _ => None,
                };
                Some(self.record(name, record, &used.inside, object, place.depth))
            }
            Node::Enumeration(enumeration) => {
                let sound = enumeration.variants.iter().find(|variant| !variant.is_deprecated);
                let variant = sound.or_else(|| enumeration.variants.first())?;
                Some(Expression::Atom(format!("{}::{name}::{}", self.sdk, variant.name)))
            }
            Node::Union(union) => {
                let branches = match place.of_type.map(|of_type| &of_type.shape) {
                    Some(Shape::Union(branches)) => branches.as_slice(),
                    _ => &[],
                };
                union.variants.iter().enumerate().find_map(|(index, variant)| {
                    let path = format!("{}::{name}::{}", self.sdk, variant.name);
                    if variant.value.is_constant() {
                        return Some(Expression::Atom(path));
                    }
                    let of_type = branches.get(index);
                    let place = Place { used: inside_of(index), of_type, depth: place.depth + 1, ..place };
                    Some(Expression::call(path, vec![self.value(&variant.value, place)?]))
                })
            }
            Node::Pending(_) => None,
        }
    }

    /// A value of no type in particular.
    fn any(&self, of_type: Option<&Type>) -> Expression {
        let scalar = |json: &Json| match json {
            Json::String(text) => Some(literal::string(text)),
            Json::Boolean(boolean) => Some(boolean.to_string()),
            Json::Number(number) => number.as_i64().map(|number| format!("{number}_i64")),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        };
        let example = of_type.and_then(|of_type| of_type.examples.iter().find_map(scalar));
        let value = example.unwrap_or_else(|| "\"any value\"".to_owned());
        Expression::call(format!("{}::Value::from", self.sdk), vec![Expression::Atom(value)])
    }

    /// The type that a reference means.
    fn resolved<'t>(&'t self, of_type: Option<&'t Type>) -> Option<&'t Type> {
        let mut of_type = of_type?;
        for _ in 0..LONGEST_CHAIN {
            let Shape::Reference(key) = &of_type.shape else { return Some(of_type) };
            of_type = self.scope.definition(key)?;
        }
        None
    }
}

/// The type of what a list or a map holds.
fn inside(of_type: Option<&Type>) -> Option<&Type> {
    match &of_type?.shape {
        Shape::Array(array) => Some(&array.items),
        Shape::Map(values) => Some(values),
        _ => None,
    }
}
