//! Text of a plan, in any of the formats that teams have, to a [`Plan`].
//!
//! Nothing is fetched here, and no input makes it panic: what is wrong with the text comes out as findings.

mod amplitude_csv;
mod amplitude_data;
mod amplitude_taxonomy;
mod avo;
mod codes;
mod drawn;
#[cfg(test)]
mod gardens;
mod glean;
mod groups;
mod identity;
mod itly;
mod members;
mod mparticle;
mod opentelemetry;
pub mod own;
mod path;
mod posthog;
mod recognise;
mod references;
mod rounding;
mod rudderstack;
mod rudderstack_catalogue;
mod rudderstack_project;
mod schema;
mod schema_folder;
mod segment_config;
mod segment_public;
mod snowplow;
mod step;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod trees;
mod wrapped;
mod yaml;

pub use self::codes::CODES;
pub(crate) use self::codes::UNKNOWN_KEY;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::{Location, Pointer};
use crate::text::PlanText;

/// What could be read of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The plan. Broken events are in it as far as they have a name; their errors are in `findings`.
    pub plan: Plan,
    /// All that is wrong, doubtful or worth knowing about the text. An event is broken when the first label of an
    /// error lies at or below the event's location; errors that lie in no event concern the whole plan.
    pub findings: Diagnostics,
}

/// One document of the plan as a tree.
struct Input<'a> {
    /// How messages name the document.
    name: &'a str,
    /// Its place in the plan's text.
    index: u32,
    /// Where its content stands in it: at the root, but for YAML that holds several documents.
    root: Pointer,
    /// Its content, every key once.
    json: Json,
}

impl Input<'_> {
    fn root(&self) -> Location {
        Location { document: self.index, pointer: self.root.clone() }
    }
}

/// Reads a plan. The format is found by looking at the content, never at a file name.
///
/// # Errors
///
/// When nothing can be read: no document is JSON, YAML or CSV, or no format that this version reads has this structure.
pub fn plan(text: &PlanText) -> Result<Parsed, Diagnostics> {
    let mut findings = Diagnostics::new();
    let inputs = syntax::read_all(text, &mut findings)?;
    let mut plan = recognise::read(inputs, &mut findings)?;
    identity::settle(&mut plan, &mut findings);
    Ok(Parsed { findings: identity::name_events(&plan, findings), plan })
}
