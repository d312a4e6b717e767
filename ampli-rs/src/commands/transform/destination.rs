//! Where events go.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::locations;
use crate::failure::Failure;

/// Standard output, or a file that gets its name when all is in it.
pub(super) enum Destination {
    StandardOutput,
    File { file: File, partial: Partial },
}

/// A file that has yet another name. It is removed unless it gets its own.
pub(super) struct Partial {
    path: PathBuf,
    target: PathBuf,
    is_whole: bool,
}

impl Destination {
    /// Opens what the user names.
    pub(super) fn open(target: Option<&Path>, force: bool) -> Result<Self, Failure> {
        let Some(target) = target else { return Ok(Self::StandardOutput) };
        if target.exists() && !force {
            return Err(locations::is_there(target));
        }
        let mut name = OsString::from(target.file_name().unwrap_or_default());
        name.push(format!(".{}.partial", std::process::id()));
        let path = target.with_file_name(name);
        let file = File::create(&path).map_err(|error| Failure::file("write", target, &error))?;
        Ok(Self::File { file, partial: Partial { path, target: target.to_owned(), is_whole: false } })
    }

    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        match self {
            Self::StandardOutput => io::stdout().lock().write_all(lines),
            Self::File { file, .. } => file.write_all(lines),
        }
    }

    /// Says that all has been written.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::StandardOutput => io::stdout().lock().flush()?,
            Self::File { mut partial, .. } => {
                fs::rename(&partial.path, &partial.target)
                    .map_err(|error| Failure::file("write", &partial.target, &error))?;
                partial.is_whole = true;
            }
        }
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_whole {
            // What is left behind says by its name that it is not whole.
            let _ = fs::remove_file(&self.path);
        }
    }
}
