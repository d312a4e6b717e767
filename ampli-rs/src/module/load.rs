use serde::Serialize;

/// What `load` does before it hands over to the runtime.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Load {
    /// The alias of the options' type, laid out: with the context that the plan requires or offers.
    pub options: Vec<String>,
    /// The plan's destinations that the runtime knows, in the plan's order.
    pub destinations: Vec<Destination>,
    /// Documentation lines about destinations that need a plugin of the user's.
    pub docs: Vec<String>,
}

/// A destination that `load` installs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Destination {
    /// The fields of the runtime's `PlanDestination`.
    pub fields: Vec<String>,
}
