//! Without a command: how things stand, and what to do next.

mod human;
mod next;
mod standing;

use std::path::Path;

use self::standing::{Standing, State};
use super::Outcome;
use super::console::Console;
use super::lock_file::LockFile;
use super::target::Target;
use crate::config::{FILE_NAME, Project};
use crate::failure::Failure;

/// Tells how the project stands. Nothing is fetched from the network, and nothing is written.
pub(super) fn run(console: &Console) -> anyhow::Result<Outcome> {
    let folder = std::env::current_dir().map_err(|error| Failure::file("read", Path::new("."), &error))?;
    let text = match Project::find(&folder)? {
        None => without_project(),
        Some(project) => of_project(&project, console)?,
    };
    console.print(text + "\n`ampli-rs --help` lists all commands\n")?;
    Ok(Outcome::Clean)
}

/// Plans are mostly called so.
const USUAL_PLANS: [&str; 3] = ["tracking-plan.json", "plan.json", "trackingplan.json"];

fn without_project() -> String {
    let here = USUAL_PLANS.into_iter().find(|name| Path::new(name).is_file());
    format!(
        "there is no `{FILE_NAME}` here or in a folder above\nnext: ampli-rs init --plan {}\n",
        here.unwrap_or("FILE|FOLDER|URL|VENDOR:PLAN")
    )
}

fn of_project(project: &Project, console: &Console) -> Result<String, Failure> {
    let mut lock = LockFile::read(&project.folder)?;
    let mut problems = Vec::new();
    let mut sources: Vec<Standing> = Vec::new();
    for target in Target::configured(project) {
        let (standing, problem) = Standing::of(target, project, &lock.lock, console);
        sources.push(standing);
        problems.extend(problem);
    }
    if let Err(problem) = standing::add_coverage(&mut sources, project, &mut lock.lock, console) {
        problems.push(problem);
    }
    let next = next::step(&lock, &sources, problems.first());
    Ok(format!("{}\n{next}\n", human::text(project, &sources)))
}
