//! What every page has around its content.

use super::link::SHARED;
use super::piece::shown;
use crate::plan::Plan;

/// The overview, without its ending.
pub(super) const OVERVIEW: &str = "index";

/// What the plan is called that has no name.
const UNNAMED: &str = "Tracking plan";

/// What every page has.
pub(super) struct Frame {
    /// The plan's name.
    pub(super) plan: String,
    /// Its version, with the branch if it has one.
    pub(super) version: String,
    /// The pages that are reached from everywhere.
    pub(super) tabs: Vec<Tab>,
}

/// A page that is reached from everywhere.
pub(super) struct Tab {
    pub(super) page: &'static str,
    pub(super) label: &'static str,
}

impl Frame {
    pub(super) fn new(plan: &Plan, has_shared: bool, has_sources: bool, has_changes: bool) -> Self {
        let tabs = [
            (true, OVERVIEW, "Events"),
            (has_shared, SHARED, "Shared types"),
            (has_sources, "sources", "Sources"),
            (has_changes, super::CHANGES, "Changes"),
        ];
        let tabs = tabs.into_iter().filter(|(is_there, ..)| *is_there);
        let version = plan.version.iter().chain(&plan.branch).map(|text| shown(text)).collect::<Vec<_>>();
        Self {
            plan: title(plan),
            version: version.join(" · "),
            tabs: tabs.map(|(_, page, label)| Tab { page, label }).collect(),
        }
    }
}

/// What people call the plan.
pub(super) fn title(plan: &Plan) -> String {
    if plan.name.trim().is_empty() { UNNAMED.to_owned() } else { shown(&plan.name) }
}
