//! From a tracking plan to a typed Rust SDK: fetch, parse, check, lower, render, write.

pub mod check;
pub mod diagnostic;
pub mod json;
pub mod lock;
pub mod lower;
pub mod module;
pub mod parse;
pub mod plan;
pub mod pointer;
pub mod render;
pub mod suggestion;
pub mod text;
