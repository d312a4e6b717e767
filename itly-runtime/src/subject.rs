use crate::context::Context;
use crate::event::Event;
use crate::properties::Properties;
use crate::scratch::Written;
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
    /// Of what `written` has of `draft`, whose own properties need not be validated if `is_valid`.
    pub(crate) fn new(
        context: Option<&'a Context>,
        draft: &Draft<'a>,
        written: Written<'a>,
        is_valid: bool,
    ) -> Self {
        let has_own = draft.record.is_some() && !(draft.may_lack_properties && written.own.is_empty());
        let has_combined = has_own || context.is_some();
        Self {
            context,
            own: (!is_valid).then(|| draft.event(has_own.then(|| Properties::from_members(written.own)))),
            combined: draft.event(has_combined.then(|| Properties::from_members(written.combined))),
            failure: written.failure,
        }
    }
}
