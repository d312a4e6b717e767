use std::io;
use std::path::Path;

/// The file system, as a parameter: tests put one in its place that fails and loses its power.
///
/// What a method has done survives a killed process at once, and a power failure only when it has been synced: data
/// by [`DiskFile::sync`], names by [`sync_folder`](Self::sync_folder) on the folder that holds them.
pub(crate) trait Disk: Clone + Send + Sync + 'static {
    /// An open file.
    type File: DiskFile;
    /// A lock that is held until it is dropped, or until its process ends.
    type Lock: Send + Sync + 'static;

    /// A number by chance, for names that no other process gives.
    fn chance(&self) -> u32;

    /// Makes a folder in one that is there. One that is there already is an error.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Whether there is something called `path`.
    fn exists(&self, path: &Path) -> bool;

    /// The names in a folder, in any order; those that are not UTF-8 are left out.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Makes a file for appending. One that is there already is an error.
    fn create(&self, path: &Path) -> io::Result<Self::File>;

    /// Opens a file for reading.
    fn open(&self, path: &Path) -> io::Result<Self::File>;

    /// Opens a file for reading and cutting.
    fn open_to_cut(&self, path: &Path) -> io::Result<Self::File>;

    /// Gives a file another name in the same folder, in place of one that had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder survive a power failure.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes the file `path` and locks it. Nothing if another process was faster, which then has the lock or has
    /// removed the file.
    fn create_lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;

    /// Locks the file `path`. Nothing if it is locked already, or was removed meanwhile.
    fn take_lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
}

/// An open file of a [`Disk`].
pub(crate) trait DiskFile: Send + Sync + 'static {
    /// Writes at the end of the file, once, and returns how many bytes were taken.
    fn append(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Reads from `offset` on, once, and returns how many bytes there were. Only one thread at a time reads from a file.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// How long the file is.
    fn length(&self) -> io::Result<u64>;

    /// Cuts the file.
    fn cut(&self, length: u64) -> io::Result<()>;

    /// Makes the content survive a power failure.
    fn sync(&self) -> io::Result<()>;
}

/// Writes all of `bytes` at the end of `file`; at once, unless the system takes less.
pub(super) fn append_all(file: &impl DiskFile, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match file.append(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// That the file is gone is as good as having removed it.
pub(super) fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
