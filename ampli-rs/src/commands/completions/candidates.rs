//! What may stand at the cursor: what an argument takes is told by its possible values, else by the name of its value.

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::super::target::Target;
use super::super::{branch, known_codes, reading, saved};
use super::cursor::{Cursor, Place};
use crate::cli::PlanArguments;
use crate::config::Project;
use crate::diagnostic::is_hidden;
use crate::fetch::vendor::Vendor;
use crate::fetch::{self, Location};
use crate::parse;
use crate::plan::{Event, Plan};

/// One word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) word: String,
    /// What it means, in a line; empty when nothing is to be said.
    pub(super) about: String,
}

impl Candidate {
    fn new(word: impl Into<String>, about: impl Into<String>) -> Self {
        Self { word: word.into(), about: about.into() }
    }

    fn bare(word: impl Into<String>) -> Self {
        Self::new(word, "")
    }
}

/// The candidates at the cursor that begin with what is typed, as whole words.
pub(super) fn of(cursor: &Cursor<'_>, names: &Names<'_>) -> Vec<Candidate> {
    let (before, mut found) = match &cursor.place {
        Place::Option => ("", options(cursor)),
        Place::Value { argument, name } => (name.as_str(), values(argument, cursor, names)),
        Place::Word { argument, has_subcommands } => {
            let mut found = if *has_subcommands { subcommands(cursor.command) } else { Vec::new() };
            found.extend(argument.map(|argument| values(argument, cursor, names)).unwrap_or_default());
            found.retain(|candidate| !cursor.given.contains(&candidate.word));
            ("", found)
        }
    };
    // What can't be seen can't be chosen, and might steer the terminal.
    found.retain(|candidate| {
        !candidate.word.is_empty()
            && candidate.word.starts_with(&cursor.typed)
            && !candidate.word.contains(is_hidden)
    });
    for candidate in &mut found {
        candidate.word.insert_str(0, before);
    }
    found
}

fn subcommands(command: &Command) -> Vec<Candidate> {
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    commands.map(|command| Candidate::new(command.get_name(), first_line(command.get_about()))).collect()
}

fn options(cursor: &Cursor<'_>) -> Vec<Candidate> {
    let known = cursor.command.get_arguments().filter(|argument| !argument.is_hide_set());
    known
        .filter_map(|argument| {
            Some(Candidate::new(format!("--{}", argument.get_long()?), first_line(argument.get_help())))
        })
        .collect()
}

fn values(argument: &Arg, cursor: &Cursor<'_>, names: &Names<'_>) -> Vec<Candidate> {
    let possible: Vec<Candidate> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| Candidate::new(value.get_name(), first_line(value.get_help())))
        .collect();
    if !possible.is_empty() {
        return possible;
    }
    let value = argument.get_value_names().and_then(|names| names.first());
    match value.map_or("", |name| name.as_str()) {
        "SOURCE" => names.sources(),
        "EVENT" => names.events(),
        "BRANCH" => names.branches(),
        "CODE" => known_codes::all()
            .into_iter()
            .flat_map(|code| [Candidate::new(code.id, code.name), Candidate::new(code.name, code.id)])
            .collect(),
        "COMMAND" => subcommands(cursor.tool),
        "PLACE" => {
            Vendor::ALL.into_iter().map(|vendor| Candidate::new(vendor.word(), vendor.name())).collect()
        }
        _ => Vec::new(),
    }
}

fn first_line(text: Option<&StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

/// The names of the project that the command line means: looked up when they are asked for, without the network.
pub(super) struct Names<'c> {
    plan: PlanArguments,
    cursor: &'c Cursor<'c>,
}

impl<'c> Names<'c> {
    pub(super) fn new(cursor: &'c Cursor<'c>) -> Self {
        let plan = PlanArguments {
            plan: cursor.option("plan").map(str::to_owned),
            config: cursor.option("config").map(Into::into),
            ..PlanArguments::default()
        };
        Self { plan, cursor }
    }

    fn project(&self) -> Option<Project> {
        reading::project(&self.plan).ok()
    }

    /// The sources of the configuration; without any, those of the plan.
    fn sources(&self) -> Vec<Candidate> {
        let Some(project) = self.project() else { return Vec::new() };
        if project.config.source.is_empty() || self.cursor.command.get_name() == "init" {
            let plans = self.plans(&project);
            let sources = plans.iter().flat_map(|plan| &plan.sources);
            return sorted(sources.map(|source| {
                Candidate::new(source.name.as_str(), source.description.as_deref().map_or("", line))
            }));
        }
        sorted(project.config.source.keys().map(Candidate::bare))
    }

    /// The events of all plans.
    fn events(&self) -> Vec<Candidate> {
        let Some(project) = self.project() else { return Vec::new() };
        let plans = self.plans(&project);
        let events = plans.iter().flat_map(|plan| &plan.events).filter(|event| !event.name.is_empty());
        sorted(events.map(|event: &Event| {
            Candidate::new(event.name.as_str(), event.description.as_deref().map_or("", line))
        }))
    }

    /// The branches that the configuration names: others are known to the vendor only.
    fn branches(&self) -> Vec<Candidate> {
        let Some(project) = self.project() else { return Vec::new() };
        let configured = branch::configured(&project).into_iter();
        sorted(configured.filter_map(|(_, locator)| locator.branch).map(Candidate::bare))
    }

    /// The plans of all sources that are on this machine, else those that were saved.
    fn plans(&self, project: &Project) -> Vec<Plan> {
        let mut seen = Vec::new();
        let mut plans = Vec::new();
        for target in Target::configured(project) {
            let source = target.source.as_deref();
            let location = reading::location(&self.plan, project, source, &target.path);
            match location {
                Ok(location) if seen.contains(&location) => {}
                Ok(location @ Location::Path(_)) => {
                    plans.extend(read(&location));
                    seen.push(location);
                }
                _ => plans.extend(saved::read(&target.path)),
            }
        }
        plans
    }
}

fn read(location: &Location) -> Option<Plan> {
    let text = fetch::plan_text(location, &fetch::Settings::default()).ok()?;
    Some(parse::plan(&text).ok()?.plan)
}

fn sorted(candidates: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = candidates.collect();
    candidates.sort();
    candidates.dedup_by(|later, earlier| later.word == earlier.word);
    candidates
}

fn line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
