//! Whose configuration it is.

use std::path::Path;

use crate::failure::Failure;

/// Refuses `file`, which was found above `folder`, when it is somebody else's: a configuration names programs that are
/// run for tokens, and in the folders above (`/tmp`, `/scratch`) anybody may have put one. The administrator's is taken.
#[cfg(unix)]
pub(super) fn refuse_foreign(file: &Path, folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt as _;

    const ADMINISTRATOR: u32 = 0;

    let owner = |path: &Path| {
        std::fs::metadata(path)
            .map(|metadata| metadata.uid())
            .map_err(|error| Failure::file("read", path, &error))
    };
    let owner_of_file = owner(file)?;
    if owner_of_file == ADMINISTRATOR || owner_of_file == owner(folder)? {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "`{}` is not of the user whose folder this is, and may name programs that are run",
            file.display()
        ),
        "name it with `--config` if you trust who wrote it, or write an `ampli.toml` here: `ampli-rs init`",
    ))
}

/// Elsewhere nobody else can write to the folders above.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
pub(super) fn refuse_foreign(_: &Path, _: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::chown;

    use super::refuse_foreign;
    use crate::config::Project;

    #[test]
    fn a_configuration_of_somebody_else_is_not_found_by_chance() {
        let above = tempfile::tempdir().unwrap();
        let (file, folder) = (above.path().join("ampli.toml"), above.path().join("mine"));
        fs::create_dir(&folder).unwrap();
        fs::write(&file, "token_command = [\"/tmp/theirs\"]\n").unwrap();
        assert!(Project::find(&folder).unwrap().is_some());
        if chown(&folder, Some(1001), None).and_then(|()| chown(&file, Some(1002), None)).is_err() {
            // Only an administrator can give files away.
            return;
        }
        assert_eq!(
            Project::find(&folder).unwrap_err().to_string().replace(&above.path().display().to_string(), "…"),
            "`…/ampli.toml` is not of the user whose folder this is, and may name programs that are run\n\
             help: name it with `--config` if you trust who wrote it, or write an `ampli.toml` here: `ampli-rs init`",
        );
        chown(&file, Some(1001), None).unwrap();
        assert_eq!(refuse_foreign(&file, &folder), Ok(()));
        chown(&file, Some(0), None).unwrap();
        assert_eq!(refuse_foreign(&file, &folder), Ok(()));
    }
}
