use super::console::Console;
use super::plan_group::Wanted;
use super::{Outcome, branch, pull, reading};
use crate::cli::{CheckoutArguments, PlanArguments, PullArguments};
use crate::config::{self, FILE_NAME, Project};
use crate::failure::Failure;
use crate::fetch::vendor::Locator;

/// Pulls another branch of the plan, and writes it into the configuration; both or nothing.
pub(super) fn run(arguments: &CheckoutArguments, console: &Console) -> anyhow::Result<Outcome> {
    let CheckoutArguments { branch, config, token, sdk } = arguments;
    let plan = PlanArguments { config: config.clone(), token: token.clone(), ..PlanArguments::default() };
    let project = reading::project(&plan)?;
    let Some(file) = project.file.clone() else {
        return Err(Failure::new(
            format!("there is no `{FILE_NAME}` here or in a folder above"),
            "write it with `ampli-rs init --plan amplitude:WORKSPACE`",
        )
        .into());
    };
    let entries = entries(&project)?;
    let mut text = project.text.clone();
    for (source, locator) in &entries {
        let moved = Locator { branch: Some(branch.clone()), version: None, ..locator.clone() };
        text = config::with_plan(&text, *source, &moved.to_string()).ok_or_else(|| {
            Failure::new(
                format!("`plan` in `{}` can't be changed from here", file.display()),
                format!("write it by hand: `plan = \"{moved}\"`"),
            )
        })?;
    }
    let sources = touched(&project, &entries);
    let config = config::parse(&file.display().to_string(), &text)?;
    let moved = Project { text, config, is_changed: true, ..project.clone() };
    let pull = PullArguments { sources, all: false, check: false, locked: false, sdk: sdk.clone(), plan };
    pull::run_in(&moved, &pull, Wanted::Latest, console)
}

/// The places in the configuration that name the one plan with branches.
fn entries(project: &Project) -> Result<Vec<(Option<&str>, Locator)>, Failure> {
    let entries = branch::configured(project);
    let Some((_, first)) = entries.first() else {
        return Err(Failure::new(
            format!("no plan in `{FILE_NAME}` has branches"),
            "plans of Amplitude and Avo have them: `amplitude:WORKSPACE/BRANCH`, `avo:WORKSPACE/BRANCH`",
        ));
    };
    let other = entries.iter().find(|(_, other)| (other.vendor, &other.plan) != (first.vendor, &first.plan));
    match other {
        Some((_, other)) => Err(Failure::new(
            format!("`{first}` and `{other}` both have branches"),
            format!("write the branch into `{FILE_NAME}` by hand, then run `ampli-rs update`"),
        )),
        None => Ok(entries),
    }
}

/// The configured sources that are made from these places.
fn touched(project: &Project, entries: &[(Option<&str>, Locator)]) -> Vec<String> {
    let has = |key: Option<&str>| entries.iter().any(|(source, _)| *source == key);
    let sources = project.config.source.iter();
    sources
        .filter(|(name, source)| if source.plan.is_some() { has(Some(name)) } else { has(None) })
        .map(|(name, _)| name.clone())
        .collect()
}
