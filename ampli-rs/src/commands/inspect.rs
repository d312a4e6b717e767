use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use super::Outcome;
use super::console::Console;
use super::generation;
use super::lock_file::LockFile;
use super::plan_group::{Wanted, group};
use super::reading::{self, Reading};
use super::report::Findings;
use super::target::Target;
use crate::broken::Broken;
use crate::cli::{Format, InspectArguments, Representation};
use crate::config::Project;
use crate::failure::Failure;
use crate::lock::Lock;
use crate::module::Module;
use crate::plan::{Event, Plan};
use crate::saved_plan::SavedPlan;
use crate::{lower, selection, suggestion};

/// Prints one of the two representations of a plan, in the version that `pull` takes, as JSON.
pub(super) fn run(arguments: &InspectArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    let source = arguments.source.as_deref().or_else(|| only_source(&project));
    let target = Target::of(source, &project);
    let LockFile { lock, .. } = LockFile::read(&project.folder)?;
    let group = group(target.clone(), &arguments.plan, &project, &lock, Wanted::Pinned)?;
    let reading = reading::read_plan(&group.fetched(), &arguments.plan, &project, console);
    let Reading { text, plan, findings } = reading.map_err(|failure| group.explain(failure))?;
    let outcome = if findings.has_errors() { Outcome::Findings } else { Outcome::Clean };
    let Some(mut plan) = plan else {
        let mut all = Findings::default();
        all.add(text, findings, None);
        all.mention(Format::Human, console)?;
        return Ok(outcome);
    };
    let others = others(&plan, arguments.event.as_deref())?;
    match arguments.what {
        Representation::Plan => {
            let mut index = 0..;
            plan.events.retain(|_| index.next().is_none_or(|index| !others.contains(&index)));
            print(&plan, console)?;
        }
        Representation::Module => {
            let mut broken = Broken::new(&plan, &findings);
            // Left out like broken ones: they have a say in the names of those that are printed.
            broken.events.extend(others);
            print(&module(&plan, source, &target, &broken, &project, lock)?, console)?;
        }
    }
    Ok(outcome)
}

/// The events that are not asked for.
fn others(plan: &Plan, wanted: Option<&str>) -> Result<BTreeSet<usize>, Failure> {
    let Some(wanted) = wanted else { return Ok(BTreeSet::new()) };
    let titles = plan.events.iter().map(Event::title);
    let others: BTreeSet<usize> =
        titles.clone().enumerate().filter(|(_, title)| *title != wanted).map(|(index, _)| index).collect();
    if others.len() == plan.events.len() {
        let help = suggestion::did_you_mean(wanted, titles);
        return Err(Failure::new(format!("the plan has no event `{wanted}`"), help));
    }
    Ok(others)
}

/// The source that is configured, if it is the only one.
fn only_source(project: &Project) -> Option<&str> {
    let mut names = project.config.source.keys();
    names.next().filter(|_| names.next().is_none()).map(String::as_str)
}

/// The module that `pull` would print, with names as the lock has them; broken events are left out.
fn module(
    plan: &Plan,
    source: Option<&str>,
    target: &Target,
    broken: &Broken,
    project: &Project,
    mut lock: Lock,
) -> Result<Module, Failure> {
    let source = selection::source_name(plan, source)?;
    let names = lock.sources.entry(source.clone()).or_default();
    let content = SavedPlan::new(plan).content;
    let request = generation::request(&source, target, project, broken, content);
    Ok(lower::module(plan, &request, names).module.map_events(Iterator::collect))
}

fn print(value: &impl Serialize, console: &Console) -> anyhow::Result<()> {
    let mut output = console.data();
    serde_json::to_writer_pretty(&mut output, value)?;
    writeln!(output)?;
    output.flush()?;
    Ok(())
}
