//! # A destination of the plan is not installed by `load`
//!
//! ## What it does
//!
//! Reports a destination of the plan whose service the runtime has no destination for. The generated `load` leaves it out.
//!
//! ## Why it matters
//!
//! Events don't get there unless the program passes a plugin that sends them.
//!
//! ## Example
//!
//! ```json
//! { "destinations": [{ "name": "ads", "service": "custom" }] }
//! ```
//!
//! ## What to do
//!
//! Pass a plugin with `Options::plugin`, whose id is the destination's name so that the plan's switches apply to it.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static DESTINATION_NEEDS_PLUGIN: Code = Code {
    id: "AMP0335",
    name: "destination-needs-plugin",
    severity: Severity::Warning,
    source: include_str!("destination_needs_plugin.rs"),
};
