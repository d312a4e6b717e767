//! What SDKs offer to programs, by name.

use std::collections::HashMap;
use std::path::PathBuf;

/// Beside events: names of a generated root that paths may lead through.
pub(super) const RUNTIME: &str = "runtime";

/// The type by which events are sent that are not generated.
pub(super) const UNTYPED_EVENT: &str = "UntypedEvent";

/// A name that nobody knows, because a macro makes it.
pub(super) const UNKNOWN: &str = "[<>]";

/// The traits of events: what functions ask for that send any event.
pub(super) const TRAITS: [&str; 2] = ["TypedEvent", "Trackable"];

/// The crate that an SDK calls.
pub(super) const RUNTIME_CRATE: &str = "itly-runtime";

/// The functions of an event's type that make one.
pub(super) const CONSTRUCTORS: [&str; 2] = ["new", "default"];

/// An SDK: where it is, and what its events are called in Rust.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sdk {
    /// The folder it was written to.
    pub folder: PathBuf,
    /// Whether it is a module of the program, and not a crate.
    pub is_module: bool,
    /// The events, one for all versions of each.
    pub events: Vec<EventNames>,
}

/// The identifiers of one event, without `r#`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventNames {
    /// The function of each version.
    pub functions: Vec<String>,
    /// The type of each version.
    pub types: Vec<String>,
}

/// The events of an SDK by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    functions: HashMap<String, usize>,
    types: HashMap<String, usize>,
}

impl Lookup {
    pub(super) fn new(sdk: &Sdk) -> Self {
        let mut lookup = Self::default();
        for (index, event) in sdk.events.iter().enumerate() {
            lookup.functions.extend(event.functions.iter().map(|name| (name.clone(), index)));
            lookup.types.extend(event.types.iter().map(|name| (name.clone(), index)));
        }
        lookup
    }

    pub(super) fn function(&self, name: &str) -> Option<usize> {
        self.functions.get(name).copied()
    }

    pub(super) fn event_type(&self, name: &str) -> Option<usize> {
        self.types.get(name).copied()
    }
}
