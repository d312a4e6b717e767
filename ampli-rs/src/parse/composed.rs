//! Schemas that are put together from what a plan says in several places.

use std::collections::BTreeMap;

use super::codes::{DUPLICATE_NAME, UNSUPPORTED_KEYWORD};
use super::schema::{self, Document, Properties};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Part};
use crate::json::{Json, Member};
use crate::plan::{Definitions, Event, Object, Shape, Type};
use crate::pointer::{Location, Pointer};

/// A schema that no document has as such, and where its parts really stand.
pub(super) struct Composed {
    pub(super) schema: Json,
    /// Where the parts stand, by their pointers in `schema`. What lies in a part stands in the same way there.
    pub(super) places: BTreeMap<Pointer, Location>,
    /// Whether the schema is of several variants, so that nobody needs to be told that there are several.
    has_variants: bool,
}

/// An object's properties as a vendor lists them, one after the other.
#[derive(Default)]
pub(super) struct Listed {
    properties: Vec<Member>,
    required: Vec<Json>,
    places: BTreeMap<Pointer, Location>,
}

impl Listed {
    /// Adds a property whose schema stands at `location`. Of two with one name the first counts.
    pub(super) fn add(
        &mut self,
        name: &str,
        schema: Json,
        required: bool,
        location: &Location,
        findings: &mut Diagnostics,
    ) {
        let pointer = Pointer::root().key("properties").key(name);
        if let Some(first) = self.places.get(&pointer) {
            let finding =
                Diagnostic::new(&DUPLICATE_NAME, format!("the plan has the property `{name}` twice"));
            let finding = finding.at(location, "again here").at(first, "first here");
            return findings.push(finding.help("remove or rename one of them"));
        }
        if required {
            self.required.push(Json::from(name));
        }
        self.properties.push((name.into(), schema));
        self.places.insert(pointer, location.clone());
    }

    /// The schema of an object with these properties, which may have others unless it is closed.
    pub(super) fn into_schema(self, closed: bool) -> Composed {
        let mut members: Vec<Member> = vec![
            ("type".into(), Json::from("object")),
            ("properties".into(), self.properties.into_iter().collect()),
        ];
        if !self.required.is_empty() {
            members.push(("required".into(), self.required.into_iter().collect()));
        }
        if closed {
            members.push(("additionalProperties".into(), Json::Boolean(false)));
        }
        Composed::of_parts(members.into_iter().collect(), self.places)
    }
}

impl Composed {
    /// A schema with parts that stand at `places`.
    pub(super) fn of_parts(schema: Json, places: BTreeMap<Pointer, Location>) -> Self {
        Self { schema, places, has_variants: false }
    }

    /// A schema of the values that are right by any of several.
    pub(super) fn any_of(parts: Vec<Self>) -> Self {
        let mut places = BTreeMap::new();
        let mut schemas = Vec::with_capacity(parts.len());
        for (index, part) in parts.into_iter().enumerate() {
            let root = Pointer::root().key("anyOf").index(index);
            for (pointer, location) in part.places {
                places.insert(Pointer::from_text(&format!("{root}{pointer}")), location);
            }
            schemas.push(part.schema);
        }
        let schema = [("anyOf".into(), schemas.into_iter().collect())].into_iter().collect();
        Self { schema, places, has_variants: true }
    }

    /// A schema that a document has whole.
    pub(super) fn whole(schema: &Json, location: Location) -> Self {
        Self::of_parts(schema.clone(), BTreeMap::from([(Pointer::root(), location)]))
    }

    /// Reads the properties of `event`. Errors in parts that stand elsewhere get a label at `place` in the event first.
    pub(super) fn read_into(self, event: &mut Event, place: &Location, findings: &mut Diagnostics) {
        let mut found = Diagnostics::new();
        let read = self.read(&event.location, &mut found);
        findings.extend(found.into_iter().map(|finding| led_from(finding, &event.location, place)));
        event.properties = read.object;
        event.definitions = read.definitions;
        event.schema_location = self.places.get(&Pointer::root()).unwrap_or(&event.location).clone();
        event.schema = self.schema;
    }

    /// Reads the properties. What has no place of its own is said to stand at `owner`.
    pub(super) fn read(&self, owner: &Location, findings: &mut Diagnostics) -> Properties {
        let root = Location::root(owner.document);
        let document =
            Document { root: &self.schema, location: root.clone(), only_definitions: false, moved: None };
        let mut found = Diagnostics::new();
        let mut read = schema::properties(&self.schema, &root, document, None, &mut found);
        let real = |location: &mut Location| *location = self.real(location, owner);
        move_object(&mut read.object, &real);
        move_definitions(&mut read.definitions, &real);
        let is_known = |finding: &Diagnostic| {
            let is_about_all = finding.labels.first().is_some_and(|label| label.location == root);
            self.has_variants && is_about_all && finding.code.id == UNSUPPORTED_KEYWORD.id
        };
        findings.extend(found.into_iter().filter(|finding| !is_known(finding)).map(|mut finding| {
            finding.labels.iter_mut().for_each(|label| real(&mut label.location));
            finding
        }));
        read
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
