use std::collections::HashSet;

use super::console::Console;
use super::generation::{self, Generated};
use super::lock_file::LockFile;
use super::reading::{self, Reading};
use super::report::Findings;
use super::target::{Target, targets};
use super::turn::Turn;
use super::{Outcome, comparison, rules, summary, unknown_events};
use crate::broken::Broken;
use crate::cli::{Format, PullArguments};
use crate::config::Project;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::fetch;
use crate::lower::names::{may_be_renamed, renames};
use crate::output::{self, Change, Disk, Output, OutputFile, Ownership};
use crate::plan::Plan;
use crate::pointer::Location;
use crate::saved_plan::{self, SavedPlan};
use crate::text::PlanText;
use crate::{Sdk, overlap, selection};

/// Reads the plan, checks it, and writes the SDK of each source, all of them or none.
pub(super) fn run(arguments: &PullArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    let targets = targets(arguments, &project)?;
    let mut plans = Vec::new();
    for (location, targets) in by_plan(targets, arguments, &project)? {
        plans.push((reading::read_plan(&location, &arguments.plan, &project, console)?, targets, location));
    }
    // From here on the lock is read, added to and written. What takes long, the network, is done.
    let _turn = if arguments.check { None } else { Some(Turn::take(&project.folder, console)?) };
    let lock = LockFile::read(&project.folder)?;
    if lock.conflict && arguments.check {
        return Err(Failure::new(
            format!("`{}` has both sides of a merge in it", lock.path.display()),
            "run `ampli-rs pull`, which joins them, and commit the result",
        )
        .into());
    }
    let mut pull = Pull::new(arguments, &project, lock);
    for (reading, targets, location) in plans {
        pull.generate(reading, &targets, &location)?;
    }
    pull.finish(console)
}

/// Sources with the same plan share one look at it.
fn by_plan(
    targets: Vec<Target>,
    arguments: &PullArguments,
    project: &Project,
) -> Result<Vec<(fetch::Location, Vec<Target>)>, Failure> {
    let mut groups: Vec<(fetch::Location, Vec<Target>)> = Vec::new();
    for target in targets {
        let location = reading::location(&arguments.plan, project, target.source.as_deref(), &target.path)?;
        match groups.iter_mut().find(|(known, _)| *known == location) {
            Some((_, group)) => group.push(target),
            None => groups.push((location, vec![target])),
        }
    }
    Ok(groups)
}

/// A run on its way.
struct Pull<'a> {
    arguments: &'a PullArguments,
    project: &'a Project,
    lock: LockFile,
    findings: Findings,
    sdks: Vec<Generated>,
    /// Whether something is so broken that nothing may be written.
    stopped: bool,
    /// Whether only single events stand in the way.
    separable: bool,
}

impl<'a> Pull<'a> {
    fn new(arguments: &'a PullArguments, project: &'a Project, mut lock: LockFile) -> Self {
        let about_lock = std::mem::take(&mut lock.findings);
        let stopped = about_lock.has_errors();
        let mut findings = Findings::default();
        findings.add(std::mem::take(&mut lock.text), about_lock, None);
        Self { arguments, project, lock, findings, sdks: Vec::new(), stopped, separable: false }
    }

    /// Generates the SDKs of `targets` from one plan, as far as it is not broken.
    fn generate(
        &mut self,
        reading: Reading,
        targets: &[Target],
        location: &fetch::Location,
    ) -> Result<(), Failure> {
        let Reading { text, mut plan, mut findings } = reading;
        let levels = rules::settings(&self.project.config.check)?.levels;
        let broken = plan.as_ref().map(|plan| Broken::new(plan, &findings));
        match (&mut plan, broken) {
            (Some(plan), Some(broken)) if broken.allows(self.arguments.keep_going) => {
                let saved: Vec<SavedPlan> = targets.iter().map(|target| saved(plan, target)).collect();
                plan.forget_schemas();
                let mut said = HashSet::new();
                for (target, saved) in targets.iter().zip(saved) {
                    let more = levels.apply(self.generate_one(plan, saved, &broken, target, location)?);
                    self.stopped |= more.has_errors();
                    findings = overlap::without_retold(findings, &more);
                    // What several sources have in common is said once.
                    findings.extend(more.into_iter().filter(|finding| said.insert(identity(finding))));
                }
            }
            (_, broken) => {
                self.stopped = true;
                self.separable = broken.is_some_and(|broken| !broken.plan);
            }
        }
        if let Some(plan) = &plan {
            let (text, unknown) = unknown_events::find(self.project, plan);
            self.findings.add(text, levels.apply(unknown), None);
        }
        self.findings.add(text, findings, plan.as_ref());
        Ok(())
    }

    fn generate_one(
        &mut self,
        plan: &Plan,
        saved: SavedPlan,
        broken: &Broken,
        target: &Target,
        location: &fetch::Location,
    ) -> Result<Diagnostics, Failure> {
        let source = selection::source_name(plan, target.source.as_deref())?;
        let request = generation::request(&source, target, self.project, broken, saved.content);
        let names = self.lock.lock.sources.entry(source.clone()).or_default();
        let older = may_be_renamed(plan, &names.names).then(|| saved_plan::read(&target.path)).flatten();
        let Sdk { events, calls, files, mut findings } = crate::sdk(plan, &request, names);
        generation::note_plan(names, plan, location, self.project, saved.content);
        let left_out = generation::left_out(plan, broken, &source);
        if left_out.is_empty() && events + calls == 0 {
            findings.push(generation::without_events(plan, &source));
        }
        if let Some(older) = older {
            let renames = renames(&older, plan, &names.names);
            findings.append(overlap::without_retold(renames, &findings));
        }
        self.sdks.push(Generated {
            path: target.path.clone(),
            layout: target.layout,
            plan_version: plan.version.clone(),
            events,
            left_out,
            files: generation::files(target, files, saved),
            source,
        });
        Ok(findings)
    }

    /// Writes or compares, unless something is so broken that nothing can be.
    fn finish(mut self, console: &Console) -> anyhow::Result<Outcome> {
        let format = self.arguments.format;
        let broken = self.findings.has_errors();
        if self.stopped {
            self.findings.mention(format, console)?;
            let what = if self.arguments.check { "nothing was compared" } else { "nothing was written" };
            let remedy = if self.separable { "; `--keep-going` leaves the broken events out" } else { "" };
            console.say(format_args!("{what}{remedy}"));
            return Ok(Outcome::Findings);
        }
        let output = self.output();
        let changes = if self.arguments.check {
            let changes = output::changes(&Disk, &output)?;
            self.show_differences(&output, &changes, console)?;
            changes
        } else {
            self.findings.mention(format, console)?;
            output::write(&Disk, &output)?
        };
        if self.arguments.check {
            summary::of_compared(&self.sdks, &changes, console);
        } else {
            summary::of_written(&self.sdks, &changes, console);
        }
        let drift = self.arguments.check && !changes.is_empty();
        Ok(if broken || drift { Outcome::Findings } else { Outcome::Clean })
    }

    fn output(&mut self) -> Output {
        let lock = OutputFile {
            path: self.lock.path.clone(),
            text: self.lock.lock.to_text(),
            ownership: Ownership::Name,
        };
        let mut files = vec![lock];
        for sdk in &mut self.sdks {
            files.append(&mut sdk.files);
        }
        let folders = self.sdks.iter().map(|sdk| sdk.path.clone()).collect();
        Output { root: self.project.folder.clone(), folders, precious: Some(self.lock.path.clone()), files }
    }

    /// For people a diff and a finding an SDK, for machines a finding a file.
    fn show_differences(
        &mut self,
        output: &Output,
        changes: &[Change<'_>],
        console: &Console,
    ) -> anyhow::Result<()> {
        let (text, outdated) = if self.arguments.format == Format::Human {
            console.print(output::compare(&output.root, changes))?;
            (PlanText::default(), comparison::by_sdk(&self.sdks, &self.lock.path, changes))
        } else {
            comparison::by_file(changes)
        };
        self.findings.add(text, outdated, None);
        self.findings.mention(self.arguments.format, console)?;
        Ok(())
    }
}

/// The plan as it is saved beside the SDK of `target`.
fn saved(plan: &Plan, target: &Target) -> SavedPlan {
    if target.include_api_keys { SavedPlan::with_keys(plan) } else { SavedPlan::new(plan) }
}

/// What tells a finding from all others.
fn identity(finding: &Diagnostic) -> (&'static str, String, Option<Location>) {
    (finding.code.id, finding.message.clone(), finding.labels.first().map(|label| label.location.clone()))
}
