//! The first stages of every command that works on a plan: find it, fetch it, read it, check it.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::access::access;
use super::console::Console;
use super::saved::{self, Joined};
use super::target::Target;
use super::{known_codes, rules};
use crate::cli::{PlanArguments, SavedPlanArguments};
use crate::config::{FILE_NAME, Project};
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::fetch::{self, Location};
use crate::plan::Plan;
use crate::text::PlanText;
use crate::{check, parse, read, saved_plan};

/// A plan that was read and checked.
pub(super) struct Reading {
    pub(super) text: PlanText,
    /// `None`: nothing could be read; the findings say why.
    pub(super) plan: Option<Plan>,
    pub(super) findings: Diagnostics,
}

/// The arguments of a command that reads the plan which the last pull has saved, unless another is named.
pub(super) fn plan_or_saved(arguments: &SavedPlanArguments) -> PlanArguments {
    let SavedPlanArguments { plan, config, token } = arguments.clone();
    PlanArguments { offline: plan.is_none(), plan, config, token }
}

/// The configuration that the arguments name or that is the nearest; an empty one when there is none.
pub(super) fn project(arguments: &PlanArguments) -> Result<Project, Failure> {
    if let Some(file) = &arguments.config {
        return Project::read(file);
    }
    let folder = std::env::current_dir().map_err(|error| Failure::file("read", Path::new("."), &error))?;
    Ok(Project::find(&folder)?.unwrap_or_default())
}

/// Where the plan of a source is; `saved` is the folder of its SDK.
pub(super) fn location(
    arguments: &PlanArguments,
    project: &Project,
    source: Option<&str>,
    saved: &Path,
) -> Result<Location, Failure> {
    if arguments.offline {
        return saved_location(saved);
    }
    if let Some(plan) = &arguments.plan {
        return Ok(Location::new(plan, Path::new("")));
    }
    let config = &project.config;
    let own = source.and_then(|source| config.source.get(source)).and_then(|source| source.plan.as_ref());
    match own.or(config.plan.as_ref()) {
        Some(plan) => Ok(Location::new(plan, &project.folder)),
        None => {
            let remedy = match &project.file {
                Some(file) => format!("write `plan = \"…\"` into `{}`", file.display()),
                None => format!("write `{FILE_NAME}` with `ampli-rs init --plan …`"),
            };
            let help = format!("name it with `--plan`, or {remedy}");
            Err(Failure::new("it is not said where the plan is", help))
        }
    }
}

/// The plans of all sources, each once.
pub(super) fn locations(arguments: &PlanArguments, project: &Project) -> Result<Vec<Location>, Failure> {
    let mut locations = Vec::new();
    for target in Target::configured(project) {
        let location = location(arguments, project, target.source.as_deref(), &target.path)?;
        if !locations.contains(&location) {
            locations.push(location);
        }
    }
    Ok(locations)
}

fn saved_location(folder: &Path) -> Result<Location, Failure> {
    let file = folder.join(saved_plan::FILE_NAME);
    if file.is_file() {
        return Ok(Location::Path(file));
    }
    Err(Failure::new(
        format!("there is no saved plan `{}`", file.display()),
        "run `ampli-rs pull` once without `--offline`",
    ))
}

/// Fetches, reads and checks the plan at `location`.
pub(super) fn read_plan(
    location: &Location,
    arguments: &PlanArguments,
    project: &Project,
    console: &Console,
) -> Result<Reading, Failure> {
    let rules = rules::settings(project)?;
    let text = self::fetch(location, arguments, project, console)?;
    if arguments.offline
        && let Some(joined) = saved::join(&text)?
    {
        return Ok(of_joined(joined, &rules));
    }
    Ok(match read(&text, &rules) {
        Ok(mut parsed) => {
            parsed.findings.append(check::unknown_rules(&parsed.plan, &known_codes::all(), &rules));
            Reading { text, plan: Some(parsed.plan), findings: parsed.findings }
        }
        Err(findings) => Reading { text, plan: None, findings },
    })
}

/// The plan of a source: the one that is named, else the one that was saved beside its SDK.
pub(super) fn named_or_saved(
    target: &Target,
    arguments: &PlanArguments,
    project: &Project,
    console: &Console,
) -> Result<(PlanText, Plan), Failure> {
    let saved = if arguments.offline { saved::file(&target.path)? } else { PathBuf::new() };
    let place = self::location(arguments, project, target.source.as_deref(), &target.path)?;
    let unreadable = || {
        Failure::new(
            format!("the plan `{place}` can't be read"),
            "run `ampli-rs check`, which says what is wrong with it",
        )
    };
    if !arguments.offline {
        let reading = read_plan(&place, arguments, project, console)?;
        return Ok((reading.text, reading.plan.ok_or_else(unreadable)?));
    }
    let text = fetch::on_disk(&saved)?;
    let text = saved::join(&text)?.map_or(text, |joined| joined.text);
    let plan = parse::plan(&text).map_err(|_| unreadable())?.plan;
    Ok((text, plan))
}

/// Fetches the text of the plan at `location`.
pub(super) fn fetch(
    location: &Location,
    arguments: &PlanArguments,
    project: &Project,
    console: &Console,
) -> Result<PlanText, Failure> {
    let named_in = (arguments.plan.is_none() && !arguments.offline).then(|| config_name(arguments));
    let settings =
        fetch::Settings { named_in, ..access(location, arguments, project)?.settings(project, console)? };
    if matches!(location, Location::StandardInput) && io::stdin().is_terminal() {
        console.say("type or paste the plan, then press Ctrl-D");
    }
    fetch::plan_text(location, &settings)
}

/// The saved plan of an unfinished merge. What the sides differ in points into the sides.
fn of_joined(joined: Joined, rules: &check::Settings) -> Reading {
    let Joined { mut text, sides, findings: mut conflicts } = joined;
    let (plan, mut findings) = match read(&text, rules) {
        Ok(parsed) => (Some(parsed.plan), parsed.findings),
        Err(findings) => (None, findings),
    };
    conflicts.shift(text.documents.len());
    findings.append(rules.levels.apply(conflicts));
    text.documents.extend(sides.documents);
    Reading { text, plan, findings }
}

/// How messages call the configuration.
fn config_name(arguments: &PlanArguments) -> String {
    arguments.config.as_ref().map_or(FILE_NAME.to_owned(), |file| file.display().to_string())
}
