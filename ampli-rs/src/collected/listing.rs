//! Which files lie at the locations that users name.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use snowplow_analytics::{SkipReason, Skipped, list_files};

use super::Input;
use super::archive::{self, Archive, SEPARATOR};
use super::buckets::{self, Clients};
use super::input::STANDARD_INPUT_NAME;
use super::objects::{self, Found};
use super::pattern::{LETTERS, matcher, split_pattern};
use crate::{failure, stores};

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
/// (`archive/run=2026-*/**/*.gz`), addresses of buckets, and `-` for standard input. In place of an archive (zip) there are
/// the files in it.
pub fn list<S: AsRef<str>>(locations: impl IntoIterator<Item = S>) -> Listing {
    let mut lister = Lister::default();
    for location in locations {
        let location = location.as_ref();
        match location.split_once("://") {
            _ if location == STANDARD_INPUT => lister.add_standard_input(),
            None => lister.add_local(location),
            Some(_) => lister.add_address(location),
        }
    }
    let mut listing = lister.listing;
    let mut known = HashSet::new();
    listing.inputs.retain(|input| known.insert(identity(input)));
    listing
}

/// The files of these names, as [`list`] has given them before: they are no patterns, and a file that is not there is one that
/// can't be read.
pub fn named<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Listing {
    let mut lister = Lister::default();
    for name in names {
        let name = name.as_ref();
        let path = Path::new(name);
        let is_in_archive = || archive::splits(name).any(|(archive, _)| Path::new(archive).is_file());
        if name.contains("://") {
            lister.add_address(name);
        } else if !path.exists() && is_in_archive() {
            lister.add_local(name);
        } else {
            lister.take_file(path.to_owned());
        }
    }
    lister.listing
}

/// Goes through locations.
#[derive(Default)]
struct Lister {
    listing: Listing,
    clients: Clients,
    /// The archives that were looked into, by name.
    archives: HashMap<String, Result<Archive, String>>,
}

impl Lister {
    fn add_standard_input(&mut self) {
        let is_archive = io::stdin().lock().fill_buf().is_ok_and(archive::begins);
        if is_archive {
            return self.add_archive(STANDARD_INPUT_NAME, "", || Archive::of_stream(io::stdin().lock()));
        }
        self.listing.inputs.push(Input::standard_input());
    }

    fn add_local(&mut self, location: &str) {
        let path = Path::new(location);
        if !path.exists() {
            let mut splits = archive::splits(location);
            let opened = splits.find_map(|(name, key)| Some((name, key, Archive::at(Path::new(name))?)));
            if let Some((name, key, archive)) = opened {
                return self.add_archive(name, key, || archive);
            }
            // A file may have the letters of a pattern in its name.
            if location.contains(LETTERS) {
                return self.add_pattern(location);
            }
        }
        let found = list_files([path]);
        self.take_files(found, |_| true);
    }

    fn add_pattern(&mut self, location: &str) {
        let (folder, pattern) = split_pattern(location);
        let matcher = match matcher(&folder, &pattern) {
            Ok(matcher) => matcher,
            Err(why) => return self.listing.fail(location, format!("no pattern: {why}")),
        };
        let before = self.listing.inputs.len();
        let mut found = list_files([&folder]);
        for path in &mut found.files {
            if let Ok(below) = path.strip_prefix(".").map(Path::to_owned)
                && !location.starts_with("./")
            {
                *path = below;
            }
        }
        self.take_files(found, |path| matcher.matched_path_or_any_parents(path, false).is_ignore());
        if self.listing.inputs.len() == before {
            self.listing.fail(location, "no file is matched");
        }
    }

    fn take_files(&mut self, found: snowplow_analytics::Listing, is_wanted: impl Fn(&Path) -> bool) {
        for path in found.files.into_iter().filter(|path| is_wanted(path)) {
            self.take_file(path);
        }
        self.listing.skipped.extend(found.skipped.into_iter().filter(|skipped| is_wanted(&skipped.path)));
        for (path, error) in found.failed {
            self.listing.fail(&path.display().to_string(), failure::reason(&error));
        }
    }

    fn take_file(&mut self, path: PathBuf) {
        if let Some(archive) = Archive::at(&path) {
            return self.add_archive(&path.display().to_string(), "", || archive);
        }
        let size = fs::metadata(&path).ok().map(|metadata| metadata.len());
        self.listing.inputs.push(Input::file(path, size));
    }

    /// Adds what an address names in a bucket, or in an archive there.
    fn add_address(&mut self, location: &str) {
        if !stores::is_address(location) {
            let scheme = location.split_once("://").map_or("", |(scheme, _)| scheme);
            return self.listing.fail(location, foreign(scheme));
        }
        let split = archive::splits(location).find(|(archive, _)| archive::is_named(archive));
        let (address, within) = split.unwrap_or((location, ""));
        let (bucket, key) = buckets::split(address);
        let found = self.clients.bucket(bucket);
        let found = found.and_then(|bucket| objects::named(&*bucket, key).map_err(|error| error.to_string()));
        match found {
            Ok(found) if found.is_empty() => self.listing.fail(location, "no object is there"),
            Ok(found) => found.into_iter().for_each(|found| self.take_object(bucket, key, found, within)),
            Err(reason) => self.listing.fail(location, reason),
        }
    }

    /// Takes an object of a bucket; of an archive what it has at `within`.
    fn take_object(&mut self, bucket: &str, wanted: &str, found: Found, within: &str) {
        let name = format!("{bucket}/{}", found.key);
        if archive::is_named(&found.key) && !found.is_archived {
            return self.add_archive(&name, within, || Archive::of_stream(found.object.read()));
        }
        self.listing.take(name, wanted, found);
    }

    /// Adds the files of an archive that `key` names.
    fn add_archive(&mut self, name: &str, key: &str, open: impl FnOnce() -> io::Result<Archive>) {
        let Self { listing, archives, .. } = self;
        let opened = archives.entry(name.to_owned()).or_insert_with(|| {
            let opened = open().map_err(|error| failure::reason(&error));
            let mistakes = opened.as_ref().map_or(&[][..], Archive::mistakes);
            mistakes.iter().for_each(|mistake| listing.fail(name, mistake));
            opened
        });
        let found = opened
            .as_ref()
            .map_err(String::clone)
            .and_then(|archive| objects::named(archive, key).map_err(|error| failure::reason(&error)));
        match found {
            Ok(found) if found.is_empty() => listing.fail(&joined(name, key), "no file is there"),
            Ok(found) => {
                found.into_iter().for_each(|found| listing.take(joined(name, &found.key), key, found))
            }
            Err(reason) => listing.fail(name, reason),
        }
    }
}

impl Listing {
    fn fail(&mut self, location: &str, reason: impl Into<String>) {
        self.failed.push(Unlisted { location: location.to_owned(), reason: reason.into() });
    }

    /// Takes an object, unless its name or size say that it holds no events.
    fn take(&mut self, name: String, wanted: &str, found: Found) {
        // An object that is named is read, whatever its name is.
        match SkipReason::of_object(&found.key, found.size).filter(|_| found.key != wanted) {
            Some(reason) => self.skipped.push(Skipped { path: PathBuf::from(name), reason }),
            None if found.is_archived => self.fail(&name, "it lies in an archive: restore it first"),
            None => self.inputs.push(Input::object(name, found)),
        }
    }
}

/// The name of a file in an archive.
fn joined(archive: &str, key: &str) -> String {
    format!("{archive}{SEPARATOR}{key}")
}

/// What two names of one file have in common.
fn identity(input: &Input) -> PathBuf {
    input.path().and_then(|path| fs::canonicalize(path).ok()).unwrap_or_else(|| PathBuf::from(input.name()))
}

/// Why the locations of a scheme can't be read, and what to do.
fn foreign(scheme: &str) -> String {
    match scheme {
        "http" | "https" => format!("`{scheme}://` is not read: pipe it in, `curl URL | ampli-rs … -`"),
        _ => format!("`{scheme}://` is none of the places that are known"),
    }
}
