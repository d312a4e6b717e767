//! Where the parts of a drawn schema really stand.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::plan::{Definitions, Object, Property, Shape, Type};
use crate::pointer::{Location, Pointer};

/// The document in which drawn schemas stand until they are read.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The places of parts, by their pointers in the schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(BTreeMap<Pointer, Place>);

/// Where a part stands.
#[derive(Debug, Clone)]
struct Place {
    location: Location,
    /// Whether the document has the part as it is, so that what lies in it stands in the same way there.
    is_copied: bool,
}

impl Places {
    /// The places of a schema that is drawn from what stands at `location`.
    pub(super) fn of(location: Location) -> Self {
        let mut places = Self::default();
        places.put(Pointer::root(), location);
        places
    }

    /// The places of a schema that a document has at `location`.
    pub(super) fn of_copy(location: Location) -> Self {
        let mut places = Self::default();
        places.copy(Pointer::root(), location);
        places
    }

    /// Notes the place of a part that was drawn.
    pub(super) fn put(&mut self, pointer: Pointer, location: Location) {
        self.0.insert(pointer, Place { location, is_copied: false });
    }

    /// Notes the place of a part that was copied.
    pub(super) fn copy(&mut self, pointer: Pointer, location: Location) {
        self.0.insert(pointer, Place { location, is_copied: true });
    }

    /// Adds the places of a schema that becomes the part at `pointer`.
    pub(super) fn add_below(&mut self, pointer: &Pointer, inner: Self) {
        self.0.extend(inner.0.into_iter().map(|(own, place)| (pointer.join(&own), place)));
    }

    /// Adds the places of parts that have none yet.
    pub(super) fn add_missing(&mut self, others: Self) {
        for (pointer, place) in others.0 {
            self.0.entry(pointer).or_insert(place);
        }
    }

    /// Where the whole schema stands.
    pub(super) fn of_root(&self) -> Location {
        self.0.get(&Pointer::root()).map(|place| place.location.clone()).unwrap_or_default()
    }

    /// Where the whole schema stands, if a document has it as it is.
    pub(super) fn of_copied_root(&self) -> Option<&Location> {
        let place = self.0.get(&Pointer::root()).filter(|place| place.is_copied)?;
        Some(&place.location)
    }

    /// The real place of what stands at `location` in the schema: its own, or that of what it lies in.
    fn real(&self, location: &Location) -> Location {
        if location.document != NOWHERE {
            return location.clone();
        }
        let found = location.pointer.ancestors().find_map(|part| Some((part, self.0.get(part)?)));
        match found {
            None => Location::default(),
            Some((_, place)) if !place.is_copied => place.location.clone(),
            Some((part, place)) => {
                let rest = location.pointer.within(part).unwrap_or_default();
                Location { document: place.location.document, pointer: place.location.pointer.join(&rest) }
            }
        }
    }

    /// Moves the locations of an object's properties to where they really are.
    pub(super) fn settle_object(&self, object: &mut Object) {
        for Property { value, location, .. } in &mut object.properties {
            *location = self.real(location);
            self.settle(value);
        }
    }

    /// The same for named types.
    pub(super) fn settle_definitions(&self, definitions: &mut Definitions) {
        definitions.values_mut().for_each(|value| self.settle(value));
    }

    fn settle(&self, value: &mut Type) {
        value.location = self.real(&value.location);
        match &mut value.shape {
            Shape::Object(object) => self.settle_object(object),
            Shape::Array(array) => self.settle(&mut array.items),
            Shape::Map(values) => self.settle(values),
            Shape::Union(variants) => variants.iter_mut().for_each(|variant| self.settle(variant)),
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

    /// The finding, pointing at where things really are.
    pub(super) fn settled(&self, mut finding: Diagnostic) -> Diagnostic {
        for label in &mut finding.labels {
            label.location = self.real(&label.location);
        }
        finding
    }
}
