//! # Outdated file
//!
//! ## What it does
//!
//! `ampli-rs pull --check` has found a file that `ampli-rs pull` would write anew: a source file of the SDK, the
//! saved plan beside it, or `ampli.lock`.
//!
//! ## Why it matters
//!
//! What is committed is not what the plan says: the plan has changed since the last pull, a generated file was
//! edited by hand, or another version of the tool has written it. The program sends what the old plan says.
//!
//! ## Example
//!
//! ```console
//! $ ampli-rs pull backend --check
//! --- a/itly/src/events/song.rs
//! +++ b/itly/src/events/song.rs
//! ```
//!
//! ## What to do
//!
//! Run `ampli-rs pull` for the source, look at the changes, and commit them.

use crate::diagnostic::{Code, Severity};

/// A generated file is not what the plan says.
pub(crate) static OUTDATED_FILE: Code = Code {
    id: "AMP0401",
    name: "outdated-file",
    severity: Severity::Error,
    source: include_str!("outdated_file.rs"),
};
