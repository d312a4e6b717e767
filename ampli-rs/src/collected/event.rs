use std::borrow::Cow;

use super::EventKind;
use super::tape::{ROOT, View};

/// One event as it was collected. It borrows from the reader that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct CollectedEvent<'a> {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The call that has sent it; never [`EventKind::Context`].
    pub kind: EventKind,
    /// The wire name; of a self-describing event the name of its schema. Empty for calls without a name.
    pub name: Cow<'a, str>,
    /// The whole Iglu URI of a self-describing event.
    pub schema: Option<Cow<'a, str>>,
    /// The version that the event itself says it has: of a self-describing event that of its schema.
    pub version: Option<Cow<'a, str>>,
    /// Its properties.
    pub properties: Properties<'a>,
    /// What came with a self-describing event.
    pub entities: Vec<Entity<'a>>,
    /// When it happened: microseconds since 1970-01-01.
    pub time: Option<i64>,
    /// The application that has sent it, in the words of the format.
    pub application: Option<Cow<'a, str>>,
    /// The platform, in the words of the format.
    pub platform: Option<Cow<'a, str>>,
    /// The library that has sent it, with its version.
    pub sdk: Option<Cow<'a, str>>,
    /// The id that the library has given it.
    pub id: Option<Cow<'a, str>>,
    /// Set when the pipeline has refused the event, so that it has not reached the data that people query.
    pub failed: Option<Failed<'a>>,
}

impl<'a> CollectedEvent<'a> {
    /// An event of which no more is known: its line is yet to be told.
    pub(crate) fn new(kind: EventKind, name: Cow<'a, str>, properties: Properties<'a>) -> Self {
        Self {
            line: 0,
            kind,
            name,
            schema: None,
            version: None,
            properties,
            entities: Vec::new(),
            time: None,
            application: None,
            platform: None,
            sdk: None,
            id: None,
            failed: None,
        }
    }
}

/// The properties of an event: JSON text as it was collected, without what the vendor's library has added. It is an object,
/// but for self-describing events, whose data may be any JSON, even such that `serde_json` refuses (half characters, `1e999`).
#[derive(Debug, Clone, PartialEq)]
pub struct Properties<'a> {
    text: Cow<'a, str>,
    view: Option<View<'a>>,
}

impl<'a> Properties<'a> {
    pub(crate) fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), view: None }
    }

    /// Those of which it is known what is in them.
    pub(super) fn of_view(view: View<'a>) -> Self {
        Self { text: view.json(ROOT).into(), view: Some(view) }
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is in them, if it is known.
    pub(crate) fn view(&self) -> Option<View<'_>> {
        self.view
    }

    /// The same, without a loan.
    pub(super) fn into_owned<'o>(self) -> Properties<'o> {
        Properties::new(self.text.into_owned())
    }
}

/// Data that came with an event, with the schema that it claims to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity<'a> {
    /// The whole Iglu URI.
    pub schema: Cow<'a, str>,
    /// The JSON text of the data, as it was collected.
    pub data: Cow<'a, str>,
}

/// Why the pipeline has refused an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed<'a> {
    /// The kind of failure, such as `schema_violations`.
    pub kind: Cow<'a, str>,
    /// The pipeline's messages: JSON text.
    pub messages: Cow<'a, str>,
}
