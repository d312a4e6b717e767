use std::fmt;

/// Settings of one destination of the plan.
///
/// ```
/// use itly_runtime::{DestinationOptions, Options};
///
/// let options: Options = Options::new()
///     .destination("segment", DestinationOptions::new().endpoint("https://events.example.com"))
///     .destination("webhook", DestinationOptions::new().disabled(true));
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct DestinationOptions {
    disabled: bool,
    endpoint: Option<String>,
    key: Option<String>,
}

impl DestinationOptions {
    /// What the plan says, unchanged.
    pub const fn new() -> Self {
        Self { disabled: false, endpoint: None, key: None }
    }

    /// Sets whether the destination shall not be installed.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Sets where the events go, instead of where the plan says.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the key, instead of the environment's.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Whether the destination shall not be installed.
    pub fn is_disabled(&self) -> bool {
        self.disabled
    }

    /// Where the events go, if not where the plan says.
    pub fn get_endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// The key, if not the environment's.
    pub fn get_key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Debug for DestinationOptions {
    /// Without the key: it is a secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DestinationOptions")
            .field("disabled", &self.disabled)
            .field("endpoint", &self.endpoint)
            .field("key", &self.key.as_ref().map(|_| "…"))
            .finish()
    }
}
