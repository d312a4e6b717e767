//! Buckets of S3, whose listings say what lies in an archive.

use std::io::{self, Read};
use std::sync::Arc;

use snowplow_analytics::{S3, S3Object};

use super::{Bucket, Found, Object};

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
        let (s3, bucket) = (Arc::clone(&self.s3), Arc::clone(&self.name));
        Found { key, size, is_archived, object: Arc::new(Stored { s3, bucket, object }) }
    }
}

impl Bucket for S3Bucket {
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>> {
        let objects = self.s3.list_objects(&self.name, prefix)?;
        Ok(objects.into_iter().map(|object| self.found(object)).collect())
    }
}

impl Object for Stored {
    fn read(&self) -> Box<dyn Read + Send> {
        Box::new(self.s3.read(&self.bucket, &self.object))
    }
}
