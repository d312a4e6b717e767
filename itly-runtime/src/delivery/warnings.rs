use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::stats::{DropReason, Stats};
use crate::logger::PrefixedLogger;

/// What a delivery says about its losses: the first one, and the sum at the end. Never what the events hold.
#[derive(Default)]
pub(crate) struct Warnings {
    logger: OnceLock<PrefixedLogger>,
    has_warned: AtomicBool,
}

impl Warnings {
    /// Says it to `logger`; only the first one counts.
    pub(crate) fn log_to(&self, logger: &PrefixedLogger) {
        self.logger.get_or_init(|| logger.clone());
    }

    /// An event was dropped on the thread that tracked it.
    pub(crate) fn note(&self, reason: DropReason) {
        if let Some(logger) = self.logger.get()
            && !self.has_warned.swap(true, Ordering::Relaxed)
        {
            logger.warn(format_args!("an event was dropped: `{reason}`; from now on they are only counted"));
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
