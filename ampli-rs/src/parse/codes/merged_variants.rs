//! # Variants read as one event
//!
//! ## What it does
//!
//! Reports that a plan has several entries for one event, such as custom events of mParticle with the same name and
//! several types, which nothing that is known tells apart. They go out under one name, so they are one event: what only
//! some of them require is optional, and what any of them declares may be sent. Variants that have names, as Avo's do, are
//! not meant: each has a function of its own.
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
