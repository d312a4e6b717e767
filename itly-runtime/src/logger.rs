//! Where the runtime's own log lines go.

mod fallback;
#[cfg(feature = "log")]
mod log_crate;
mod prefixed;
mod standard_streams;

#[cfg(feature = "log")]
pub use self::log_crate::LogLogger;
pub use self::prefixed::PrefixedLogger;
pub use self::standard_streams::StandardStreams;

/// Receives the log lines of the runtime and of its plugins.
///
/// Without a logger nothing is logged and no line is formatted. A logger that panics does not disturb the
/// program: the line goes to the standard streams instead, followed by what happened to the logger.
///
/// ```
/// use itly_runtime::Logger;
///
/// struct Collected(std::sync::Mutex<Vec<String>>);
///
/// impl Logger for Collected {
///     fn debug(&self, _message: &str) {}
///     fn info(&self, _message: &str) {}
///     fn warn(&self, message: &str) {
///         self.0.lock().unwrap().push(message.to_owned());
///     }
///     fn error(&self, message: &str) {
///         self.0.lock().unwrap().push(message.to_owned());
///     }
/// }
/// ```
pub trait Logger: Send + Sync {
    /// Detail for those who look for a fault.
    fn debug(&self, message: &str);
    /// What was called.
    fn info(&self, message: &str);
    /// Something that should be looked at.
    fn warn(&self, message: &str);
    /// Something that failed: an invalid event in production, a failing plugin.
    fn error(&self, message: &str);
}

impl<L: Logger + ?Sized> Logger for std::sync::Arc<L> {
    fn debug(&self, message: &str) {
        (**self).debug(message);
    }

    fn info(&self, message: &str) {
        (**self).info(message);
    }

    fn warn(&self, message: &str) {
        (**self).warn(message);
    }

    fn error(&self, message: &str) {
        (**self).error(message);
    }
}
