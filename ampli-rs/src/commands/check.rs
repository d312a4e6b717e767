use super::console::Console;
use super::reading::{location, project, read_plan};
use super::report::Findings;
use super::summary::number;
use super::target::Target;
use super::{Outcome, rules, unknown_events};
use crate::cli::{CheckArguments, Format};
use crate::config::Project;
use crate::fetch::Location;

/// Checks the plan, or all of them, and writes nothing.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = project(&arguments.plan)?;
    let levels = rules::settings(&project.config.check)?.levels;
    let mut all = Findings::default();
    for location in locations(arguments, &project)? {
        let reading = read_plan(&location, &arguments.plan, &project, console)?;
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

/// The plans of all sources, each once.
fn locations(arguments: &CheckArguments, project: &Project) -> anyhow::Result<Vec<Location>> {
    let configured: Vec<Option<&str>> =
        project.config.source.keys().map(|name| Some(name.as_str())).collect();
    let sources = if configured.is_empty() { vec![None] } else { configured };
    let mut locations = Vec::new();
    for source in sources {
        let saved = Target::of(source, project).path;
        let location = location(&arguments.plan, project, source, &saved)?;
        if !locations.contains(&location) {
            locations.push(location);
        }
    }
    Ok(locations)
}
