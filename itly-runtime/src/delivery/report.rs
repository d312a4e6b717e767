//! What a delivery tells the program while it runs: to the callback on outcomes, and as warnings in the log.

use std::sync::Arc;
use std::time::Duration;

use super::delivery_report::{DeliveryReport, OnOutcome};
use super::ledger::Settled;
use super::queue::Queue;
use super::stats::{DropReason, Stats};
use super::warnings::Warnings;
use crate::clock::Clock;
use crate::isolation::guarded;
use crate::logger::PrefixedLogger;

/// Tells of outcomes.
pub(crate) struct Reporter {
    destination: String,
    on_outcome: Option<Arc<OnOutcome>>,
    warnings: Warnings,
}

impl Reporter {
    pub(crate) fn new(destination: &str, on_outcome: Option<Arc<OnOutcome>>, clock: Arc<dyn Clock>) -> Self {
        Self { destination: destination.to_owned(), on_outcome, warnings: Warnings::new(clock) }
    }

    /// Where warnings go; only the first logger counts.
    pub(crate) fn log_to(&self, logger: &PrefixedLogger) {
        self.warnings.log_to(logger);
    }

    /// An event was refused on the thread that tracked it. The callback hears of it on the destination's own thread.
    pub(crate) fn refused(&self, reason: DropReason) {
        self.warnings.lost(reason, 1, None);
    }

    /// Tells of what was refused since the last time.
    pub(crate) fn report_refused(&self, queue: &Queue) {
        if self.on_outcome.is_some() {
            let refused = queue.take_refused();
            if refused.total() > 0 {
                self.call(DeliveryReport {
                    destination: &self.destination,
                    sent: 0,
                    dropped: refused,
                    cause: None,
                });
            }
        }
    }

    /// Tells of events that left the queue.
    pub(crate) fn report(&self, settled: &Settled, cause: Option<&str>) {
        for (reason, count) in settled.dropped.iter() {
            self.warnings.lost(reason, count, cause);
        }
        let Settled { sent, dropped, .. } = *settled;
        self.call(DeliveryReport { destination: &self.destination, sent, dropped, cause });
    }

    /// The destination does not want this program.
    pub(crate) fn unauthorized(&self, cause: &str, pause: Duration) {
        self.warnings.unauthorized(cause, pause);
    }

    /// What would be sent if the delivery did not only print.
    pub(crate) fn print(&self, body: &[u8]) {
        self.warnings.print(body);
    }

    /// It is over.
    pub(crate) fn sum_up(&self, stats: &Stats) {
        self.warnings.sum_up(stats);
    }

    fn call(&self, report: DeliveryReport<'_>) {
        if let Some(callback) = &self.on_outcome
            && let Err(text) = guarded(|| callback(&report))
        {
            self.warnings.callback_failed(&text);
        }
    }
}
