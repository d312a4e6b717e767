//! Where paths lead.

use super::reach::Reach;
use super::scope::ScopeId;

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Module(ScopeId),
    /// The root of an SDK.
    Sdk(usize),
    Runtime,
    /// The function of an event: of which SDK, and which event.
    Function(usize, usize),
    /// The type of an event.
    Type(usize, usize),
    /// The type of events that are not generated.
    UntypedEvent,
    /// Something else, whose name hides all that is farther away.
    Other,
    /// Nothing of that name and kind: an import of it hides nothing.
    Nothing,
}

impl Place {
    /// Whether it is of an SDK, or leads there.
    pub(super) fn is_of_sdk(self) -> bool {
        !matches!(self, Self::Other | Self::Nothing | Self::Module(_))
    }
}

/// A place, and the builds in which the path leads there.
pub(super) type Resolved = (Place, Reach);
