//! # A name has no letter and no digit
//!
//! ## What it does
//!
//! Tells that nothing in a name can stand in an identifier, so that its characters are spelled: signs by
//! their names, all others by their code points. The name that is sent does not change.
//!
//! ## Why it matters
//!
//! The identifier says what the name looks like, not what it means.
//!
//! ## Example
//!
//! The property `???` becomes `question_question_question`, the event `🎉` becomes `u1f389`.
//!
//! ## What to do
//!
//! Choose an identifier that says what is meant, under `[names]` in `ampli.toml`.

use crate::diagnostic::{Code, Severity};

pub(crate) static SPELLED_NAME: Code = Code {
    id: "AMP0304",
    name: "spelled-name",
    severity: Severity::Note,
    source: include_str!("spelled_name.rs"),
};
