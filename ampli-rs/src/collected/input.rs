use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use snowplow_analytics::Input as Source;

use super::objects::{Found, Object};

/// How messages call standard input.
pub(super) const STANDARD_INPUT_NAME: &str = "standard input";

/// A file of collected events, wherever it lies.
#[derive(Debug, Clone)]
pub struct Input {
    name: String,
    size: Option<u64>,
    stamp: Option<String>,
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
        Self { name: path.display().to_string(), size, stamp: None, place: Place::File(path) }
    }

    /// Standard input.
    pub fn standard_input() -> Self {
        let name = STANDARD_INPUT_NAME.to_owned();
        Self { name, size: None, stamp: None, place: Place::StandardInput }
    }

    /// An object of a bucket or an archive, under its address.
    pub(super) fn object(name: String, found: Found) -> Self {
        let Found { size, stamp, object, .. } = found;
        Self { name, size: Some(size), stamp, place: Place::Object(object) }
    }

    /// How messages and summaries call it: its path as it was given, or its URI.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has, compressed as they are there.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// What is another one for other content of an object, where its place tells such a thing.
    pub fn stamp(&self) -> Option<&str> {
        self.stamp.as_deref()
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
