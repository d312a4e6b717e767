//! # Untyped event
//!
//! ## What it does
//!
//! `ampli-rs status` has found an `UntypedEvent`: an event whose name and properties are made by hand. If its name is written
//! there, it is compared with the plan.
//!
//! ## Why it matters
//!
//! Nothing checks what is in the event: neither the compiler nor the plan's rules, and no analyst may know of it.
//!
//! ## Example
//!
//! ```rust,ignore
//! itly::track("gardener", &UntypedEvent::new("Bed Weeded").property("weeds", 7))?;
//! ```
//!
//! ## What to do
//!
//! Add the event to the plan, run `ampli-rs pull`, and call its function. If the plan has it already, call its function.

use crate::diagnostic::{Code, Severity};

/// An event is sent without a generated type.
pub(crate) static UNTYPED_EVENT: Code = Code {
    id: "AMP0603",
    name: "untyped-event",
    severity: Severity::Note,
    source: include_str!("untyped_event.rs"),
};
