//! `--update`: tells the vendor of the plan which events are sent, and where.

use std::path::Path;

use super::super::access::access;
use super::super::console::Console;
use super::super::reading;
use super::super::summary::number;
use super::super::target::Target;
use super::coverage::{EventStatus, State, Status};
use super::place::Place;
use super::planned::Planned;
use crate::cli::PlanArguments;
use crate::config::{self, Project};
use crate::diagnostic::visible;
use crate::failure::Failure;
use crate::fetch::vendor::{self, CodePlace, Implementation, ImplementedEvent, Locator, Written};
use crate::fetch::{Location, Settings};
use crate::lock::Lock;
use crate::usage;

/// What is to be told to whom, found out before the programs are read.
pub(super) struct Update<'p> {
    plans: Vec<PlanAtVendor>,
    project: &'p Project,
}

/// A version of a plan at a vendor.
struct PlanAtVendor {
    locator: Locator,
    settings: Settings,
    /// The sources by their places among all, and what the vendor calls them.
    sources: Vec<(usize, String)>,
}

impl<'p> Update<'p> {
    /// # Errors
    /// When a plan is not at a vendor that takes the status of events, or lacks what it knows them by.
    pub(super) fn new(
        targets: &[Target],
        planned: &[Planned],
        arguments: &PlanArguments,
        project: &'p Project,
        lock: &Lock,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut plans: Vec<PlanAtVendor> = Vec::new();
        let arguments = PlanArguments { offline: false, ..arguments.clone() };
        for (index, (target, planned)) in targets.iter().zip(planned).enumerate() {
            let location = reading::location(&arguments, project, target.source.as_deref(), &target.path)?;
            if arguments.plan.is_none() {
                refuse_plan_from_elsewhere(&location, planned, lock)?;
            }
            let locator = locator(&location, planned)?;
            let source = source_id(planned)?;
            match plans.iter_mut().find(|plan| plan.locator == locator) {
                Some(plan) => plan.sources.push((index, source)),
                None => {
                    let settings = access(&location, &arguments, project)?.settings(project, console)?;
                    plans.push(PlanAtVendor { locator, settings, sources: vec![(index, source)] });
                }
            }
        }
        Ok(Self { plans, project })
    }

    /// Tells the vendors; the files of `status` are called as seen from `folder`.
    pub(super) fn write(
        &self,
        status: &Status,
        spares_default_branch: bool,
        folder: &Path,
        console: &Console,
    ) -> Result<(), Failure> {
        let project = super::absolute(&self.project.folder)?;
        let place = |place: &Place| CodePlace {
            path: config::relative(&usage::joined(folder, &place.file), &project),
            row: place.line,
            column: place.column,
        };
        for plan in &self.plans {
            let mut events = Vec::new();
            for (index, source) in &plan.sources {
                let known = status.sources[*index].events.iter().filter(|event| is_known(event));
                events.extend(known.map(|event| implemented(event, source, place)));
            }
            let sent = events.iter().filter(|event| !event.places.is_empty()).count();
            let total = number(events.len(), "event");
            let implementation = Implementation { events, spares_default_branch };
            match vendor::write_status(&plan.locator, &implementation, &plan.settings)? {
                Written::Whole => {
                    console.say(format_args!("written to `{}`: {sent} of {total} implemented", plan.locator))
                }
                Written::Spared => console
                    .say(format_args!("nothing is written to `{}`: it is the default branch", plan.locator)),
            }
        }
        Ok(())
    }
}

/// What was compared must be what stands at `location`.
fn refuse_plan_from_elsewhere(location: &Location, planned: &Planned, lock: &Lock) -> Result<(), Failure> {
    let pulled = lock.sources.get(&planned.source).and_then(|source| source.plan.as_ref());
    if pulled.is_some_and(|plan| plan.from == location.to_string()) {
        return Ok(());
    }
    Err(Failure::new(
        format!("the saved plan of `{}` was not pulled from `{location}`", planned.source),
        "run `ampli-rs pull` first",
    ))
}

/// The version of the plan that was compared, at a vendor that takes the status of its events.
fn locator(location: &Location, planned: &Planned) -> Result<Locator, Failure> {
    let Location::Vendor(locator) = location else { return Err(not_taken(location)) };
    if !locator.vendor.takes_status() {
        return Err(not_taken(location));
    }
    let text = |text: &Option<ecow::EcoString>| text.as_ref().map(ToString::to_string);
    Ok(Locator {
        version: locator.version.clone().or_else(|| text(&planned.version)),
        branch: locator.branch.clone().or_else(|| text(&planned.branch)),
        ..locator.clone()
    })
}

fn not_taken(location: &Location) -> Failure {
    Failure::new(
        format!("the status of events can't be written to `{location}`"),
        "Amplitude takes it: `amplitude:WORKSPACE[/BRANCH]`; leave out `--update` for any other plan",
    )
}

/// What the vendor calls the source, if it knows all of its events too.
fn source_id(planned: &Planned) -> Result<String, Failure> {
    let unknown = planned.events.iter().find(|event| !event.name.is_empty() && event.id.is_none());
    let what = match (&planned.id, unknown) {
        (Some(id), None) => return Ok(id.to_string()),
        (None, _) => format!("the source `{}`", visible(&planned.source)),
        (Some(_), Some(event)) => format!("`{}`", visible(&event.name)),
    };
    Err(Failure::new(
        format!("the plan does not say what Amplitude calls {what}"),
        "run `ampli-rs pull`, which saves the plan with its ids",
    ))
}

/// System calls are none of the vendor's events.
fn is_known(event: &EventStatus) -> bool {
    !event.event.name.is_empty() && event.event.id.is_some()
}

fn implemented(event: &EventStatus, source: &str, place: impl Fn(&Place) -> CodePlace) -> ImplementedEvent {
    let is_sent = event.state == State::Sent;
    ImplementedEvent {
        id: event.event.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        source_id: source.to_owned(),
        name: visible(&event.event.name).into_owned(),
        places: event.best_places().filter(|_| is_sent).map(place).collect(),
    }
}
