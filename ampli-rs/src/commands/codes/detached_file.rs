//! # File of no crate
//!
//! ## What it does
//!
//! `ampli-rs status` has found a file that names events of the plan, lies in a package, and is part of none of its crates: no
//! `mod`, `#[path]` or `include!` leads to it.
//!
//! ## Why it matters
//!
//! The compiler never sees the file, so that events which are sent there are never sent. They do not count.
//!
//! ## Example
//!
//! ```text
//! src/main.rs     mod garden;
//! src/garden.rs
//! src/old.rs      itly::seed_sown("gardener", itly::SeedSown::new(12))
//! ```
//!
//! ## What to do
//!
//! Declare the file with `mod`, or remove it. If it is read by other means, such as a macro, name it in `.ampliignore`, which has
//! the syntax of `.gitignore`.

use crate::diagnostic::{Code, Severity};

/// A file names events and belongs to no crate.
pub(crate) static DETACHED_FILE: Code = Code {
    id: "AMP0605",
    name: "detached-file",
    severity: Severity::Warning,
    source: include_str!("detached_file.rs"),
};
