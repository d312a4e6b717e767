//! `status`: which events of the plan the programs send, and where.

mod coverage;
mod facts;
mod findings;
mod human;
mod json;
mod markdown;
pub(super) mod place;
mod planned;
mod update;

use std::path::{Path, PathBuf};

pub(super) use self::coverage::Coverage;
use self::coverage::Status;
use self::place::Files;
use self::planned::Planned;
pub(super) use self::planned::PlannedEvent;
use self::update::Update;
use super::console::Console;
use super::lock_file::LockFile;
use super::target::Target;
use super::{Outcome, reading, rules};
use crate::catalogue::SourceFacts;
use crate::cli::{Format, PlanArguments, StatusArguments, StatusFormat};
use crate::config::Project;
use crate::diagnostic::Levels;
use crate::failure::Failure;
use crate::lock::Lock;
use crate::plan::Plan;
use crate::usage::{self, Usage};

/// Tells which events are sent and where, and whether they are enough.
pub(super) fn run(arguments: &StatusArguments, console: &Console) -> anyhow::Result<Outcome> {
    let plan_arguments = reading::plan_or_saved(&arguments.plan);
    let project = reading::project(&plan_arguments)?;
    let levels = rules::settings(&project)?.levels;
    let mut lock = LockFile::read(&project.folder)?.lock;
    let targets = Target::named(&arguments.sources, &project)?;
    let planned = Planned::read_all(&targets, &plan_arguments, &project, &mut lock, console)?;
    let update =
        arguments.update.then(|| Update::new(&targets, &planned, &plan_arguments, &project, &lock, console));
    let update = update.transpose()?;
    let folder = absolute(Path::new(""))?;
    let mut files = Files::new(&folder);
    let programs = (arguments.paths.as_slice(), &project);
    let (status, usage) = search(planned, programs, &levels, arguments.fail_under, &mut files)?;
    let all = findings::of(&status, &usage, &levels, &files);
    print(&status, &all, arguments.format, console)?;
    if let Some(update) = update {
        update.write(&status, arguments.skip_update_on_default_branch, &folder, console)?;
    }
    if usage.files == 0 {
        console.say("no Rust file was found: name the folders of the program, `ampli-rs status PATH…`");
    }
    Ok(if status.passes() && !all.has_errors() { Outcome::Clean } else { Outcome::Findings })
}

/// What of `plan` the programs of `targets` send, for a catalogue; files are called as seen from the project.
pub(super) fn of_sources<'t>(
    plan: &Plan,
    targets: impl Iterator<Item = &'t Target>,
    paths: &[PathBuf],
    project: &Project,
    lock: &mut Lock,
) -> Result<Vec<SourceFacts>, Failure> {
    let levels = rules::settings(project)?.levels;
    let planned = targets.map(|target| Planned::new(target, plan, project, lock));
    let planned = planned.collect::<Result<Vec<_>, Failure>>()?;
    let folder = absolute(&project.folder)?;
    let (status, _) = search(planned, (paths, project), &levels, 0.0, &mut Files::new(&folder))?;
    Ok(facts::of(&status))
}

/// How much of its saved plan each of `targets` sends; nothing where there is no Rust file.
pub(super) fn coverage(
    targets: &[Target],
    project: &Project,
    lock: &mut Lock,
    console: &Console,
) -> Result<Vec<Coverage>, Failure> {
    let arguments = PlanArguments { offline: true, ..PlanArguments::default() };
    let levels = rules::settings(project)?.levels;
    let planned = Planned::read_all(targets, &arguments, project, lock, console)?;
    let (status, usage) = search(planned, (&[], project), &levels, 0.0, &mut Files::new(&project.folder))?;
    if usage.files == 0 {
        return Ok(Vec::new());
    }
    Ok(status.sources.iter().map(|source| source.coverage).collect())
}

/// What of `planned` the programs send, which are in paths or, if there are none, anywhere in the project.
fn search(
    planned: Vec<Planned>,
    (paths, project): (&[PathBuf], &Project),
    levels: &Levels,
    fail_under: f64,
    files: &mut Files<'_>,
) -> Result<(Status, Usage), Failure> {
    let sdks: Vec<usage::Sdk> = planned.iter().map(Planned::sdk).collect();
    let usage = usage::find(&sdks, &self::paths(paths, project)?)?;
    let status = Status::new(planned, &usage, levels, fail_under, files);
    Ok((status, usage))
}

fn print(
    status: &Status,
    all: &findings::All,
    format: StatusFormat,
    console: &Console,
) -> anyhow::Result<()> {
    match format {
        StatusFormat::Human => {
            console.print(human::text(status, &console.output_look()))?;
            all.about_files().tell(console)?;
        }
        StatusFormat::Markdown => {
            console.print(markdown::text(status))?;
            all.about_files().tell(console)?;
        }
        StatusFormat::Json => console.print_data(json::text(status, &all.everything())?)?,
        StatusFormat::Sarif => all.everything().print(Format::Sarif, console)?,
        StatusFormat::Github => all.everything().print(Format::Github, console)?,
    }
    Ok(())
}

/// Where the programs are.
fn paths(named: &[PathBuf], project: &Project) -> Result<Vec<PathBuf>, Failure> {
    if named.is_empty() {
        return Ok(vec![absolute(&project.folder)?]);
    }
    named.iter().map(|path| absolute(path)).collect()
}

/// `path` without dots and symbolic links, from the root of the file system on. It need not be there.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let folder = std::env::current_dir().map_err(|error| Failure::file("read", Path::new("."), &error))?;
    let path = usage::joined(&folder, path);
    Ok(std::fs::canonicalize(&path).unwrap_or(path))
}
