//! All files or none.
//!
//! The new files are written beside the old ones, then each takes the place of the old one by a rename. Whatever
//! fails on the way is undone. A run that is killed on the way has left a journal, by which the next one undoes
//! it.
//!
//! A loss of power is another matter: what was written may not be on the device yet. Only the precious file
//! (`ampli.lock`) is forced to it before it takes its place, and the folder afterwards; of all others the next run
//! makes what is missing or empty. Forcing them too would cost many times what all the rest of a run costs.

use std::io;
use std::path::Path;

use super::journal::{self, Journal, Left, Step};
use super::{Change, FileSystem, Output, changes};
use crate::failure::{Failure, reason};

/// Makes the files be as `output` says and returns what has changed. Files that need no change are not touched.
///
/// # Errors
/// When a foreign file stands in the way, or when anything can't be read or written. Then all files are as they
/// were before.
pub fn write<'o>(file_system: &impl FileSystem, output: &'o Output) -> Result<Vec<Change<'o>>, Failure> {
    let root = &output.root;
    settle_interrupted_run(file_system, root)?;
    let changes = changes(file_system, output)?;
    if changes.is_empty() {
        return Ok(changes);
    }
    let journal = Journal::new(root, &changes);
    journal.open(file_system, root).map_err(|error| {
        // What was cut off is void for the next run, should it not be possible to remove it.
        let _ = journal::close(file_system, root);
        Failure::file("write in", &shown(root), &error)
    })?;
    let steps = journal.resolved(root).steps;
    if let Err(failure) = take_steps(file_system, output, &steps, &changes) {
        return Err(undo_after(failure, file_system, root, &steps));
    }
    // The new files stand. What can't be cleaned up now, the next run cleans up.
    let _ = clean_up(file_system, root, &steps);
    Ok(changes)
}

fn take_steps(
    file_system: &impl FileSystem,
    output: &Output,
    steps: &[Step],
    changes: &[Change<'_>],
) -> Result<(), Failure> {
    let root = &output.root;
    for (step, change) in steps.iter().zip(changes) {
        stage(file_system, step, change).map_err(|error| Failure::file("write", step.path(), &error))?;
    }
    let is_precious = |step: &&Step| output.precious.as_deref() == Some(step.path());
    let precious = steps.iter().find(is_precious);
    if let Some(step) = precious {
        let forced = file_system.force(&step.staged());
        forced.map_err(|error| Failure::file("write", step.path(), &error))?;
    }
    for step in steps {
        commit(file_system, step).map_err(|error| Failure::file("replace", step.path(), &error))?;
    }
    journal::mark_done(file_system, root).map_err(|error| Failure::file("write in", &shown(root), &error))?;
    if precious.is_some() {
        // All files stand; where folders can't be forced, there is nothing more to be done.
        let _ = file_system.force(&shown(root));
    }
    Ok(())
}

fn stage(file_system: &impl FileSystem, step: &Step, change: &Change<'_>) -> io::Result<()> {
    if let Some(after) = change.after {
        if let Some(folder) = step.path().parent() {
            file_system.create_folder(folder)?;
        }
        file_system.write(&step.staged(), after.as_bytes())?;
    }
    if change.before.is_some() {
        file_system.keep(step.path(), &step.kept())?;
    }
    Ok(())
}

fn commit(file_system: &impl FileSystem, step: &Step) -> io::Result<()> {
    match step {
        Step::Create(path) | Step::Replace(path) => file_system.rename(&step.staged(), path),
        Step::Remove(path) => file_system.remove(path),
    }
}

fn undo_after(failure: Failure, file_system: &impl FileSystem, root: &Path, steps: &[Step]) -> Failure {
    match undo(file_system, root, steps) {
        Ok(()) => Failure::new(failure.message(), format!("{}; no file was changed", failure.help())),
        Err(error) => Failure::new(
            format!(
                "{}, and then the old files could not be put back: {}",
                failure.message(),
                reason(&error)
            ),
            "run the command again: it puts them back from the copies that it has kept",
        ),
    }
}

fn settle_interrupted_run(file_system: &impl FileSystem, root: &Path) -> Result<(), Failure> {
    let settled = Journal::left(file_system, root).and_then(|left| match left {
        Left::Nothing => Ok(()),
        Left::Open(journal) => undo(file_system, root, &journal.steps),
        Left::Done(journal) => clean_up(file_system, root, &journal.steps),
    });
    settled.map_err(|error| {
        Failure::new(
            format!("could not put in order what an interrupted run has left: {}", reason(&error)),
            "check who may write there, then run the command again",
        )
    })
}

/// Puts every file back as it was. May be done twice.
fn undo(file_system: &impl FileSystem, root: &Path, steps: &[Step]) -> io::Result<()> {
    for step in steps.iter().rev() {
        match step {
            Step::Create(path) => file_system.remove(path)?,
            Step::Replace(path) | Step::Remove(path) => put_back(file_system, step, path)?,
        }
        file_system.remove(&step.staged())?;
        remove_emptied_folders(file_system, root, step);
    }
    journal::close(file_system, root)
}

fn put_back(file_system: &impl FileSystem, step: &Step, path: &Path) -> io::Result<()> {
    match file_system.rename(&step.kept(), path) {
        // The step was never reached, or it is undone already.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }?;
    // Renaming one of two names of the same file onto the other does nothing at all.
    file_system.remove(&step.kept())
}

/// Removes what was kept of the old files. May be done twice.
fn clean_up(file_system: &impl FileSystem, root: &Path, steps: &[Step]) -> io::Result<()> {
    for step in steps {
        file_system.remove(&step.kept())?;
        if matches!(step, Step::Remove(_)) {
            remove_emptied_folders(file_system, root, step);
        }
    }
    journal::close(file_system, root)
}

/// An empty folder harms nobody: where it can't be removed, it stays.
fn remove_emptied_folders(file_system: &impl FileSystem, root: &Path, step: &Step) {
    for folder in step.path().ancestors().skip(1) {
        let within = folder.starts_with(root) && folder != root && folder != Path::new("");
        if !within || file_system.remove_empty_folder(folder).is_err() {
            return;
        }
    }
}

/// The folder as messages name it.
fn shown(root: &Path) -> std::path::PathBuf {
    if root == Path::new("") { Path::new(".").to_owned() } else { root.to_owned() }
}

#[cfg(test)]
#[path = "transaction_tests.rs"]
mod tests;
