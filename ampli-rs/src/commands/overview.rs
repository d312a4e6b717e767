//! Without a command: how things stand, and what to do next.

use std::fmt::Write as _;
use std::path::Path;

use super::console::Console;
use super::lock_file::LockFile;
use super::summary::{number, shown};
use super::target::Target;
use super::{Outcome, reading, shell_word};
use crate::cli::PlanArguments;
use crate::config::{FILE_NAME, Project};
use crate::failure::Failure;
use crate::fetch::{self, Location};
use crate::lock::Lock;
use crate::parse;
use crate::saved_plan::{self, SavedPlan};

/// Tells how the project stands. Nothing is fetched from the network, and nothing is written.
pub(super) fn run(console: &Console) -> anyhow::Result<Outcome> {
    let folder = std::env::current_dir().map_err(|error| Failure::file("read", Path::new("."), &error))?;
    let text = match Project::find(&folder)? {
        None => without_project(),
        Some(project) => of_project(&project)?,
    };
    console.print(text + "\n`ampli-rs --help` lists all commands\n")?;
    Ok(Outcome::Clean)
}

/// Plans are mostly called so.
const USUAL_PLANS: [&str; 3] = ["tracking-plan.json", "plan.json", "trackingplan.json"];

fn without_project() -> String {
    let here = USUAL_PLANS.into_iter().find(|name| Path::new(name).is_file());
    format!(
        "there is no {FILE_NAME} here or in a folder above\nnext: ampli-rs init --plan {}\n",
        here.unwrap_or("FILE|FOLDER|URL")
    )
}

/// How the SDK of one source stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    Outdated,
    UpToDate,
    Unknown,
}

impl State {
    fn text(self) -> &'static str {
        match self {
            Self::Missing => "not pulled yet",
            Self::Outdated => "the plan has changed since the last pull",
            Self::UpToDate => "pulled from this plan",
            Self::Unknown => "pulled; the plan was not looked at",
        }
    }
}

fn of_project(project: &Project) -> Result<String, Failure> {
    let lock = LockFile::read(&project.folder)?;
    let configured: Vec<Option<&str>> =
        project.config.source.keys().map(|name| Some(name.as_str())).collect();
    let sources = if configured.is_empty() { vec![None] } else { configured };
    let count = number(project.config.source.len(), "source");
    let mut text = format!("{}: {count}\n", project.folder.join(FILE_NAME).display());
    let mut open = Vec::new();
    let mut problem = None;
    for source in sources {
        let target = Target::of(source, project);
        let (place, content) = match plan(project, source, &target) {
            (place, Ok(content)) => (place, content),
            (place, Err(failure)) => {
                problem.get_or_insert(failure);
                (place, None)
            }
        };
        let state = state(source, &target, &lock.lock, content);
        let name = source.unwrap_or("the plan's source");
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{name}: {place} -> {}, {}", shown(&target.path), state.text());
        if matches!(state, State::Missing | State::Outdated) {
            open.push(source);
        }
    }
    let next = match problem {
        Some(problem) => format!("{}\nnext: {}", problem.message(), problem.help()),
        None => next_step(&lock, &open, project.config.source.len()),
    };
    Ok(format!("{text}{next}\n"))
}

fn next_step(lock: &LockFile, open: &[Option<&str>], sources: usize) -> String {
    if lock.findings.has_errors() {
        "ampli.lock can't be read\nnext: ampli-rs pull, which tells why".to_owned()
    } else if lock.conflict {
        "ampli.lock has both sides of a merge in it\nnext: ampli-rs pull, which joins them".to_owned()
    } else if open.is_empty() {
        let all = if sources > 1 { " --all" } else { "" };
        format!("next: ampli-rs pull{all} --check, which tells whether all files are as they should be")
    } else if open.len() == sources && sources > 1 {
        "next: ampli-rs pull --all".to_owned()
    } else {
        let names = open.iter().flatten().map(|name| format!(" {}", shell_word::quoted(name)));
        format!("next: ampli-rs pull{}", names.collect::<String>())
    }
}

/// Where the plan of a source is, and the hash of its content if that can be told without asking the network.
fn plan(project: &Project, source: Option<&str>, target: &Target) -> (String, Result<Option<u64>, Failure>) {
    match reading::location(&PlanArguments::default(), project, source, &target.path) {
        Ok(location) => (location.to_string(), content(&location)),
        Err(failure) => ("no plan".to_owned(), Err(failure)),
    }
}

fn content(location: &Location) -> Result<Option<u64>, Failure> {
    if !matches!(location, Location::Path(_)) {
        return Ok(None);
    }
    let settings = fetch::Settings { named_in: Some(FILE_NAME.to_owned()), ..fetch::Settings::default() };
    let text = fetch::plan_text(location, &settings)?;
    let parsed = parse::plan(&text).map_err(|_| {
        Failure::new(format!("`{location}` is no plan that can be read"), "ampli-rs check, which tells why")
    })?;
    Ok(Some(SavedPlan::new(&parsed.plan).content))
}

fn state(source: Option<&str>, target: &Target, lock: &Lock, content: Option<u64>) -> State {
    let names = match source {
        Some(source) => lock.sources.get(source),
        None => lock.sources.values().next(),
    };
    let pulled = names.and_then(|names| names.plan.as_ref());
    let is_there = target.path.join(saved_plan::FILE_NAME).is_file();
    match (pulled.filter(|_| is_there), content) {
        (None, _) => State::Missing,
        (Some(_), None) => State::Unknown,
        (Some(pulled), Some(content)) if pulled.content == content => State::UpToDate,
        (Some(_), Some(_)) => State::Outdated,
    }
}
