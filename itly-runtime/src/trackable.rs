use crate::event::Event;
use crate::typed_event::{TypedEvent, WriteProperties};
use crate::untyped_event::UntypedEvent;

/// What [`Itly::track`](crate::Itly::track) takes: every [`TypedEvent`], and [`UntypedEvent`].
pub trait Trackable {
    /// The parts that make the event.
    #[doc(hidden)]
    fn draft(&self) -> Draft<'_>;
}

/// An event whose properties are not written yet.
pub struct Draft<'a> {
    /// All but the properties.
    pub(crate) event: Event<'a>,
    pub(crate) record: Option<&'a dyn WriteProperties>,
    /// Whether the event has no properties at all, rather than an empty object of them, if it writes nothing.
    pub(crate) may_lack_properties: bool,
}

impl<'a> Draft<'a> {
    /// What is known of a user, a group, a page or a screen, validated as the event `name`.
    pub(crate) fn description(name: &'static str, record: Option<&'a dyn WriteProperties>) -> Self {
        Self { event: Event::new(name), record, may_lack_properties: false }
    }
}

impl<E: TypedEvent> Trackable for E {
    fn draft(&self) -> Draft<'_> {
        let spec = E::SPEC;
        Draft {
            event: Event::new(spec.name)
                .with_id(spec.id)
                .with_version(spec.version)
                .with_metadata(spec.metadata)
                .with_destinations(spec.destinations),
            record: Some(self),
            // A type without fields is an event for which the plan has no properties, or constants only.
            may_lack_properties: size_of::<E>() == 0,
        }
    }
}

impl Trackable for UntypedEvent<'_> {
    fn draft(&self) -> Draft<'_> {
        Draft {
            event: Event::new(self.name)
                .with_id(self.id)
                .with_version(self.version)
                .with_metadata(&self.metadata)
                .with_destinations(&self.destinations),
            record: self.properties.as_ref().map(|properties| properties as &dyn WriteProperties),
            may_lack_properties: false,
        }
    }
}
