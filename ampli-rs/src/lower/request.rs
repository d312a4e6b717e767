use std::collections::BTreeSet;

use super::names::Settings;
use crate::module::Layout;

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
    /// Whether types can be read back from what a recorder of tests has kept. A crate has a feature `testing` for it; a
    /// module has it always, so that its crate needs the runtime's feature of that name.
    pub testing: bool,
    /// How names are made.
    pub names: Settings,
    /// Indices of the events that are left out, because they are [broken](crate::broken::Broken).
    pub broken: BTreeSet<usize>,
    /// The hash of the plan's content, as the lock has it.
    pub content: u64,
    /// The command that generates the SDK anew, for the header.
    pub command: String,
}

impl Default for Request {
    /// A crate `itly` of all events, on the published runtime.
    fn default() -> Self {
        Self {
            source: "default".to_owned(),
            layout: Layout::Crate,
            crate_name: "itly".to_owned(),
            runtime: Runtime::default(),
            include_api_keys: false,
            testing: false,
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
