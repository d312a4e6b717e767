use std::collections::HashSet;

use super::console::{Console, told};
use super::diff::Extent;
use super::generation::{self, Generated};
use super::lock_file::LockFile;
use super::plan_changes::PlanChanges;
use super::plan_group::{self, PlanGroup, Wanted};
use super::reading::{self, Reading};
use super::report::Findings;
use super::target::{Target, targets};
use super::turn::Turn;
use super::{Outcome, comparison, locked, rules, saved, summary, unknown_events};
use crate::broken::Broken;
use crate::cli::{Format, PullArguments};
use crate::config::Project;
use crate::diagnostic::{Diagnostic, Diagnostics, Summary};
use crate::failure::Failure;
use crate::fetch;
use crate::lock::{PulledPlan, SourceNames};
use crate::lower::names::{may_be_renamed, renames};
use crate::output::{self, Change, Disk, Output, OutputFile, Ownership};
use crate::plan::Plan;
use crate::pointer::Location;
use crate::saved_plan::SavedPlan;
use crate::text::PlanText;
use crate::{Sdk, check, overlap, selection};

/// Reads the plans, checks them, and writes the SDK of each source, all of them or none.
pub(super) fn run(arguments: &PullArguments, wanted: Wanted, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    run_in(&project, arguments, wanted, console)
}

/// As [`run`], in a project that was read already.
pub(super) fn run_in(
    project: &Project,
    arguments: &PullArguments,
    wanted: Wanted,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let targets = targets(arguments, project)?;
    let LockFile { lock, findings, .. } = LockFile::read(&project.folder)?;
    let mut plans = Vec::new();
    // Without the pins it can't be said which plans are wanted.
    if !findings.has_errors() {
        for group in plan_group::groups(targets, &arguments.plan, project, &lock, wanted)? {
            if wanted == Wanted::Latest && group.is_fixed() {
                let location = &group.location;
                console
                    .say(format_args!("`{location}` names a version: it stays there until that is changed"));
            }
            let reading = reading::read_plan(&group.fetched(), &arguments.plan, project, console);
            plans.push((reading.map_err(|failure| group.explain(failure))?, group));
        }
    }
    // From here on the lock is read, added to and written. What takes long, the network, is done.
    let _turn = if arguments.check { None } else { Some(Turn::take(&project.folder, console)?) };
    let lock = LockFile::read(&project.folder)?;
    if lock.conflict && (arguments.check || wanted == Wanted::Locked) {
        return Err(Failure::new(
            format!("`{}` has both sides of a merge in it", lock.path.display()),
            "run `ampli-rs pull`, which joins them, and commit the result",
        )
        .into());
    }
    let mut pull = Pull::new(arguments, wanted, project, lock);
    for (reading, group) in plans {
        pull.generate(reading, &group)?;
    }
    pull.finish(console)
}

/// What a pull would come to.
pub(super) struct Preview {
    pub(super) findings: Summary,
    /// The plan as the lock would have it, and how many files would change; `None` when the plan is so broken that nothing
    /// would be written.
    pub(super) written: Option<(PulledPlan, usize)>,
}

/// What a pull of one source would come to. Nothing is printed, and nothing is written.
pub(super) fn preview(
    project: &Project,
    arguments: &PullArguments,
    console: &Console,
) -> Result<Preview, Failure> {
    let targets = targets(arguments, project)?;
    let lock = LockFile::read(&project.folder)?;
    let groups = plan_group::groups(targets, &arguments.plan, project, &lock.lock, Wanted::Pinned)?;
    let mut pull = Pull::new(arguments, Wanted::Pinned, project, lock);
    for group in groups {
        let reading = reading::read_plan(&group.fetched(), &arguments.plan, project, console)?;
        pull.generate(reading, &group)?;
    }
    let findings = pull.findings.summary();
    let output = pull.output();
    let sources = &pull.lock.lock.sources;
    let plan = pull.sdks.first().and_then(|sdk| sources.get(&sdk.source)?.plan.clone());
    let written = match plan.filter(|_| !pull.stopped) {
        Some(plan) => Some((plan, output::changes(&Disk, &output)?.len())),
        None => None,
    };
    Ok(Preview { findings, written })
}

/// A run on its way.
struct Pull<'a> {
    arguments: &'a PullArguments,
    wanted: Wanted,
    project: &'a Project,
    lock: LockFile,
    findings: Findings,
    sdks: Vec<Generated>,
    /// What is told before it is written.
    changes: Vec<PlanChanges>,
    /// Whether something is so broken that nothing may be written.
    stopped: bool,
    /// Whether only single events stand in the way.
    separable: bool,
}

impl<'a> Pull<'a> {
    fn new(arguments: &'a PullArguments, wanted: Wanted, project: &'a Project, mut lock: LockFile) -> Self {
        let about_lock = std::mem::take(&mut lock.findings);
        let stopped = about_lock.has_errors();
        let mut findings = Findings::default();
        findings.add(std::mem::take(&mut lock.text), about_lock, None);
        let (sdks, changes) = (Vec::new(), Vec::new());
        Self { arguments, wanted, project, lock, findings, sdks, changes, stopped, separable: false }
    }

    /// Generates the SDKs of `targets` from one plan, as far as it is not broken.
    fn generate(&mut self, reading: Reading, group: &PlanGroup) -> Result<(), Failure> {
        let targets = &group.targets;
        let Reading { text, mut plan, mut findings } = reading;
        let rules = rules::settings(self.project)?;
        let broken = plan.as_ref().map(|plan| Broken::new(plan, &findings));
        match (&mut plan, broken) {
            (Some(plan), Some(broken)) if broken.allows(self.arguments.sdk.keep_going) => {
                let saved: Vec<SavedPlan> = targets.iter().map(|target| saved(plan, target)).collect();
                let wanted = check::Wanted::of(plan, &rules);
                plan.forget_schemas();
                let (mut of_sdks, mut said) = (Diagnostics::new(), HashSet::new());
                for (target, saved) in targets.iter().zip(saved) {
                    let more =
                        wanted.apply(self.generate_one(plan, saved, &broken, target, &group.location)?);
                    self.stopped |= more.has_errors();
                    findings = overlap::without_retold(findings, &more);
                    // What several sources have in common is said once.
                    of_sdks.extend(more.into_iter().filter(|finding| said.insert(identity(finding))));
                }
                findings.append(overlap::together(of_sdks));
            }
            (_, broken) => {
                self.stopped = true;
                self.separable = broken.is_some_and(|broken| !broken.plan);
            }
        }
        if let Some(plan) = &plan {
            let (text, unknown) = unknown_events::find(self.project, plan);
            self.findings.add(text, rules.levels.apply(unknown), None);
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
        let mut request = generation::request(&source, target, self.project, broken, saved.content);
        request.names.frozen = self.wanted == Wanted::Locked;
        let names = self.lock.lock.sources.entry(source.clone()).or_default();
        let moved = || locked::moved(&source, names.plan.as_ref(), plan, saved.content, location);
        if let Some(moved) = (self.wanted == Wanted::Locked).then(moved).flatten() {
            self.stopped = true;
            return Ok(moved.into());
        }
        let is_update = self.wanted == Wanted::Latest;
        let is_told = is_update || is_told(self.arguments, names, &saved);
        let is_asked_for = is_told || may_be_renamed(plan, &names.names);
        let older = is_asked_for.then(|| saved::read(&target.path)).flatten();
        if is_update || (is_told && older.is_some()) {
            let changes = PlanChanges::new(&source, target, older.as_ref(), &saved, names, self.project)?;
            self.changes.extend(Some(changes).filter(|changes| is_update || changes.moves));
        }
        let Sdk { events, calls, files, mut findings } = crate::sdk(plan, &request, names);
        let offline = self.arguments.plan.offline;
        let from = generation::origin(location, names.plan.as_ref(), offline, self.project);
        let is_vendors = matches!(location, fetch::Location::Vendor(_));
        generation::note_plan(names, plan, saved.content, from, is_vendors);
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
            plan_version: plan.version.clone().map(Into::into),
            events,
            left_out,
            files: generation::files(target, files, saved),
            source,
        });
        Ok(findings)
    }

    /// Writes or compares, unless something is so broken that nothing can be.
    fn finish(mut self, console: &Console) -> anyhow::Result<Outcome> {
        if self.wanted == Wanted::Locked && !self.stopped && self.lock.is_outdated() {
            self.stopped = true;
            self.findings.add(PlanText::default(), locked::rewritten().into(), None);
        }
        let broken = self.findings.has_errors();
        if self.stopped {
            return self.stop(console);
        }
        self.show_changes(console)?;
        let differs = if !self.arguments.check {
            self.write(console)?;
            false
        } else if self.wanted == Wanted::Latest {
            self.findings.mention(self.arguments.sdk.format, console)?;
            self.changes.iter().any(|changes| changes.moves)
        } else {
            self.compare(console)?
        };
        Ok(if broken || differs { Outcome::Findings } else { Outcome::Clean })
    }

    fn stop(&self, console: &Console) -> anyhow::Result<Outcome> {
        self.findings.mention(self.arguments.sdk.format, console)?;
        let what = if self.arguments.check { "nothing was compared" } else { "nothing was written" };
        let remedy = if self.separable { "; `--keep-going` leaves the broken events out" } else { "" };
        console.say(format_args!("{what}{remedy}"));
        Ok(Outcome::Findings)
    }

    /// What an update changes is data, unless the findings are; of a pull it is by the way.
    fn show_changes(&self, console: &Console) -> anyhow::Result<()> {
        let levels = rules::settings(self.project)?.levels;
        let extent = if self.wanted == Wanted::Latest { Extent::Whole } else { Extent::Short };
        for changes in &self.changes {
            if self.arguments.sdk.format == Format::Human && self.wanted == Wanted::Latest {
                told(console.print(changes.text(extent, &levels, &console.output_look())))?;
            } else {
                console.say(changes.text(extent, &levels, &console.errors_look()).trim_end());
            }
        }
        Ok(())
    }

    fn write(&mut self, console: &Console) -> anyhow::Result<()> {
        let output = self.output();
        self.findings.mention(self.arguments.sdk.format, console)?;
        let changes = output::write(&Disk, &output)?;
        summary::of_written(&self.sdks, &changes, console);
        Ok(())
    }

    /// Tells whether anything differs.
    fn compare(&mut self, console: &Console) -> anyhow::Result<bool> {
        let output = self.output();
        let changes = output::changes(&Disk, &output)?;
        self.show_differences(&output, &changes, console)?;
        summary::of_compared(&self.sdks, &changes, console);
        Ok(!changes.is_empty())
    }

    fn output(&mut self) -> Output {
        let lock = OutputFile {
            path: self.lock.path.clone(),
            text: self.lock.lock.to_text(),
            ownership: Ownership::Name,
        };
        let mut files = vec![lock];
        if let Some(path) = self.project.file.clone().filter(|_| self.project.is_changed) {
            files.push(OutputFile { path, text: self.project.text.clone(), ownership: Ownership::Name });
        }
        for sdk in &mut self.sdks {
            files.append(&mut sdk.files);
        }
        let folders = self.sdks.iter().map(|sdk| sdk.path.clone()).collect();
        let precious = Some(self.lock.path.clone());
        Output { root: self.project.folder.clone(), folders, precious, files, ..Output::default() }
    }

    /// For people a diff and a finding an SDK, for machines a finding a file.
    fn show_differences(
        &mut self,
        output: &Output,
        changes: &[Change<'_>],
        console: &Console,
    ) -> anyhow::Result<()> {
        let (text, outdated) = if self.arguments.sdk.format == Format::Human {
            console.print(output::compare(&output.root, changes))?;
            (PlanText::default(), comparison::by_sdk(&self.sdks, &self.lock.path, changes))
        } else {
            comparison::by_file(changes, comparison::outdated_file)
        };
        self.findings.add(text, outdated, None);
        self.findings.mention(self.arguments.sdk.format, console)?;
        Ok(())
    }
}

/// Whether a pull tells what its plan changes: it is to be written, and not the plan that was pulled last.
fn is_told(arguments: &PullArguments, names: &SourceNames, saved: &SavedPlan) -> bool {
    let moves_on = names.plan.as_ref().is_some_and(|pinned| pinned.content != saved.content);
    moves_on && !arguments.check && !arguments.plan.offline
}

/// The plan as it is saved beside the SDK of `target`.
fn saved(plan: &Plan, target: &Target) -> SavedPlan {
    if target.include_api_keys { SavedPlan::with_keys(plan) } else { SavedPlan::new(plan) }
}

/// What tells a finding from all others.
fn identity(finding: &Diagnostic) -> (&'static str, String, Option<Location>) {
    (finding.code.id, finding.message.clone(), finding.labels.first().map(|label| label.location.clone()))
}
