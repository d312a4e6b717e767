use super::Outcome;
use super::console::Console;
use super::lock_file::LockFile;
use super::plan_group::{Wanted, groups};
use super::reading::{self, Reading};
use super::report::Findings;
use super::summary::shown;
use super::table::table;
use super::target::Target;
use crate::cli::{Format, SourceArguments};
use crate::config::Project;

/// Lists the sources of each plan, in the version that `pull` takes, and tells which of them are configured.
pub(super) fn run(arguments: &SourceArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    let mut outcome = Outcome::Clean;
    let mut rows: Vec<[String; 2]> = Vec::new();
    let LockFile { lock, .. } = LockFile::read(&project.folder)?;
    for group in groups(Target::configured(&project), &arguments.plan, &project, &lock, Wanted::Pinned)? {
        let reading = reading::read_plan(&group.fetched(), &arguments.plan, &project, console);
        let Reading { text, plan, findings } = reading.map_err(|failure| group.explain(failure))?;
        let Some(plan) = plan else {
            let mut all = Findings::default();
            all.add(text, findings, None);
            all.mention(Format::Human, console)?;
            outcome = Outcome::Findings;
            continue;
        };
        if plan.sources.is_empty() {
            console.say(format_args!("`{}` names no sources: it can be pulled for any", group.location));
        }
        for source in plan.sources {
            if rows.iter().all(|[known, _]| *known != source.name) {
                rows.push([source.name.to_string(), state(&source.name, &project)]);
            }
        }
    }
    let configured = project.config.source.keys();
    let unknown: Vec<&String> =
        configured.filter(|name| rows.iter().all(|[known, _]| known != *name)).collect();
    for name in unknown {
        rows.push([name.clone(), format!("{}, named by no plan", state(name, &project))]);
    }
    console.print(table(&rows))?;
    Ok(outcome)
}

fn state(source: &str, project: &Project) -> String {
    if project.config.source.contains_key(source) {
        shown(&Target::of(Some(source), project).path)
    } else {
        "not configured".to_owned()
    }
}
