//! The file system, as a parameter: tests have one that stops working at any step.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// What manifests ask of a file system; each call is one step, between any two of which a process can be killed.
pub(in crate::manifest) trait Disk: fmt::Debug + Send + Sync {
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a file, and does not return before it is on the disk.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Gives a file a second name, if no file has it.
    fn link(&self, from: &Path, to: &Path) -> io::Result<bool>;

    /// Gives a file another name, whichever file had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// What is in a file, if there is one.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// Removes a file, if there is one.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The names of all files in a folder, sorted.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Does not return before the names of a folder's files are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The file system of the machine.
#[derive(Debug)]
pub(in crate::manifest) struct SystemDisk;

impl Disk for SystemDisk {
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        write_whole(File::create(path)?, content)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<bool> {
        let linked = match fs::hard_link(from, to) {
            Err(error) if has_no_links(&error) => {
                let content = fs::read(from)?;
                let created = OpenOptions::new().write(true).create_new(true).open(to);
                created.and_then(|file| write_whole(file, &content))
            }
            linked => linked,
        };
        match linked {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        absent_or(fs::read(path))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        absent_or(fs::remove_file(path)).map(|_| ())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort();
        Ok(names)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Elsewhere a folder is no file that could be opened.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}

fn write_whole(mut file: File, content: &[u8]) -> io::Result<()> {
    file.write_all(content)?;
    file.sync_all()
}

/// Some file systems have no hard links, and say so in several ways.
fn has_no_links(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}

fn absent_or<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}
