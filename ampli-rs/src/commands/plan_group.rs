//! Which plans a run reads, each once, and which sources are made from it.

use super::reading;
use super::target::Target;
use crate::cli::PlanArguments;
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::lock::Lock;

/// Which version of a plan a run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The one that the lock pins, where the vendor serves it; a run that would move the lock fails.
    Locked,
    /// The one that the lock pins, where the vendor serves it.
    Pinned,
    /// The latest.
    Latest,
}

/// Sources with the same version of the same plan share one look at it.
pub(super) struct PlanGroup {
    /// Where the plan is, as the user has said.
    pub(super) location: Location,
    /// The version that the lock pins, if it is to be fetched.
    pub(super) pinned: Option<String>,
    pub(super) targets: Vec<Target>,
}

impl PlanGroup {
    /// What to fetch.
    pub(super) fn fetched(&self) -> Location {
        let pinned = self.pinned.as_deref().and_then(|version| self.location.at_version(version));
        pinned.unwrap_or_else(|| self.location.clone())
    }

    /// Whether an update can't move on, as the location itself names a version.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(&self.location, Location::Vendor(locator) if locator.version.is_some())
    }

    /// Says what a pin has to do with a failure to fetch.
    pub(super) fn explain(&self, failure: Failure) -> Failure {
        match &self.pinned {
            None => failure,
            Some(version) => Failure::new(
                failure.message(),
                format!(
                    "{}; `ampli.lock` pins version `{version}`: `ampli-rs update` takes the latest",
                    failure.help()
                ),
            ),
        }
    }
}

/// The plans of `targets`.
pub(super) fn groups(
    targets: Vec<Target>,
    arguments: &PlanArguments,
    project: &Project,
    lock: &Lock,
    wanted: Wanted,
) -> Result<Vec<PlanGroup>, Failure> {
    let mut groups: Vec<PlanGroup> = Vec::new();
    for target in targets {
        let own = group(target, arguments, project, lock, wanted)?;
        let same = |group: &&mut PlanGroup| group.location == own.location && group.pinned == own.pinned;
        match groups.iter_mut().find(same) {
            Some(group) => group.targets.extend(own.targets),
            None => groups.push(own),
        }
    }
    Ok(groups)
}

/// The plan of one target.
pub(super) fn group(
    target: Target,
    arguments: &PlanArguments,
    project: &Project,
    lock: &Lock,
    wanted: Wanted,
) -> Result<PlanGroup, Failure> {
    let location = reading::location(arguments, project, target.source.as_deref(), &target.path)?;
    let pinned = match wanted {
        Wanted::Latest => None,
        Wanted::Locked | Wanted::Pinned => pin(lock, target.source.as_deref(), &location),
    };
    Ok(PlanGroup { location, pinned, targets: vec![target] })
}

/// The version that the lock pins for a source, if `location` can be asked for it.
fn pin(lock: &Lock, source: Option<&str>, location: &Location) -> Option<String> {
    let names = match source {
        Some(source) => lock.sources.get(source)?,
        None => lock.sources.values().next().filter(|_| lock.sources.len() == 1)?,
    };
    let version = names.pinned_version(&location.to_string())?;
    location.at_version(version).map(|_| version.to_owned())
}
