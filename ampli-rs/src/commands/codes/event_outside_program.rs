//! # Event outside of the program
//!
//! ## What it does
//!
//! `ampli-rs status` has found an event that is sent only where no user runs it: in tests and benchmarks (targets of that kind,
//! `#[cfg(test)]`, `#[test]`), in examples, or in code that no build has (`#[cfg(any())]`, files that no crate declares).
//!
//! ## Why it matters
//!
//! The tests pass, and nothing is ever collected.
//!
//! ## Example
//!
//! ```rust,ignore
//! #[cfg(test)]
//! mod tests {
//!     #[test]
//!     fn a_bed_is_watered() {
//!         itly::bed_watered("gardener", itly::BedWatered::new(3)).unwrap();
//!     }
//! }
//! ```
//!
//! ## What to do
//!
//! Send the event in the program too.

use crate::diagnostic::{Code, Severity};

/// An event is sent in tests, examples or dead code only.
pub(crate) static EVENT_OUTSIDE_PROGRAM: Code = Code {
    id: "AMP0601",
    name: "event-outside-program",
    severity: Severity::Warning,
    source: include_str!("event_outside_program.rs"),
};
