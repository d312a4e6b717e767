use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::clock::Clock;

/// A clock that stands still until it is moved.
///
/// A clone is the same clock. Threads that park on it wake when it has been moved to their deadline, so that a test
/// of intervals, pauses and deadlines takes no time:
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::Clock;
/// use itly_runtime::testing::ManualClock;
///
/// let clock = ManualClock::new();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.now() - before, Duration::from_secs(3600));
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    origin: Instant,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    passed: Duration,
    unix_time: Duration,
    parked: Vec<Parked>,
}

#[derive(Debug)]
struct Parked {
    thread: Thread,
    deadline: Option<Instant>,
}

impl ManualClock {
    /// A clock that shows 2026-01-02T03:04:05.678Z.
    pub fn new() -> Self {
        Self::at(Duration::from_millis(1_767_323_045_678))
    }

    /// A clock that shows the time `since_epoch` after the Unix epoch.
    pub fn at(since_epoch: Duration) -> Self {
        let state = State { passed: Duration::ZERO, unix_time: since_epoch, parked: Vec::new() };
        let shared = Shared { origin: Instant::now(), state: Mutex::new(state), changed: Condvar::new() };
        Self { shared: Arc::new(shared) }
    }

    /// Moves the clock, and wakes the threads whose deadline has come.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.passed += duration;
        state.unix_time += duration;
        let now = self.shared.origin + state.passed;
        for parked in &state.parked {
            if parked.deadline.is_some_and(|deadline| deadline <= now) {
                parked.thread.unpark();
            }
        }
    }

    /// Sets the time of day to `since_epoch` after the Unix epoch, as someone does who corrects a clock; monotonic time goes
    /// on as if nothing had happened.
    pub fn set_unix_time(&self, since_epoch: Duration) {
        self.state().unix_time = since_epoch;
    }

    /// Waits until a thread called `name` parks on this clock, and returns how long it means to: `None` until it is
    /// unparked. The thread of the destination `webhook` is called `itly-webhook`.
    ///
    /// Call it when the thread can't be parked for an older reason: after the server has got its request, say.
    pub fn wait_until_parked(&self, name: &str) -> Option<Duration> {
        let mut state = self.state();
        loop {
            let now = self.shared.origin + state.passed;
            if let Some(parked) = state.parked.iter().find(|parked| parked.thread.name() == Some(name)) {
                return parked.deadline.map(|deadline| deadline.saturating_duration_since(now));
            }
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn unix_time(&self) -> Duration {
        self.state().unix_time
    }

    fn now(&self) -> Instant {
        self.shared.origin + self.state().passed
    }

    fn park_until(&self, deadline: Option<Instant>) {
        let thread = thread::current();
        let id = thread.id();
        {
            let mut state = self.state();
            if deadline.is_some_and(|deadline| deadline <= self.shared.origin + state.passed) {
                return;
            }
            state.parked.push(Parked { thread, deadline });
            self.shared.changed.notify_all();
        }
        thread::park();
        self.state().parked.retain(|parked| parked.thread.id() != id);
    }
}
