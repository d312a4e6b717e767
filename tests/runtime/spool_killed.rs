//! Processes that are killed in the middle of it: what `track` had returned for arrives, whatever the point.
//!
//! An event may arrive twice: a process that is killed after the server took a batch and before that is on disk leaves the
//! batch to the next one. The receiver knows it by its id.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use itly_runtime::testing::ScriptedServer;
use itly_runtime::{
    Delivery, DeliverySettings, Fsync, HttpTransport, Itly, Limits, Options, SpoolSettings, UntypedEvent,
    Webhook, spooled,
};

use crate::support::delivery::accounts;
use crate::support::program;

const KILLS: u64 = 200;
const SERVER: &str = "AMPLI_TEST_SPOOL_SERVER";
const FOLDER: &str = "AMPLI_TEST_SPOOL_FOLDER";

fn delivery(url: &str, folder: &Path) -> Delivery {
    let spool = SpoolSettings::new(folder).segment_bytes(4_000).fsync(Fsync::Never);
    let limits = Limits::new().batch_events(10).interval(Duration::from_millis(1));
    let webhook = Webhook::with_transport(url, HttpTransport::without_proxy());
    Delivery::with_settings(webhook, DeliverySettings::new().limits(limits).spool(spool))
}

/// The program of the test below: it tracks until it is killed, and says what was taken.
#[test]
fn program_that_is_killed() {
    let (Ok(url), Some(folder)) = (std::env::var(SERVER), std::env::var_os(FOLDER)) else { return };
    let itly = Itly::new();
    itly.load(Options::new().plugin(delivery(&url, Path::new(&folder)))).unwrap();
    let process = std::process::id();
    for number in 0..20_000 {
        let user = format!("{process}-{number}");
        itly.track(&user, &UntypedEvent::new("Song Played")).unwrap();
        writeln!(std::io::stderr(), "took {user}").unwrap();
    }
}

#[test]
fn what_was_taken_arrives_after_two_hundred_kills() {
    let (folder, server) = (tempfile::tempdir().unwrap(), ScriptedServer::start([]));
    let url = server.url("/events");
    let mut taken = BTreeSet::new();
    for round in 0..KILLS {
        let mut child = program::of_test("spool_killed::program_that_is_killed")
            .env(SERVER, &url)
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        // A number that differs from round to round; the process is ahead by a few lines.
        let patience = (round.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize;
        taken.extend(lines.by_ref().take(patience).map(Result::unwrap));
        child.kill().unwrap();
        child.wait().unwrap();
        // The last line may be torn.
        let rest: Vec<String> = lines.map_while(Result::ok).collect();
        taken.extend(rest.into_iter().rev().skip(1));
    }
    let taken: BTreeSet<&str> = taken.iter().filter_map(|line| line.strip_prefix("took ")).collect();
    assert!(taken.len() > KILLS as usize, "the processes have worked");

    let last = delivery(&url, folder.path());
    let itly = Itly::new();
    itly.load(Options::new().plugin(last.clone())).unwrap();
    while spooled(folder.path()).unwrap().count() > 0 {
        itly.flush(Duration::from_secs(1)).unwrap();
    }
    itly.shutdown(Duration::from_secs(20)).unwrap();
    let [accepted, sent, dropped, pending] = accounts(&last);
    assert_eq!((sent, dropped, pending), (accepted, 0, 0));

    let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
    let users = bodies.iter().flat_map(|body| body.split(r#""userId":""#).skip(1));
    let arrived: BTreeSet<&str> = users.filter_map(|rest| rest.split('"').next()).collect();
    let lost: Vec<_> = taken.difference(&arrived).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}
