//! The plan that the pages are of, and the sources whose calls they show.

use super::super::console::Console;
use super::super::reading::{self, Reading};
use super::super::saved;
use super::super::target::Target;
use crate::broken::Broken;
use crate::cli::{DocsArguments, PlanArguments};
use crate::config::Project;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::plan::Plan;
use crate::saved_plan::SavedPlan;
use crate::selection;

/// The source of a plan that names none, where nobody else does.
const USUAL_SOURCE: &str = "default";

/// A plan with its sources.
pub(super) struct Planned {
    pub(super) plan: Plan,
    pub(super) findings: Diagnostics,
    pub(super) broken: Broken,
    pub(super) location: Location,
    /// The sources, each with its name in the plan.
    pub(super) targets: Vec<(String, Target)>,
}

impl Planned {
    /// Reads the plan; what is wrong with it instead, if it can't be read at all.
    pub(super) fn read(
        arguments: &DocsArguments,
        plan_arguments: &PlanArguments,
        project: &Project,
        console: &Console,
    ) -> Result<Result<Self, Reading>, Failure> {
        let targets = Target::named(&arguments.sources, project)?;
        let read = |target: &Target| -> Result<(Location, Reading), Failure> {
            if plan_arguments.offline {
                saved::file(&target.path)?;
            }
            let source = target.source.as_deref();
            let location = reading::location(plan_arguments, project, source, &target.path)?;
            let reading = reading::read_plan(&location, plan_arguments, project, console)?;
            Ok((location, reading))
        };
        let Some((first, others)) = targets.split_first() else { return Err(without_sources()) };
        let (location, reading) = read(first)?;
        let Reading { plan: Some(plan), findings, .. } = reading else { return Ok(Err(reading)) };
        if plan_arguments.offline {
            let content = SavedPlan::new(&plan).content;
            for other in others {
                let is_same = |plan: &Plan| SavedPlan::new(plan).content == content;
                if !read(other)?.1.plan.as_ref().is_some_and(is_same) {
                    return Err(differing(first, other));
                }
            }
        }
        let broken = Broken::new(&plan, &findings);
        let targets = named(targets, &plan, project)?;
        Ok(Ok(Self { plan, findings, broken, location, targets }))
    }
}

/// The names of the sources in the plan. Where nobody has named any, all of the plan's.
fn named(targets: Vec<Target>, plan: &Plan, project: &Project) -> Result<Vec<(String, Target)>, Failure> {
    if let [Target { source: None, .. }] = targets.as_slice() {
        let names: Vec<&str> = plan.sources.iter().map(|source| source.name.as_str()).collect();
        let names = if names.is_empty() { vec![USUAL_SOURCE] } else { names };
        return Ok(names
            .into_iter()
            .map(|name| (name.to_owned(), Target::of(Some(name), project)))
            .collect());
    }
    let named = targets.into_iter().map(|target| {
        let name = selection::source_name(plan, target.source.as_deref())?;
        Ok((name, target))
    });
    named.collect()
}

fn without_sources() -> Failure {
    Failure::new("there is no source to write pages for", "add a table `[source.NAME]` to `ampli.toml`")
}

fn differing(first: &Target, other: &Target) -> Failure {
    let name = |target: &Target| target.source.clone().unwrap_or_default();
    Failure::new(
        format!("the sources `{}` and `{}` have different plans", name(first), name(other)),
        "pull both, or write a catalogue for each: `--source NAME --output FOLDER`",
    )
}
