//! # Event that is not written
//!
//! ## What it does
//!
//! Tells that an event or call of the plan is not in what `ampli-rs convert` has written, because the form has no place for
//! it: a call that it doesn't know (pages in a plan of Segment's Config API), a named page among plain JSON Schemas, an older version
//! where the form knows no versions.
//!
//! ## Why it matters
//!
//! Who reads the new plan does not know the event. An SDK that is generated from it can't send it.
//!
//! ## Example
//!
//! ```console
//! $ ampli-rs convert plan.json segment-config.json
//! warning[AMP0501]: `Pricing` is not written: a Segment plan of the Config API has no rules for `page`
//! ```
//!
//! ## What to do
//!
//! Choose a form that has a place for it (`docs/convert.md` has a table), or track it as an event of another kind.

use crate::diagnostic::{Code, Severity};

/// The form has no place for an event.
pub(in crate::export) static EVENT_NOT_WRITTEN: Code = Code {
    id: "AMP0501",
    name: "event-not-written",
    severity: Severity::Warning,
    source: include_str!("event_not_written.rs"),
};
