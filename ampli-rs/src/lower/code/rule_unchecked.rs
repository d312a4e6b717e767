//! # A rule is not checked because it stands beside a type that has a name
//!
//! ## What it does
//!
//! Reports a rule that is added to a type where the type is named, as `allOf` can do it: `minProperties` beside the `$ref` of an
//! object, or a pattern beside one of a choice. What has a name becomes one Rust type, which checks the same everywhere; the
//! rule of one place is not checked by the generated code.
//!
//! ## Why it matters
//!
//! An event that breaks the rule is sent as if it were right.
//!
//! ## Example
//!
//! ```json
//! { "allOf": [{ "$ref": "#/$defs/Bed" }, { "minProperties": 2 }] }
//! ```
//!
//! ## What to do
//!
//! Move the rule into the named type if it holds for all its values, or else write a type of its own for this property.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static RULE_UNCHECKED: Code = Code {
    id: "AMP0333",
    name: "rule-unchecked",
    severity: Severity::Warning,
    source: include_str!("rule_unchecked.rs"),
};
