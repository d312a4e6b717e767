use std::fmt;

use crate::plugin::ValidationResponse;

/// Why a call was refused.
///
/// Failures of plugins, of the network or of the logger never get here: they are logged and counted, and the
/// program goes on.
///
/// ```
/// use itly_runtime::{Error, Itly, UntypedEvent};
///
/// static ITLY: Itly = Itly::new();
///
/// match ITLY.track("some-user-id", &UntypedEvent::new("Song Played")) {
///     Err(Error::Invalid(error)) => eprintln!("{}: {error}", error.event()),
///     Err(error) => assert_eq!(error, Error::NotInitialized),
///     Ok(()) => {}
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A call before `load`.
    NotInitialized,
    /// A second `load`, also after one that was `disabled`.
    AlreadyInitialized,
    /// A call after `shutdown`.
    Shutdown,
    /// The event breaks the tracking plan, and [`ValidationOptions`](crate::ValidationOptions) ask for an error.
    Invalid(ValidationError),
    /// What `load` was given cannot work; the text says what to change.
    Configuration(String),
}

/// The failed responses of one validated call, in the order in which they were given: never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationError {
    event: Box<str>,
    failures: Box<[ValidationResponse]>,
}

impl ValidationError {
    pub(crate) fn new(event: &str, failures: Vec<ValidationResponse>) -> Self {
        Self { event: event.into(), failures: failures.into() }
    }

    /// The name of the event that was refused.
    pub fn event(&self) -> &str {
        &self.event
    }

    /// Every failed response: those about the context first, each group in the order of the plugins.
    pub fn failures(&self) -> &[ValidationResponse] {
        &self.failures
    }
}

impl fmt::Display for ValidationError {
    /// Writes the first failure's message, as the original SDKs do.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.failures.first().map_or("", ValidationResponse::message))
    }
}

impl fmt::Display for Error {
    // The texts of the state errors are those of the original SDKs, letter for letter.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotInitialized => formatter
                .write_str("Itly is not yet initialized. Have you called `itly.load()` on app start?"),
            Error::AlreadyInitialized => {
                formatter.write_str("Itly is already initialized. itly.load() should only be called once.")
            }
            Error::Shutdown => formatter.write_str("Itly is shutdown. No more requests are possible."),
            Error::Invalid(error) => error.fmt(formatter),
            Error::Configuration(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for Error {}
impl std::error::Error for ValidationError {}
