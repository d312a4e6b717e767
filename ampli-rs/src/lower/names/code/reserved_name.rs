//! # A name is in use already
//!
//! ## What it does
//!
//! Tells that an event asks for a name that the SDK needs, such as `load` or `Context`, or that would hide a
//! name of the standard library, such as `Option`, from programs that import the whole SDK. The identifier
//! gets `_event` or `Event` at its end. The name that is sent does not change.
//!
//! ## Why it matters
//!
//! Without the ending the SDK, or a program that uses it, would not compile.
//!
//! ## Example
//!
//! The event `Load` becomes the function `load_event`; the event `Option` becomes the type `OptionEvent`.
//!
//! ## What to do
//!
//! Nothing, or choose another identifier under `[names.events]` in `ampli.toml`.

use crate::diagnostic::{Code, Severity};

pub(crate) static RESERVED_NAME: Code = Code {
    id: "AMP0303",
    name: "reserved-name",
    severity: Severity::Note,
    source: include_str!("reserved_name.rs"),
};
