use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::lock::Lock;

/// `ampli.lock`, beside `ampli.toml`; in the working directory when there is none.
pub(super) struct LockFile {
    pub(super) path: PathBuf,
    pub(super) lock: Lock,
    /// What was put right in reading, or why the file can't be read.
    pub(super) findings: Diagnostics,
    /// Whether git has left both sides of a merge in the file.
    pub(super) conflict: bool,
}

impl LockFile {
    /// Reads the lock in `folder`; an absent one is empty.
    ///
    /// # Errors
    /// When the file is there and can't be read.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("ampli.lock");
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self::new(path, Lock::default(), Diagnostics::new(), false));
            }
            text => text.map_err(|error| Failure::file("read", &path, &error))?,
        };
        Ok(match Lock::parse(&text) {
            Ok(parsed) => Self::new(path, parsed.lock, parsed.findings, parsed.conflict.is_some()),
            Err(findings) => Self::new(path, Lock::default(), findings, false),
        })
    }

    fn new(path: PathBuf, lock: Lock, findings: Diagnostics, conflict: bool) -> Self {
        Self { path, lock, findings, conflict }
    }
}
