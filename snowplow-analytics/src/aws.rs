//! Services of AWS, as far as runs need them.

mod refusal;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "s3")]
mod s3_object;
mod signature;

use std::fmt;
use std::io;
use std::time::{Duration, SystemTime};

#[cfg(feature = "dynamodb")]
pub(crate) use self::refusal::{Patience, Refusal};
#[cfg(feature = "s3")]
pub use self::s3::{S3, S3Object, S3Run};
#[cfg(feature = "s3")]
pub use self::s3_object::S3Reader;
pub(crate) use self::signature::Request;

const TIME_OUT: Duration = Duration::from_secs(30);

/// Who asks, for AWS.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
}

impl Credentials {
    /// A pair of keys.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        let (access_key_id, secret_access_key) = (access_key_id.into(), secret_access_key.into());
        Self { access_key_id, secret_access_key, session_token: None }
    }

    /// With the token of a role or session.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<String>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Those of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` if it is set.
    pub fn from_environment() -> Option<Self> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let credentials = Self::new(variable("AWS_ACCESS_KEY_ID")?, variable("AWS_SECRET_ACCESS_KEY")?);
        Some(Self { session_token: variable("AWS_SESSION_TOKEN"), ..credentials })
    }
}

/// What gives the keys of each request: those of a role end, and others follow them.
pub trait CredentialSource: fmt::Debug + Send + Sync {
    /// The keys of now.
    ///
    /// # Errors
    ///
    /// When there are none.
    fn credentials(&self) -> io::Result<Credentials>;
}

/// Keys that stay the same.
impl CredentialSource for Credentials {
    fn credentials(&self) -> io::Result<Credentials> {
        Ok(self.clone())
    }
}

/// Without the secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// What makes requests: it returns answers of every status.
pub(crate) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIME_OUT)).build().into()
}

/// The host of a URL, with its port.
pub(crate) fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, host)| host)
}

/// The time of a signature.
pub(crate) fn unix_seconds() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or_default()
}

pub(crate) fn into_io(error: ureq::Error) -> io::Error {
    error.into_io()
}
