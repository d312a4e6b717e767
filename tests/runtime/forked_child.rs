//! A forked child sends its own events and none of its parent's, and the parent does not notice.
//!
//! A process that forks must have no other test in it: the program is this test binary once more, with one test to run.

use std::fs;
use std::process::Command;
use std::time::Duration;

use fork::Fork;
use itly_runtime::testing::{ManualClock, ScriptedServer};
use itly_runtime::{Delivery, DeliverySettings, HttpTransport, Itly, Limits, Options, UntypedEvent, Webhook};

use crate::support::program;

const SERVER: &str = "AMPLI_TEST_FORK_SERVER";
const REPORT: &str = "AMPLI_TEST_FORK_REPORT";

#[test]
fn each_process_sends_what_it_tracked() {
    let server = ScriptedServer::start([]);
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let status = program::of_test("forked_child::program_that_forks")
        .env(SERVER, server.url("/events"))
        .env(REPORT, &report)
        .status();
    assert!(status.unwrap().success());
    assert_eq!(
        fs::read_to_string(report).unwrap(),
        "grandchild: 1 accepted, 1 sent\nchild: 2 accepted, 2 sent\nparent: 3 accepted, 3 sent\n"
    );

    let requests = server.requests();
    let texts: Vec<String> = requests.iter().map(|request| request.text()).collect();
    let all = |name: &str| -> Vec<String> {
        let parts = texts.iter().flat_map(|text| text.split(name).skip(1));
        parts.map(|part| part[..part.find('"').unwrap()].to_owned()).collect()
    };
    let mut events = all(r#""event":""#);
    events.sort();
    assert_eq!(events, ["by child", "by child", "by grandchild", "by parent", "by parent", "by parent"]);
    let mut ids = all(r#""messageId":""#);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6, "{ids:?}");
}

/// The program of the test above; by itself it has nothing to do.
#[test]
fn program_that_forks() {
    let (Ok(url), Ok(report)) = (std::env::var(SERVER), std::env::var(REPORT)) else { return };
    let webhook = Webhook::with_transport(url, HttpTransport::without_proxy());
    let settings = DeliverySettings::new().limits(Limits::new().interval(Duration::from_secs(3600)));
    let delivery = Delivery::with_settings(webhook, settings);
    let itly = Itly::new();
    // With a clock that stands still nothing but the processes themselves tells one id from another.
    itly.load(Options::new().clock(ManualClock::new()).plugin(delivery.clone())).unwrap();
    let track = |who: &str| itly.track("user", &UntypedEvent::new(&format!("by {who}"))).unwrap();
    let flush = |who: &str| {
        itly.flush(Duration::from_secs(20)).unwrap();
        let stats = delivery.stats();
        let line = format!("{who}: {} accepted, {} sent\n", stats.accepted, stats.sent);
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&report).unwrap();
        std::io::Write::write_all(&mut file, line.as_bytes()).unwrap();
    };

    track("parent");
    track("parent");
    in_child(|| {
        track("child");
        in_child(|| {
            track("grandchild");
            flush("grandchild");
        });
        track("child");
        flush("child");
    });
    // A child that becomes another program is none of ours.
    assert!(Command::new("true").status().unwrap().success());
    track("parent");
    flush("parent");
}

/// Forks, runs `work` in the child, and waits for its end.
#[expect(clippy::exit, reason = "a forked child must not go on with the tests of its parent")]
fn in_child(work: impl FnOnce()) {
    match fork::fork().unwrap() {
        Fork::Parent(child) => {
            let status = fork::waitpid(child).unwrap();
            assert!(fork::WIFEXITED(status) && fork::WEXITSTATUS(status) == 0, "{status}");
        }
        Fork::Child => {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            std::process::exit(i32::from(outcome.is_err()));
        }
    }
}
