//! Files that hold events are found, and what holds none is named.

use std::fs;

use snowplow_analytics::{SkipReason, Skipped, list_files};

#[test]
fn folders_are_listed_with_what_is_below_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in [
        "run=b/part-1.gz",
        "run=b/_SUCCESS",
        "run=a/part-0",
        "run=a/.part-0.crc",
        "run=a/x_$folder$",
        "run=a/z",
    ] {
        fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        fs::write(path(name), "content").unwrap();
    }
    fs::write(path("run=a/empty"), "").unwrap();
    fs::write(path("run=a/.hidden"), "content").unwrap();

    let listing = list_files([folder.path()]);
    assert_eq!(listing.files, ["run=a/part-0", "run=a/z", "run=b/part-1.gz"].map(path));
    let skipped = [
        ("run=a/.hidden", SkipReason::Marker),
        ("run=a/.part-0.crc", SkipReason::Checksum),
        ("run=a/empty", SkipReason::Empty),
        ("run=a/x_$folder$", SkipReason::FolderPlaceholder),
        ("run=b/_SUCCESS", SkipReason::Marker),
    ];
    assert_eq!(listing.skipped, skipped.map(|(name, reason)| Skipped { path: path(name), reason }));
    assert!(listing.failed.is_empty());
}

#[test]
fn what_is_named_is_read_and_what_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (marker, missing) = (folder.path().join("_events"), folder.path().join("missing"));
    fs::write(&marker, "content").unwrap();
    let listing = list_files([&marker, &missing]);
    assert_eq!(listing.files, [marker]);
    assert_eq!((&listing.failed[0].0, listing.failed[0].1.kind()), (&missing, std::io::ErrorKind::NotFound));
}

#[cfg(unix)]
#[test]
fn links_in_circles_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events"), "content").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    assert_eq!(list_files([folder.path()]).files, [folder.path().join("events")]);
}
