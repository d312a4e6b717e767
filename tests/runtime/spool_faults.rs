//! A disk that lets the program down: what can be sent is sent, and what can't is counted.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, DropReason, Itly, Options, SpoolSettings};

use crate::support::delivery::{Collector, accounts, flush, push, settings, wait_for_end, webhook};

#[test]
fn without_a_disk_the_queue_is_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let delivery = webhook(&server, settings(&clock).spool(SpoolSettings::new(&file)));
    push(&delivery, &["a", "b", "c"]);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [3, 3, 0, 0]);
    let error = delivery.stats().last_error.unwrap();
    assert!(error.starts_with("the spool can't be opened, events are kept in memory: "), "{error}");
}

#[test]
fn a_folder_that_is_deleted_costs_what_was_in_it_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, collector) = (ManualClock::new(), Collector::shut());
    let settings = settings(&clock).spool(SpoolSettings::new(folder.path().join("spool")));
    let delivery = Delivery::with_settings(collector.clone(), settings);
    push(&delivery, &["a", "b"]);
    collector.wait_for_batch();
    push(&delivery, &["c", "d", "e"]);
    fs::remove_dir_all(folder.path().join("spool")).unwrap();
    collector.open();
    flush(&delivery, &clock);
    let [accepted, sent, dropped, pending] = accounts(&delivery);
    assert_eq!((accepted, pending), (5, 0));
    assert_eq!(delivery.stats().dropped.of(DropReason::SpoolCorrupt), dropped);
    // What was read before is sent.
    assert!(sent >= 2, "{sent} sent");

    push(&delivery, &["f", "g"]);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [7, sent + 2, dropped, 0]);
}

#[test]
fn a_full_quota_drops_the_oldest_and_counts_them() {
    let folder = tempfile::tempdir().unwrap();
    let busy = Reply::status(429).header("retry-after", "3600");
    let (server, clock) = (ScriptedServer::start([busy]), ManualClock::new());
    let spool = SpoolSettings::new(folder.path()).max_bytes(4_000);
    let delivery = webhook(&server, settings(&clock).spool(spool));
    let users: Vec<String> = (0..100).map(|user| format!("user {user}")).collect();
    push(&delivery, &users.iter().map(String::as_str).collect::<Vec<_>>());
    delivery.purge();
    flush(&delivery, &clock);
    let [accepted, _, dropped, pending] = accounts(&delivery);
    assert_eq!((accepted, pending), (100, 0));
    let stats = delivery.stats();
    let (full, purged) = (stats.dropped.of(DropReason::SpoolFull), stats.dropped.of(DropReason::OptOut));
    assert_eq!(full + purged, dropped);
    assert!((70..98).contains(&full), "{full} for which there was no room");
}

/// The files below `folder` that hold events.
fn segments(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let is_segment = |path: &PathBuf| path.extension().is_some_and(|it| it == "open" || it == "segment");
    files.into_iter().filter(is_segment).chain(folders.iter().flat_map(|folder| segments(folder))).collect()
}

#[test]
fn an_event_that_was_damaged_on_disk_is_counted_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let busy = Reply::status(429).header("retry-after", "3600");
    let (server, clock) = (ScriptedServer::start([busy]), ManualClock::new());
    let spool = || settings(&clock).spool(SpoolSettings::new(folder.path()));
    let first = webhook(&server, spool());
    push(&first, &["a", "b", "c"]);
    let itly = Itly::new();
    itly.load(Options::new().clock(clock.clone()).plugin(first.clone())).unwrap();
    itly.shutdown(Duration::from_secs(10)).unwrap();
    wait_for_end(&first);

    let segments = segments(folder.path());
    let [segment] = segments.as_slice() else { panic!("{segments:?}") };
    let text = fs::read_to_string(segment).unwrap();
    fs::write(segment, text.replace("\"b\"", "\"x\"")).unwrap();

    server.play([]);
    let second = webhook(&server, spool());
    push(&second, &["d"]);
    while accounts(&second)[0] < 4 {
        flush(&second, &clock);
    }
    flush(&second, &clock);
    assert_eq!(accounts(&second), [4, 3, 1, 0]);
    assert_eq!(second.stats().dropped.of(DropReason::SpoolCorrupt), 1);
}
