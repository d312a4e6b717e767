use crate::environment::Environment;

/// What happens to an event that breaks the plan.
///
/// ```
/// use itly_runtime::{Options, ValidationOptions};
///
/// // Send invalid events and say nothing.
/// let options: Options = Options::new().validation(ValidationOptions::new().track_invalid(true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ValidationOptions {
    /// Events are not validated at all.
    pub disabled: bool,
    /// An invalid event is sent all the same.
    pub track_invalid: bool,
    /// An invalid event is an error to its caller.
    pub error_on_invalid: bool,
}

impl ValidationOptions {
    /// Invalid events are neither sent nor errors.
    pub const fn new() -> Self {
        Self { disabled: false, track_invalid: false, error_on_invalid: false }
    }

    /// What holds where nothing else was asked for: an error in development, sent in production.
    pub const fn of(environment: Environment) -> Self {
        match environment {
            Environment::Development => Self::new().error_on_invalid(true),
            Environment::Production => Self::new().track_invalid(true),
        }
    }

    /// Sets whether events are not validated at all.
    #[must_use]
    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Sets whether an invalid event is sent all the same.
    #[must_use]
    pub const fn track_invalid(mut self, track_invalid: bool) -> Self {
        self.track_invalid = track_invalid;
        self
    }

    /// Sets whether an invalid event is an error to its caller.
    #[must_use]
    pub const fn error_on_invalid(mut self, error_on_invalid: bool) -> Self {
        self.error_on_invalid = error_on_invalid;
        self
    }
}
