use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::stats::{DropReason, Stats};
use crate::clock::Clock;
use crate::logger::{Logger, PrefixedLogger, StandardStreams};

/// No two warnings about losses come sooner after each other.
const INTERVAL: Duration = Duration::from_secs(60);

/// What a delivery says in the program's log: never what the events hold.
pub(crate) struct Warnings {
    logger: OnceLock<PrefixedLogger>,
    clock: Arc<dyn Clock>,
    losses: Mutex<Losses>,
}

#[derive(Default)]
struct Losses {
    last_warning: Option<Instant>,
    /// How many were lost since then.
    unsaid: u64,
}

impl Warnings {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { logger: OnceLock::new(), clock, losses: Mutex::default() }
    }

    /// Says it to `logger`; only the first one counts.
    pub(crate) fn log_to(&self, logger: &PrefixedLogger) {
        self.logger.get_or_init(|| logger.clone());
    }

    /// Events were dropped: the first loss is said, and then once a minute how many there were since.
    pub(crate) fn lost(&self, reason: DropReason, count: u64, cause: Option<&str>) {
        let Some(logger) = self.logger.get() else { return };
        let Some(unsaid) = self.due(count) else { return };
        let cause = cause.map(|cause| format!(": {cause}")).unwrap_or_default();
        let noun = if unsaid == 1 { "event was" } else { "events were" };
        logger.warn(format_args!("{unsaid} {noun} dropped, lastly as `{reason}`{cause}"));
    }

    /// How many losses are to be said now, `count` new ones among them.
    fn due(&self, count: u64) -> Option<u64> {
        let mut losses = self.losses.lock().unwrap_or_else(PoisonError::into_inner);
        losses.unsaid += count;
        let now = self.clock.now();
        if losses.last_warning.is_some_and(|last| now.saturating_duration_since(last) < INTERVAL) {
            return None;
        }
        losses.last_warning = Some(now);
        Some(std::mem::take(&mut losses.unsaid))
    }

    /// The destination does not want this program.
    pub(crate) fn unauthorized(&self, cause: &str, pause: Duration) {
        if let Some(logger) = self.logger.get() {
            let seconds = pause.as_secs();
            logger.error(format_args!(
                "the destination does not accept the key: {cause}; nothing is lost yet, the next try is in {seconds} seconds; check the key"
            ));
        }
    }

    /// A batch that is not sent.
    pub(crate) fn print(&self, body: &[u8]) {
        let text = String::from_utf8_lossy(body);
        match self.logger.get().filter(|logger| logger.is_enabled()) {
            Some(logger) => logger.info(format_args!("would send {text}")),
            None => StandardStreams.info(&format!("[itly-delivery] would send {text}")),
        }
    }

    /// The program's callback panicked.
    pub(crate) fn callback_failed(&self, text: &str) {
        if let Some(logger) = self.logger.get() {
            logger.error(format_args!("Error in on_outcome(). {text}"));
        }
    }

    /// It is over.
    pub(crate) fn sum_up(&self, stats: &Stats) {
        let total = stats.dropped.total();
        if let Some(logger) = self.logger.get()
            && total > 0
        {
            let cause = stats.last_error.as_deref().unwrap_or("none");
            logger.warn(format_args!(
                "{total} of {} events were dropped: {:?}; last error: {cause}",
                stats.accepted, stats.dropped
            ));
        }
    }
}
