use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What writing needs of a file system. Tests let its operations fail one by one.
pub trait FileSystem {
    /// The content of a file; `None` when there is none.
    ///
    /// # Errors
    /// What the operating system says.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// All files under `folder`, at any depth, sorted; none when there is no such folder.
    ///
    /// # Errors
    /// What the operating system says.
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Makes the folder and those it lies in, as far as they are missing.
    ///
    /// # Errors
    /// What the operating system says.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes a file, over any older one.
    ///
    /// # Errors
    /// What the operating system says; the file may then be half-written.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Forces what was written to a file, or the names of a folder, to the device.
    ///
    /// # Errors
    /// What the operating system says.
    fn force(&self, path: &Path) -> io::Result<()>;

    /// Gives the content of a file a second name, over any older file of that name.
    ///
    /// # Errors
    /// What the operating system says.
    fn keep(&self, path: &Path, second: &Path) -> io::Result<()>;

    /// Puts a file in the place of another, which goes away in the same instant.
    ///
    /// # Errors
    /// What the operating system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; nothing happens when there is none.
    ///
    /// # Errors
    /// What the operating system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder if nothing is in it.
    ///
    /// # Errors
    /// What the operating system says, also when the folder is not empty.
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        absent_as_none(fs::read(path))
    }

    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        collect_files(folder, &mut files)?;
        files.sort();
        Ok(files)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let create = || fs::File::options().write(true).create_new(true).open(path);
        let mut file = match create() {
            // It may be a link to elsewhere: it is replaced, not written into.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.remove(path)?;
                create()?
            }
            created => created?,
        };
        file.write_all(content)
    }

    fn force(&self, path: &Path) -> io::Result<()> {
        // A folder can only be opened for reading, and some systems force only what is open for writing.
        let file = fs::File::options().write(true).open(path).or_else(|_| fs::File::open(path))?;
        file.sync_all()
    }

    fn keep(&self, path: &Path, second: &Path) -> io::Result<()> {
        self.remove(second)?;
        // Some file systems know no second names; there a copy serves as well.
        fs::hard_link(path, second).or_else(|_| fs::copy(path, second).map(drop))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        absent_as_none(fs::remove_file(path)).map(drop)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

fn absent_as_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// Folders that are links are left alone: what lies behind them is not ours.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in absent_as_none(fs::read_dir(folder))?.into_iter().flatten() {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect_files(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
