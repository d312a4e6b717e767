//! The Rust files of a project: those that git does not ignore and the tool has not written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::failure::Failure;

/// Further files to leave out, in the syntax of `.gitignore`; the Ampli CLI reads files of this name too.
const IGNORE_FILE: &str = ".ampliignore";

/// The Rust files in `paths`, by absolute paths, without those in the folders `sdks`.
///
/// # Errors
/// When one of the paths can't be read.
pub(super) fn find(paths: &[PathBuf], sdks: &[&Path]) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut files = BTreeSet::new();
    for path in paths {
        fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?;
        let sdks: Vec<PathBuf> = sdks.iter().map(|folder| folder.to_path_buf()).collect();
        let walk = WalkBuilder::new(path)
            .require_git(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .filter_entry(move |entry| !is_left_out(entry, &sdks))
            .build();
        for entry in walk {
            // A folder that can't be read is none of the program's.
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            if entry.file_type().is_some_and(|kind| kind.is_file())
                && path.extension().is_some_and(|extension| extension == "rs")
            {
                files.insert(path.to_owned());
            }
        }
    }
    Ok(files)
}

/// SDKs, and folders that say of themselves that they can be thrown away: `target`, wherever it is.
fn is_left_out(entry: &DirEntry, sdks: &[PathBuf]) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_folder && (sdks.iter().any(|sdk| sdk == entry.path()) || entry.path().join("CACHEDIR.TAG").is_file())
}
