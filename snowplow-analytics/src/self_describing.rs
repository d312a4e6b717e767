//! The three self-describing fields: read in one pass, into positions of what has to be copied.
//!
//! What is found is judged afterwards, for the compatibilities differ in what they ask for, and because mistakes of
//! syntax, wherever they stand, are reported before all others.

use std::ops::Range;

use crate::error::{Reason, Shape, ShapeMistake};
use crate::json::{JsonKind, JsonMistake, Key, MAX_DEPTH, Scanner, Traits, decoded, decoded_text};
use crate::schema_uri::SchemaUri;

/// An entity, or the self-describing event, as positions in the line.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    kind: JsonKind,
    schema: Option<Member>,
    data: Option<Data>,
}

/// The value of a `schema`.
#[derive(Clone, Debug)]
struct Member {
    kind: JsonKind,
    /// Of a text: where it stands, without its quotes.
    range: Range<usize>,
    /// What it means, where that is not what stands there.
    decoded: Option<Box<str>>,
}

/// The value of a `data`.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    pub(crate) range: Range<usize>,
    pub(crate) traits: Traits,
    pub(crate) is_object: bool,
}

/// What surrounds the entities or the event.
#[derive(Debug)]
pub(crate) struct Envelope {
    kind: JsonKind,
    schema: Option<Member>,
    data: Option<Payload>,
}

/// The outer `data`.
#[derive(Clone, Copy, Debug)]
struct Payload {
    kind: JsonKind,
    /// A text, a list or an object in which nothing is.
    empty: bool,
}

/// What reading takes, kept for the next line.
#[derive(Debug, Default)]
pub(crate) struct Room {
    keys: Vec<u32>,
    /// What has been found, in the order of the line.
    pub(crate) found: Vec<Found>,
}

/// What the outer `data` is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// A list of entities.
    Entities,
    /// The event itself.
    Event,
}

impl Room {
    /// Reads `contexts` or `derived_contexts`, which stands at `range` of the line, and adds its entities.
    pub(crate) fn read_contexts(&mut self, line: &str, range: Range<usize>) -> Result<Envelope, JsonMistake> {
        self.read(line, range, Content::Entities)
    }

    /// Reads `unstruct_event`, and adds the event.
    pub(crate) fn read_event(&mut self, line: &str, range: Range<usize>) -> Result<Envelope, JsonMistake> {
        self.read(line, range, Content::Event)
    }

    fn read(&mut self, line: &str, range: Range<usize>, content: Content) -> Result<Envelope, JsonMistake> {
        let start = range.start;
        let mut scanner = Scanner::new(&line.as_bytes()[..range.end], start, &mut self.keys);
        let envelope = read_envelope(&mut scanner, content, &mut self.found);
        envelope.ok_or_else(|| scanner.mistake().since(start))
    }
}

fn read_envelope(
    scanner: &mut Scanner<'_, '_>,
    content: Content,
    found: &mut Vec<Found>,
) -> Option<Envelope> {
    scanner.begin()?;
    let first = found.len();
    let mut envelope = Envelope { kind: JsonKind::Object, schema: None, data: None };
    if scanner.peek() == Some(b'{') {
        scanner.members(MAX_DEPTH, |scanner, key, room| {
            match name(scanner, &key) {
                Name::Schema => envelope.schema = Some(read_schema(scanner, room)?),
                Name::Data => {
                    // Of two members of this name the last one counts.
                    found.truncate(first);
                    envelope.data = Some(match content {
                        Content::Entities => read_entities(scanner, room, found)?,
                        Content::Event => read_event(scanner, room, found)?,
                    });
                }
                Name::Other => {
                    scanner.value(room)?;
                }
            }
            Some(())
        })?;
    } else {
        envelope.kind = scanner.value(MAX_DEPTH)?;
    }
    scanner.end()?;
    Some(envelope)
}

fn read_event(scanner: &mut Scanner<'_, '_>, room: usize, found: &mut Vec<Found>) -> Option<Payload> {
    let event = read_found(scanner, room)?;
    let kind = event.kind;
    found.push(event);
    Some(Payload { kind, empty: false })
}

fn read_entities(scanner: &mut Scanner<'_, '_>, room: usize, found: &mut Vec<Found>) -> Option<Payload> {
    let (start, first) = (scanner.position(), found.len());
    if scanner.peek() == Some(b'[') {
        scanner.items(room, |scanner, room| {
            found.push(read_found(scanner, room)?);
            Some(())
        })?;
        return Some(Payload { kind: JsonKind::List, empty: found.len() == first });
    }
    let kind = scanner.value(room)?;
    let text = scanner.bytes(start..scanner.position());
    let empty = match kind {
        JsonKind::Text => text == b"\"\"",
        JsonKind::Object => text[1..text.len() - 1].trim_ascii().is_empty(),
        _ => false,
    };
    Some(Payload { kind, empty })
}

fn read_found(scanner: &mut Scanner<'_, '_>, room: usize) -> Option<Found> {
    let mut found = Found { kind: JsonKind::Object, schema: None, data: None };
    if scanner.peek() != Some(b'{') {
        found.kind = scanner.value(room)?;
        return Some(found);
    }
    scanner.members(room, |scanner, key, room| {
        match name(scanner, &key) {
            Name::Schema => found.schema = Some(read_schema(scanner, room)?),
            Name::Data => found.data = Some(read_data(scanner, room)?),
            Name::Other => {
                scanner.value(room)?;
            }
        }
        Some(())
    })?;
    Some(found)
}

fn read_data(scanner: &mut Scanner<'_, '_>, room: usize) -> Option<Data> {
    let start = scanner.position();
    let outside = std::mem::take(&mut scanner.traits);
    let kind = scanner.value(room)?;
    let traits = std::mem::replace(&mut scanner.traits, outside);
    Some(Data { range: start..scanner.position(), traits, is_object: kind == JsonKind::Object })
}

fn read_schema(scanner: &mut Scanner<'_, '_>, room: usize) -> Option<Member> {
    if scanner.peek() != Some(b'"') {
        return Some(Member { kind: scanner.value(room)?, range: 0..0, decoded: None });
    }
    let key = scanner.string()?;
    let decoded = key.escaped.then(|| decoded_text(scanner.bytes(key.range.clone())).into_boxed_str());
    Some(Member { kind: JsonKind::Text, range: key.range, decoded })
}

enum Name {
    Schema,
    Data,
    Other,
}

fn name(scanner: &Scanner<'_, '_>, key: &Key) -> Name {
    let of = |name: &[u8]| match name {
        b"schema" => Name::Schema,
        b"data" => Name::Data,
        _ => Name::Other,
    };
    let raw = scanner.bytes(key.range.clone());
    if key.escaped { of(&decoded(raw)) } else { of(raw) }
}

impl Member {
    fn uri<'a>(&'a self, line: &'a str) -> Result<SchemaUri<'a>, Reason> {
        if self.kind != JsonKind::Text {
            return Err(wrong(ShapeMistake::SchemaNoText(self.kind)));
        }
        parsed(self.decoded.as_deref().unwrap_or_else(|| &line[self.range.clone()]))
    }
}

fn parsed(text: &str) -> Result<SchemaUri<'_>, Reason> {
    SchemaUri::parse(text).ok_or_else(|| not_a_uri(text))
}

fn not_a_uri(text: &str) -> Reason {
    Reason::SchemaUri(text.to_owned())
}

fn wrong(mistake: ShapeMistake) -> Reason {
    Reason::Shape(Shape(mistake))
}

impl Envelope {
    /// Makes sure that there is a list of entities, as Python does, to which a text and an object without anything in it
    /// are lists as well.
    pub(crate) fn has_entities(&self) -> Result<(), Reason> {
        let payload = self.payload()?;
        match payload.kind {
            JsonKind::List => Ok(()),
            JsonKind::Text | JsonKind::Object if payload.empty => Ok(()),
            kind => Err(wrong(ShapeMistake::NoList(kind))),
        }
    }

    /// Makes sure that there is an event, or what should be one.
    pub(crate) fn has_event(&self) -> Result<(), Reason> {
        self.payload().map(|_| ())
    }

    /// Makes sure that it is the envelope of `name`, as Scala does: of any addition to version 1-0.
    pub(crate) fn is_of(&self, line: &str, name: &str) -> Result<(), Reason> {
        if self.kind != JsonKind::Object {
            return Err(wrong(ShapeMistake::NoObject(self.kind)));
        }
        let schema = self.schema.as_ref().ok_or(wrong(ShapeMistake::Missing("schema")))?;
        let uri = schema.uri(line)?;
        let payload = self.payload()?;
        let known = uri.vendor() == "com.snowplowanalytics.snowplow"
            && uri.name() == name
            && uri.format() == "jsonschema"
            && uri.version().starts_with("1-0-");
        if !known {
            return Err(Reason::UnknownPayload(uri.as_str().to_owned()));
        }
        match payload.kind {
            kind if kind != JsonKind::List && name == "contexts" => Err(wrong(ShapeMistake::NoList(kind))),
            _ => Ok(()),
        }
    }

    fn payload(&self) -> Result<Payload, Reason> {
        match self.data {
            _ if self.kind != JsonKind::Object => Err(wrong(ShapeMistake::NoObject(self.kind))),
            None => Err(wrong(ShapeMistake::Missing("data"))),
            Some(payload) => Ok(payload),
        }
    }
}

impl Found {
    /// The schema and data of an entity, in the order in which Python looks at them.
    pub(crate) fn entity<'a>(&'a self, line: &'a str) -> Result<(SchemaUri<'a>, &'a Data), Reason> {
        let uri = self.schema()?.uri(line)?;
        let data = self.data.as_ref().ok_or(wrong(ShapeMistake::Missing("data")))?;
        Ok((uri, data))
    }

    /// The schema and data of the event, in the order in which Python looks at them.
    pub(crate) fn event<'a>(&'a self, line: &'a str) -> Result<(SchemaUri<'a>, &'a Data), Reason> {
        let schema = self.schema()?;
        let data = self.data.as_ref().ok_or(Reason::InnerDataMissing)?;
        Ok((schema.uri(line)?, data))
    }

    /// The schema, with a loan of the line only.
    pub(crate) fn schema_of<'l>(&self, line: &'l str) -> Result<SchemaUri<'l>, Reason> {
        let schema = self.schema()?;
        match &schema.decoded {
            None => parsed(&line[schema.range.clone()]),
            Some(text) => SchemaUri::parse_owned(text.to_string()).ok_or_else(|| not_a_uri(text)),
        }
    }

    fn schema(&self) -> Result<&Member, Reason> {
        match &self.schema {
            _ if self.kind != JsonKind::Object => Err(wrong(ShapeMistake::NoObject(self.kind))),
            None => Err(wrong(ShapeMistake::Missing("schema"))),
            Some(schema) => Ok(schema),
        }
    }
}
