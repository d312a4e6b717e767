//! Runs of the pipeline, as they lie in folders.

#[cfg(feature = "object-store")]
mod objects;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "object-store")]
pub use self::objects::{ObjectRun, list_object_runids, list_object_runs};
use crate::read::{Listing, list_files};
use crate::timestamp::days_in;

/// A unit of work: a folder that a run has written, or a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Run {
    /// What manifests know it by: the path, with `/` at the end if it is a folder.
    pub id: String,
    /// Its files, sorted.
    pub files: Vec<PathBuf>,
}

/// The runs in a folder, and what was left out.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Runs {
    /// The runs, sorted by path.
    pub runs: Vec<Run>,
    /// What holds no events, and what could not be looked at. Its files are those of the runs.
    pub listing: Listing,
}

/// The folders in `folder` that are named like runs, `run=2026-11-21-19-00-00`, as the original's `list_runids` returns
/// them: sorted paths with `/` at the end.
///
/// # Errors
///
/// When the folder can't be read.
///
/// ```
/// # let archive = tempfile::tempdir()?;
/// # std::fs::create_dir(archive.path().join("run=2026-11-21-19-00-00"))?;
/// for run in snowplow_analytics::list_runids(archive.path())? {
///     assert!(run.ends_with("/run=2026-11-21-19-00-00/"));
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn list_runids(folder: impl AsRef<Path>) -> io::Result<Vec<String>> {
    let mut runs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let key = folder_id(&path);
        if run_id(&key).is_some() && path.is_dir() {
            runs.push(key);
        }
    }
    runs.sort();
    Ok(runs)
}

/// The units of work below `folder`, however it is laid out: each folder that is named like a run is one, with all that is
/// below it, and so is each file that stands in none. Those are the files of flat and of date-partitioned sinks, whose
/// folders go on growing.
///
/// ```
/// use snowplow_analytics::list_runs;
///
/// let folder = tempfile::tempdir()?;
/// for name in ["run=2026-11-21-19-00-00/part-0.gz", "run=2026-11-21-19-00-00/part-1.gz", "2026/11/21/events.gz"] {
///     let file = folder.path().join(name);
///     std::fs::create_dir_all(file.parent().unwrap())?;
///     std::fs::write(file, "events")?;
/// }
/// let runs = list_runs(folder.path()).runs;
/// let found: Vec<_> = runs.iter().map(|run| (run.id.ends_with("19-00-00/"), run.files.len())).collect();
/// assert_eq!(found, [(false, 1), (true, 2)]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn list_runs(folder: impl AsRef<Path>) -> Runs {
    let folder = folder.as_ref();
    let listing = list_files([folder]);
    let mut runs: Vec<Run> = Vec::new();
    for file in &listing.files {
        let id = id_of(folder, file);
        match runs.last_mut().filter(|run| run.id == id) {
            Some(run) => run.files.push(file.clone()),
            None => runs.push(Run { id, files: vec![file.clone()] }),
        }
    }
    Runs { runs, listing }
}

/// The outermost folder of a run that the file stands in, or the file itself.
fn id_of(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    let depth = below.components().count();
    let ancestors: Vec<&Path> = file.ancestors().skip(1).take(depth.saturating_sub(1)).collect();
    let mut ids = ancestors.into_iter().rev().map(folder_id);
    ids.find(|id| run_id(id).is_some()).unwrap_or_else(|| file.to_string_lossy().into_owned())
}

fn folder_id(path: &Path) -> String {
    format!("{}/", path.to_string_lossy())
}

/// The unit of work that an object belongs to, whose key begins with `folder`: the outermost folder of a run that it stands
/// in, or the object itself.
#[cfg(any(feature = "object-store", feature = "s3"))]
pub(crate) fn unit_of<'k>(folder: &str, key: &'k str) -> &'k str {
    let slashes = key.match_indices('/').map(|(at, _)| at + 1);
    let mut folders = slashes.filter(|end| *end > folder.len()).map(|end| &key[..end]);
    folders.find(|folder| run_id(folder).is_some()).unwrap_or(key)
}

/// Whether a unit of work is a folder of a run directly below a folder, which is what the original lists.
#[cfg(any(feature = "object-store", feature = "s3"))]
pub(crate) fn is_run_in(folder: &str, unit: &str) -> bool {
    unit.strip_prefix(folder).and_then(|below| below.find('/').map(|at| at + 1 == below.len())) == Some(true)
}

/// The key of a run's folder, if it is one: the original's `extract_run_id`. It must end in `/`.
///
/// Accepted is what the original accepts: before the date any of the letters of `run=`, numbers without their zeros; and
/// beyond that a UUID behind the date, as the batch transformer once wrote it.
///
/// ```
/// use snowplow_analytics::run_id;
///
/// let key = "archive/run=2012-12-11-01-11-33/";
/// assert_eq!(run_id(key), Some(key));
/// assert_eq!(run_id("archive/run=2012-12-11-01-11-33"), None);
/// assert_eq!(run_id("archive/run=2012-13-11-01-11-33/"), None);
/// ```
pub fn run_id(key: &str) -> Option<&str> {
    let name = key.rsplit('/').nth(1)?;
    let date = name.trim_start_matches(['r', 'u', 'n', '=']);
    let mut parts = date.splitn(7, '-');
    let mut number = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next().filter(|part| digits.contains(&part.len()))?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
    let (hour, minute, second) = (number(1..=2)?, number(1..=2)?, number(1..=2)?);
    let is_date = year > 0 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    let is_time = hour < 24 && minute < 60 && second < 60;
    (is_date && is_time && parts.next().is_none_or(is_uuid)).then_some(key)
}

/// Whether it has the form of a UUID, dashes included.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    #[cfg(any(feature = "object-store", feature = "s3"))]
    use super::{is_run_in, unit_of};
    use super::{is_uuid, run_id};

    #[test]
    fn uuids_have_one_form() {
        assert!(is_uuid("d2161fd1-ffed-41df-AC3E-a729012105f5"));
        for text in
            ["1-1-1-1-1", "d2161fd1ffed41dfac3ea729012105f5", "d2161fd1-ffed-41df-ac3e-a729012105fg", ""]
        {
            assert!(!is_uuid(text), "{text}");
        }
    }

    #[test]
    #[cfg(any(feature = "object-store", feature = "s3"))]
    fn objects_belong_to_the_outermost_run_or_to_none() {
        let run = "a/run=2026-01-01-00-00-00/";
        for (folder, key, unit, is_run) in [
            ("a/", "a/run=2026-01-01-00-00-00/run=2026-01-02-00-00-00/x", run, true),
            ("", "a/run=2026-01-01-00-00-00/x", run, false),
            (run, "a/run=2026-01-01-00-00-00/x", "a/run=2026-01-01-00-00-00/x", false),
            ("a/", "a/2026/11/x", "a/2026/11/x", false),
            ("a/", "a/x", "a/x", false),
        ] {
            assert_eq!((unit_of(folder, key), is_run_in(folder, unit)), (unit, is_run), "{key}");
        }
    }

    #[test]
    fn runs_with_a_uuid_are_runs() {
        assert!(run_id("a/run=2026-01-01-00-00-00-d2161fd1-ffed-41df-ac3e-a729012105f5/").is_some());
        assert!(run_id("a/run=2026-01-01-00-00-00-0b1c/").is_none());
        assert!(run_id("run=2026-01-01-00-00-00").is_none());
    }
}
