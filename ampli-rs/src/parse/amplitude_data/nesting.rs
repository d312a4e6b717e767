//! From a flat list of properties to one schema: a name with dots is a property of a nested object.

use std::collections::BTreeMap;

use super::property::Declared;
use crate::json::{Json, Member};
use crate::parse::composed::Composed;
use crate::pointer::{Location, Pointer};

/// A property and those nested in it.
#[derive(Default)]
struct Node<'a> {
    /// How it was declared; `None`: only the properties in it were.
    declared: Option<Declared<'a>>,
    children: Vec<(String, Node<'a>)>,
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

/// The schema of an event with these properties. No others are allowed.
pub(super) fn composed(declared: Vec<Declared<'_>>) -> Composed {
    let mut root = Node::default();
    let (nested, plain): (Vec<_>, Vec<_>) =
        declared.into_iter().partition(|property| is_nested(&property.name));
    for property in plain.into_iter().chain(nested) {
        let name = property.name.clone();
        insert(&mut root, &name, property);
    }
    let mut places = BTreeMap::new();
    let mut members: Vec<Member> = vec![("type".into(), "object".into())];
    add_children(&mut members, &root, &Pointer::root(), &mut places);
    members.push(("additionalProperties".into(), Json::Boolean(false)));
    Composed::of_parts(members.into_iter().collect(), places)
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
                node.children.push((first.to_owned(), Node::default()));
            }
            if let Some(child) = node.child(first) {
                insert(child, rest, property);
            }
        }
        _ => match node.child(name) {
            Some(child) => child.declared = child.declared.take().or(Some(property)),
            None => {
                node.children
                    .push((name.to_owned(), Node { declared: Some(property), children: Vec::new() }));
            }
        },
    }
}

/// Adds `properties` and `required` for what is nested in `node`, whose schema is at `pointer`.
fn add_children(
    members: &mut Vec<Member>,
    node: &Node<'_>,
    pointer: &Pointer,
    places: &mut BTreeMap<Pointer, Location>,
) {
    let mut properties = take(members, "properties").members().to_vec();
    let mut required = take(members, "required").items().to_vec();
    for (name, child) in &node.children {
        if properties.iter().any(|(known, _)| **known == **name) {
            continue;
        }
        let place = pointer.key("properties").key(name);
        properties.push((name.as_str().into(), schema(child, &place, places)));
        if child.is_required() {
            required.push(name.as_str().into());
        }
    }
    members.push(("properties".into(), properties.into_iter().collect()));
    if !required.is_empty() {
        members.push(("required".into(), required.into_iter().collect()));
    }
}

fn schema(node: &Node<'_>, pointer: &Pointer, places: &mut BTreeMap<Pointer, Location>) -> Json {
    let mut members = Vec::new();
    match &node.declared {
        Some(declared) => {
            places.insert(pointer.clone(), declared.location().clone());
            for (keyword, _) in &declared.schema {
                places.insert(pointer.key(keyword), declared.place_of(keyword));
            }
            members.clone_from(&declared.schema);
        }
        None => members.push(("type".into(), "object".into())),
    }
    if !node.children.is_empty() {
        add_children(&mut members, node, pointer, places);
    }
    members.into_iter().collect()
}

/// Takes the member `key` out of `members`.
fn take(members: &mut Vec<Member>, key: &str) -> Json {
    let position = members.iter().position(|(name, _)| **name == *key);
    position.map(|position| members.remove(position).1).unwrap_or_default()
}
