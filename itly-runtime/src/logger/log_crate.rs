use super::Logger;

/// Hands the lines to the `log` crate, under the target `itly`.
///
/// ```
/// use itly_runtime::{LogLogger, Options};
///
/// let options: Options = Options::new().logger(LogLogger);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct LogLogger;

const TARGET: &str = "itly";

impl Logger for LogLogger {
    fn debug(&self, message: &str) {
        log::debug!(target: TARGET, "{message}");
    }

    fn info(&self, message: &str) {
        log::info!(target: TARGET, "{message}");
    }

    fn warn(&self, message: &str) {
        log::warn!(target: TARGET, "{message}");
    }

    fn error(&self, message: &str) {
        log::error!(target: TARGET, "{message}");
    }
}
