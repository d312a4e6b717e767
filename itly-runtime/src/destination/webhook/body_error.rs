use std::fmt;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookBodyError {
    cause: String,
}

impl WebhookBodyError {
    pub(super) fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into() }
    }
}

impl fmt::Display for WebhookBodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.cause)
    }
}

impl std::error::Error for WebhookBodyError {}
