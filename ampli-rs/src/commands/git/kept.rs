//! A plan as a commit has it: a file, or a folder of files.

use std::path::{Path, PathBuf};

use super::Git;
use super::tree::{Entry, Kind};
use crate::failure::Failure;
use crate::fetch;
use crate::text::{Document, PlanText};

/// A commit, and what the user calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands) struct Revision {
    pub(in crate::commands) name: String,
    pub(in crate::commands) commit: String,
}

/// The plan, and what in its folder was not read.
#[derive(Debug)]
pub(in crate::commands) struct Kept {
    pub(in crate::commands) text: PlanText,
    /// In words, one for each link and each submodule that the plan may go on in.
    pub(in crate::commands) left_out: Vec<String>,
}

impl Git {
    /// `path` from the root of the repository on. It is one from there already, unless it starts with a full stop and a
    /// slash, or two and a slash: then it is one from the folder.
    ///
    /// # Errors
    /// When git can't be run, and when the path leads out of the repository.
    pub(in crate::commands) fn from_root(&self, path: &str) -> Result<String, Failure> {
        let starts =
            |start: &str| path == start || path.strip_prefix(start).is_some_and(|rest| rest.starts_with('/'));
        let is_from_here = starts(".") || starts("..");
        let prefix = if is_from_here {
            self.ask(&["rev-parse", "--show-prefix"])?.unwrap_or_default()
        } else {
            Vec::new()
        };
        let prefix = String::from_utf8_lossy(&prefix);
        let mut parts: Vec<&str> = Vec::new();
        for part in prefix.trim_end_matches('\n').split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." if parts.pop().is_some() => {}
                ".." => {
                    return Err(Failure::new(
                        format!("`{path}` leads out of the git repository"),
                        "name a file or a folder in it",
                    ));
                }
                part => parts.push(part),
            }
        }
        Ok(parts.join("/"))
    }

    /// Whether `commit` has anything at `path`, which is one from the root.
    ///
    /// # Errors
    /// When git can't be run.
    pub(in crate::commands) fn has(&self, commit: &str, path: &str) -> Result<bool, Failure> {
        Ok(self.entry(commit, path)?.is_some())
    }

    /// The plan at `path`, which is one from the root.
    ///
    /// # Errors
    /// When there is none in that commit that can be read.
    pub(in crate::commands) fn plan(&self, revision: &Revision, path: &str) -> Result<Kept, Failure> {
        let Revision { name, commit } = revision;
        let origin = format!("{name}:{path}");
        let Some(entry) = self.entry(commit, path)? else { return Err(self.absent(revision, path)?) };
        let (files, left_out) = match entry.kind {
            Kind::File => (vec![entry], Vec::new()),
            Kind::Folder => of_plan(self.entries_in(commit, path)?, path),
            Kind::Link | Kind::Submodule => return Err(not_followed(&entry, &origin)),
        };
        if files.is_empty() {
            return Err(fetch::without_plans(&origin));
        }
        let size: u64 = files.iter().map(|file| file.size).sum();
        if size > fetch::SIZE_LIMIT {
            return Err(fetch::too_large(&origin, fetch::SIZE_LIMIT));
        }
        let mut documents = Vec::with_capacity(files.len());
        for (file, content) in files.iter().zip(self.contents(&files)?) {
            let name = format!("{name}:{}", file.path);
            let Some(content) = content else {
                return Err(Failure::new(
                    format!("git does not have the content of `{name}`"),
                    "fetch what the clone lacks: `git fetch --refetch`",
                ));
            };
            // A path says of what a schema is: it is called as it is on disk.
            documents.push(Document { name: file.path.clone(), text: fetch::decoded(&name, content)? });
        }
        Ok(Kept { text: PlanText { origin, documents }, left_out })
    }

    /// Why there is nothing at `path`.
    fn absent(&self, revision: &Revision, path: &str) -> Result<Failure, Failure> {
        let above = path.match_indices('/').map(|(end, _)| &path[..end]);
        for folder in above {
            let Some(entry) = self.entry(&revision.commit, folder)? else { break };
            if matches!(entry.kind, Kind::Link | Kind::Submodule) {
                return Ok(not_followed(&entry, &format!("{}:{folder}", revision.name)));
            }
        }
        Ok(Failure::new(
            format!("git has no file `{}:{path}`", revision.name),
            "name a revision that has it, or another file as `REVISION:PATH`",
        ))
    }
}

/// The files of a folder that may belong to a plan, as they are found on disk, and what may lead to others.
fn of_plan(entries: Vec<Entry>, folder: &str) -> (Vec<Entry>, Vec<String>) {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for entry in entries {
        let below = entry.path.strip_prefix(folder).unwrap_or(&entry.path);
        let is_hidden = below.split('/').any(|part| part.starts_with('.'));
        let may_be = !is_hidden && fetch::may_be_of_plan(Path::new(&entry.path));
        match entry.kind {
            Kind::File if may_be => files.push(entry),
            Kind::Link if may_be => left_out.push(format!("`{}` is a symbolic link", entry.path)),
            Kind::Submodule if !is_hidden => left_out.push(format!("`{}` is a submodule", entry.path)),
            _ => {}
        }
    }
    files.sort_by_cached_key(|file| PathBuf::from(&file.path));
    (files, left_out)
}

fn not_followed(entry: &Entry, name: &str) -> Failure {
    match entry.kind {
        Kind::Submodule => Failure::new(
            format!("`{name}` is a submodule, whose files its own repository has"),
            format!("compare the plans there: `ampli-rs -C {} diff …`", entry.path),
        ),
        _ => Failure::new(
            format!("`{name}` is a symbolic link, which is not followed"),
            "name the file or folder that it leads to",
        ),
    }
}
