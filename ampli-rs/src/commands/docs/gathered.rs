//! What the pages tell besides the plan: calls, places in programs, findings, commits.

use std::collections::HashMap;

use super::super::console::Console;
use super::super::lock_file::LockFile;
use super::super::{generation, status};
use super::history::Log;
use super::planned::Planned;
use crate::broken::event_at;
use crate::catalogue::{Call, Facts, Finding};
use crate::cli::DocsArguments;
use crate::config::Project;
use crate::diagnostic::Severity;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::lock::Lock;
use crate::{lower, pointer};

/// Where it is gathered from.
pub(super) struct Gathered<'a> {
    pub(super) arguments: &'a DocsArguments,
    pub(super) project: &'a Project,
    pub(super) console: &'a Console,
}

impl Gathered<'_> {
    /// All of it.
    pub(super) fn facts(&self, planned: &Planned) -> Result<Facts, Failure> {
        let mut lock = LockFile::read(&self.project.folder)?.lock;
        let mut facts = Facts {
            calls: calls(planned, self.project, &mut lock),
            findings: findings(planned),
            ..Facts::default()
        };
        // Without a project there is no program to look at, unless one is named.
        let has_program = self.project.file.is_some() || !self.arguments.paths.is_empty();
        if has_program && !self.arguments.no_usage {
            let targets = planned.targets.iter().map(|(_, target)| target);
            let paths = &self.arguments.paths;
            facts.sources = status::of_sources(&planned.plan, targets, paths, self.project, &mut lock)?;
        }
        if self.arguments.history > 0
            && let Location::Path(path) = &planned.location
        {
            let log = Log::new(path, self.project, &lock, self.console);
            facts.history = log.map(|log| log.latest(self.arguments.history));
        }
        Ok(facts)
    }
}

/// The calls of all sources; those that are the same once.
fn calls(planned: &Planned, project: &Project, lock: &mut Lock) -> HashMap<pointer::Location, Vec<Call>> {
    let mut all: HashMap<pointer::Location, Vec<Call>> = HashMap::new();
    for (source, target) in &planned.targets {
        let request = generation::request(source, target, project, &planned.broken, 0);
        let names = lock.sources.entry(source.clone()).or_default();
        for (event, code) in lower::calls(&planned.plan, &request, names) {
            let calls = all.entry(event.location.clone()).or_default();
            match calls.iter_mut().find(|call| call.code == code) {
                Some(call) => call.sources.push(source.clone()),
                None => calls.push(Call { sources: vec![source.clone()], code }),
            }
        }
    }
    all
}

/// Warnings and errors, by the event that they lie in.
fn findings(planned: &Planned) -> HashMap<pointer::Location, Vec<Finding>> {
    let mut all: HashMap<pointer::Location, Vec<Finding>> = HashMap::new();
    let event_at = event_at(&planned.plan);
    for finding in planned.findings.iter() {
        let severity = match finding.severity {
            Severity::Note => continue,
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let label = finding.labels.first();
        let Some(event) = label.and_then(|label| event_at(&label.location)) else { continue };
        all.entry(event.location.clone()).or_default().push(Finding {
            code: finding.code.id,
            severity,
            message: crate::diagnostic::visible(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| crate::diagnostic::visible(help).into_owned()),
        });
    }
    all
}
