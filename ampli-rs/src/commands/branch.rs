use super::Outcome;
use super::access::access;
use super::console::Console;
use super::reading;
use crate::cli::BranchArguments;
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::fetch::vendor::{self, Locator};

/// Lists the branches of the plan, the one that is pulled marked with `*`.
pub(super) fn run(arguments: &BranchArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    let locations = reading::locations(&arguments.plan, &project)?;
    let several = locations.len() > 1;
    let mut text = String::new();
    for location in &locations {
        let locator = match with_branches(location) {
            Ok(locator) => locator,
            Err(_) if several => continue,
            Err(failure) => return Err(failure.into()),
        };
        if several {
            text.push_str(&format!("{location}\n"));
        }
        let settings = access(location, &arguments.plan, &project)?.settings(&project, console)?;
        match vendor::branches(locator, &settings)? {
            Some(branches) => {
                for branch in branches {
                    let is_current =
                        locator.branch.as_ref().map_or(branch.is_default, |current| *current == branch.name);
                    text.push_str(&format!("{} {}\n", if is_current { "*" } else { " " }, branch.name));
                }
            }
            None => {
                text.push_str(&format!("* {}\n", locator.branch.as_deref().unwrap_or("main")));
                console.say(format_args!("{} has no list of branches", locator.vendor.name()));
            }
        }
    }
    console.print(text)?;
    Ok(Outcome::Clean)
}

/// The locator of a plan that has branches.
pub(super) fn with_branches(location: &Location) -> Result<&Locator, Failure> {
    match location {
        Location::Vendor(locator) if locator.vendor.has_branches() => Ok(locator),
        _ => Err(Failure::new(
            format!("`{location}` has no branches"),
            "plans of Amplitude and Avo have them: `amplitude:WORKSPACE/BRANCH`, `avo:WORKSPACE/BRANCH`",
        )),
    }
}

/// The keys under which the configuration names plans that have branches: `None` for all sources, else the source.
pub(super) fn configured(project: &Project) -> Vec<(Option<&str>, Locator)> {
    let config = &project.config;
    let own = config.source.iter().map(|(name, source)| (Some(name.as_str()), source.plan.as_ref()));
    let plans = std::iter::once((None, config.plan.as_ref())).chain(own);
    plans
        .filter_map(|(source, plan)| {
            let location = Location::new(plan?, &project.folder);
            Some((source, with_branches(&location).ok()?.clone()))
        })
        .collect()
}
