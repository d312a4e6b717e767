//! The commits of a plan, as git tells them, and what each of them has changed.

use std::path::Path;

use super::super::console::Console;
use super::super::diff::ComparedPlan;
use super::super::git::{Git, Revision, Standing};
use crate::catalogue::{self, History};
use crate::compare::{self, Change, Class, Comparison, Programs, Subject, What};
use crate::config::Project;
use crate::lock::{Lock, SourceNames};
use crate::parse;
use crate::plan::{Event, EventKind, Plan};

/// What separates the parts of a commit: no message has it in its first line.
const SEPARATOR: char = '\u{1f}';

/// How much of a commit's hash is shown. Git would show more the more commits there are.
const SHOWN: usize = 10;

/// The history of one plan.
pub(super) struct Log<'a> {
    git: Git,
    /// The plan's file or folder, from the root of the repository.
    path: String,
    project: &'a Project,
    programs: Programs,
}

impl<'a> Log<'a> {
    /// Of the plan at `path`; `None` where git knows nothing of its folder.
    pub(super) fn new(path: &Path, project: &'a Project, lock: &Lock, console: &Console) -> Option<Self> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let git = Git::around(folder);
        match git.standing().ok()? {
            Standing::Whole => {}
            Standing::Shallow => console
                .say("the clone is shallow, and the change log ends where it does: fetch with full depth"),
            Standing::Outside | Standing::Refused(_) => return None,
        }
        let path = git.from_root(&format!("./{}", path.file_name()?.to_str()?)).ok()?;
        let named = |(source, names): (&String, &SourceNames)| (source.clone(), names.clone());
        let programs = Programs {
            source: None,
            names: project.config.names.settings(),
            locked: lock.sources.iter().map(named).collect(),
        };
        Some(Self { git, path, project, programs })
    }

    /// The latest `most` commits.
    pub(super) fn latest(&self, most: usize) -> History {
        let commits = self.commits(most.saturating_add(1));
        let plans: Vec<Option<ComparedPlan>> = commits.iter().map(|commit| self.plan(commit)).collect();
        let is_cut = commits.len() > most;
        let revisions = commits.into_iter().enumerate().take(most).map(|(index, commit)| {
            let newer = plans.get(index).and_then(Option::as_ref);
            let older = plans.get(index + 1);
            catalogue::Revision {
                commit: commit.hash.chars().take(SHOWN).collect(),
                date: commit.date,
                subject: commit.subject,
                version: newer.and_then(|side| side.plan.version.clone()).map(Into::into),
                is_first: older.is_none(),
                changes: self.changes(older.and_then(Option::as_ref), newer),
            }
        });
        History { revisions: revisions.collect(), is_cut }
    }

    fn commits(&self, most: usize) -> Vec<Commit> {
        let format = format!("--format=%H{SEPARATOR}%cs{SEPARATOR}%s");
        let count = format!("--max-count={most}");
        let root = self.git.ask(&["rev-parse", "--show-cdup"]).ok().and_then(Result::ok).unwrap_or_default();
        let root = String::from_utf8_lossy(&root);
        let path = format!("{}{}", root.trim_end_matches('\n'), self.path);
        let arguments = ["log", "--no-show-signature", "--no-color", &format, &count, "--", &path];
        let output = self.git.ask(&arguments).ok().and_then(Result::ok).unwrap_or_default();
        let text = String::from_utf8_lossy(&output);
        let commit = |line: &str| {
            let mut parts = line.splitn(3, SEPARATOR).map(str::to_owned);
            Some(Commit { hash: parts.next()?, date: parts.next()?, subject: parts.next()? })
        };
        text.lines().filter_map(commit).collect()
    }

    /// The plan as a commit has it; `None` where it has none that can be read.
    fn plan(&self, commit: &Commit) -> Option<ComparedPlan> {
        let revision = Revision { name: commit.hash.clone(), commit: commit.hash.clone() };
        let text = self.git.plan(&revision, &self.path).ok()?.text;
        let parsed = parse::plan(&text).ok()?;
        ComparedPlan::of_plan(&parsed.plan, self.project).ok()
    }

    /// What has become of events. Plans that can't be read tell nothing.
    fn changes(&self, older: Option<&ComparedPlan>, newer: Option<&ComparedPlan>) -> Vec<catalogue::Change> {
        let (Some(older), Some(newer)) = (older, newer) else { return Vec::new() };
        let comparison = compare::plans(older.compared(), newer.compared(), &self.programs);
        of_events(&comparison, &older.plan, &newer.plan)
    }
}

struct Commit {
    hash: String,
    date: String,
    subject: String,
}

/// What has become of each event that has changed.
fn of_events(comparison: &Comparison, older: &Plan, newer: &Plan) -> Vec<catalogue::Change> {
    comparison.by_subject().filter_map(|changes| of_event(changes, older, newer)).collect()
}

fn of_event(changes: &[Change], older: &Plan, newer: &Plan) -> Option<catalogue::Change> {
    let Subject::Event { kind: of_kind, title, version } = &changes.first()?.subject else { return None };
    let of_whole = |change: &&Change| change.path.is_empty();
    let fate = changes.iter().filter(of_whole).find_map(|change| match change.what {
        What::Added => Some((catalogue::ChangeKind::Added, None)),
        What::Removed => Some((catalogue::ChangeKind::Removed, None)),
        What::Renamed(_) => Some((catalogue::ChangeKind::Renamed, change.before.clone())),
        What::Changed(_) => None,
    });
    let (kind, former) = fate.unwrap_or((catalogue::ChangeKind::Changed, None));
    let plan = if kind == catalogue::ChangeKind::Removed { older } else { newer };
    let own = version.as_ref().map(ToString::to_string).or_else(|| newest(plan, *of_kind, title));
    let moved = changes.iter().filter(of_whole).find_map(|change| match (&change.before, &change.after) {
        (Some(before), Some(after)) if change.what == What::Changed("version") => {
            Some(format!("{before} to {after}"))
        }
        _ => None,
    });
    let class = changes.iter().map(Change::class).reduce(Class::and)?;
    Some(catalogue::Change {
        kind,
        title: title.to_string(),
        former,
        version: moved.or(own),
        breaks: class.breaks(),
    })
}

/// The version of the newest event of that title, if it has one.
fn newest(plan: &Plan, kind: EventKind, title: &str) -> Option<String> {
    let is_it = |event: &&Event| event.kind == kind && event.title() == title;
    let versions = plan.events.iter().filter(is_it).filter_map(|event| event.version.as_deref());
    versions.max_by(|left, right| crate::plan::compare_versions(left, right)).map(str::to_owned)
}
