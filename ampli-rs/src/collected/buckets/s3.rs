//! Buckets of S3, whose listings say what lies in an archive.

use std::io::{self, Read};
use std::sync::Arc;

use snowplow_analytics::{S3, S3Object, S3Reader};

use crate::collected::objects::{Found, Object, Objects};

/// A bucket, and who asks.
pub(super) struct S3Bucket {
    s3: Arc<S3>,
    name: Arc<str>,
}

/// An object of it.
#[derive(Debug)]
struct Stored {
    s3: Arc<S3>,
    bucket: Arc<str>,
    object: S3Object,
}

impl S3Bucket {
    pub(super) fn new(s3: Arc<S3>, name: &str) -> Self {
        Self { s3, name: name.into() }
    }

    fn found(&self, object: S3Object) -> Found {
        let (key, size, is_archived) = (object.key.clone(), object.size, object.is_archived());
        let stamp = Some(object.e_tag.clone()).filter(|e_tag| !e_tag.is_empty());
        let (s3, bucket) = (Arc::clone(&self.s3), Arc::clone(&self.name));
        Found { key, size, stamp, is_archived, object: Arc::new(Stored { s3, bucket, object }) }
    }
}

impl Objects for S3Bucket {
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>> {
        let objects = self.s3.list_objects(&self.name, prefix);
        let objects = objects.map_err(|error| without(&error, &format!("s3://{}/{prefix}", self.name)))?;
        Ok(objects.into_iter().map(|object| self.found(object)).collect())
    }
}

impl Object for Stored {
    fn read(&self) -> Box<dyn Read + Send> {
        let name = format!("s3://{}/{}", self.bucket, self.object.key);
        Box::new(Named { reader: self.s3.read(&self.bucket, &self.object), name })
    }
}

/// A reader whose errors begin with the name of what is read.
struct Named {
    reader: S3Reader,
    name: String,
}

impl Read for Named {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer).map_err(|error| without(&error, &self.name))
    }
}

/// An error without the name, which whoever asks tells, and without a kind, for which other words would be found.
fn without(error: &io::Error, name: &str) -> io::Error {
    let text = error.to_string();
    let reason = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(": "));
    io::Error::other(reason.unwrap_or(&text).to_owned())
}
