//! # A name is in use already
//!
//! ## What it means
//!
//! The SDK has functions and types of its own, such as `load` and `Context`, and a program that imports the whole SDK must
//! still find `Option` and `String` of the standard library. An event that asks for one of these names gets `_event` or
//! `Event` at its end. The name that is sent does not change.
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
