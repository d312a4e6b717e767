//! Names that ask for an identifier.

use ecow::EcoString;

use super::identifier::Identifier;
use crate::lock::Key;
use crate::pointer::Location;

/// A name that asks for an identifier.
pub(super) struct Candidate<'a> {
    /// Under what the lock keeps it.
    pub(super) key: Key,
    /// What is compared with identifiers; empty for names that are no text.
    pub(super) raw: &'a str,
    /// What the rules make of it.
    pub(super) identifier: Identifier,
    /// What the user chose for it.
    pub(super) wanted: Option<&'a str>,
    /// Where the name stands in the plan.
    pub(super) location: &'a Location,
    /// Wire name of the event that findings about it name.
    pub(super) event: Option<&'a str>,
}

/// Why the identifier of a candidate is a worse trouble than that others ask for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The lock keeps this identifier for it, and it can't have it.
    Overruled(EcoString),
    /// Not even its whole hash tells it from another name.
    Indistinguishable,
}
