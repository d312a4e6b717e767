use super::reading::{PropertiesReader, ReadProperties};
use crate::call::TrackCall;
use crate::event::Event;
use crate::properties::Properties;
use crate::stamp::Stamp;
use crate::typed_event::EventSpec;

/// A call as it reached the plugins.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are the arguments of the calls")]
pub enum RecordedCall {
    /// [`Itly::alias`](crate::Itly::alias)
    Alias { user_id: String, previous_id: String },
    /// [`Itly::identify`](crate::Itly::identify)
    Identify { user_id: String, properties: Option<Properties<'static>> },
    /// [`Itly::group`](crate::Itly::group)
    Group { user_id: String, group_id: String, properties: Option<Properties<'static>> },
    /// [`Itly::page`](crate::Itly::page)
    Page {
        user_id: String,
        category: Option<String>,
        name: Option<String>,
        properties: Option<Properties<'static>>,
    },
    /// [`Itly::screen`](crate::Itly::screen)
    Screen { user_id: String, name: Option<String>, properties: Option<Properties<'static>> },
    /// [`Itly::track`](crate::Itly::track)
    Track(RecordedEvent),
}

/// An event as it reached the plugins.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// The user.
    pub user_id: String,
    /// The wire name.
    pub name: String,
    /// The plan's stable id of the event.
    pub id: Option<String>,
    /// The version of the event.
    pub version: Option<String>,
    /// The context overlaid by the event's own properties.
    pub properties: Option<Properties<'static>>,
    /// Further data of the plan: JSON text by plugin id.
    pub metadata: Vec<(String, String)>,
    /// The id and the time of the call.
    pub stamp: Stamp,
}

impl RecordedEvent {
    pub(super) fn new(call: &TrackCall<'_>) -> Self {
        let event: &Event<'_> = call.event;
        let owned = |(id, json): &(&str, &str)| ((*id).to_owned(), (*json).to_owned());
        Self {
            user_id: call.user_id.to_owned(),
            name: event.name().to_owned(),
            id: event.id().map(str::to_owned),
            version: event.version().map(str::to_owned),
            properties: owned_properties(event.properties()),
            metadata: event.all_metadata().iter().map(owned).collect(),
            stamp: call.stamp,
        }
    }

    /// Reads the event back as the type it had; `None` if its properties are not those of an `E`.
    pub fn read<E: ReadProperties>(&self) -> Option<E> {
        E::read(PropertiesReader::new(self.properties.as_ref()))
    }

    /// Whether the event is the one that `spec` describes.
    pub(super) fn is(&self, spec: &EventSpec) -> bool {
        self.name == spec.name && self.version.as_deref() == spec.version
    }
}

pub(super) fn owned_properties(properties: Option<&Properties<'_>>) -> Option<Properties<'static>> {
    properties.cloned().map(Properties::into_owned)
}
