use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::stats::{DropReason, Stats};
use crate::clock::Clock;
use crate::logger::{Logger, PrefixedLogger, StandardStreams};

/// No two warnings about losses come sooner after each other.
const INTERVAL: Duration = Duration::from_secs(60);

/// What a delivery says in the program's log: never what the events hold.
///
/// It has no lock that a forked child could find held.
pub(crate) struct Warnings {
    logger: OnceLock<PrefixedLogger>,
    clock: Arc<dyn Clock>,
    start: Instant,
    /// When the next warning about losses may be said, in milliseconds since `start`.
    next_warning: AtomicU64,
    /// How many losses were not said.
    unsaid: AtomicU64,
}

impl Warnings {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let (next_warning, unsaid) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { logger: OnceLock::new(), start: clock.now(), clock, next_warning, unsaid }
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
        self.unsaid.fetch_add(count, Ordering::Relaxed);
        let passed = self.clock.now().saturating_duration_since(self.start);
        let allowed = self.next_warning.load(Ordering::Relaxed);
        if milliseconds(passed) < allowed {
            return None;
        }
        let next = milliseconds(passed + INTERVAL);
        let order = Ordering::Relaxed;
        self.next_warning.compare_exchange(allowed, next, order, order).ok()?;
        Some(self.unsaid.swap(0, order)).filter(|unsaid| *unsaid > 0)
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

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
