use ecow::EcoString;
use serde::Serialize;

use crate::pointer::Location;

/// A system that events are delivered to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Destination {
    /// The name by which sources and events refer to it; unique in the plan.
    pub name: EcoString,
    /// The vendor or mechanism, lower case: `posthog`, `segment`, `amplitude`, `webhook`, `jsonl`, `console`, `custom`, …
    pub service: EcoString,
    /// Where to send, for services that have no fixed address: a URL, or a path for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<EcoString>,
    /// Keys by environment, in the plan's order.
    pub keys: Vec<ApiKey>,
    /// Where the destination stands in the plan.
    #[serde(skip)]
    pub location: Location,
}

/// The key of a destination in one environment.
#[derive(Clone, PartialEq, Serialize)]
pub struct ApiKey {
    /// The environment's name in the plan: `production`, `development`, …
    pub environment: EcoString,
    /// The key itself. It reaches generated code only when the user asks for it.
    pub key: EcoString,
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ApiKey").field("environment", &self.environment).finish_non_exhaustive()
    }
}
