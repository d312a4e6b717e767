//! Files that only the user can read: tokens, plans with keys in them.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// Puts a file with this content in the place of the one at `path`, whole or not at all.
///
/// What is left of a run that was cut off is not written into: it may be readable by others, or a link to elsewhere.
pub(super) fn replace(path: &Path, content: &[&[u8]]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(format!("{}.new", std::process::id()));
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    content.iter().try_for_each(|part| file.write_all(part))?;
    file.sync_all()?;
    drop(file);
    fs::rename(&unfinished, path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::replace;

    #[test]
    fn what_was_left_behind_is_neither_followed_nor_kept_readable() {
        let folder = tempfile::tempdir().unwrap();
        let (path, elsewhere) = (folder.path().join("tokens"), folder.path().join("elsewhere"));
        let unfinished = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&elsewhere, "mine").unwrap();
        symlink(&elsewhere, &unfinished).unwrap();
        replace(&path, &[b"a", b"b"]).unwrap();
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");

        fs::write(&unfinished, "old").unwrap();
        fs::set_permissions(&unfinished, Permissions::from_mode(0o644)).unwrap();
        replace(&path, &[b"c"]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "c");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!unfinished.exists());
    }
}
