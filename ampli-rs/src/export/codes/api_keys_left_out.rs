//! # API keys are left out
//!
//! ## What it does
//!
//! Tells that a destination of the plan has keys, and that `ampli-rs convert` has not written them.
//!
//! ## Why it matters
//!
//! Plans are committed and passed on, and whoever has a key can send events. An SDK from the new plan reads its keys from the
//! environment.
//!
//! ## Example
//!
//! ```json
//! { "destinations": [{ "name": "posthog", "service": "posthog", "keys": { "production": "phc_…" } }] }
//! ```
//!
//! ## What to do
//!
//! Nothing, or run `ampli-rs convert --include-api-keys` if the new plan is for nobody else's eyes.

use crate::diagnostic::{Code, Severity};

/// Keys are written only when the user asks for it.
pub(in crate::export) static API_KEYS_LEFT_OUT: Code = Code {
    id: "AMP0511",
    name: "api-keys-left-out",
    severity: Severity::Warning,
    source: include_str!("api_keys_left_out.rs"),
};
