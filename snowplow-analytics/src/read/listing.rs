//! Which files of folders hold events.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files that hold events, and what was left out.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files, sorted by path within each place that was given.
    pub files: Vec<PathBuf>,
    /// Files by whose name or size it is known that they hold none.
    pub skipped: Vec<Skipped>,
    /// Places that could not be looked at, and why.
    pub failed: Vec<(PathBuf, io::Error)>,
}

/// A file that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: SkipReason,
}

/// Why a file was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SkipReason {
    /// A mark that another program leaves: its name begins with `_` (`_SUCCESS`) or `.`. So do folders of what is not yet,
    /// or no longer, valid (`_temporary`), but not those of partitions (`_day=1`).
    Marker,
    /// A checksum: `.crc`.
    Checksum,
    /// What stands for a folder in an object store: `…$folder$`.
    FolderPlaceholder,
    /// Nothing is in it.
    Empty,
}

impl SkipReason {
    /// Why the object of a store holds no events, as its key or size says.
    pub fn of_object(key: &str, size: u64) -> Option<Self> {
        let (folders, name) = key.rsplit_once('/').unwrap_or(("", key));
        if folders.split('/').any(is_marker_folder) || name.is_empty() {
            return Some(Self::Marker);
        }
        skip_reason(name, size)
    }
}

/// Lists the files at these places: files as they are named, folders with all that is below them.
///
/// Links are followed, but not in circles.
pub fn list_files<P: AsRef<Path>>(places: impl IntoIterator<Item = P>) -> Listing {
    let mut listing = Listing::default();
    for place in places {
        let place = place.as_ref();
        match fs::metadata(place) {
            // A file that is named is read, whatever its name is.
            Ok(metadata) if !metadata.is_dir() => listing.files.push(place.to_owned()),
            Ok(_) => listing.add_folder(place, &mut Vec::new()),
            Err(error) => listing.failed.push((place.to_owned(), error)),
        }
    }
    listing
}

impl Listing {
    /// Adds what is in a folder; `above` are the folders that it stands in.
    fn add_folder(&mut self, folder: &Path, above: &mut Vec<PathBuf>) {
        let found = fs::canonicalize(folder).and_then(|canonical| Ok((canonical, entries(folder)?)));
        let (canonical, entries) = match found {
            Ok(found) => found,
            Err(error) => return self.failed.push((folder.to_owned(), error)),
        };
        if above.contains(&canonical) {
            return;
        }
        above.push(canonical);
        for path in entries {
            self.add(path, above);
        }
        above.pop();
    }

    fn add(&mut self, path: PathBuf, above: &mut Vec<PathBuf>) {
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => return self.failed.push((path, error)),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if metadata.is_dir() {
            if !is_marker_folder(&name) {
                return self.add_folder(&path, above);
            }
            return self.skipped.push(Skipped { path, reason: SkipReason::Marker });
        }
        match skip_reason(&name, metadata.len()) {
            Some(reason) => self.skipped.push(Skipped { path, reason }),
            None => self.files.push(path),
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// Whether a folder of this name is a mark of another program.
fn is_marker_folder(name: &str) -> bool {
    name.starts_with('.') || (name.starts_with('_') && !name.contains('='))
}

/// Why a file of this name and size holds no events.
fn skip_reason(name: &str, length: u64) -> Option<SkipReason> {
    match name {
        _ if name.ends_with(".crc") => Some(SkipReason::Checksum),
        _ if name.ends_with("$folder$") => Some(SkipReason::FolderPlaceholder),
        _ if name.starts_with(['_', '.']) => Some(SkipReason::Marker),
        _ if length == 0 => Some(SkipReason::Empty),
        _ => None,
    }
}
