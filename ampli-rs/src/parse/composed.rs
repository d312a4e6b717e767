//! Schemas that are put together from what a plan says in several places.

use std::collections::BTreeMap;

use super::schema::{self, Document};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Part};
use crate::json::Json;
use crate::plan::{Definitions, Event, Object, Shape, Type};
use crate::pointer::{Location, Pointer};

/// A schema that no document has as such, and where its parts really stand.
pub(super) struct Composed {
    pub(super) schema: Json,
    /// Where the parts stand, by their pointers in `schema`. What lies in a part stands in the same way there.
    pub(super) places: BTreeMap<Pointer, Location>,
}

impl Composed {
    /// Reads the properties of `event`. Errors in parts that stand elsewhere get a label at `place` in the event first.
    pub(super) fn read_into(self, event: &mut Event, place: &Location, findings: &mut Diagnostics) {
        let root = Location::root(event.location.document);
        let document =
            Document { root: &self.schema, location: root.clone(), only_definitions: false, moved: None };
        let mut found = Diagnostics::new();
        let read = schema::properties(&self.schema, &root, document, None, &mut found);
        event.properties = read.object;
        event.definitions = read.definitions;
        let real = |location: &mut Location| *location = self.real(location, &event.location);
        move_object(&mut event.properties, &real);
        move_definitions(&mut event.definitions, &real);
        findings.extend(found.into_iter().map(|mut finding| {
            finding.labels.iter_mut().for_each(|label| real(&mut label.location));
            led_from(finding, &event.location, place)
        }));
        event.schema_location = event.location.clone();
        event.schema = self.schema;
    }

    /// Where the value really stands that is at `location` in the schema.
    fn real(&self, location: &Location, otherwise: &Location) -> Location {
        let whole = location.pointer.as_str();
        let mut part = whole;
        loop {
            if let Some(place) = self.places.get(&Pointer::from_text(part)) {
                let rest = Pointer::from_text(&whole[part.len()..]);
                return rest.segments().fold(place.clone(), |place, segment| place.key(&segment));
            }
            let Some(end) = part.rfind('/') else { return otherwise.clone() };
            part = &part[..end];
        }
    }
}

/// The finding with its first label in the event at `event`, so that the event is the one that it breaks.
fn led_from(mut finding: Diagnostic, event: &Location, place: &Location) -> Diagnostic {
    if finding.labels.first().is_some_and(|label| !label.location.is_within(event)) {
        let label = Label { location: place.clone(), part: Part::Value, text: String::new() };
        finding.labels.insert(0, label);
    }
    finding
}

fn move_object(object: &mut Object, real: &impl Fn(&mut Location)) {
    for property in &mut object.properties {
        real(&mut property.location);
        move_type(&mut property.value, real);
    }
}

fn move_definitions(definitions: &mut Definitions, real: &impl Fn(&mut Location)) {
    definitions.values_mut().for_each(|value| move_type(value, real));
}

fn move_type(value: &mut Type, real: &impl Fn(&mut Location)) {
    real(&mut value.location);
    match &mut value.shape {
        Shape::Array(array) => move_type(&mut array.items, real),
        Shape::Object(object) => move_object(object, real),
        Shape::Map(values) => move_type(values, real),
        Shape::Union(variants) => variants.iter_mut().for_each(|variant| move_type(variant, real)),
        Shape::Any
        | Shape::String
        | Shape::Integer
        | Shape::Number
        | Shape::Boolean
        | Shape::Null
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Reference(_) => {}
    }
}
