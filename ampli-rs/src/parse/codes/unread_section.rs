//! # Unread section
//!
//! ## What it does
//!
//! Reports a rule of Segment, RudderStack or mParticle that describes a section of the message which has no place in
//! its call, such as `traits` of a tracked event, and a section of an import for Avo that is none of events or calls.
//!
//! ## Why it matters
//!
//! What the section says is neither checked nor sent.
//!
//! ## Example
//!
//! ```json
//! {
//!   "key": "Seed Sown",
//!   "type": "TRACK",
//!   "jsonSchema": { "properties": { "traits": { "required": ["plan"] } } }
//! }
//! ```
//!
//! ## What to do
//!
//! Move the properties to the section of the call, or to the rule for the right call.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNREAD_SECTION: Code = Code {
    id: "AMP0105",
    name: "unread-section",
    severity: Severity::Warning,
    source: include_str!("unread_section.rs"),
};
