//! The project's own tracking-plan JSON: what teams write by hand, and what a pulled plan is saved as.

mod known;
mod read;
mod systems;
#[cfg(test)]
mod tests;
mod write;

pub(super) use self::read::read;
pub use self::write::{Keys, write};
use crate::plan::EventKind;

/// The JSON Schema of the format (draft 2020-12), with descriptions for editors.
pub const OWN_SCHEMA: &str = include_str!("../own.schema.json");

/// The version of the format that this program reads and writes: the value of `ampliPlan`.
const FORMAT: u64 = 1;

/// Keys of the system calls at the plan's root, in the order in which they are written.
const SYSTEM: &[EventKind] =
    &[EventKind::Context, EventKind::Identify, EventKind::Group, EventKind::Page, EventKind::Screen];
