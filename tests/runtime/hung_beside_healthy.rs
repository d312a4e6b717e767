//! One destination hangs beside a healthy one, in one program: the healthy one does not notice, and the program's waits
//! end when it said.

use std::thread;
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, DropReason, FlushReport, Itly, Options, UntypedEvent};

use crate::support::delivery::{accounts_at, settings, webhook};

struct Program {
    hung: ScriptedServer,
    healthy: ScriptedServer,
    clock: ManualClock,
    blocked: Delivery,
    flowing: Delivery,
    itly: Itly,
}

impl Program {
    /// A program whose first destination has a request under way that is never answered.
    fn start() -> Self {
        let (hung, healthy) = (ScriptedServer::start([Reply::hang()]), ScriptedServer::start([]));
        let (clock, itly) = (ManualClock::new(), Itly::new());
        let (blocked, flowing) = (webhook(&hung, settings(&clock)), webhook(&healthy, settings(&clock)));
        let options = Options::new().clock(clock.clone()).plugin(blocked.clone()).plugin(flowing.clone());
        itly.load(options).unwrap();
        let program = Self { hung, healthy, clock, blocked, flowing, itly };
        program.track(2);
        program.hung.wait_for_requests(1);
        program
    }

    fn track(&self, count: usize) {
        for _ in 0..count {
            self.itly.track("u", &UntypedEvent::new("Song Played")).unwrap();
        }
    }

    /// What `wait`, which may take five seconds, returns when these have passed. The healthy destination has sent its
    /// events long before.
    fn after_five_seconds(&self, wait: impl FnOnce(&Itly) -> FlushReport + Send) -> FlushReport {
        thread::scope(|scope| {
            let waiting = thread::Builder::new().name("waiting".to_owned());
            let waiting = waiting.spawn_scoped(scope, || wait(&self.itly)).unwrap();
            self.clock.wait_until_parked("waiting");
            while self.flowing.stats().sent < 3 {
                thread::yield_now();
            }
            self.clock.advance(Duration::from_secs(5));
            waiting.join().unwrap()
        })
    }
}

#[test]
fn its_events_keep_flowing() {
    let program = Program::start();
    program.track(6);
    let bodies = program.healthy.wait_for_requests(4);
    assert_eq!(bodies.len(), 4);
    assert_eq!(accounts_at(&program.hung, &program.blocked), [8, 0, 0, 8]);
}

#[test]
fn a_flush_returns_by_its_deadline() {
    let program = Program::start();
    program.track(1);
    let report = program.after_five_seconds(|itly| itly.flush(Duration::from_secs(5)).unwrap());
    assert_eq!((report.total().dropped, report.total().pending), (0, 3));
    assert_eq!(accounts_at(&program.hung, &program.blocked), [3, 0, 0, 3]);
    assert_eq!(accounts_at(&program.healthy, &program.flowing), [3, 3, 0, 0]);
}

#[test]
fn a_shutdown_returns_by_its_deadline() {
    let program = Program::start();
    program.track(1);
    let report = program.after_five_seconds(|itly| itly.shutdown(Duration::from_secs(5)).unwrap());
    assert_eq!((report.total().dropped, report.total().pending), (3, 0));
    assert_eq!(program.blocked.stats().dropped.of(DropReason::Shutdown), 3);
    assert_eq!(accounts_at(&program.hung, &program.blocked), [3, 0, 3, 0]);
    assert_eq!(accounts_at(&program.healthy, &program.flowing), [3, 3, 0, 0]);
}
