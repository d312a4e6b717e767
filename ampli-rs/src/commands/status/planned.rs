//! What one source is to send: its events by the plan, and their names by the lock.

use std::path::PathBuf;

use ecow::EcoString;

use super::super::console::Console;
use super::super::reading;
use super::super::target::Target;
use crate::cli::PlanArguments;
use crate::config::{Layout, Project};
use crate::failure::Failure;
use crate::lock::{Lock, SourceNames};
use crate::plan::{Deprecation, EventKind, Plan};
use crate::pointer::Location;
use crate::text::PlanText;
use crate::{lower, selection, usage};

/// A source, its plan, and its events.
pub(super) struct Planned {
    pub(super) source: String,
    pub(super) path: PathBuf,
    /// What the vendor calls it, and the plan that its events are from.
    pub(super) id: Option<EcoString>,
    pub(super) version: Option<EcoString>,
    pub(super) branch: Option<EcoString>,
    folder: PathBuf,
    is_module: bool,
    pub(super) text: PlanText,
    pub(super) events: Vec<PlannedEvent>,
}

/// An event, all versions of it.
#[derive(Debug, Clone)]
pub(in crate::commands) struct PlannedEvent {
    pub(in crate::commands) kind: EventKind,
    /// The wire name; empty for system calls.
    pub(in crate::commands) name: String,
    /// What the vendor calls it.
    pub(super) id: Option<EcoString>,
    pub(super) deprecation: Option<Deprecation>,
    /// Where the name of the newest version stands in the plan.
    pub(super) location: Location,
    pub(in crate::commands) names: usage::EventNames,
}

impl PlannedEvent {
    /// The events of a source, as `pull` names them.
    pub(in crate::commands) fn all(
        plan: &Plan,
        source: &str,
        project: &Project,
        locked: &mut SourceNames,
    ) -> Vec<Self> {
        let named = lower::event_names(plan, source, &project.config.names.settings(), locked);
        let mut events: Vec<Self> = Vec::new();
        for (event, handle) in named {
            // The context is no event: it is told once, when the SDK is loaded.
            if event.kind == EventKind::Context {
                continue;
            }
            let known = events.iter().position(|own| own.kind == event.kind && own.name == event.name);
            let index = known.unwrap_or(events.len());
            if known.is_none() {
                events.push(Self {
                    kind: event.kind,
                    name: event.name.to_string(),
                    id: event.id.clone(),
                    deprecation: event.deprecation.clone(),
                    location: event.name_location.clone(),
                    names: usage::EventNames::default(),
                });
            }
            let own = &mut events[index];
            if handle.is_newest {
                own.deprecation.clone_from(&event.deprecation);
                own.location = event.name_location.clone();
            }
            own.names.functions.push(handle.handle.identifier.into());
            own.names.types.push(handle.type_name);
        }
        events
    }

    /// How messages call it.
    pub(super) fn title(&self) -> &str {
        if self.name.is_empty() { self.kind.word() } else { &self.name }
    }
}

impl Planned {
    /// Reads the plans of `targets`, and names their events as `pull` does.
    pub(super) fn read_all(
        targets: &[Target],
        arguments: &PlanArguments,
        project: &Project,
        lock: &mut Lock,
        console: &Console,
    ) -> Result<Vec<Self>, Failure> {
        targets.iter().map(|target| Self::read(target, arguments, project, lock, console)).collect()
    }

    fn read(
        target: &Target,
        arguments: &PlanArguments,
        project: &Project,
        lock: &mut Lock,
        console: &Console,
    ) -> Result<Self, Failure> {
        let (text, plan) = reading::named_or_saved(target, arguments, project, console)?;
        Ok(Self { text, ..Self::new(target, &plan, project, lock)? })
    }

    /// Names the events of a plan that was read already.
    pub(super) fn new(
        target: &Target,
        plan: &Plan,
        project: &Project,
        lock: &mut Lock,
    ) -> Result<Self, Failure> {
        let source = selection::source_name(plan, target.source.as_deref())?;
        let locked = lock.sources.entry(source.clone()).or_default();
        let events = PlannedEvent::all(plan, &source, project, locked);
        let folder = super::absolute(&target.path)?;
        let is_module = target.layout == Layout::Module;
        let own = plan.sources.iter().find(|own| own.name == source);
        Ok(Self {
            id: own.and_then(|own| own.id.clone()),
            version: plan.version.clone(),
            branch: plan.branch.clone(),
            source,
            path: target.path.clone(),
            folder,
            is_module,
            text: PlanText::default(),
            events,
        })
    }

    /// What the source's SDK offers.
    pub(super) fn sdk(&self) -> usage::Sdk {
        usage::Sdk {
            folder: self.folder.clone(),
            is_module: self.is_module,
            events: self.events.iter().map(|event| event.names.clone()).collect(),
        }
    }
}
