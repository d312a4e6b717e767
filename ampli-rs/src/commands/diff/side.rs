//! The two plans that are compared: where they are, and what they say.

use std::collections::BTreeSet;
use std::path::Path;

use crate::broken::Broken;
use crate::cli::PlanArguments;
use crate::commands::console::Console;
use crate::commands::git::{Git, Revision, Standing};
use crate::commands::target::Target;
use crate::commands::{reading, rules, saved};
use crate::config::Project;
use crate::diagnostic::visible;
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
    /// In git, a file or a folder; `None`: the saved plan.
    Revision { revision: Revision, path: Option<String> },
}

impl Place {
    /// The place that the user means by `text`.
    pub(super) fn named(text: &str) -> Result<Self, Failure> {
        let location = Location::new(text, Path::new(""));
        match &location {
            Location::Path(path) if !path.exists() => {}
            _ => return Ok(Self::Named(location)),
        }
        let git = Git::around(Path::new(""));
        let revision = |name: &str| -> Result<Option<Revision>, Failure> {
            let commit = git.commit(name).map_err(|failure| unknown(text, Err(failure)))?;
            Ok(commit.map(|commit| Revision { name: name.to_owned(), commit }))
        };
        if let Some(revision) = revision(text)? {
            return Ok(Self::Revision { revision, path: None });
        }
        if let Some((name, path)) = text.split_once(':')
            && let Some(revision) = revision(name)?
        {
            let path = (!path.is_empty()).then(|| path.to_owned());
            return Ok(Self::Revision { revision, path });
        }
        Err(unknown(text, git.standing()))
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
            Place::Revision { revision, path: Some(path) } => {
                let git = Git::around(Path::new(""));
                kept(&git, revision, &git.from_root(path)?, console)?
            }
            Place::Revision { revision, path: None } => {
                let git = Git::around(&project.folder);
                let path = path_of_time(&git, revision, target, arguments, project, console)?;
                kept(&git, revision, &path, console)?
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

/// The plan at `path` as the revision has it. What is left out of a folder is told.
fn kept(git: &Git, revision: &Revision, path: &str, console: &Console) -> Result<PlanText, Failure> {
    let kept = git.plan(revision, path)?;
    for left_out in kept.left_out {
        console.warn(format_args!("{}: {left_out}, and was left out", visible(&kept.text.origin)));
    }
    Ok(kept.text)
}

/// Where the plan of a source is in a revision. Where it is not there, it is the saved one that is missed.
fn path_of_time(
    git: &Git,
    revision: &Revision,
    target: &Target,
    arguments: &PlanArguments,
    project: &Project,
    console: &Console,
) -> Result<String, Failure> {
    Ok(match kept_path(git, &revision.commit, target, arguments, project)? {
        KeptPath::Saved(path) | KeptPath::Missing(path) => path,
        KeptPath::Configured(path) => {
            let name = &revision.name;
            console.say(format_args!(
                "`{name}` has no saved plan: `{name}:{path}` is taken, as ampli.toml says"
            ));
            path
        }
    })
}

/// A path from the root of a repository.
enum KeptPath {
    /// Of the plan that is saved beside the SDK.
    Saved(String),
    /// Of the plan that ampli.toml names, as none is saved.
    Configured(String),
    /// Where the saved plan would be.
    Missing(String),
}

/// Where the plan of a source is in a commit: saved beside the SDK, else where ampli.toml says, if that is in the repository.
fn kept_path(
    git: &Git,
    commit: &str,
    target: &Target,
    arguments: &PlanArguments,
    project: &Project,
) -> Result<KeptPath, Failure> {
    let from_root = |path: &Path| {
        let path = path.strip_prefix(&project.folder).unwrap_or(path);
        git.from_root(&format!("./{}", path.display()).replace('\\', "/"))
    };
    let saved = from_root(&target.path.join(FILE_NAME))?;
    if git.has(commit, &saved)? {
        return Ok(KeptPath::Saved(saved));
    }
    let configured = reading::location(arguments, project, target.source.as_deref(), &target.path);
    if let Ok(Location::Path(path)) = configured
        && let Ok(path) = from_root(&path)
        && git.has(commit, &path)?
    {
        return Ok(KeptPath::Configured(path));
    }
    Ok(KeptPath::Missing(saved))
}

/// The configured sources that have a plan in `commit`, and those that don't: they are new.
pub(in crate::commands) fn known_sources(
    git: &Git,
    commit: &str,
    arguments: &PlanArguments,
    project: &Project,
) -> Result<(Vec<Target>, Vec<Target>), Failure> {
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for target in Target::configured(project) {
        match kept_path(git, commit, &target, arguments, project)? {
            KeptPath::Missing(_) => new.push(target),
            KeptPath::Saved(_) | KeptPath::Configured(_) => known.push(target),
        }
    }
    Ok((known, new))
}

/// What to tell about a text that is no plan.
fn unknown(text: &str, standing: Result<Standing, Failure>) -> Failure {
    const HELP: &str =
        "name a file, an address, a plan at a vendor, or a revision such as `HEAD~1` or `main:plan.json`";
    match standing {
        Ok(Standing::Whole) => {
            Failure::new(format!("`{text}` is no file, and git knows no revision of that name"), HELP)
        }
        Ok(Standing::Shallow) => Failure::new(
            format!("`{text}` is no file, and git knows no revision of that name in this shallow clone"),
            "fetch the rest of the history with `git fetch --unshallow`, in GitHub Actions with `fetch-depth: 0`",
        ),
        Ok(Standing::Outside) => {
            Failure::new(format!("`{text}` is no file, and there is no git repository here"), HELP)
        }
        Ok(Standing::Refused(complaint)) => Failure::new(
            format!("`{text}` is no file, and git knows no revision: {}", visible(&complaint)),
            HELP,
        ),
        Err(failure) => Failure::new(format!("`{text}` is no file, and {}", failure.message()), HELP),
    }
}

fn unreadable(name: &str) -> Failure {
    Failure::new(
        format!("the plan `{name}` can't be read"),
        "run `ampli-rs check --plan …` on it, which says what is wrong",
    )
}
