use crate::context::Context;
use crate::event::Event;
use crate::loaded::Loaded;
use crate::properties::Properties;
use crate::scratch::Scratch;
use crate::trackable::Draft;

/// What a validated call is about.
pub(crate) struct Subject<'a> {
    /// The context, which is validated first; calls that are not given it have none.
    pub(crate) context: Option<&'a Context>,
    /// The event with its own properties: what is validated. None if it is known to be valid.
    pub(crate) own: Option<Event<'a>>,
    /// The event with the context overlaid by its own properties: what is sent.
    pub(crate) combined: Event<'a>,
    /// Why the properties could not be written.
    pub(crate) failure: Option<String>,
}

impl<'a> Subject<'a> {
    /// Writes the properties of `draft` into `scratch`, with those of `context` before them.
    pub(crate) fn new(
        scratch: &'a mut Scratch,
        loaded: &Loaded,
        context: Option<&'a Context>,
        draft: &Draft<'a>,
    ) -> Self {
        let written = scratch.write(context, draft.record);
        let has_own = draft.record.is_some() && !(draft.may_lack_properties && written.own.is_empty());
        let has_combined = has_own || context.is_some();
        let is_valid = written.failure.is_none() && loaded.knows_as_valid(context, draft);
        Self {
            context,
            own: (!is_valid).then(|| draft.event(has_own.then(|| Properties::from_members(written.own)))),
            combined: draft.event(has_combined.then(|| Properties::from_members(written.combined))),
            failure: written.failure,
        }
    }
}
