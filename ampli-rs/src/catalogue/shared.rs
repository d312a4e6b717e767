//! The page of what events share: property groups and named types.

use super::link::{Links, definition_label, event_page};
use super::piece::{Paragraph, Piece, prose, shown};
use super::rows::{self, Row, ValueRow};
use super::words::Context;
use crate::plan::{Definitions, Object, Plan, Shape, Type};

/// Groups, then types.
pub(super) struct SharedPage {
    pub(super) groups: Vec<Group>,
    pub(super) types: Vec<NamedType>,
}

/// A group of properties.
pub(super) struct Group {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) description: Vec<Paragraph>,
    pub(super) rows: Vec<Row>,
    /// The events that take it in.
    pub(super) events: Vec<Piece>,
}

/// A named type.
pub(super) struct NamedType {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) description: Vec<Paragraph>,
    pub(super) of_type: Vec<Piece>,
    pub(super) rules: Vec<Vec<Piece>>,
    pub(super) values: Vec<ValueRow>,
    pub(super) rows: Vec<Row>,
    /// The events that have it.
    pub(super) events: Vec<Piece>,
}

impl SharedPage {
    /// `None` when events share nothing.
    pub(super) fn new<'p>(plan: &'p Plan, links: &Links<'p>) -> Option<Self> {
        if plan.groups.is_empty() && plan.definitions.is_empty() {
            return None;
        }
        let context = Context { links, event: None };
        let groups = plan.groups.iter().map(|group| Group {
            anchor: links.group_anchor(&group.name),
            name: shown(&group.name),
            description: group.description.as_deref().map(prose).unwrap_or_default(),
            rows: rows::of_object(&group.properties, context, &|_| None),
            events: events(plan, links, |event| event.groups.contains(&group.name)),
        });
        let types = plan.definitions.iter().map(|(key, of_type)| NamedType {
            anchor: links.definition_anchor(key),
            name: shown(&definition_label(key)),
            description: of_type.description.as_deref().map(prose).unwrap_or_default(),
            of_type: context.words(of_type),
            rules: rows::rules_of(of_type),
            values: rows::values_of(of_type),
            rows: rows::within(of_type, context),
            events: events(plan, links, |event| {
                !event.definitions.contains_key(key) && names(&event.properties, &event.definitions, key)
            }),
        });
        Some(Self { groups: groups.collect(), types: types.collect() })
    }
}

/// Links to the events that `has` it.
fn events(plan: &Plan, links: &Links<'_>, has: impl Fn(&crate::plan::Event) -> bool) -> Vec<Piece> {
    let link = |event: &crate::plan::Event| Piece::Page {
        text: shown(event.title()),
        page: event_page(links.stem(event)),
        anchor: String::new(),
    };
    plan.events.iter().filter(|event| has(event)).map(link).collect()
}

/// Whether a property, or a type of the event's own, names the type `key`.
fn names(object: &Object, own: &Definitions, key: &str) -> bool {
    object.properties.iter().any(|property| refers(&property.value, key))
        || own.values().any(|of_type| refers(of_type, key))
}

fn refers(of_type: &Type, key: &str) -> bool {
    match &of_type.shape {
        Shape::Reference(own) => own == key,
        Shape::Array(array) => refers(&array.items, key),
        Shape::Map(values) => refers(values, key),
        Shape::Object(object) => object.properties.iter().any(|property| refers(&property.value, key)),
        Shape::Union(branches) => branches.iter().any(|branch| refers(branch, key)),
        _ => false,
    }
}
