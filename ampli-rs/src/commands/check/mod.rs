//! `check`: what is wrong with the plans of all sources, and what of it settles itself.

mod fixing;

use self::fixing::Fixed;
use super::console::Console;
use super::lock_file::LockFile;
use super::plan_group::{PlanGroup, Wanted, groups};
use super::reading::{self, project, read_plan};
use super::report::Findings;
use super::summary::number;
use super::target::Target;
use super::{Outcome, rules, unknown_events};
use crate::check::Settings;
use crate::cli::{CheckArguments, Format};
use crate::config::Project;
use crate::fetch::Location;
use crate::text::PlanText;

/// Checks the plans of all sources, each once and in the version that `pull` takes. Nothing is written unless the user
/// wants local plans fixed.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = project(&arguments.plan)?;
    let rules = rules::settings(&project)?;
    let LockFile { lock, .. } = LockFile::read(&project.folder)?;
    let groups = groups(Target::configured(&project), &arguments.plan, &project, &lock, Wanted::Pinned)?;
    if arguments.fix || arguments.diff {
        let fixed = fixed(&groups, arguments, &project, &rules, console)?;
        if arguments.diff {
            return show(&fixed, console);
        }
        for fixed in &fixed {
            fixed.write(console)?;
            fixed.tell(console);
        }
    }
    report(&groups, arguments, &project, &rules, console)
}

/// The plans of the groups, each once, with everything settled that can be. Nothing is written.
fn fixed(
    groups: &[PlanGroup],
    arguments: &CheckArguments,
    project: &Project,
    rules: &Settings,
    console: &Console,
) -> anyhow::Result<Vec<Fixed>> {
    for group in groups {
        fixing::refuse_elsewhere(&group.location, arguments.plan.offline)?;
    }
    let mut all = Vec::new();
    for group in groups {
        let text: PlanText = reading::fetch(&group.location, &arguments.plan, project, console)?;
        all.push(Fixed::of(text, rules));
    }
    Ok(all)
}

/// Shows what would be changed.
fn show(fixed: &[Fixed], console: &Console) -> anyhow::Result<Outcome> {
    for fixed in fixed {
        console.print(fixed.difference())?;
        if fixed.left > 0 {
            console.say(format_args!("{} can only be made by hand", number(fixed.left, "change")));
        }
    }
    let count = fixed.iter().map(Fixed::count).sum();
    if count == 0 {
        console.say("nothing to fix");
        return Ok(Outcome::Clean);
    }
    console.say(format_args!("{} would be made by `ampli-rs check --fix`", number(count, "change")));
    Ok(Outcome::Findings)
}

fn report(
    groups: &[PlanGroup],
    arguments: &CheckArguments,
    project: &Project,
    rules: &Settings,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let mut all = Findings::default();
    let mut fixable = 0;
    for group in groups {
        let reading = read_plan(&group.fetched(), &arguments.plan, project, console);
        let reading = reading.map_err(|failure| group.explain(failure))?;
        if all.has_text(&reading.text) {
            // Two sources have saved the same plan.
            continue;
        }
        if let Some(plan) = &reading.plan {
            let (text, unknown) = unknown_events::find(project, plan);
            all.add(text, rules.levels.apply(unknown), None);
        }
        if !arguments.plan.offline && matches!(group.location, Location::Path(_)) {
            fixable += reading.findings.iter().filter(|finding| !finding.amendments().is_empty()).count();
        }
        all.add(reading.text, reading.findings, reading.plan.as_ref());
    }
    all.print(arguments.format, console)?;
    if all.is_empty() && arguments.format == Format::Human {
        console.say(format_args!("no findings in {}", number(all.events(), "event")));
    }
    if fixable > 0 && arguments.format == Format::Human {
        console.say(fixable_line(fixable, arguments.fix));
    }
    Ok(if all.has_errors() { Outcome::Findings } else { Outcome::Clean })
}

fn fixable_line(count: usize, after_fixing: bool) -> String {
    let findings = number(count, "finding");
    if after_fixing {
        format!("{findings} can only be fixed by hand, as the text is written")
    } else {
        format!("{findings} can be fixed by `ampli-rs check --fix`; `--diff` shows how")
    }
}
