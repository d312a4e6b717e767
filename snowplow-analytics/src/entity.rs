//! Entities and self-describing events, with their schemas.

use std::ops::Range;

use crate::error::{FieldError, Reason};
use crate::field::Field;
use crate::schema_uri::{SchemaUri, Shredding};
use crate::self_describing::{Data, Found, Room};

/// A schema, and data that claims to follow it: an entity of an event, or what is particular to the event itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity<'a> {
    schema: SchemaUri<'a>,
    data: &'a str,
}

/// The field that something self-describing stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ShredProperty {
    /// `contexts`: entities that the tracker added.
    Contexts,
    /// `unstruct_event`: the event.
    UnstructEvent,
    /// `derived_contexts`: entities that enrichments added.
    DerivedContexts,
}

/// What an [inventory](crate::Event::inventory) consists of: a schema, and the field in which it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shredded<'a> {
    property: ShredProperty,
    schema: SchemaUri<'a>,
}

impl<'a> Entity<'a> {
    /// The schema's URI, whole.
    pub const fn uri(&self) -> &SchemaUri<'a> {
        &self.schema
    }

    /// The data: JSON as it stands in the line, blanks and repeated names included.
    pub const fn data(&self) -> &'a str {
        self.data
    }

    /// The schema's URI, without the data.
    pub fn into_schema(self) -> SchemaUri<'a> {
        self.schema
    }

    /// The entities of `field`, whose text stands at `range` of `line`.
    pub(crate) fn of_contexts(
        line: &'a str,
        field: &'static Field,
        range: Range<usize>,
    ) -> Result<Vec<Self>, FieldError> {
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let mut room = Room::default();
        let mut entities = || -> Result<Vec<Self>, Reason> {
            room.read_contexts(line, range.clone()).map_err(Reason::Json)?.has_entities()?;
            room.found.iter().map(|found| Self::found(line, found, found.entity(line)?)).collect()
        };
        entities().map_err(|reason| FieldError::new(field, &line[range], reason))
    }

    /// The event of `field`, whose text stands at `range` of `line`.
    pub(crate) fn of_event(
        line: &'a str,
        field: &'static Field,
        range: Range<usize>,
    ) -> Result<Option<Self>, FieldError> {
        if range.is_empty() {
            return Ok(None);
        }
        let mut room = Room::default();
        let mut found = || -> Result<Option<Self>, Reason> {
            room.read_event(line, range.clone()).map_err(Reason::Json)?.has_event()?;
            room.found.first().map(|found| Self::found(line, found, found.event(line)?)).transpose()
        };
        found().map_err(|reason| FieldError::new(field, &line[range], reason))
    }

    fn found(line: &'a str, found: &Found, (_, data): (SchemaUri<'_>, &Data)) -> Result<Self, Reason> {
        if data.traits.not_finite {
            return Err(Reason::NotFinite);
        }
        Ok(Self { schema: found.schema_of(line)?, data: &line[data.range.clone()] })
    }
}

impl ShredProperty {
    /// The field's name.
    pub const fn field_name(self) -> &'static str {
        match self {
            Self::Contexts => "contexts",
            Self::UnstructEvent => "unstruct_event",
            Self::DerivedContexts => "derived_contexts",
        }
    }

    /// With what shredded names begin: derived contexts are contexts.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Contexts | Self::DerivedContexts => "contexts",
            Self::UnstructEvent => "unstruct_event",
        }
    }
}

impl<'a> Shredded<'a> {
    pub(crate) const fn new(property: ShredProperty, schema: SchemaUri<'a>) -> Self {
        Self { property, schema }
    }

    /// The field.
    pub const fn property(&self) -> ShredProperty {
        self.property
    }

    /// The schema.
    pub const fn uri(&self) -> &SchemaUri<'a> {
        &self.schema
    }

    /// The name that shredding gives it.
    pub fn shredded_name(&self, shredding: Shredding) -> String {
        self.uri().shredded(self.property.prefix(), shredding)
    }
}
