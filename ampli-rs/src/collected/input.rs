use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use snowplow_analytics::Input as Source;

use super::buckets::Object;

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
    Object(Arc<dyn Object>),
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

    /// An object of a bucket, under its address.
    pub(super) fn object(name: String, size: u64, object: Arc<dyn Object>) -> Self {
        Self { name, size: Some(size), place: Place::Object(object) }
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
            Place::StandardInput | Place::Object(_) => None,
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
            Place::Object(object) => Source::of(object.read()),
        }
    }
}
