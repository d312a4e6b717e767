//! What a run is about to do to the files, on disk before it does it, so that a later run can undo it.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Change, FileSystem};

/// While this file is there, the run it tells of has not come to its end: its steps must be undone.
const OPEN: &str = ".ampli-journal.json";
/// While this file is there, all files are new, but what was kept of the old ones is still to be removed.
const DONE: &str = ".ampli-journal-done.json";

/// One step of a run, and the names under which it keeps what it needs to be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    Create(PathBuf),
    Replace(PathBuf),
    Remove(PathBuf),
}

impl Step {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Create(path) | Self::Replace(path) | Self::Remove(path) => path,
        }
    }

    /// Where the new content waits until all of it is written.
    pub(super) fn staged(&self) -> PathBuf {
        sibling(self.path(), "ampli-new")
    }

    /// Where the old content stays until the run has come to its end.
    pub(super) fn kept(&self) -> PathBuf {
        sibling(self.path(), "ampli-old")
    }
}

/// The steps of a run.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
}

/// The journal that an interrupted run has left behind.
pub(super) enum Left {
    Nothing,
    /// To be undone.
    Open(Journal),
    /// To be cleaned up.
    Done(Journal),
}

impl Journal {
    /// The steps for `changes`; paths within `root` are noted relative to it, as the folder may be moved.
    pub(super) fn new(root: &Path, changes: &[Change<'_>]) -> Self {
        let steps = changes.iter().map(|change| {
            let path = change.path.strip_prefix(root).unwrap_or(&change.path).to_owned();
            match (&change.before, &change.after) {
                (None, _) => Step::Create(path),
                (Some(_), Some(_)) => Step::Replace(path),
                (Some(_), None) => Step::Remove(path),
            }
        });
        Self { steps: steps.collect() }
    }

    /// The same steps with paths as they are from here.
    pub(super) fn resolved(self, root: &Path) -> Self {
        let resolve = |path: PathBuf| root.join(path);
        let steps = self.steps.into_iter().map(|step| match step {
            Step::Create(path) => Step::Create(resolve(path)),
            Step::Replace(path) => Step::Replace(resolve(path)),
            Step::Remove(path) => Step::Remove(resolve(path)),
        });
        Self { steps: steps.collect() }
    }

    pub(super) fn open(&self, file_system: &impl FileSystem, root: &Path) -> io::Result<()> {
        file_system.create_folder(root)?;
        file_system.write(&root.join(OPEN), &serde_json::to_vec(self)?)
    }

    pub(super) fn left(file_system: &impl FileSystem, root: &Path) -> io::Result<Left> {
        // A journal that can't be read was cut off while it was written, before the first step was taken.
        let parse = |bytes: Vec<u8>| serde_json::from_slice(&bytes).unwrap_or(Self { steps: Vec::new() });
        if let Some(bytes) = file_system.read(&root.join(OPEN))? {
            return Ok(Left::Open(parse(bytes).resolved(root)));
        }
        Ok(file_system
            .read(&root.join(DONE))?
            .map_or(Left::Nothing, |bytes| Left::Done(parse(bytes).resolved(root))))
    }
}

/// The one instant in which a run succeeds.
pub(super) fn mark_done(file_system: &impl FileSystem, root: &Path) -> io::Result<()> {
    file_system.rename(&root.join(OPEN), &root.join(DONE))
}

pub(super) fn close(file_system: &impl FileSystem, root: &Path) -> io::Result<()> {
    file_system.remove(&root.join(OPEN))?;
    file_system.remove(&root.join(DONE))
}

fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{suffix}"))
}
