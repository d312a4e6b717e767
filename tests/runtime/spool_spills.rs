//! What the queue has no room for goes to disk, and is sent from there.

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DropReason, SpoolSettings, spooled};

use crate::support::delivery::{Collector, accounts, flush, push, settings};

#[test]
fn the_disk_takes_what_the_queue_can_not() {
    let (folder, clock, collector) = (tempfile::tempdir().unwrap(), ManualClock::new(), Collector::shut());
    let settings = settings(&clock).queue_events(4).spill(SpoolSettings::new(folder.path()));
    let delivery = Delivery::with_settings(collector.clone(), settings);
    push(&delivery, &["a", "b"]);
    collector.wait_for_batch();
    push(&delivery, &["c", "d", "e", "f", "g"]);
    assert_eq!(accounts(&delivery), [7, 0, 0, 7]);
    assert_eq!(delivery.stats().on_disk, 3);
    assert_eq!(spooled(folder.path()).unwrap().count(), 3);

    collector.open();
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [7, 7, 0, 0]);
    assert_eq!(delivery.stats().on_disk, 0);
    let mut users: Vec<String> = collector
        .bodies()
        .iter()
        .flat_map(|body| body.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    users.sort();
    assert_eq!(users, ["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(spooled(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_disk_that_can_not_be_used_costs_what_the_queue_can_not_take() {
    let (folder, clock, collector) = (tempfile::tempdir().unwrap(), ManualClock::new(), Collector::shut());
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let settings = settings(&clock).queue_events(2).spill(SpoolSettings::new(&file));
    let delivery = Delivery::with_settings(collector.clone(), settings);
    push(&delivery, &["a", "b", "c"]);
    collector.open();
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [3, 2, 1, 0]);
    assert_eq!(delivery.stats().dropped.of(DropReason::QueueFull), 1);
    let error = delivery.stats().last_error.unwrap();
    assert!(error.starts_with("the spool can't be opened, events are kept in memory: "), "{error}");
}
