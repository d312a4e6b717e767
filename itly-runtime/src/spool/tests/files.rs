//! The files of a spool: for people to read, and for nobody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::stopped_clock::StoppedClock;
use crate::clock::Clock;
use crate::spool::{Spool, SpoolSettings, spooled};

use super::real::{ids, read};

fn open(folder: &Path, destination: &str) -> Spool {
    let clock: Arc<dyn Clock> = Arc::new(StoppedClock::new());
    Spool::open(&SpoolSettings::new(folder), destination, clock).unwrap()
}

/// Everything below `folder`, folders first.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let within: Vec<_> = paths.iter().filter(|path| path.is_dir()).flat_map(|path| below(path)).collect();
    paths.extend(within);
    paths
}

#[test]
fn a_segment_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let spool = open(folder.path(), "web hook");
    spool.append(br#"{"event":"Song Played","userId":"u"}"#).unwrap();
    spool.append(br#"{"event":"Song Skipped","userId":"u"}"#).unwrap();
    let paths = below(folder.path());
    assert!(paths[0].ends_with("web%20hook"), "{paths:?}");
    let expected = concat!(
        "itly-spool 1\n",
        "92b3eb60 00000024 0000000000000001 019b7ca98f2e {\"event\":\"Song Played\",\"userId\":\"u\"}\n",
        "dc362f53 00000025 0000000000000002 019b7ca98f2e {\"event\":\"Song Skipped\",\"userId\":\"u\"}\n",
    );
    let segment = paths.iter().find(|path| path.ends_with("0000000000000001.open")).unwrap();
    assert_eq!(fs::read_to_string(segment).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn what_can_not_be_listed_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path(), "posthog").append(b"a").unwrap();
    std::os::unix::fs::symlink("circle", folder.path().join("circle")).unwrap();
    let listed: Vec<_> = spooled(folder.path()).unwrap().map(|record| record.is_ok()).collect();
    assert_eq!(listed, [false, true]);
}

#[test]
fn what_waits_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["posthog", "web hook"].map(|destination| open(folder.path(), destination));
    for payload in ["a", "b", "c"] {
        first.append(payload.as_bytes()).unwrap();
    }
    second.append(b"d").unwrap();
    first.settle(&ids(&read(&first)[1..2])).unwrap();
    fs::write(folder.path().join("README"), "not of the spool").unwrap();

    let listed: Vec<_> = spooled(folder.path()).unwrap().map(Result::unwrap).collect();
    let shown: Vec<_> = listed
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {}",
                it.destination,
                it.number,
                it.appended,
                String::from_utf8_lossy(&it.payload)
            )
        })
        .collect();
    let expected = [
        "posthog 1 2026-01-02T03:04:05.678Z a",
        "posthog 3 2026-01-02T03:04:05.678Z c",
        "web hook 1 2026-01-02T03:04:05.678Z d",
    ];
    assert_eq!(shown, expected);
    assert!(spooled(folder.path().join("missing")).is_err());
}

#[test]
#[cfg(unix)]
fn nobody_else_may_read_them() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let spool = open(&folder.path().join("deep/down"), "posthog");
    spool.append(b"a").unwrap();
    spool.append(b"b").unwrap();
    spool.settle(&ids(&read(&spool)[..1])).unwrap();
    let paths = below(folder.path());
    assert_eq!(paths.iter().filter(|path| path.is_file()).count(), 3, "lock, cursor, segment: {paths:?}");
    for path in paths {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{path:?}");
    }
}

#[test]
fn nothing_is_left_when_all_is_delivered() {
    let folder = tempfile::tempdir().unwrap();
    let spool = open(folder.path(), "posthog");
    spool.append(b"a").unwrap();
    spool.settle(&ids(&read(&spool))).unwrap();
    spool.close().unwrap();
    assert_eq!(below(folder.path()), [folder.path().join("posthog")]);
}

#[test]
fn a_folder_that_is_deleted_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let spool = open(folder.path(), "posthog");
    spool.append(b"a").unwrap();
    fs::remove_dir_all(folder.path().join("posthog")).unwrap();
    spool.maintain().unwrap();
    spool.append(b"b").unwrap();
    let records = read(&spool);
    assert_eq!(records.iter().map(|record| record.payload()).collect::<Vec<_>>(), [b"b"]);
    let stats = spool.stats();
    assert_eq!((stats.appended, stats.dropped_corrupt, stats.records), (2, 1, 1));
}

#[test]
fn a_folder_that_can_not_be_made_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let obstacle = folder.path().join("spool");
    fs::write(&obstacle, "a file").unwrap();
    let clock: Arc<dyn Clock> = Arc::new(StoppedClock::new());
    let error = Spool::open(&SpoolSettings::new(&obstacle), "posthog", clock).err().unwrap();
    assert!(error.to_string().starts_with(&format!("`{}", obstacle.display())), "{error}");
}
