use std::path::Path;

use super::Outcome;
use super::console::Console;
use super::reading::{location, project, read_plan};
use super::report::Findings;
use crate::cli::CheckArguments;
use crate::config::Project;
use crate::fetch::Location;

/// Checks the plan, or all of them, and writes nothing.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = project(&arguments.plan)?;
    let mut all = Findings::default();
    for location in locations(arguments, &project)? {
        let reading = read_plan(&location, &arguments.plan, &project, console)?;
        let events = reading.plan.map_or(0, |plan| plan.events.len());
        all.add(reading.text, reading.findings, events);
    }
    all.print(arguments.format, true, console)?;
    if all.is_empty() && arguments.format == crate::cli::Format::Human {
        console.say(format_args!("no findings in {} events", all.events()));
    }
    Ok(if all.has_errors() { Outcome::Findings } else { Outcome::Clean })
}

/// The plans of all sources, each once.
fn locations(arguments: &CheckArguments, project: &Project) -> anyhow::Result<Vec<Location>> {
    let usual = Path::new("itly");
    let sources = &project.config.source;
    let mut locations = Vec::new();
    for (name, source) in sources {
        let saved = project.folder.join(source.path.as_deref().unwrap_or(usual));
        locations.push(location(&arguments.plan, project, Some(name), &saved)?);
    }
    if locations.is_empty() {
        locations.push(location(&arguments.plan, project, None, &project.folder.join(usual))?);
    }
    let mut seen = Vec::new();
    locations.retain(|location| !seen.contains(location) && { seen.push(location.clone()); true });
    Ok(locations)
}
