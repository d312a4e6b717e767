//! The commits of a plan, as git tells them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::console::Console;
use crate::catalogue::{Change, ChangeKind, History, Revision};
use crate::compare::{self, EventChange};
use crate::parse;
use crate::plan::Plan;
use crate::text::PlanText;

/// What separates the parts of a commit: no message has it in its first line.
const SEPARATOR: char = '\u{1f}';

/// How much of a commit's hash is shown. Git would show more the more commits there are.
const SHOWN: usize = 10;

/// The latest `most` commits of the file at `path`; `None` where git knows nothing of the folder.
pub(super) fn of(path: &Path, most: usize, console: &Console) -> Option<History> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_str()?;
    let shallow = git(folder, &["rev-parse", "--is-shallow-repository"], "")?;
    if shallow.starts_with(b"true") {
        console.say("the clone is shallow, and the change log ends where it does: fetch with full depth");
    }
    let commits = commits(folder, name, most.saturating_add(1));
    let texts = texts(folder, name, &commits);
    let plans: Vec<Option<Plan>> = texts.into_iter().map(|text| read(name, text?)).collect();
    let is_cut = commits.len() > most;
    let revisions = commits.into_iter().enumerate().take(most).map(|(index, commit)| {
        let newer = plans.get(index).and_then(Option::as_ref);
        let older = plans.get(index + 1);
        Revision {
            commit: commit.hash.chars().take(SHOWN).collect(),
            date: commit.date,
            subject: commit.subject,
            version: newer.and_then(|plan| plan.version.clone()).map(Into::into),
            is_first: older.is_none(),
            changes: changes(older.and_then(Option::as_ref), newer),
        }
    });
    Some(History { revisions: revisions.collect(), is_cut })
}

struct Commit {
    hash: String,
    date: String,
    subject: String,
}

fn commits(folder: &Path, name: &str, most: usize) -> Vec<Commit> {
    let format = format!("--format=%H{SEPARATOR}%cs{SEPARATOR}%s");
    let count = format!("--max-count={most}");
    let path = format!(":(literal){name}");
    let arguments = ["log", "--no-show-signature", "--no-color", &format, &count, "--", &path];
    let output = git(folder, &arguments, "").unwrap_or_default();
    let text = String::from_utf8_lossy(&output);
    let commit = |line: &str| {
        let mut parts = line.splitn(3, SEPARATOR).map(str::to_owned);
        Some(Commit { hash: parts.next()?, date: parts.next()?, subject: parts.next()? })
    };
    text.lines().filter_map(commit).collect()
}

/// The file as each of the commits has it.
fn texts(folder: &Path, name: &str, commits: &[Commit]) -> Vec<Option<String>> {
    let wanted: String = commits.iter().map(|commit| format!("{}:./{name}\n", commit.hash)).collect();
    let output = git(folder, &["cat-file", "--batch"], &wanted).unwrap_or_default();
    let mut rest = output.as_slice();
    commits.iter().map(|_| blob(&mut rest)).collect()
}

/// The next answer of `git cat-file --batch`: `HASH blob SIZE`, the content, a line break.
fn blob(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, behind) = rest.split_at(end);
    *rest = &behind[1..];
    let (_, size) = std::str::from_utf8(head).ok()?.rsplit_once(" blob ")?;
    let size: usize = size.parse().ok()?;
    let content = rest.get(..size)?;
    *rest = rest.get(size + 1..).unwrap_or_default();
    Some(String::from_utf8_lossy(content).into_owned())
}

fn read(name: &str, text: String) -> Option<Plan> {
    parse::plan(&PlanText::single(name.to_owned(), text)).ok().map(|parsed| parsed.plan)
}

/// What has become of events. Plans that can't be read tell nothing.
fn changes(older: Option<&Plan>, newer: Option<&Plan>) -> Vec<Change> {
    let (Some(older), Some(newer)) = (older, newer) else { return Vec::new() };
    compare::events(older, newer).into_iter().map(change).collect()
}

fn change(change: EventChange) -> Change {
    match change {
        EventChange::Added { title, version } => Change { kind: ChangeKind::Added, title, version },
        EventChange::Removed { title, version } => Change { kind: ChangeKind::Removed, title, version },
        EventChange::Changed { title, before, after } => {
            let version = match (before, after) {
                (Some(before), Some(after)) if before != after => Some(format!("{before} to {after}")),
                (before, after) => after.or(before),
            };
            Change { kind: ChangeKind::Changed, title, version }
        }
    }
}

/// What git prints; `None` if it is not there, or objects.
fn git(folder: &Path, arguments: &[&str], input: &str) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    // Git answers while it is asked: neither side may wait for the other.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        child.wait_with_output()
    });
    output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
}
