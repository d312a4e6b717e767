//! Objects of a bucket: listed, told apart, and read.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::refusal::{Patience, Refusal};
use super::s3::{ARCHIVES, S3, S3Object, with_place};
use crate::aws::CredentialSource;
use crate::read::SkipReason;

/// So many bytes are asked for at a time: each request is short, and one that fails costs little.
const PART: u64 = 8 << 20;

impl S3Object {
    /// Why the object holds no events, as its name or size says.
    pub fn skip_reason(&self) -> Option<SkipReason> {
        SkipReason::of_object(&self.key, self.size)
    }

    /// Whether it lies in Glacier or Deep Archive, so that it can't be read before it is restored.
    pub fn is_archived(&self) -> bool {
        ARCHIVES.contains(&self.storage_class.as_str())
    }
}

impl S3 {
    /// Buckets as the variables of the environment say: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` with
    /// `AWS_SESSION_TOKEN`, `AWS_REGION` or `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
    ///
    /// # Errors
    ///
    /// When no keys are set.
    pub fn from_environment() -> io::Result<Self> {
        let credentials = super::Credentials::from_environment().ok_or_else(|| {
            let message = "no keys of AWS: set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; \
                           `aws configure export-credentials --format env` prints them";
            io::Error::new(io::ErrorKind::PermissionDenied, message)
        })?;
        Ok(Self::of_environment(credentials))
    }

    /// The same for whom other keys name.
    pub fn of_environment(credentials: impl CredentialSource + 'static) -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
        let s3 = Self::new(region.unwrap_or_else(|| "us-east-1".to_owned()), credentials);
        let endpoint = variable("AWS_ENDPOINT_URL_S3").or_else(|| variable("AWS_ENDPOINT_URL"));
        match endpoint {
            Some(url) => s3.endpoint(&url),
            None => s3,
        }
    }

    /// All objects of a bucket whose keys begin with `prefix`, sorted by key: a call for each thousand.
    ///
    /// # Errors
    ///
    /// When the bucket can't be listed.
    pub fn list_objects(&self, bucket: &str, prefix: &str) -> io::Result<Vec<S3Object>> {
        let mut objects = Vec::new();
        self.each_page(bucket, prefix, |mut page| objects.append(&mut page))?;
        Ok(objects)
    }

    /// Reads an object from its beginning. What a request is refused for a while is asked again.
    pub fn read(self: &Arc<Self>, bucket: &str, object: &S3Object) -> S3Reader {
        S3Reader {
            s3: Arc::clone(self),
            bucket: bucket.to_owned(),
            object: object.clone(),
            asked: 0,
            part: io::Cursor::new(Vec::new()),
        }
    }

    /// Sets how long it is waited before a request is made the second time; twice as long before each further one.
    #[must_use]
    pub fn pause(mut self, pause: Duration) -> Self {
        self.patience = Patience { first_pause: pause };
        self
    }
}

/// Reads an object, part by part.
#[derive(Debug)]
pub struct S3Reader {
    s3: Arc<S3>,
    bucket: String,
    object: S3Object,
    /// So many of its bytes have been asked for.
    asked: u64,
    part: io::Cursor<Vec<u8>>,
}

impl Read for S3Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.part.read(buffer)?;
        if length > 0 || self.asked >= self.object.size || buffer.is_empty() {
            return Ok(length);
        }
        let end = self.object.size.min(self.asked + PART);
        let headers = [
            ("if-match", format!("\"{}\"", self.object.e_tag)),
            ("range", format!("bytes={}-{}", self.asked, end - 1)),
        ];
        // Some objects say that they are encoded; here they are read as they are stored.
        let query = "response-content-encoding=identity";
        let path = S3::path(&self.bucket, &self.object.key);
        let wanted = end - self.asked;
        let part = self.s3.patience.until_answered(|| {
            let part = self.s3.get(&path, query, &headers, wanted)?;
            if part.len() as u64 == wanted { Ok(part) } else { Err(broken_off()) }
        });
        let name = Path::new("s3://").join(&self.bucket).join(&self.object.key);
        self.part = io::Cursor::new(part.map_err(|refusal| with_place(&refusal, &name.to_string_lossy()))?);
        self.asked = end;
        self.part.read(buffer)
    }
}

/// An answer that is shorter than it should be.
fn broken_off() -> Refusal {
    let error = io::Error::new(io::ErrorKind::UnexpectedEof, "the answer breaks off");
    Refusal { status: 0, kind: String::new(), error }
}
