//! The way to a value while a tree is gone through: cheap to carry, and a location only when one is needed.

use crate::pointer::Location;

/// One step from a value to one that it holds.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The location to which `steps` lead from the root of a document.
pub(super) fn location(document: u32, steps: &[Step<'_>]) -> Location {
    steps.iter().fold(Location::root(document), |location, step| match *step {
        Step::Key(key) => location.key(key),
        Step::Index(index) => location.index(index),
    })
}
