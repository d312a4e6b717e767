use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What shows that a file was written to or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// The file's number in its file system, which a replacement does not share.
    number: u64,
}

/// The stamps of the files, and of all files in the folders, at any depth. An absent file has none.
pub(super) fn stamps(paths: &[PathBuf]) -> BTreeMap<PathBuf, Stamp> {
    let mut stamps = BTreeMap::new();
    for path in paths {
        collect(path, &mut stamps);
    }
    stamps
}

/// Hidden files and links to folders are no part of a plan.
fn collect(path: &Path, stamps: &mut BTreeMap<PathBuf, Stamp>) {
    let Ok(metadata) = fs::metadata(path) else { return };
    if !metadata.is_dir() {
        stamps.insert(path.to_owned(), Stamp::of(&metadata));
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_link_to_folder =
            entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
        if !is_hidden && !is_link_to_folder {
            collect(&entry.path(), stamps);
        }
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), number: number(metadata) }
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::stamps;

    #[test]
    fn whatever_happens_to_a_file_shows() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir_all(place("schemas/deep")).unwrap();
        fs::write(place("plan.json"), "{}").unwrap();
        let look = || stamps(&[place("plan.json"), place("schemas"), place("absent")]);
        let mut before = look();
        assert_eq!((before.clone(), before.len()), (look(), 1));
        let mut changes = |what: &str, change: &dyn Fn()| {
            change();
            let now = look();
            assert_ne!(now, before, "{what}");
            before = now;
        };
        changes("written to", &|| fs::write(place("plan.json"), "{ }").unwrap());
        changes("replaced", &|| {
            fs::write(place("new"), "{ }").unwrap();
            fs::rename(place("new"), place("plan.json")).unwrap();
        });
        changes("removed", &|| fs::remove_file(place("plan.json")).unwrap());
        changes("added to a folder", &|| fs::write(place("schemas/deep/a.json"), "{}").unwrap());
        changes("come into being", &|| fs::write(place("absent"), "{}").unwrap());
    }
}
