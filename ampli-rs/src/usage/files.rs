//! The Rust files of a project: those that git does not ignore, the tool has not written, and that may lead into an SDK.

use std::fs;
use std::path::PathBuf;

use ignore::{DirEntry, WalkBuilder};

use super::published;
use super::tree::is_rust;
use crate::failure::Failure;

/// Further files to leave out, in the syntax of `.gitignore`; the Ampli CLI reads files of this name too.
const IGNORE_FILE: &str = ".ampliignore";

/// What is not looked into.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftOut {
    /// The folders of SDKs.
    pub(super) sdks: Vec<PathBuf>,
    /// Published packages that use none of these, if any are left out.
    pub(super) packages: Option<Vec<String>>,
}

/// The Rust files in `paths`, by absolute paths, sorted, each once.
///
/// # Errors
/// When one of the paths can't be read.
pub(super) fn find(paths: &[PathBuf], left_out: &LeftOut) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?;
        let left_out = left_out.clone();
        let walk = WalkBuilder::new(path)
            .require_git(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .filter_entry(move |entry| !left_out.has(entry))
            .build();
        for entry in walk {
            // A folder that can't be read is none of the program's.
            let Ok(entry) = entry else { continue };
            if is_rust(entry.path()) && entry.file_type().is_some_and(|kind| kind.is_file()) {
                files.push(entry.into_path());
            }
        }
    }
    files.sort_unstable_by(|left, right| left.as_os_str().cmp(right.as_os_str()));
    files.dedup();
    Ok(files)
}

impl LeftOut {
    /// SDKs, folders that say of themselves that they can be thrown away (`target`, wherever it is), and packages of others.
    fn has(&self, entry: &DirEntry) -> bool {
        let folder = entry.path();
        let is_of_others = |names: &Vec<String>| {
            published::uses_none_of(folder, names) && !self.sdks.iter().any(|sdk| sdk.starts_with(folder))
        };
        entry.file_type().is_some_and(|kind| kind.is_dir())
            && (self.sdks.iter().any(|sdk| sdk == folder)
                || folder.join("CACHEDIR.TAG").is_file()
                || self.packages.as_ref().is_some_and(is_of_others))
    }
}
