//! A flush that a task awaits instead of blocking its executor.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use crate::flush::FlushReport;

/// A `flush` or `shutdown` that is under way: its report, by the deadline of the call at the latest.
///
/// It began with the call and goes on whether it is awaited or not. It needs no runtime: a thread of its own waits, and
/// wakes the task. Dropping it gives up the report alone.
#[must_use = "the report says what was sent, lost and left"]
pub struct FlushFuture {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    report: Option<FlushReport>,
    waker: Option<Waker>,
}

impl FlushFuture {
    /// The report that `wait` returns after it has waited, on a thread of its own; if there can be none, what `look`
    /// returns without waiting.
    pub(crate) fn of(
        wait: impl FnOnce() -> FlushReport + Send + 'static,
        look: impl FnOnce() -> FlushReport,
    ) -> Self {
        let shared = Arc::<Shared>::default();
        let writer = Arc::clone(&shared);
        let waiting = thread::Builder::new().name("itly-flush".to_owned());
        if waiting.spawn(move || writer.finish(wait())).is_err() {
            shared.finish(look());
        }
        Self { shared }
    }

    /// A report that is there.
    pub(crate) fn ready(report: FlushReport) -> Self {
        let shared = Arc::<Shared>::default();
        shared.finish(report);
        Self { shared }
    }
}

impl Future for FlushFuture {
    type Output = FlushReport;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<FlushReport> {
        let mut state = self.shared.state();
        match &state.report {
            Some(report) => Poll::Ready(report.clone()),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Shared {
    fn finish(&self, report: FlushReport) {
        let mut state = self.state();
        state.report = Some(report);
        let waker = state.waker.take();
        // A waker is code of the executor: it must not find the lock held.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Nothing panics under the lock.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for FlushFuture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FlushFuture").field("report", &self.shared.state().report).finish()
    }
}
