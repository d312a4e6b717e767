use crate::event::{Event, Origin};
use crate::properties::Properties;
use crate::typed_event::{EventSpec, TypedEvent, WriteProperties};
use crate::untyped_event::UntypedEvent;

/// What [`Itly::track`](crate::Itly::track) takes: every [`TypedEvent`], and [`UntypedEvent`].
pub trait Trackable {
    /// The parts that make the event.
    #[doc(hidden)]
    fn draft(&self) -> Draft<'_>;
}

/// An event whose properties are not written yet: no more than a few references, because code for it is generated for
/// each type of event.
pub struct Draft<'a> {
    subject: DraftOf<'a>,
    pub(crate) record: Option<&'a dyn WriteProperties>,
    /// Whether the event has no properties at all, rather than an empty object of them, if it writes nothing.
    pub(crate) may_lack_properties: bool,
}

#[derive(Clone, Copy)]
enum DraftOf<'a> {
    Typed(EventSpec),
    Untyped(&'a UntypedEvent<'a>),
    /// What is known of a user, a group, a page or a screen, validated as the event of this name.
    Description(&'static str),
}

impl<'a> Draft<'a> {
    /// What is known of a user, a group, a page or a screen, validated as the event `name`.
    pub(crate) fn description(name: &'static str, record: Option<&'a dyn WriteProperties>) -> Self {
        Self { subject: DraftOf::Description(name), record, may_lack_properties: false }
    }

    /// The wire name.
    #[cfg(feature = "testing")]
    pub(crate) fn name(&self) -> &'a str {
        self.event(None).name()
    }

    /// The event with `properties`.
    pub(crate) fn event(&self, properties: Option<Properties<'a>>) -> Event<'a> {
        let event = match self.subject {
            DraftOf::Typed(spec) => {
                let EventSpec { name, id, version, destinations, metadata } = spec;
                Event::new(name)
                    .with_id(id)
                    .with_version(version)
                    .with_metadata(metadata)
                    .with_destinations(destinations)
            }
            DraftOf::Untyped(event) => Event::new(event.name)
                .with_id(event.id)
                .with_version(event.version)
                .with_metadata(&event.metadata)
                .with_destinations(&event.destinations),
            DraftOf::Description(name) => Event::new(name),
        };
        event.with_origin(self.record.map_or(Origin::Text, Origin::Record)).with_properties(properties)
    }
}

impl<E: TypedEvent> Trackable for E {
    #[inline]
    fn draft(&self) -> Draft<'_> {
        Draft {
            subject: DraftOf::Typed(E::spec()),
            record: Some(self),
            // A type without fields is an event for which the plan has no properties, or constants only.
            may_lack_properties: size_of::<E>() == 0,
        }
    }
}

impl Trackable for UntypedEvent<'_> {
    fn draft(&self) -> Draft<'_> {
        Draft {
            subject: DraftOf::Untyped(self),
            record: self.properties.as_ref().map(|properties| properties as &dyn WriteProperties),
            may_lack_properties: false,
        }
    }
}
