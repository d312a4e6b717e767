//! The queue under a scheduler that tries orders of what its threads do:
//! `RUSTFLAGS="--cfg shuttle" cargo test -p itly-runtime --no-default-features --features spool --lib model`
//!
//! Time stands still, so that nothing happens by a deadline: a thread that is not woken when it should be never runs
//! again, and the scheduler says so.

use std::sync::Arc;
use std::time::{Duration, Instant};

use shuttle::thread;

use super::blocks::{Blocks, Look};
use super::bounds::{Bounds, Overflow};
use super::ledger::Settled;
use super::limits::Limits;
use super::message::{Message, MessageKind};
use super::queue::{Next, Pushed, Queue};
use super::stats::DropReason;
use crate::clock::Clock;
use crate::flush::Flushed;
use crate::stamp::{MessageId, Stamp, Timestamp};

/// How many orders are tried.
const ORDERS: usize = 2_000;

struct Still(Instant);

impl Clock for Still {
    fn unix_time(&self) -> Duration {
        Duration::ZERO
    }

    fn now(&self) -> Instant {
        self.0
    }

    fn park_until(&self, _deadline: Option<Instant>) {
        thread::park();
    }
}

#[derive(Clone)]
struct Model {
    queue: Arc<Queue>,
    clock: Arc<Still>,
}

impl Model {
    /// A queue for `events` events in batches of two.
    fn new(events: u64, overflow: Overflow) -> Self {
        let clock = Arc::new(Still(Instant::now()));
        let limits = Limits::new().batch_events(2).interval(Duration::from_secs(60));
        let bounds = Bounds { events, bytes: 1024 * 1024, overflow };
        Self { queue: Arc::new(Queue::new(bounds, limits, Arc::clone(&clock) as Arc<dyn Clock>)), clock }
    }

    fn push(&self) -> Result<(), DropReason> {
        let stamp = Stamp::new(MessageId::from_bytes([0; 16]), Timestamp::from_unix_milliseconds(0));
        self.started(self.queue.push(&Message::new(MessageKind::Track, stamp, "user")))
    }

    /// An event is written to disk.
    fn push_to_disk(&self) -> Result<(), DropReason> {
        self.started(self.queue.enter_on_disk(1, false))
    }

    fn started(&self, pushed: Pushed) -> Result<(), DropReason> {
        if pushed.worker_is_absent {
            self.start_worker();
        }
        pushed.outcome
    }

    fn start_worker(&self) {
        let model = self.clone();
        thread::spawn(move || model.work());
    }

    /// What a destination's thread does when everything goes well.
    fn work(&self) {
        self.queue.attach_worker();
        let mut taken = Blocks::default();
        loop {
            match self.queue.next(&mut taken, None, false) {
                Err(_) => return,
                Ok(Next::Wait(until)) => self.clock.park_until(until),
                Ok(Next::Read(most)) => {
                    let number = self.queue.read_from_disk(most as u64, 0);
                    let settled = Settled { sent: most as u64, on_disk: most as u64, ..Settled::default() };
                    thread::yield_now();
                    if self.queue.settle(number, &settled, &mut taken).is_err() {
                        return;
                    }
                }
                Ok(Next::Send(most)) => {
                    let number = taken.first().unwrap_or_default();
                    let mut settled = Settled::default();
                    let frames = taken.walk(most, |queued| {
                        settled.sent += 1;
                        settled.bytes += queued.bytes() as u64;
                        Look::Keep
                    });
                    thread::yield_now();
                    if self.queue.settle(number, &settled, &mut taken).is_err() {
                        return;
                    }
                    taken.release(frames);
                }
            }
        }
    }

    fn flush(&self) -> Flushed {
        if self.queue.needs_worker() {
            self.start_worker();
        }
        self.queue.flush(self.clock.0 + Duration::from_secs(1))
    }

    fn shut_down(&self) -> Flushed {
        self.queue.close(None);
        if self.queue.needs_worker() {
            self.start_worker();
        }
        self.queue.drain(self.clock.0 + Duration::from_secs(1))
    }
}

#[test]
fn a_flush_ends_when_what_was_there_is_sent() {
    shuttle::check_random(
        || {
            let model = Model::new(100, Overflow::DropNewest);
            let other = model.clone();
            let pushing = thread::spawn(move || {
                for _ in 0..3 {
                    other.push().unwrap();
                }
                other.flush()
            });
            model.push().unwrap();
            let flushed = model.flush();
            assert_eq!((flushed.dropped, flushed.pending), (0, 0));
            let flushed = pushing.join().unwrap();
            assert_eq!((flushed.dropped, flushed.pending), (0, 0));
            model.shut_down();
            let stats = model.queue.stats();
            assert_eq!((stats.accepted, stats.sent, stats.pending), (4, 4, 0));
        },
        ORDERS,
    );
}

#[test]
fn two_shutdowns_and_those_who_push_all_end() {
    shuttle::check_random(
        || {
            let model = Model::new(100, Overflow::DropNewest);
            let threads: Vec<_> = (0..2)
                .map(|_| {
                    let model = model.clone();
                    thread::spawn(move || {
                        let _ = model.push();
                        let _ = model.push();
                        model.shut_down()
                    })
                })
                .collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap().pending, 0);
            }
            let stats = model.queue.stats();
            assert!(stats.is_balanced(), "{stats:?}");
            assert_eq!((stats.accepted, stats.pending), (4, 0));
        },
        ORDERS,
    );
}

#[test]
fn who_waits_for_room_gets_it() {
    shuttle::check_random(
        || {
            let model = Model::new(2, Overflow::Block(Duration::from_secs(1)));
            let threads: Vec<_> = (0..2)
                .map(|_| {
                    let model = model.clone();
                    thread::spawn(move || {
                        for _ in 0..3 {
                            model.push().unwrap();
                        }
                    })
                })
                .collect();
            for thread in threads {
                thread.join().unwrap();
            }
            model.shut_down();
            let stats = model.queue.stats();
            assert_eq!((stats.accepted, stats.sent), (6, 6));
        },
        ORDERS,
    );
}

#[test]
fn the_oldest_that_goes_is_told_to_whom_it_concerns() {
    shuttle::check_random(
        || {
            let model = Model::new(2, Overflow::DropOldest);
            let other = model.clone();
            let pushing = thread::spawn(move || {
                for _ in 0..4 {
                    let _ = other.push();
                }
            });
            let flushed = model.flush();
            assert_eq!(flushed.pending, 0);
            pushing.join().unwrap();
            model.shut_down();
            let stats = model.queue.stats();
            assert!(stats.is_balanced(), "{stats:?}");
            assert_eq!((stats.accepted, stats.pending), (4, 0));
        },
        ORDERS,
    );
}

#[test]
fn what_lies_on_disk_is_sent_beside_what_does_not() {
    shuttle::check_random(
        || {
            let model = Model::new(100, Overflow::DropNewest);
            let other = model.clone();
            let pushing = thread::spawn(move || {
                other.push_to_disk().unwrap();
                other.push_to_disk().unwrap();
                other.push_to_disk().unwrap();
                other.flush()
            });
            model.push().unwrap();
            model.push_to_disk().unwrap();
            let flushed = model.flush();
            assert_eq!((flushed.dropped, flushed.pending), (0, 0));
            let flushed = pushing.join().unwrap();
            assert_eq!((flushed.dropped, flushed.pending), (0, 0));
            model.shut_down();
            let stats = model.queue.stats();
            assert_eq!((stats.accepted, stats.sent, stats.pending, stats.on_disk), (5, 5, 0, 0));
        },
        ORDERS,
    );
}
