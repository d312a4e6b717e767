//! How the SDK of one source stands.

use std::path::Path;

use super::super::console::Console;
use super::super::pull::{self, Preview};
use super::super::reading;
use super::super::status::{self, Coverage};
use super::super::target::Target;
use crate::cli::{PlanArguments, PullArguments};
use crate::config::Project;
use crate::diagnostic::Summary;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::lock::{Lock, PulledPlan};
use crate::saved_plan;

/// What can be told of a source without the network.
pub(super) struct Standing {
    pub(super) target: Target,
    /// Where its plan is; `None`: it is not said.
    pub(super) place: Option<String>,
    /// Whether the plan is on this machine, so that it can be held against the one that was pulled.
    pub(super) is_here: bool,
    /// The plan that was pulled, if the SDK is there.
    pub(super) pulled: Option<PulledPlan>,
    /// The plan as it is now, where it is here and can be read.
    pub(super) plan: Option<PulledPlan>,
    pub(super) state: State,
    /// How much of the plan that was pulled the program sends.
    pub(super) coverage: Option<Coverage>,
    pub(super) findings: Option<Summary>,
}

/// How the files of the SDK stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The source was not pulled yet.
    Missing,
    /// So many files are not what the plan gives.
    Outdated(usize),
    UpToDate,
    /// The plan has errors: nothing can be written.
    Broken,
    /// Something stands in the way of looking.
    Unknown,
}

impl Standing {
    /// That of one source, and what stands in the way of telling more.
    pub(super) fn of(
        target: Target,
        project: &Project,
        lock: &Lock,
        console: &Console,
    ) -> (Self, Option<Failure>) {
        let source = target.source.as_deref();
        let pulled = pulled(source, &target.path, lock);
        let state = if pulled.is_some() { State::Unknown } else { State::Missing };
        let location = reading::location(&PlanArguments::default(), project, source, &target.path);
        let is_here = matches!(location, Ok(Location::Path(_)));
        let place = location.as_ref().ok().map(ToString::to_string);
        let mut standing =
            Self { target, place, is_here, pulled, plan: None, state, coverage: None, findings: None };
        let problem = location.map(|_| ()).and_then(|()| standing.look(project, console)).err();
        (standing, problem)
    }

    /// Looks at the plan that is here; of one that is not, at what was saved.
    fn look(&mut self, project: &Project, console: &Console) -> Result<(), Failure> {
        if !self.is_here && self.pulled.is_none() {
            return Ok(());
        }
        let arguments = PullArguments {
            sources: self.target.source.clone().into_iter().collect(),
            check: true,
            plan: PlanArguments { offline: !self.is_here, ..PlanArguments::default() },
            ..PullArguments::default()
        };
        let Preview { findings, written } = pull::preview(project, &arguments, console)?;
        self.findings = Some(findings);
        self.state = match (&self.pulled, &written) {
            (_, None) => State::Broken,
            (None, Some(_)) => State::Missing,
            (Some(_), Some((_, 0))) => State::UpToDate,
            (Some(_), Some((_, files))) => State::Outdated(*files),
        };
        self.plan = written.map(|(plan, _)| plan).filter(|_| self.is_here);
        Ok(())
    }
}

/// The plan of the SDK in `folder`, by the lock.
fn pulled(source: Option<&str>, folder: &Path, lock: &Lock) -> Option<PulledPlan> {
    let names = match source {
        Some(source) => lock.sources.get(source),
        None => lock.sources.values().next(),
    };
    let is_there = folder.join(saved_plan::FILE_NAME).is_file();
    names?.plan.clone().filter(|_| is_there)
}

/// Looks at what the programs send, for all sources at once.
pub(super) fn add_coverage(
    sources: &mut [Standing],
    project: &Project,
    lock: &mut Lock,
    console: &Console,
) -> Result<(), Failure> {
    let mut pulled: Vec<&mut Standing> =
        sources.iter_mut().filter(|standing| standing.pulled.is_some()).collect();
    if pulled.is_empty() {
        return Ok(());
    }
    let targets: Vec<Target> = pulled.iter().map(|standing| standing.target.clone()).collect();
    let coverage = status::coverage(&targets, project, lock, console)?;
    for (standing, coverage) in pulled.iter_mut().zip(coverage) {
        standing.coverage = Some(coverage).filter(|coverage| coverage.wanted > 0);
    }
    Ok(())
}
