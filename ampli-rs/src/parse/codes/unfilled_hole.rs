//! # Unfilled hole
//!
//! ## What it does
//!
//! Reports a hole like `{{ .NAME }}` in a RudderStack project for which there is no value: neither in a file of
//! variables of the folder, nor in the environment as `RUDDER_NAME`.
//!
//! ## Why it matters
//!
//! The hole is part of a name or of a rule: events would be sent under a name that nobody planned.
//!
//! ## Example
//!
//! ```yaml
//! name: "{{ .SEED_EVENT }}"
//! ```
//!
//! ## What to do
//!
//! Set the variable `RUDDER_SEED_EVENT`, or add `SEED_EVENT: Seed Sown` to a file `*.vars.yaml` in the folder. The
//! environment wins over files.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNFILLED_HOLE: Code = Code {
    id: "AMP0130",
    name: "unfilled-hole",
    severity: Severity::Error,
    source: include_str!("unfilled_hole.rs"),
};
