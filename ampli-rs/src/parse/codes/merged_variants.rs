//! # Variants read as one event
//!
//! ## What it does
//!
//! Reports that a plan has several entries for one event, such as the variants of Avo or custom events of mParticle with
//! the same name and several types. They go out under one name, so they are one event: what only some of them require is
//! optional, and what any of them declares may be sent.
//!
//! ## Why it matters
//!
//! The generated code can't tell that a variant needs more than the others do.
//!
//! ## Example
//!
//! `Coupon Used` of the type `transaction` with the attribute `total`, and `Coupon Used` of the type `other` with `reason`.
//!
//! ## What to do
//!
//! Nothing. Give them different names if the generated code must tell them apart.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MERGED_VARIANTS: Code = Code {
    id: "AMP0144",
    name: "merged-variants",
    severity: Severity::Warning,
    source: include_str!("merged_variants.rs"),
};
