//! `ci`: all that a build server wants to know, with one exit status and one summary.

use std::env;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::git::{Git, Standing};
use super::plan_group::Wanted;
use super::table::table;
use super::target::Target;
use super::{Outcome, check, diff, pull, reading, status};
use crate::cli::{
    CheckArguments, CiArguments, CiFormat, DiffArguments, DiffFormat, Format, PlanArguments, PullArguments,
    SavedPlanArguments, SdkArguments, StatusArguments, StatusFormat,
};
use crate::failure::Failure;
use crate::{markdown, suggestion};

/// The commit before, with which is compared where nobody says what else.
const BEFORE: &str = "HEAD~1";

/// What a step has come to.
struct Step {
    /// The command that does the same.
    command: String,
    outcome: anyhow::Result<Outcome>,
    /// What it means that it has findings.
    finding: &'static str,
    /// What is to be known of it when it has passed.
    remark: String,
}

/// Runs all steps, whatever they find, and tells of each in a line.
pub(super) fn run(arguments: &CiArguments, console: &Console) -> anyhow::Result<Outcome> {
    let steps = [pulled, checked, compared, searched].map(|step| {
        let step = step(arguments, console);
        if let Err(error) = &step.outcome {
            console.fail(format_args!("{error:#}"));
        }
        step
    });
    console.print(summary(&steps))?;
    if arguments.format == CiFormat::Github
        && let Some(file) = env::var_os("GITHUB_STEP_SUMMARY").map(PathBuf::from)
    {
        append(&file, &markdown_summary(&steps))?;
    }
    if steps.iter().any(|step| step.outcome.is_err()) {
        let remedy = "each of them alone tells more; the others are as told above";
        return Err(Failure::new("not every step could run", remedy).into());
    }
    let is_clean = steps.iter().all(|step| matches!(step.outcome, Ok(Outcome::Clean)));
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}

fn plan(arguments: &CiArguments) -> PlanArguments {
    let (config, token) = (arguments.config.clone(), arguments.token.clone());
    PlanArguments { config, token, offline: arguments.offline, ..PlanArguments::default() }
}

fn format(arguments: &CiArguments) -> Format {
    match arguments.format {
        CiFormat::Human => Format::Human,
        CiFormat::Github => Format::Github,
    }
}

/// Whether SDKs, lock and saved plans are what the locked plans give.
fn pulled(arguments: &CiArguments, console: &Console) -> Step {
    let plan = plan(arguments);
    let run = || {
        let all = !reading::project(&plan)?.config.source.is_empty();
        let sdk = SdkArguments { format: format(arguments), ..SdkArguments::default() };
        let pull =
            PullArguments { sources: Vec::new(), all, check: true, locked: true, sdk, plan: plan.clone() };
        pull::run(&pull, Wanted::Locked, console)
    };
    let offline = if arguments.offline { " --offline" } else { "" };
    Step {
        command: format!("pull --all --check --locked{offline}"),
        outcome: run(),
        finding: "the SDK, the lock or the saved plan is not up to date, or the plan is broken",
        remark: String::new(),
    }
}

/// What is wrong with the plan.
fn checked(arguments: &CiArguments, console: &Console) -> Step {
    let check = CheckArguments { fix: false, diff: false, format: format(arguments), plan: plan(arguments) };
    Step {
        command: "check".to_owned(),
        outcome: check::run(&check, console),
        finding: "the plan has errors",
        remark: String::new(),
    }
}

/// What has changed since the revision.
fn compared(arguments: &CiArguments, console: &Console) -> Step {
    let revision = revision(arguments, |name| env::var(name).ok());
    let command = format!("diff {revision}");
    let finding = "the plan has changes that are not wanted";
    // Whatever stands in the way of asking, `diff` tells in its words.
    let Compared { sources, remark } = older_sources(&revision, &plan(arguments)).unwrap_or_default();
    if sources.as_ref().is_some_and(Vec::is_empty) {
        return Step { command, outcome: Ok(Outcome::Clean), finding, remark };
    }
    let diff = DiffArguments {
        old: Some(revision.clone()),
        new: None,
        sources: sources.unwrap_or_default(),
        fail_on: arguments.fail_on,
        programs: arguments.paths.clone(),
        format: match arguments.format {
            CiFormat::Human => DiffFormat::Human,
            CiFormat::Github => DiffFormat::Github,
        },
        config: arguments.config.clone(),
        token: arguments.token.clone(),
    };
    Step { command, outcome: diff::run(&diff, console), finding, remark }
}

/// What is compared.
#[derive(Default)]
struct Compared {
    /// The sources; `None`: all.
    sources: Option<Vec<String>>,
    /// Why not all.
    remark: String,
}

/// The sources that are older than the revision: to others nothing can have happened.
fn older_sources(revision: &str, arguments: &PlanArguments) -> Result<Compared, Failure> {
    let project = reading::project(arguments)?;
    let git = Git::around(&project.folder);
    let Some(commit) = git.commit(revision)? else {
        // A shallow clone does not know the commit before either, and must not pass for a new repository.
        let is_first =
            revision == BEFORE && git.commit("HEAD")?.is_some() && git.standing()? == Standing::Whole;
        let first =
            Compared { sources: Some(Vec::new()), remark: "there is no commit before the first".to_owned() };
        return Ok(if is_first { first } else { Compared::default() });
    };
    let (known, new) = diff::known_sources(&git, &commit, arguments, &project)?;
    let names = |targets: Vec<Target>| targets.into_iter().filter_map(|target| target.source).collect();
    Ok(match (known.is_empty(), new.is_empty()) {
        (_, true) => Compared::default(),
        (true, _) => Compared { sources: Some(Vec::new()), remark: "the plan is new".to_owned() },
        _ => {
            let new: Vec<String> = names(new);
            let remark = format!("new are {}", suggestion::list(new.iter().map(String::as_str)));
            Compared { sources: Some(names(known)), remark }
        }
    })
}

/// The revision to compare with: what the user says, what the build server says, or the commit before.
fn revision(arguments: &CiArguments, variable: impl Fn(&str) -> Option<String>) -> String {
    let named = |name: &str| variable(name).filter(|value| !value.is_empty());
    let of_github = || named("GITHUB_BASE_REF").map(|branch| format!("origin/{branch}"));
    let of_gitlab = || named("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    let of_server = || of_github().or_else(of_gitlab);
    arguments.against.clone().or_else(of_server).unwrap_or_else(|| BEFORE.to_owned())
}

/// Which events the programs send.
fn searched(arguments: &CiArguments, console: &Console) -> Step {
    let status = StatusArguments {
        paths: arguments.paths.clone(),
        sources: Vec::new(),
        fail_under: arguments.fail_under,
        // A build tells what it finds, and changes nothing for others.
        update: false,
        skip_update_on_default_branch: false,
        format: match arguments.format {
            CiFormat::Human => StatusFormat::Human,
            CiFormat::Github => StatusFormat::Github,
        },
        plan: SavedPlanArguments {
            config: arguments.config.clone(),
            token: arguments.token.clone(),
            ..SavedPlanArguments::default()
        },
    };
    Step {
        command: format!("status --fail-under {}", arguments.fail_under),
        outcome: status::run(&status, console),
        finding: "too few of the events are sent, or a program can't be read",
        remark: String::new(),
    }
}

impl Step {
    fn word(&self) -> &'static str {
        match self.outcome {
            Ok(Outcome::Clean) => "passed",
            Ok(Outcome::Findings) => "failed",
            Err(_) => "could not run",
        }
    }

    fn reason(&self) -> String {
        match &self.outcome {
            Ok(Outcome::Clean) => self.remark.to_owned(),
            Ok(Outcome::Findings) => self.finding.to_owned(),
            Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        }
    }
}

fn summary(steps: &[Step]) -> String {
    let rows: Vec<[String; 3]> =
        steps.iter().map(|step| [step.command.clone(), step.word().to_owned(), step.reason()]).collect();
    format!("\n{}", table(&rows))
}

fn markdown_summary(steps: &[Step]) -> String {
    let mut text = "## Tracking plan\n\n| step | | |\n|---|---|---|\n".to_owned();
    for step in steps {
        let (command, reason) = (markdown::code(&step.command), markdown::text(&step.reason()));
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "| {command} | {} | {reason} |", step.word());
    }
    text
}

/// Adds to what other steps of the workflow have written.
fn append(file: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new().create(true).append(true).open(file);
    written
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::file("write to", file, &error))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::revision;
    use crate::cli::{Cli, Command};

    #[test]
    fn the_revision_is_the_users_the_servers_or_the_one_before() {
        let asked = |words: &[&str], variables: &[(&str, &str)]| {
            let Some(Command::Ci(arguments)) = Cli::parse_from([&["ampli-rs", "ci"], words].concat()).command
            else {
                panic!("`ci` is read");
            };
            let variable = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            revision(&arguments, variable)
        };
        let github = ("GITHUB_BASE_REF", "trunk");
        let gitlab = ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "0a1b2c");
        assert_eq!(asked(&["--against", "v1"], &[github, gitlab]), "v1");
        assert_eq!(asked(&[], &[github]), "origin/trunk");
        assert_eq!(asked(&[], &[("GITHUB_BASE_REF", ""), gitlab]), "0a1b2c");
        assert_eq!(asked(&[], &[]), "HEAD~1");
    }
}
