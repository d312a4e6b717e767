use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use snowplow_analytics::{Input as Source, S3, S3Object};

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
    Object(Arc<Object>),
}

/// An object of a bucket.
#[derive(Debug)]
struct Object {
    s3: Arc<S3>,
    bucket: String,
    object: S3Object,
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

    /// An object of a bucket of S3.
    pub fn object(s3: &Arc<S3>, bucket: &str, object: S3Object) -> Self {
        let (name, size) = (format!("s3://{bucket}/{}", object.key), Some(object.size));
        let object = Object { s3: Arc::clone(s3), bucket: bucket.to_owned(), object };
        Self { name, size, place: Place::Object(Arc::new(object)) }
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
            Place::Object(object) => Source::of(object.s3.read(&object.bucket, &object.object)),
        }
    }
}
