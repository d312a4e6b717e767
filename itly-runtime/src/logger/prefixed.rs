use std::fmt;
use std::sync::Arc;

use super::Logger;
use super::fallback::{Level, log_guarded};

/// The program's logger as one part of the runtime sees it: each line starts with the part's name, and a
/// logger that panics cannot hurt.
#[derive(Clone)]
pub struct PrefixedLogger {
    logger: Option<Arc<dyn Logger>>,
    prefix: Arc<str>,
}

impl PrefixedLogger {
    /// The lines of the runtime itself: `[itly-core] …`.
    pub(crate) fn of_core(logger: Option<Arc<dyn Logger>>) -> Self {
        Self { logger, prefix: "[itly-core] ".into() }
    }

    /// The lines of the plugin `id`: `[plugin-<id>] …`.
    pub fn of_plugin(logger: Option<Arc<dyn Logger>>, id: &str) -> Self {
        Self { logger, prefix: format!("[plugin-{id}] ").into() }
    }

    /// The same logger with the lines of the plugin `id`.
    pub(crate) fn for_plugin(&self, id: &str) -> Self {
        Self::of_plugin(self.logger.clone(), id)
    }

    /// Whether anyone reads the lines: without a logger it is not worth formatting them.
    pub fn is_enabled(&self) -> bool {
        self.logger.is_some()
    }

    /// Detail for those who look for a fault.
    pub fn debug(&self, message: impl fmt::Display) {
        self.log(Level::Debug, &message);
    }

    /// What was called.
    pub fn info(&self, message: impl fmt::Display) {
        self.log(Level::Info, &message);
    }

    /// Something that should be looked at.
    pub fn warn(&self, message: impl fmt::Display) {
        self.log(Level::Warn, &message);
    }

    /// Something that failed.
    pub fn error(&self, message: impl fmt::Display) {
        self.log(Level::Error, &message);
    }

    fn log(&self, level: Level, message: &dyn fmt::Display) {
        if let Some(logger) = &self.logger {
            log_guarded(&**logger, level, &self.prefix, message);
        }
    }
}

impl fmt::Debug for PrefixedLogger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PrefixedLogger")
            .field("prefix", &self.prefix)
            .field("enabled", &self.is_enabled())
            .finish()
    }
}
