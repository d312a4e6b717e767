//! From a flat list of properties to one schema: a name with dots is a property of a nested object.

use ecow::EcoString;

use super::property::Declared;
use crate::json::Json;
use crate::parse::drawn::Drawn;
use crate::pointer::Location;

/// A property and those nested in it.
#[derive(Default)]
struct Node<'a> {
    /// How it was declared; `None`: only the properties in it were.
    declared: Option<Declared<'a>>,
    children: Vec<(EcoString, Node<'a>)>,
}

impl<'a> Node<'a> {
    /// Whether other properties may be nested in it.
    fn is_object(&self) -> bool {
        let Some(declared) = &self.declared else { return true };
        declared.schema.iter().any(|(key, value)| **key == *"type" && value.as_str() == Some("object"))
    }

    fn child(&mut self, name: &str) -> Option<&mut Node<'a>> {
        self.children.iter_mut().find(|(known, _)| known == name).map(|(_, node)| node)
    }

    fn is_required(&self) -> bool {
        match &self.declared {
            Some(declared) => declared.required,
            None => self.children.iter().any(|(_, child)| child.is_required()),
        }
    }
}

/// The schema of an event with these properties, which stands at `place`. No others are allowed.
pub(super) fn schema(declared: Vec<Declared<'_>>, place: Location) -> Drawn {
    let mut root = Node::default();
    let (nested, plain): (Vec<_>, Vec<_>) =
        declared.into_iter().partition(|property| is_nested(&property.name));
    for property in plain.into_iter().chain(nested) {
        let name = property.name.clone();
        insert(&mut root, &name, property);
    }
    let mut schema = Drawn::of_type("object", place);
    add_children(&mut schema, &root);
    schema.say("additionalProperties", Json::Boolean(false));
    schema
}

/// Whether dots part names: all parts have at least a character.
fn is_nested(name: &str) -> bool {
    name.contains('.') && name.split('.').all(|part| !part.is_empty())
}

/// Puts a property where its name says; a name whose first part is no object is a plain one.
fn insert<'a>(node: &mut Node<'a>, name: &str, property: Declared<'a>) {
    let parts = if is_nested(name) { name.split_once('.') } else { None };
    match parts {
        Some((first, rest)) if node.child(first).is_none_or(|child| child.is_object()) => {
            if node.child(first).is_none() {
                node.children.push((first.into(), Node::default()));
            }
            if let Some(child) = node.child(first) {
                insert(child, rest, property);
            }
        }
        _ => match node.child(name) {
            Some(child) => child.declared = child.declared.take().or(Some(property)),
            None => {
                node.children.push((name.into(), Node { declared: Some(property), children: Vec::new() }));
            }
        },
    }
}

/// Adds what is nested in `node` to its schema, beside the properties that the rules of the node declare.
fn add_children(schema: &mut Drawn, node: &Node<'_>) {
    let declared = node.declared.as_ref().and_then(|declared| declared.keyword("properties"));
    let mut properties: Vec<(EcoString, Drawn)> = Vec::new();
    for (name, property) in declared.as_ref().map_or(&[][..], |(declared, _)| declared.members()) {
        let place = declared.as_ref().map(|(_, place)| place.key(name)).unwrap_or_default();
        properties.push((name.clone(), Drawn::copied(property, place)));
    }
    let required = node.declared.as_ref().and_then(|declared| declared.keyword("required"));
    let mut required = required.map(|(names, _)| names.items().to_vec()).unwrap_or_default();
    for (name, child) in &node.children {
        if properties.iter().any(|(known, _)| known == name) {
            continue;
        }
        properties.push((name.clone(), drawn(child, schema.place())));
        if child.is_required() {
            required.push(name.as_str().into());
        }
    }
    schema.hold_named("properties", properties);
    if !required.is_empty() {
        schema.say("required", required.into_iter().collect());
    }
}

/// The schema of one property; of one that was not declared, at the place of what it lies in.
fn drawn(node: &Node<'_>, outer: Location) -> Drawn {
    let mut schema = match &node.declared {
        Some(declared) => {
            let mut schema = Drawn::new(declared.location().clone());
            for (keyword, value) in &declared.schema {
                let is_nested = matches!(&**keyword, "properties" | "required") && !node.children.is_empty();
                if !is_nested {
                    schema.copy(keyword, value.clone(), declared.place_of(keyword));
                }
            }
            schema
        }
        None => Drawn::of_type("object", outer),
    };
    if !node.children.is_empty() {
        add_children(&mut schema, node);
    }
    schema
}
