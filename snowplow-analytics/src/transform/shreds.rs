//! Entities and the event by their shredded names.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use crate::entity::ShredProperty;
use crate::error::Reason;
use crate::event::Event;
use crate::field::Index;
use crate::json::tidy;
use crate::schema_uri::{SchemaUri, Shredding};
use crate::self_describing::{Data, Found, Room};

/// So many names are searched one by one; more are looked up.
const FEW_NAMES: usize = 64;

/// What stands around the schema and the data of something self-describing.
const SCHEMA: &str = "{\"schema\":\"";
const DATA: &str = "\",\"data\":";
const ENVELOPE: &str = "iglu:com.snowplowanalytics.snowplow/";

/// The self-describing parts of one line; its room is kept for the next one.
#[derive(Debug, Default)]
pub(super) struct Shreds {
    room: Room,
    /// Shredded names and URIs.
    names: Vec<u8>,
    /// In order of first sight.
    groups: Vec<Group>,
    shreds: Vec<Shred>,
    /// The groups by name, when there are many.
    many: HashMap<Box<[u8]>, usize>,
    repeated_names: u64,
}

/// All that has one shredded name.
#[derive(Debug)]
struct Group {
    property: ShredProperty,
    name: Range<usize>,
    first: usize,
    last: usize,
}

#[derive(Debug)]
struct Shred {
    property: ShredProperty,
    /// Where its JSON stands in the line.
    data: Range<usize>,
    is_object: bool,
    /// It can't be copied as it is.
    untidy: bool,
    uri: Range<usize>,
    /// The URI ends in it.
    version_length: usize,
    /// The next one of the same name.
    next: Option<usize>,
}

/// What is wrong with the three fields.
#[derive(Debug, Default)]
pub(super) struct Problems {
    contexts: Option<Reason>,
    event: Option<Reason>,
    derived: Option<Reason>,
}

impl Problems {
    pub(super) fn take(&mut self, property: ShredProperty) -> Option<Reason> {
        match property {
            ShredProperty::Contexts => self.contexts.take(),
            ShredProperty::UnstructEvent => self.event.take(),
            ShredProperty::DerivedContexts => self.derived.take(),
        }
    }
}

/// In which of the three fields something stands.
pub(super) fn property(index: usize) -> ShredProperty {
    const DERIVED: usize = Index::derived_contexts.place();
    const EVENT: usize = Index::unstruct_event.place();
    match index {
        DERIVED => ShredProperty::DerivedContexts,
        EVENT => ShredProperty::UnstructEvent,
        _ => ShredProperty::Contexts,
    }
}

impl Shreds {
    pub(super) fn repeated_names(&self) -> u64 {
        self.repeated_names
    }

    /// Reads the three fields. Derived contexts come before the event, for they are joined with the contexts.
    pub(super) fn read(&mut self, event: &Event<'_>, shredding: Shredding) -> Problems {
        self.names.clear();
        self.groups.clear();
        self.shreds.clear();
        self.many.clear();
        let mut read = |index: Index| {
            let range = event.range(index.place());
            let property = property(index.place());
            if range.is_empty() {
                None
            } else {
                self.read_field(event.line(), range, property, shredding).err()
            }
        };
        Problems {
            contexts: read(Index::contexts),
            derived: read(Index::derived_contexts),
            event: read(Index::unstruct_event),
        }
    }

    fn read_field(
        &mut self,
        line: &str,
        range: Range<usize>,
        property: ShredProperty,
        shredding: Shredding,
    ) -> Result<(), Reason> {
        self.room.found.clear();
        let is_event = property == ShredProperty::UnstructEvent;
        let envelope = match is_event {
            true => self.room.read_event(line, range),
            false => self.room.read_contexts(line, range),
        };
        let envelope = envelope.map_err(Reason::Json)?;
        match (shredding, is_event) {
            (Shredding::Strict, _) => envelope.is_of(line, property.prefix())?,
            (Shredding::Python, true) => envelope.has_event()?,
            (Shredding::Python, false) => envelope.has_entities()?,
        }
        let found = std::mem::take(&mut self.room.found);
        let judge = if is_event { Found::event } else { Found::entity };
        let mut finite = true;
        for found in &found {
            let (uri, data) = judge(found, line)?;
            finite &= !data.traits.not_finite;
            self.add(property, &uri, data, shredding);
        }
        self.room.found = found;
        if finite { Ok(()) } else { Err(Reason::NotFinite) }
    }

    fn add(&mut self, property: ShredProperty, uri: &SchemaUri<'_>, data: &Data, shredding: Shredding) {
        let start = self.names.len();
        self.names.extend_from_slice(property.prefix().as_bytes());
        uri.shred(shredding, &mut self.names);
        let name = start..self.names.len();
        self.names.extend_from_slice(uri.as_str().as_bytes());
        let traits = data.traits;
        self.repeated_names += u64::from(traits.repeated_keys);
        let place = self.shreds.len();
        self.shreds.push(Shred {
            property,
            data: data.range.clone(),
            is_object: data.is_object,
            untidy: traits.repeated_keys || traits.line_breaks,
            uri: name.end..self.names.len(),
            version_length: uri.version().len(),
            next: None,
        });
        match self.group(&name) {
            Some(group) => {
                let last = std::mem::replace(&mut self.groups[group].last, place);
                self.shreds[last].next = Some(place);
            }
            None => {
                if self.groups.len() >= FEW_NAMES {
                    self.many.insert(self.names[name.clone()].into(), self.groups.len());
                }
                self.groups.push(Group { property, name, first: place, last: place });
            }
        }
    }

    /// The group of this name: one of the first few, or one that can be looked up.
    fn group(&self, name: &Range<usize>) -> Option<usize> {
        let bytes = &self.names[name.clone()];
        let few = self.groups.iter().take(FEW_NAMES);
        few.enumerate()
            .find(|(_, group)| group.name.len() == bytes.len() && self.names[group.name.clone()] == *bytes)
            .map(|(place, _)| place)
            .or_else(|| if self.many.is_empty() { None } else { self.many.get(bytes).copied() })
    }

    /// Writes what was first seen in this field: a member for each name, with a comma behind it.
    pub(super) fn write(&self, line: &str, property: ShredProperty, shredding: Shredding, out: &mut Vec<u8>) {
        for group in self.groups.iter().filter(|group| group.property == property) {
            out.push(b'"');
            out.extend_from_slice(&self.names[group.name.clone()]);
            if property == ShredProperty::UnstructEvent {
                out.extend_from_slice(b"\":");
                let shred = &self.shreds[group.first];
                shred.write(&line.as_bytes()[shred.data.clone()], out);
                out.push(b',');
                continue;
            }
            out.extend_from_slice(b"\":[");
            let mut place = Some(group.first);
            while let Some(shred) = place.map(|place| &self.shreds[place]) {
                let data = &line.as_bytes()[shred.data.clone()];
                match shredding {
                    Shredding::Strict if shred.is_object => shred.write_versioned(data, &self.names, out),
                    _ => shred.write(data, out),
                }
                out.push(b',');
                place = shred.next;
            }
            out.pop();
            out.extend_from_slice(b"],");
        }
    }

    /// Writes what stands in this field as self-describing JSON, with a comma behind it.
    pub(super) fn write_self_describing(&self, line: &str, property: ShredProperty, out: &mut Vec<u8>) {
        let (begin, end, nothing) = match property {
            ShredProperty::UnstructEvent => ("", "}", "null"),
            _ => ("[", "]}", "{}"),
        };
        let mut shreds = self.shreds.iter().filter(|shred| shred.property == property).peekable();
        if shreds.peek().is_none() {
            out.extend_from_slice(nothing.as_bytes());
            return out.push(b',');
        }
        for part in [SCHEMA, ENVELOPE, property.prefix(), "/jsonschema/1-0-0", DATA, begin] {
            out.extend_from_slice(part.as_bytes());
        }
        for shred in shreds {
            out.extend_from_slice(SCHEMA.as_bytes());
            out.extend_from_slice(&self.names[shred.uri.clone()]);
            out.extend_from_slice(DATA.as_bytes());
            shred.write(&line.as_bytes()[shred.data.clone()], out);
            out.extend_from_slice(b"},");
        }
        out.pop();
        out.extend_from_slice(end.as_bytes());
        out.push(b',');
    }
}

impl Shred {
    fn write(&self, data: &[u8], out: &mut Vec<u8>) {
        if self.untidy {
            write_tidy(data, out);
        } else {
            out.extend_from_slice(data);
        }
    }

    /// Writes an object with its version in front, unless it has a member of that name already, which is replaced.
    fn write_versioned(&self, data: &[u8], names: &[u8], out: &mut Vec<u8>) {
        const NAME: &[u8] = b"_schema_version";
        let version = &names[self.uri.end - self.version_length..self.uri.end];
        // Without its braces.
        let members = data.get(1..data.len() - 1).unwrap_or_default().trim_ascii();
        let comma: &[u8] = if members.is_empty() { b"" } else { b"," };
        let member = [b"\"", NAME, b"\":\"", version, b"\""].concat();
        let may_have_one = memmem::find(data, NAME).is_some() || memmem::find(data, b"\\u00").is_some();
        if !self.untidy && !may_have_one {
            return out.extend_from_slice(&[b"{", member.as_slice(), comma, members, b"}"].concat());
        }
        let object = [b"{", member.as_slice(), comma, members, b",", member.as_slice(), b"}"].concat();
        write_tidy(&object, out);
    }
}

/// Writes what has been scanned before, so that it is JSON; if it were not, `null` would stand in its place.
fn write_tidy(data: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    if tidy(data, out).is_none() {
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}
