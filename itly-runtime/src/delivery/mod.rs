//! From the program's threads to a destination, without ever blocking them.
//!
//! A call is written once, as a frame, into the block that its destination's queue is filling. The destination's own
//! thread takes whole blocks, writes batches in the destination's form, hands them over, and repeats what fails.

mod attempt;
mod before_send;
mod blocks;
mod bounds;
mod circuit;
mod dead_letters;
mod delivery_report;
mod destination;
pub(crate) mod event_object;
mod frame;
mod ledger;
mod limits;
mod losses;
mod message;
#[cfg(all(test, shuttle, feature = "spool"))]
mod model;
mod outcome;
mod parcel;
mod plugin;
mod queue;
mod random;
#[cfg(feature = "spool")]
mod record;
mod report;
mod retry;
mod ruling;
mod settings;
#[cfg_attr(not(feature = "spool"), path = "without_spool.rs")]
mod spooling;
mod stats;
mod sync;
mod waits;
mod warnings;
mod worker;
mod writer;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub use self::attempt::{Attempt, Batch, Entry};
pub use self::before_send::Outgoing;
pub use self::bounds::Overflow;
pub use self::delivery_report::DeliveryReport;
pub use self::destination::{Destination, Unfit};
pub use self::limits::Limits;
pub use self::message::{Message, MessageKind};
#[cfg(any(feature = "_vendor", feature = "posthog"))]
pub(crate) use self::outcome::retry_after;
pub use self::outcome::{Fate, Outcome};
pub use self::retry::RetryPolicy;
pub use self::settings::DeliverySettings;
pub use self::stats::{DeliveryState, DropReason, Drops, Stats};

use self::before_send::BeforeSend;
use self::queue::Queue;
use self::report::Reporter;
use self::spooling::Spooling;
use self::worker::{Equipment, is_worker_thread};
use crate::flush::Flushed;
use crate::per_process::PerProcess;

/// The plugin that brings events to a [`Destination`].
///
/// A call costs the program a copy of its bytes into a bounded queue, and never waits. A thread of the destination's
/// own, started with the first event, does the rest. What the queue can't hold is dropped and counted; so is
/// everything else that does not arrive: see [`stats`](Self::stats).
///
/// Delivery is *at least once*: when a reply is lost, the batch is sent again, and the receiver can tell by the
/// message ids. Batches that failed are passed by those behind them unless the settings say
/// [`ordered`](DeliverySettings::ordered); a destination that is down, that wants to be left alone or that does not want
/// the program's key is left alone as a whole, and tried again with a small batch.
///
/// A clone is the same delivery: keep one to read the accounts. When the last one is dropped without a shutdown,
/// what is queued is still sent, for as long as the program runs.
///
/// Losses are logged as warnings if the program has a logger, at most one a minute, and the sum of all at the shutdown.
///
/// ```
/// # #[cfg(not(feature = "jsonl"))]
/// # fn main() {}
/// # #[cfg(feature = "jsonl")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use itly_runtime::{Delivery, Itly, JsonLines, Options, UntypedEvent};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("events.jsonl");
/// let file = Delivery::new(JsonLines::new(&path));
/// let itly = Itly::new();
/// itly.load(Options::new().plugin(file.clone()))?;
///
/// itly.track("user-1", &UntypedEvent::new("Song Played"))?;
/// itly.shutdown(Duration::from_secs(5))?;
///
/// let stats = file.stats();
/// assert_eq!((stats.accepted, stats.sent, stats.pending), (1, 1, 0));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Delivery {
    handle: Arc<Handle>,
}

/// What the clones of a delivery share.
struct Handle {
    name: String,
    destination: Arc<dyn Destination>,
    reporter: Arc<Reporter>,
    is_disabled: AtomicBool,
    before_send: Vec<Arc<BeforeSend>>,
    /// The queue and its thread, which does not live on in a forked child: what its parent has queued is for the parent to
    /// send.
    equipment: PerProcess<Equipment>,
}

impl Delivery {
    /// Delivery to `destination` with the default settings.
    pub fn new(destination: impl Destination + 'static) -> Self {
        Self::with_settings(destination, DeliverySettings::new())
    }

    /// Delivery to `destination`.
    pub fn with_settings(destination: impl Destination + 'static, settings: DeliverySettings) -> Self {
        let DeliverySettings { bounds, limits, conduct, is_disabled, before_send, on_outcome, disk, clock } =
            settings;
        let name = destination.name().to_owned();
        let most = destination.limits();
        let limits = limits.map_or_else(|| most.clone(), |wanted| wanted.within(&most));
        let destination: Arc<dyn Destination> = Arc::new(destination);
        let reporter = Arc::new(Reporter::new(&name, on_outcome, Arc::clone(&clock)));
        let (to, through) = (Arc::clone(&destination), Arc::clone(&reporter));
        let equipment = PerProcess::new(move || Equipment {
            queue: Arc::new(Queue::new(bounds, limits.clone(), Arc::clone(&clock))),
            destination: Arc::clone(&to),
            limits: limits.clone(),
            conduct: conduct.clone(),
            clock: Arc::clone(&clock),
            reporter: Arc::clone(&through),
            spooling: disk.clone().map(|disk| Arc::new(Spooling::new(disk, to.name(), Arc::clone(&clock)))),
        });
        let is_disabled = AtomicBool::new(is_disabled);
        Self { handle: Arc::new(Handle { name, destination, reporter, is_disabled, before_send, equipment }) }
    }

    /// Queues a message: what the plugin's hooks do with each call.
    ///
    /// # Errors
    ///
    /// The reason if the message was dropped at once; it is counted.
    pub fn push(&self, message: &Message<'_>) -> Result<(), DropReason> {
        if let Some(reason) = self.refusal() {
            return self.queue().refuse(reason).outcome;
        }
        if self.handle.before_send.is_empty() {
            return self.enqueue(message);
        }
        before_send::through(&self.handle.before_send, message, |message| self.enqueue(message))
            .unwrap_or_else(|| self.queue().refuse(DropReason::BeforeSend).outcome)
    }

    fn enqueue(&self, message: &Message<'_>) -> Result<(), DropReason> {
        let equipment = self.handle.equipment.get();
        let pushed = match &equipment.spooling {
            Some(spooling) => spooling.push(&equipment.queue, message),
            None => equipment.queue.push(message),
        };
        if pushed.worker_is_absent {
            self.start_worker();
        }
        pushed.outcome.inspect_err(|reason| self.handle.reporter.refused(*reason))
    }

    /// Why no event is taken at all, from this thread.
    fn refusal(&self) -> Option<DropReason> {
        if self.handle.is_disabled.load(Ordering::Relaxed) {
            return Some(DropReason::Disabled);
        }
        is_worker_thread().then_some(DropReason::Reentrant)
    }

    /// Sets whether every event from now on is refused as [`Disabled`](DropReason::Disabled): for users who do not want to
    /// be watched, say. Those that are queued are still sent.
    pub fn set_disabled(&self, disabled: bool) {
        self.handle.is_disabled.store(disabled, Ordering::Relaxed);
    }

    /// Drops everything that waits to be sent, in memory and on disk, as [`OptOut`](DropReason::OptOut): for a person who
    /// withdraws consent. What is on its way at this moment still arrives.
    ///
    /// Does not wait for the disk: the destination's own thread deletes what lies there, what earlier processes have left
    /// included, and a flush or a shutdown waits until it has.
    pub fn purge(&self) {
        self.queue().purge();
        self.start();
    }

    /// Sends to `destination` from now on: the same one with another key or address, say. What is queued stays queued, and
    /// a destination that is left alone for a while is tried at once.
    ///
    /// The name stays what it was, and so do the limits.
    pub fn reconfigure(&self, destination: impl Destination + 'static) {
        self.queue().replace_destination(Arc::new(destination));
    }

    /// What has become of the events so far.
    pub fn stats(&self) -> Stats {
        self.queue().stats()
    }

    /// What earlier processes have left on disk is sent whether this one tracks anything or not.
    fn start(&self) {
        let equipment = self.handle.equipment.get();
        if equipment.spooling.is_some() && equipment.queue.claim_worker() {
            self.start_worker();
        }
    }

    fn request_flush(&self) {
        self.ensure_worker();
        self.queue().request_flush();
    }

    fn flush(&self, deadline: Instant) -> Result<Flushed, WaitOnWorker> {
        if is_worker_thread() {
            return Err(WaitOnWorker);
        }
        self.ensure_worker();
        Ok(self.queue().flush(deadline))
    }

    fn shutdown(&self, deadline: Instant) -> Result<Flushed, WaitOnWorker> {
        if is_worker_thread() {
            self.queue().close(None);
            return Err(WaitOnWorker);
        }
        self.queue().close(Some(deadline));
        self.ensure_worker();
        let flushed = self.queue().drain(deadline);
        self.handle.reporter.sum_up(&self.stats());
        Ok(flushed)
    }

    fn queue(&self) -> &Queue {
        &self.handle.equipment.get().queue
    }

    /// The thread may be missing because the system could not give one when it was wanted.
    fn ensure_worker(&self) {
        if self.queue().needs_worker() {
            self.start_worker();
        }
    }

    fn start_worker(&self) {
        if let Err(error) = self.handle.equipment.get().clone().start(&self.handle.name) {
            self.queue().worker_failed(format!("the destination's thread could not be started: {error}"));
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.equipment.get().queue.close(None);
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Delivery")
            .field("name", &self.handle.name)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

/// A destination's thread was to wait for itself, or for another one that may be waiting for it.
#[derive(Debug)]
struct WaitOnWorker;

impl fmt::Display for WaitOnWorker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the thread of a destination can't wait for events to be sent; call `flush` and `shutdown` from another one",
        )
    }
}

impl std::error::Error for WaitOnWorker {}
