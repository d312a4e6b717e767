use std::io;
use std::path::{Path, PathBuf};

use snowplow_analytics::Input as Source;

/// A file of collected events, wherever it lies.
#[derive(Debug, Clone)]
pub struct Input {
    name: String,
    size: Option<u64>,
    place: Place,
}

/// Where a file lies.
#[derive(Debug, Clone)]
enum Place {
    StandardInput,
    File(PathBuf),
}

impl Input {
    /// A file on this machine; its size, if it is known, is for progress alone.
    pub fn file(path: impl Into<PathBuf>, size: Option<u64>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), size, place: Place::File(path) }
    }

    /// Standard input.
    pub fn standard_input() -> Self {
        Self { name: "standard input".to_owned(), size: None, place: Place::StandardInput }
    }

    /// How messages and summaries call it: its path as it was given, or its URI.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has, compressed as they are there.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// The file on this machine, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::StandardInput => None,
        }
    }

    /// Opens it: what is in it, whatever it is compressed by.
    ///
    /// # Errors
    /// When it has vanished, access is denied, or it is compressed by what is not supported.
    pub fn open(&self) -> io::Result<Source> {
        match &self.place {
            Place::StandardInput => Source::of(io::stdin()),
            Place::File(path) => Source::open(path),
        }
    }
}
