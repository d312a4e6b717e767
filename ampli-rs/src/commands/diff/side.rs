//! The two plans that are compared: where they are, and what they say.

use std::collections::BTreeSet;
use std::path::Path;

use super::revision;
use crate::broken::Broken;
use crate::cli::PlanArguments;
use crate::commands::console::Console;
use crate::commands::target::Target;
use crate::commands::{reading, rules, saved};
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::{self, Location};
use crate::plan::Plan;
use crate::saved_plan::{FILE_NAME, SavedPlan};
use crate::text::PlanText;
use crate::{compare, parse, read};

/// Where a plan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Saved beside the SDK.
    Saved,
    /// Where ampli.toml says.
    Configured,
    /// Where the user says.
    Named(Location),
    /// In git: what the user calls the revision, its commit, and the file; `None`: the saved plan.
    Revision { name: String, commit: String, path: Option<String> },
}

impl Place {
    /// The place that the user means by `text`.
    pub(super) fn named(text: &str) -> Result<Self, Failure> {
        let location = Location::new(text, Path::new(""));
        match &location {
            Location::Path(path) if !path.exists() => {}
            _ => return Ok(Self::Named(location)),
        }
        let here = Path::new("");
        if let Some(commit) = revision::commit(here, text)? {
            return Ok(Self::Revision { name: text.to_owned(), commit, path: None });
        }
        if let Some((name, path)) = text.split_once(':')
            && let Some(commit) = revision::commit(here, name)?
        {
            let path = (!path.is_empty()).then(|| path.to_owned());
            return Ok(Self::Revision { name: name.to_owned(), commit, path });
        }
        Err(Failure::new(
            format!("`{text}` is no file, and git knows no revision of that name"),
            "name a file, an address, a plan at a vendor, or a revision such as `HEAD~1` or `main:plan.json`",
        ))
    }

    /// Whether each source has its own.
    pub(super) fn is_of_source(&self) -> bool {
        matches!(self, Self::Saved | Self::Configured | Self::Revision { path: None, .. })
    }
}

/// A plan that was read, as it is saved, whatever its format is: formats say the same thing in different ways.
pub(in crate::commands) struct Side {
    pub(in crate::commands) plan: Plan,
    broken: BTreeSet<usize>,
}

impl Side {
    /// Reads the plan at `place`.
    pub(super) fn read(
        place: &Place,
        target: &Target,
        arguments: &PlanArguments,
        project: &Project,
        console: &Console,
    ) -> Result<Self, Failure> {
        let text = match place {
            Place::Saved => return Self::saved(target, project),
            Place::Configured => {
                let source = target.source.as_deref();
                let location = reading::location(arguments, project, source, &target.path)?;
                reading::fetch(&location, arguments, project, console)?
            }
            Place::Named(location) => {
                let arguments = PlanArguments { plan: Some(location.to_string()), ..arguments.clone() };
                reading::fetch(location, &arguments, project, console)?
            }
            Place::Revision { name, commit, path: Some(path) } => {
                revision::file(Path::new(""), name, commit, path)?
            }
            Place::Revision { name, commit, path: None } => {
                let saved = target.path.strip_prefix(&project.folder).unwrap_or(&target.path).join(FILE_NAME);
                let path = format!("./{}", saved.display()).replace('\\', "/");
                revision::file(&project.folder, name, commit, &path)?
            }
        };
        Self::of_text(text, project)
    }

    fn saved(target: &Target, project: &Project) -> Result<Self, Failure> {
        let file = target.path.join(FILE_NAME);
        if !file.is_file() {
            return Err(Failure::new(
                format!("there is no saved plan `{}`", file.display()),
                "run `ampli-rs pull` first, or name both plans: `ampli-rs diff OLD NEW`",
            ));
        }
        Self::of_text(fetch::on_disk(&file)?, project)
    }

    fn of_text(text: PlanText, project: &Project) -> Result<Self, Failure> {
        let text = saved::join(&text)?.map_or(text, |joined| joined.text);
        let parsed = parse::plan(&text).map_err(|_| unreadable(&text.origin))?;
        Self::of_plan(&parsed.plan, project)
    }

    /// The plan as it would be saved.
    pub(in crate::commands) fn of_plan(plan: &Plan, project: &Project) -> Result<Self, Failure> {
        Self::of_saved(&SavedPlan::new(plan), project)
    }

    /// The plan that is to be saved.
    pub(in crate::commands) fn of_saved(saved: &SavedPlan, project: &Project) -> Result<Self, Failure> {
        let rules = rules::settings(project)?;
        let text = PlanText::single(FILE_NAME.to_owned(), saved.text.clone());
        let parsed = read(&text, &rules).map_err(|_| unreadable(FILE_NAME))?;
        let broken = Broken::new(&parsed.plan, &parsed.findings).events;
        Ok(Self { plan: parsed.plan, broken })
    }

    /// What is compared of it.
    pub(in crate::commands) fn compared(&self) -> compare::Side<'_> {
        compare::Side { plan: &self.plan, broken: &self.broken }
    }
}

fn unreadable(name: &str) -> Failure {
    Failure::new(
        format!("the plan `{name}` can't be read"),
        "run `ampli-rs check --plan …` on it, which says what is wrong",
    )
}
