//! Which files lie at the locations that users name.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use snowplow_analytics::{Skipped, list_files};

use super::Input;
use super::buckets::{self, Clients};
use crate::failure;

/// What is said for standard input.
pub const STANDARD_INPUT: &str = "-";

/// The files at some locations, and what was left out.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files, each once: in the order of the locations, and sorted by path within each.
    pub inputs: Vec<Input>,
    /// Files by whose name or size it is known that they hold no events.
    pub skipped: Vec<Skipped>,
    /// Locations that could not be looked at.
    pub failed: Vec<Unlisted>,
}

/// A location that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// The location, or what of it failed.
    pub location: String,
    /// Why.
    pub reason: String,
}

/// Lists the files at `locations`: files as they are named, folders with all that is below them but what is hidden, patterns
/// (`archive/run=2026-*/**/*.gz`), and `-` for standard input.
pub fn list<S: AsRef<str>>(locations: impl IntoIterator<Item = S>) -> Listing {
    let mut listing = Listing::default();
    let mut clients = Clients::default();
    for location in locations {
        let location = location.as_ref();
        match location.split_once("://") {
            _ if location == STANDARD_INPUT => listing.inputs.push(Input::standard_input()),
            None => listing.add_local(location),
            Some(_) if buckets::add(&mut listing, &mut clients, location) => {}
            Some((scheme, _)) => listing.fail(location, foreign(scheme)),
        }
    }
    let mut known = HashSet::new();
    listing.inputs.retain(|input| known.insert(identity(input)));
    listing
}

impl Listing {
    pub(super) fn fail(&mut self, location: &str, reason: impl Into<String>) {
        self.failed.push(Unlisted { location: location.to_owned(), reason: reason.into() });
    }

    fn add_local(&mut self, location: &str) {
        let path = Path::new(location);
        // A file may have the letters of a pattern in its name.
        if !path.exists() && location.contains(['*', '?', '[']) {
            return self.add_pattern(location);
        }
        let found = list_files([path]);
        self.take(found, |_| true);
    }

    fn add_pattern(&mut self, location: &str) {
        let (folder, pattern) = split_pattern(location);
        let matcher = match matcher(&folder, &pattern) {
            Ok(matcher) => matcher,
            Err(why) => return self.fail(location, format!("no pattern: {why}")),
        };
        let before = self.inputs.len();
        let mut found = list_files([&folder]);
        for path in &mut found.files {
            if let Ok(below) = path.strip_prefix(".").map(Path::to_owned)
                && !location.starts_with("./")
            {
                *path = below;
            }
        }
        self.take(found, |path| matcher.matched_path_or_any_parents(path, false).is_ignore());
        if self.inputs.len() == before {
            self.fail(location, "no file is matched");
        }
    }

    fn take(&mut self, found: snowplow_analytics::Listing, is_wanted: impl Fn(&Path) -> bool) {
        for path in found.files.into_iter().filter(|path| is_wanted(path)) {
            let size = fs::metadata(&path).ok().map(|metadata| metadata.len());
            self.inputs.push(Input::file(path, size));
        }
        self.skipped.extend(found.skipped.into_iter().filter(|skipped| is_wanted(&skipped.path)));
        for (path, error) in found.failed {
            self.fail(&path.display().to_string(), reason(&error));
        }
    }
}

/// What two names of one file have in common.
fn identity(input: &Input) -> PathBuf {
    input.path().and_then(|path| fs::canonicalize(path).ok()).unwrap_or_else(|| PathBuf::from(input.name()))
}

fn reason(error: &io::Error) -> String {
    failure::reason(error)
}

/// What matches the files of a pattern below a folder.
pub(super) fn matcher(folder: &Path, pattern: &str) -> Result<Gitignore, ignore::Error> {
    let mut builder = GitignoreBuilder::new(folder);
    builder.add_line(None, &format!("/{pattern}"))?.build()
}

/// The folder before the first part that has a letter of a pattern, and the rest.
pub(super) fn split_pattern(location: &str) -> (PathBuf, String) {
    let first = location.find(['*', '?', '[']).unwrap_or_default();
    match location[..first].rfind('/') {
        Some(0) => (PathBuf::from("/"), location[1..].to_owned()),
        Some(slash) => (PathBuf::from(&location[..slash]), location[slash + 1..].to_owned()),
        None => (PathBuf::from("."), location.to_owned()),
    }
}

/// Why the locations of a scheme can't be read, and what to do.
fn foreign(scheme: &str) -> String {
    match scheme {
        "http" | "https" => format!("`{scheme}://` is not read: pipe it in, `curl URL | ampli-rs … -`"),
        _ => format!("`{scheme}://` is none of the places that are known"),
    }
}
