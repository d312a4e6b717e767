use super::console::Console;
use super::lock_file::LockFile;
use super::plan_group::{Wanted, groups};
use super::reading::{project, read_plan};
use super::report::Findings;
use super::summary::number;
use super::target::Target;
use super::{Outcome, rules, unknown_events};
use crate::cli::{CheckArguments, Format};

/// Checks the plans of all sources, each once and in the version that `pull` takes, and writes nothing.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = project(&arguments.plan)?;
    let levels = rules::settings(&project)?.levels;
    let mut all = Findings::default();
    let LockFile { lock, .. } = LockFile::read(&project.folder)?;
    for group in groups(Target::configured(&project), &arguments.plan, &project, &lock, Wanted::Pinned)? {
        let reading = read_plan(&group.fetched(), &arguments.plan, &project, console);
        let reading = reading.map_err(|failure| group.explain(failure))?;
        if all.has_text(&reading.text) {
            // Two sources have saved the same plan.
            continue;
        }
        if let Some(plan) = &reading.plan {
            let (text, unknown) = unknown_events::find(&project, plan);
            all.add(text, levels.apply(unknown), None);
        }
        all.add(reading.text, reading.findings, reading.plan.as_ref());
    }
    all.print(arguments.format, console)?;
    if all.is_empty() && arguments.format == Format::Human {
        console.say(format_args!("no findings in {}", number(all.events(), "event")));
    }
    Ok(if all.has_errors() { Outcome::Findings } else { Outcome::Clean })
}
