//! From a plan to a module: what Rust needs is made here.

pub mod names;
