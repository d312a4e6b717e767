//! Patterns of names, as shells know them: `events/2026-*/**.gz`.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// A name that has one of these letters is a pattern.
pub(super) const LETTERS: [char; 3] = ['*', '?', '['];

/// What matches the files of a pattern below a folder.
pub(super) fn matcher(folder: &Path, pattern: &str) -> Result<Gitignore, ignore::Error> {
    let mut builder = GitignoreBuilder::new(folder);
    builder.add_line(None, &format!("/{pattern}"))?.build()
}

/// The folder before the first part that has a letter of a pattern, and the rest.
pub(super) fn split_pattern(location: &str) -> (PathBuf, String) {
    let first = location.find(LETTERS).unwrap_or_default();
    match location[..first].rfind('/') {
        Some(0) => (PathBuf::from("/"), location[1..].to_owned()),
        Some(slash) => (PathBuf::from(&location[..slash]), location[slash + 1..].to_owned()),
        None => (PathBuf::from("."), location.to_owned()),
    }
}
