//! From a tracking plan to a typed Rust SDK: fetch, parse, check, lower, render, write.
//!
//! The folders are the pipeline. The command line is made of them, and so is [`build`], for build scripts. As a
//! library, everything but [`build`] may change with any version.

#[cfg(feature = "cli")]
pub mod amend;
#[cfg(feature = "cli")]
pub mod audit;
pub mod broken;
pub mod build;
#[cfg(feature = "cli")]
pub mod catalogue;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod collected;
#[cfg(feature = "cli")]
pub mod commands;
pub mod compare;
#[cfg(feature = "cli")]
pub mod config;
pub mod diagnostic;
pub mod export;
pub mod failure;
pub mod fetch;
mod hash;
#[cfg(feature = "cli")]
pub mod infer;
pub mod json;
pub mod lock;
pub mod lower;
#[cfg(feature = "cli")]
mod markdown;
mod merge_markers;
pub mod module;
pub mod output;
pub mod overlap;
pub mod parse;
#[cfg(feature = "cli")]
mod partial_file;
pub mod plan;
pub mod pointer;
pub mod render;
pub mod saved_plan;
mod schema_keywords;
mod selection;
#[cfg(feature = "cli")]
mod spans;
#[cfg(feature = "cli")]
mod stores;
pub mod suggestion;
mod table;
pub mod text;
#[cfg(feature = "cli")]
mod tls;
#[cfg(feature = "cli")]
pub mod usage;
mod values;
mod yaml;

use self::diagnostic::Diagnostics;
use self::lock::SourceNames;
use self::parse::Parsed;
use self::plan::Plan;
use self::text::PlanText;

/// The first half: what the analysts wrote, and all that is wrong with it.
///
/// # Errors
/// When nothing can be read; the findings say why.
pub fn read(text: &PlanText, rules: &check::Settings) -> Result<Parsed, Diagnostics> {
    let Parsed { plan, findings } = parse::plan(text)?;
    let findings = check::completed(findings, &plan, rules);
    Ok(Parsed { plan, findings })
}

/// The second half: the files of the SDK of one source, and what is worth knowing about them.
///
/// `names` has the identifiers that were given before, and gets those that are given now.
pub fn sdk(plan: &Plan, request: &lower::Request, names: &mut SourceNames) -> Sdk {
    let lower::Lowered { module, findings } = lower::module(plan, request, names);
    let events = module.events.events();
    let calls = module.calls.len();
    Sdk { events, calls, files: render::module(module), findings }
}

/// What [`sdk`] makes.
#[derive(Debug)]
pub struct Sdk {
    /// How many events it has.
    pub events: usize,
    /// How many system calls have properties of their own.
    pub calls: usize,
    /// The files, to be written by [`output::write`].
    pub files: Vec<render::File>,
    /// Names that were chosen, types that degraded, rules that are not checked.
    pub findings: Diagnostics,
}

/// The page of `docs/` whose code must compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/build-script.md")]
struct BuildScript;
