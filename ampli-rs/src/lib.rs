//! From a tracking plan to a typed Rust SDK: fetch, parse, check, lower, render, write.
//!
//! The folders are the pipeline. The command line is made of them, and so is [`build`], for build scripts. As a
//! library, everything but [`build`] may change with any version.

pub mod broken;
pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diagnostic;
pub mod failure;
pub mod fetch;
pub mod json;
pub mod lock;
pub mod lower;
pub mod output;
pub mod parse;
pub mod plan;
pub mod pointer;
pub mod suggestion;
pub mod text;

/// The name of the plan that is saved beside the SDK, in the project's own format and without keys.
pub const SAVED_PLAN: &str = "tracking-plan.json";
