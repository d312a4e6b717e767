//! Whatever executor the program has, or none: a flush is awaited, its deadline is hard, and nothing blocks or panics.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, FlushReport, Flushed, Itly, Options, UntypedEvent};

use crate::support::delivery::{accounts, settings, webhook};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The smallest executor there is.
fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Each executor, and the name of it.
fn on_each_executor<F: Future<Output = ()>>(program: impl Fn() -> F) {
    block_on(program());
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program());
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap().block_on(program());
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap().block_on(program());
}

fn loaded(delivery: &Delivery, clock: &ManualClock) -> Itly {
    let itly = Itly::new();
    itly.load(Options::new().plugin(delivery.clone()).clock(clock.clone())).unwrap();
    itly
}

fn track(itly: &Itly, count: usize) {
    for _ in 0..count {
        itly.track("user", &UntypedEvent::new("Song Played")).unwrap();
    }
}

fn total(report: &FlushReport) -> [u64; 3] {
    let Flushed { sent, dropped, pending } = report.total();
    [sent, dropped, pending]
}

#[test]
fn a_healthy_server_has_everything_when_the_future_is_done() {
    on_each_executor(|| async {
        let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        let itly = loaded(&delivery, &clock);
        track(&itly, 3);
        let report = itly.flush_async(Duration::from_secs(5)).unwrap().await;
        // A batch that is full may have been sent before the call, and is then none of the report's.
        let [sent, rest @ ..] = total(&report);
        assert!((1..=3).contains(&sent) && rest == [0, 0], "{report:?}");
        track(&itly, 1);
        let report = itly.shutdown_async(Duration::from_secs(5)).unwrap().await;
        assert_eq!(total(&report), [1, 0, 0]);
        assert!(itly.shutdown_async(Duration::ZERO).is_err());
        assert_eq!(accounts(&delivery), [4, 4, 0, 0]);
    });
}

#[test]
fn a_hung_server_costs_no_more_than_the_deadline() {
    on_each_executor(|| async {
        let (server, clock) = (ScriptedServer::start([Reply::hang()]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        let itly = loaded(&delivery, &clock);
        track(&itly, 2);
        server.wait_for_requests(1);
        for (end, left) in [(false, [0, 0, 2]), (true, [0, 2, 0])] {
            let timeout = Duration::from_secs(5);
            let future = if end { itly.shutdown_async(timeout) } else { itly.flush_async(timeout) };
            clock.wait_until_parked("itly-flush");
            clock.advance(timeout);
            assert_eq!(total(&future.unwrap().await), left);
        }
        assert_eq!(accounts(&delivery), [2, 0, 2, 0]);
    });
}

#[test]
fn what_comes_after_the_call_is_not_waited_for() {
    on_each_executor(|| async {
        let (server, clock) = (ScriptedServer::start([Reply::hang()]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        let itly = loaded(&delivery, &clock);
        track(&itly, 2);
        server.wait_for_requests(1);
        let future = itly.flush_async(Duration::from_secs(5)).unwrap();
        clock.wait_until_parked("itly-flush");
        track(&itly, 7);
        server.release();
        let pause = clock.wait_until_parked("itly-webhook").unwrap();
        clock.advance(pause);
        assert_eq!(total(&future.await), [2, 0, 0]);
    });
}

#[test]
fn the_calls_that_wait_can_be_used_in_a_task_too() {
    on_each_executor(|| async {
        let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        let itly = loaded(&delivery, &clock);
        track(&itly, 3);
        let [sent, rest @ ..] = total(&itly.flush(Duration::from_secs(5)).unwrap());
        assert!((1..=3).contains(&sent) && rest == [0, 0]);
        {
            let _guard = itly.flush_on_drop(Duration::from_secs(5));
            track(&itly, 2);
        }
        assert_eq!(accounts(&delivery), [5, 5, 0, 0]);
        assert_eq!(total(&itly.shutdown(Duration::from_secs(5)).unwrap()), [0, 0, 0]);
    });
}

#[test]
fn a_future_that_is_dropped_does_its_work_all_the_same() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    let itly = loaded(&delivery, &clock);
    track(&itly, 1);
    drop(itly.flush_async(Duration::from_secs(5)).unwrap());
    server.wait_for_requests(1);
    itly.shutdown(Duration::from_secs(5)).unwrap();
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
}
