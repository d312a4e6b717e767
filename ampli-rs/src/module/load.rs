use serde::Serialize;

use super::Lines;

/// What `load` does before it hands over to the runtime.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Load {
    /// The alias of the options' type, laid out: with the context that the plan requires or offers.
    pub options: Lines,
    /// The table of all names in the plan, laid out.
    pub names: Lines,
    /// The table of the plan's destinations, laid out.
    pub destinations: Lines,
    /// Documentation lines about destinations that need a plugin of the user's.
    pub docs: Lines,
}
