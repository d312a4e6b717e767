use std::collections::BTreeSet;

use super::names::Settings;
use crate::diagnostic::{Diagnostics, Severity};
use crate::module::Layout;
use crate::plan::Plan;
use crate::pointer::Location;

/// What an SDK is asked to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Name of the source; one that the plan does not have gets the events of no source in particular.
    pub source: String,
    /// How the files are laid out.
    pub layout: Layout,
    /// Name of the generated crate.
    pub crate_name: String,
    /// Where a generated crate finds the runtime.
    pub runtime: Runtime,
    /// Whether API keys of the plan are written into the code, instead of being read from the environment.
    pub include_api_keys: bool,
    /// Whether types can be read back from what a recorder of tests has kept: a crate has a feature `testing` for it, a
    /// module has it always.
    pub testing: bool,
    /// How names are made.
    pub names: Settings,
    /// Indices of the events that are left out, because they are broken: see [`broken_events`].
    pub broken: BTreeSet<usize>,
    /// The hash of the plan's content, as the lock has it.
    pub content: u64,
    /// The command that generates the SDK anew, for the header.
    pub command: String,
}

impl Default for Request {
    /// A crate `itly` of all events with a feature `testing`, on the published runtime.
    fn default() -> Self {
        Self {
            source: "default".to_owned(),
            layout: Layout::Crate,
            crate_name: "itly".to_owned(),
            runtime: Runtime::default(),
            include_api_keys: false,
            testing: true,
            names: Settings::default(),
            broken: BTreeSet::new(),
            content: 0,
            command: "ampli-rs pull".to_owned(),
        }
    }
}

/// Where a generated crate finds the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// In the registry.
    Version(String),
    /// In a folder, relative to the crate's or absolute.
    Path(String),
    /// In a repository, at a revision if one is named.
    Git {
        /// The repository's address.
        url: String,
        /// A commit, a tag, or a branch as `git` resolves it.
        revision: Option<String>,
    },
}

impl Default for Runtime {
    /// The runtime that is released together with this tool.
    fn default() -> Self {
        Self::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

/// The events of `plan` that an error among `findings` is about: its first label lies in the event.
pub fn broken_events(plan: &Plan, findings: &Diagnostics) -> BTreeSet<usize> {
    let places: BTreeSet<&Location> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| finding.labels.first())
        .map(|label| &label.location)
        .collect();
    let is_broken = |index: &usize| {
        let event = &plan.events[*index].location;
        let own = event.pointer.as_str();
        let inside = |pointer: &str| {
            pointer.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // All places inside of the event are sorted after it.
        places
            .range::<Location, _>(event..)
            .take_while(|place| place.document == event.document && place.pointer.as_str().starts_with(own))
            .any(|place| inside(place.pointer.as_str()))
    };
    (0..plan.events.len()).filter(is_broken).collect()
}
