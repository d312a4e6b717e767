//! The folder of one process: its name, and how it comes into being.
//!
//! A folder belongs to the process that holds the lock on the file `lock` in it. The file is made once, by the process
//! that made the folder, and removed with the folder under its lock: where it is missing, the folder is about to come
//! or to go, and nobody else's business.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::Disk;

/// The name of the file that is locked.
pub(super) const LOCK: &str = "lock";

/// How often a folder is made anew that another process took for an abandoned one before it could be locked.
const ATTEMPTS: usize = 16;

/// A folder that was made and locked.
pub(super) struct Made<L> {
    pub(super) path: PathBuf,
    pub(super) lock: L,
    /// Folders with names in them that a power failure may take away.
    pub(super) unsynced: Vec<PathBuf>,
}

/// Makes a folder for this process in that of its destination, which lies in `spool`.
pub(super) fn make<D: Disk>(
    disk: &D,
    spool: &Path,
    destination: &Path,
    unix_time: Duration,
) -> io::Result<Made<D::Lock>> {
    // All of them, whoever has made them: that process may be gone before it could sync them.
    let mut unsynced = vec![destination.to_owned(), spool.to_owned(), parent(spool).to_owned()];
    for _ in 0..ATTEMPTS {
        create_with_parents(disk, destination, &mut unsynced)?;
        let path = destination.join(name(unix_time, disk.chance()));
        disk.create_folder(&path)?;
        if let Some(lock) = disk.create_lock(&path.join(LOCK))? {
            unsynced.insert(0, path.clone());
            return Ok(Made { path, lock, unsynced });
        }
    }
    Err(io::Error::other(format!("`{}`: no folder in it can be locked", destination.display())))
}

fn create_with_parents<D: Disk>(disk: &D, path: &Path, unsynced: &mut Vec<PathBuf>) -> io::Result<()> {
    if disk.exists(path) {
        return Ok(());
    }
    let parent = parent(path);
    create_with_parents(disk, parent, unsynced)?;
    if !unsynced.iter().any(|folder| folder == parent) {
        unsynced.push(parent.to_owned());
    }
    match disk.create_folder(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

/// A name that no other process has: time, process, and chance.
fn name(unix_time: Duration, chance: u32) -> String {
    let milliseconds = unix_time.as_millis() & 0xffff_ffff_ffff;
    format!("{milliseconds:012x}-{:08x}-{chance:08x}", std::process::id())
}

/// Whether `name` is that of a process's folder.
pub(super) fn is_name(name: &str) -> bool {
    let mut lengths = [12, 8, 8].into_iter();
    let is_number = |digits: &str| {
        lengths.next() == Some(digits.len())
            && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    };
    name.len() == 30 && name.split('-').all(is_number)
}

/// The name of a destination's folder: what is no letter, digit, `-`, `_` or inner `.` is written as `%` and two
/// hexadecimal digits for each byte.
pub(super) fn destination_name(destination: &str) -> String {
    let mut name = String::new();
    for (place, byte) in destination.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
            b'.' if place > 0 => name.push('.'),
            _ => name.push_str(&format!("%{byte:02x}")),
        }
    }
    if name.is_empty() { "%".to_owned() } else { name }
}

/// The destination whose folder is called `name`.
pub(super) fn destination_of(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped =
            behind.get(..2).and_then(super::hexadecimal::read).and_then(|byte| u8::try_from(byte).ok());
        rest = match (first, escaped) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                &behind[2..]
            }
            (b'%', None) => behind,
            _ => {
                bytes.push(*first);
                behind
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{destination_name, destination_of, is_name, name, parent};

    #[test]
    fn every_folder_lies_in_one() {
        for (path, folder) in [("a/b", "a"), ("a", "."), ("/a", "/"), ("/", "/")] {
            assert_eq!(parent(Path::new(path)), Path::new(folder));
        }
    }

    #[test]
    fn names_of_processes() {
        let process = name(Duration::from_millis(1_767_323_045_678), 0xab);
        assert_eq!(process, format!("019b7ca98f2e-{:08x}-000000ab", std::process::id()));
        assert!(is_name(&process), "{process}");
        for other in [
            "",
            "lock",
            "019b7ca98f2e-0000002a-ffffffff0",
            "019b7ca98f2e-0000002a-FFFFFFFF",
            "019b7ca98f2e-0000002a",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn names_of_destinations() {
        for (destination, name) in [
            ("posthog", "posthog"),
            ("post hog/eu.1", "post%20hog%2feu.1"),
            ("..", "%2e."),
            ("", "%"),
            ("é", "%c3%a9"),
        ] {
            assert_eq!(destination_name(destination), name);
        }
    }

    proptest! {
        #[test]
        fn a_destination_comes_back(destination in ".{0,20}") {
            prop_assert_eq!(destination_of(&destination_name(&destination)), destination);
        }
    }
}
