use crate::context::Context;
use crate::event::{Event, Origin};
use crate::properties::Properties;
use crate::scratch::Scratch;
use crate::trackable::Draft;

/// What a validated call is about.
pub(crate) struct Subject<'a> {
    /// The context as the event that is validated first; calls that are not given the context have none.
    pub(crate) context: Option<Event<'a>>,
    /// The event with its own properties: what is validated.
    pub(crate) own: Event<'a>,
    /// The event with the context overlaid by its own properties: what is sent.
    pub(crate) combined: Event<'a>,
    /// Why the properties could not be written.
    pub(crate) failure: Option<String>,
}

impl<'a> Subject<'a> {
    /// Writes the properties of `draft` into `scratch`.
    pub(crate) fn new(scratch: &'a mut Scratch, context: Option<&'a Context>, draft: Draft<'a>) -> Self {
        let written = scratch.write(context, draft.record);
        let is_lacking = |own: &Properties<'_>| draft.may_lack_properties && own.is_empty();
        let own = written.own.filter(|own| !is_lacking(own));
        let combined = written.combined.filter(|_| context.is_some() || own.is_some());
        let origin = draft.record.map_or(Origin::Text, Origin::Record);
        let event = draft.event.with_origin(origin);
        Self {
            context: context.map(Context::event),
            combined: event.sibling(combined),
            own: event.with_properties(own),
            failure: written.failure,
        }
    }
}
