//! Snowplow: self-describing schemas of an Iglu registry, and the resources that its command line keeps in files.

mod registry;
mod structure;

use self::registry::Registry;
pub(super) use self::structure::is_foreign;
use super::Input;
use crate::diagnostic::Diagnostics;
use crate::plan::Plan;

/// Reads schemas and resources in any number of files as one plan.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let mut registry = Registry::default();
    for input in inputs {
        registry.structures.extend(structure::read(input, findings));
    }
    let events = registry.events(findings);
    Plan { events, ..Plan::default() }
}
