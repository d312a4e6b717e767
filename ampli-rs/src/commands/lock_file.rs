use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::lock::{FILE_NAME, Lock};
use crate::text::PlanText;

/// `ampli.lock`, beside `ampli.toml`; in the working directory when there is none.
pub(super) struct LockFile {
    pub(super) path: PathBuf,
    pub(super) lock: Lock,
    /// What the findings point into.
    pub(super) text: PlanText,
    /// What was put right in reading, or why the file can't be read.
    pub(super) findings: Diagnostics,
    /// The text on disk.
    written: Option<String>,
    /// Whether git has left both sides of a merge in the file.
    pub(super) conflict: bool,
}

impl LockFile {
    /// Reads the lock in `folder`; an absent one is empty.
    ///
    /// # Errors
    /// When the file is there and can't be read.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(FILE_NAME);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::absent(path)),
            text => text.map_err(|error| Failure::file("read", &path, &error))?,
        };
        let (lock, findings, conflict) = match Lock::parse(&text) {
            Ok(parsed) => (parsed.lock, parsed.findings, parsed.conflict.is_some()),
            Err(findings) => (Lock::default(), findings, false),
        };
        let written = Some(text.clone());
        let text = PlanText::single(path.display().to_string(), text);
        Ok(Self { path, lock, text, findings, written, conflict })
    }

    /// Whether the file is to be written anew; line ends don't matter.
    pub(super) fn is_outdated(&self) -> bool {
        let written = self.written.as_deref().unwrap_or_default();
        !written.lines().eq(self.lock.to_text().lines())
    }

    fn absent(path: PathBuf) -> Self {
        let (lock, text, findings) = (Lock::default(), PlanText::default(), Diagnostics::new());
        Self { path, lock, text, findings, written: None, conflict: false }
    }
}
