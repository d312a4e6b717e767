use ecow::EcoString;
use serde::Serialize;

use crate::pointer::Location;

/// A program that sends events, as the plan names it: a back end, a web site, an app.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// The vendor's stable id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<EcoString>,
    /// The name that `pull` takes as argument.
    pub name: EcoString,
    /// What the program is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// Names of the plan's destinations that the source sends to.
    pub destinations: Vec<EcoString>,
    /// Where the source stands in the plan.
    #[serde(skip)]
    pub location: Location,
}
