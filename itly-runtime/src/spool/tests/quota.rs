//! What is deleted to keep the quota of size and age.

use std::time::Duration;

use proptest::prelude::*;

use super::simulated_disk::SimulatedDisk;
use super::stopped_clock::StoppedClock;
use super::{append, ids, open, read_all, recover, settings, texts};
use crate::spool::{Fsync, SpoolError};

#[test]
fn the_oldest_segment_makes_room() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    // Two records a segment.
    let spool = open(&disk.for_process(), &settings().segment_bytes(120).max_bytes(480), &clock);
    for number in 0..20 {
        append(&spool, &[&number.to_string()]);
    }
    let stats = spool.stats();
    assert_eq!((stats.appended, stats.dropped_full, stats.records), (20, 12, 8));
    assert!(stats.bytes <= 480);
    assert_eq!(spool.take_changes().dropped_full, 12);
    assert_eq!(texts(&spool), ["12", "13", "14", "15", "16", "17", "18", "19"]);
}

#[test]
fn what_is_on_its_way_is_not_dropped() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().segment_bytes(120).max_bytes(480), &clock);
    append(&spool, &["0", "1", "2", "3", "4", "5", "6", "7"]);
    let records = read_all(&spool);
    assert!(matches!(spool.append(b"8"), Err(SpoolError::Full)));
    spool.settle(&ids(&records[..2])).unwrap();
    append(&spool, &["8"]);
    let stats = spool.stats();
    assert_eq!((stats.appended, stats.settled, stats.dropped_full, stats.records), (9, 2, 0, 7));
}

#[test]
fn a_segment_of_which_nothing_is_on_its_way_any_more_is_dropped() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    // Two records a segment, four segments.
    let spool = open(&disk.for_process(), &settings().segment_bytes(120).max_bytes(480), &clock);
    append(&spool, &["0", "1", "2", "3", "4", "5", "6", "7"]);
    let mut records = Vec::new();
    spool.read(1, &mut records).unwrap();
    assert_eq!(records.len(), 1);
    spool.settle(&ids(&records)).unwrap();
    append(&spool, &["8"]);
    assert_eq!(spool.stats().dropped_full, 1);
    assert_eq!(texts(&spool), ["2", "3", "4", "5", "6", "7", "8"]);
}

#[test]
fn what_takes_more_than_there_is_is_refused() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_bytes(100), &clock);
    append(&spool, &["a record"]);
    assert!(matches!(spool.append(&[b'x'; 100]), Err(SpoolError::TooLarge)));
    assert!(matches!(spool.append(b"two\nlines"), Err(SpoolError::NotOneLine)));
    assert_eq!(texts(&spool), ["a record"]);
}

#[test]
fn what_just_fits_is_taken() {
    // A header of 13 bytes, and lines of 50.
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    append(&open(&disk.for_process(), &settings().max_bytes(63), &clock), &["a"]);

    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    append(&open(&disk.for_process(), &settings().segment_bytes(113), &clock), &["a", "b", "c"]);
    let lengths: Vec<_> = disk.segments().iter().map(|(_, bytes)| bytes.len()).collect();
    assert_eq!(lengths, [113, 63]);
}

#[test]
fn the_first_segment_that_ends_brings_maintenance_forward() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let settings = settings().segment_bytes(63).fsync(Fsync::Never);
    let spool = open(&disk.for_process(), &settings, &clock);
    let forward =
        ["a", "b", "c"].map(|text| spool.append(text.as_bytes()).unwrap().brings_maintenance_forward);
    assert_eq!(forward, [false, true, false]);
    spool.maintain().unwrap();
    assert!(spool.append(b"d").unwrap().brings_maintenance_forward);
}

#[test]
fn the_longest_record_has_16_mebibytes() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_bytes(1 << 30), &clock);
    let mut longest = vec![b'x'; 16 * 1024 * 1024];
    spool.append(&longest).unwrap();
    assert_eq!(read_all(&spool)[0].payload(), longest);
    longest.push(b'x');
    assert!(matches!(spool.append(&longest), Err(SpoolError::TooLarge)));
}

#[test]
fn the_quota_holds_for_what_is_adopted() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let settings = settings().segment_bytes(120).max_bytes(480);
    for process in ["a", "b", "c"] {
        let disk = disk.for_process();
        append(&open(&disk, &settings, &clock), &[process; 6]);
        disk.kill();
        clock.advance(Duration::from_millis(1));
    }
    let spool = open(&disk.for_process(), &settings, &clock);
    recover(&spool);
    let stats = spool.stats();
    assert_eq!((stats.adopted, stats.dropped_full, stats.records), (18, 10, 8));
    assert_eq!(texts(&spool), ["b", "b", "c", "c", "c", "c", "c", "c"]);
}

#[test]
fn what_is_too_old_is_not_delivered() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_age(Duration::from_secs(60)), &clock);
    append(&spool, &["old"]);
    clock.advance(Duration::from_secs(40));
    append(&spool, &["new"]);
    clock.advance(Duration::from_secs(30));
    assert_eq!(texts(&spool), ["new"]);
    assert_eq!((spool.stats().dropped_expired, spool.take_changes().dropped_expired), (1, 1));
}

#[test]
fn what_is_too_old_is_deleted_though_nobody_reads() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_age(Duration::from_secs(60)), &clock);
    append(&spool, &["old"]);
    let due = spool.maintenance_due().unwrap();
    spool.sync().unwrap();
    clock.advance(Duration::from_secs(60));
    spool.maintain().unwrap();
    assert_eq!(spool.stats().records, 1);
    clock.advance(Duration::from_millis(1));
    assert!(spool.maintenance_due().unwrap() > due);
    spool.maintain().unwrap();
    assert_eq!((spool.stats().dropped_expired, spool.stats().records, spool.stats().bytes), (1, 0, 0));
    assert!(!disk.files().iter().any(|(_, bytes)| bytes.ends_with(b"old\n")));
    assert_eq!(spool.maintenance_due(), None);
}

#[test]
fn each_segment_expires_by_itself() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let age = Duration::from_secs(60);
    let spool = open(&disk.for_process(), &settings().segment_bytes(70).max_age(age), &clock);
    append(&spool, &["old"]);
    clock.advance(Duration::from_secs(1));
    append(&spool, &["young"]);
    clock.advance(Duration::from_secs(59));
    spool.maintain().unwrap();
    assert_eq!((spool.stats().dropped_expired, spool.stats().records), (0, 2));
    clock.advance(Duration::from_millis(1));
    spool.maintain().unwrap();
    assert_eq!((spool.stats().dropped_expired, spool.stats().records), (1, 1));
    // The one to which records are appended stays that until it is too old.
    clock.advance(Duration::from_millis(999));
    for _ in 0..2 {
        spool.maintain().unwrap();
    }
    assert!(disk.files().iter().any(|(path, _)| path.extension() == Some("open".as_ref())));
    assert_eq!(spool.stats().records, 1);
    clock.advance(Duration::from_millis(1));
    spool.maintain().unwrap();
    assert_eq!((spool.stats().dropped_expired, spool.stats().records), (2, 0));
}

#[test]
fn what_is_just_young_enough_is_delivered() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_age(Duration::from_secs(60)), &clock);
    append(&spool, &["a"]);
    clock.advance(Duration::from_secs(60));
    assert_eq!(texts(&spool), ["a"]);
}

#[test]
fn where_all_else_is_on_its_way_the_open_segment_makes_room() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    // Two records a segment; the last one has room in the segment, but not in the quota.
    let spool = open(&disk.for_process(), &settings().segment_bytes(120).max_bytes(480), &clock);
    append(&spool, &["000", "001", "002", "003", "004", "005", "006"]);
    let mut records = Vec::new();
    spool.read(6 * 51, &mut records).unwrap();
    assert_eq!(records.len(), 6);
    append(&spool, &["007"]);
    assert_eq!(spool.stats().dropped_full, 1);
    assert_eq!(texts(&spool), ["007"]);

    // Now that is on its way too: it is refused what comes next, and the segment goes on.
    assert!(matches!(spool.append(b"008"), Err(SpoolError::Full)));
    spool.maintain().unwrap();
    spool.settle(&ids(&records)).unwrap();
    append(&spool, &["008"]);
    let last = disk.segments().pop().unwrap().1;
    let last = String::from_utf8(last).unwrap();
    assert!(last.contains(" 007\n") && last.contains(" 008\n"), "{last}");
}

#[test]
fn reading_ends_with_the_record_that_reaches_the_limit() {
    // A line has 48 bytes before the payload.
    for (bytes, count) in [(0, 1), (49, 1), (50, 2), (98, 2), (99, 3), (1000, 4)] {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        let spool = open(&disk.for_process(), &settings(), &clock);
        append(&spool, &["a", "b", "c", "d"]);
        let mut records = Vec::new();
        spool.read(bytes, &mut records).unwrap();
        assert_eq!(records.len(), count, "{bytes}");
    }
}

#[test]
fn nothing_is_to_expire_that_is_on_its_way_or_delivered() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().fsync(Fsync::Never), &clock);
    append(&spool, &["a"]);
    assert!(spool.maintenance_due().is_some());
    let records = read_all(&spool);
    assert_eq!(spool.maintenance_due(), None);
    spool.settle(&ids(&records)).unwrap();
    assert_eq!(spool.maintenance_due(), None);
}

#[test]
fn a_clock_that_is_set_back_makes_nothing_old() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().max_age(Duration::from_secs(60)), &clock);
    append(&spool, &["a"]);
    clock.step_back(Duration::from_secs(3600));
    append(&spool, &["b"]);
    spool.maintain().unwrap();
    let records = read_all(&spool);
    assert_eq!(records.len(), 2);
    assert!(records[0].id() < records[1].id() && records[0].appended > records[1].appended);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_is_counted_whatever_the_quota(
        max_bytes in 0..2000_u64,
        segment_bytes in 0..600_u64,
        steps in proptest::collection::vec((0..4_u8, 0..300_usize), 0..80),
    ) {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        let spool = open(&disk.for_process(), &settings().max_bytes(max_bytes).segment_bytes(segment_bytes), &clock);
        let (mut in_flight, mut appended) = (Vec::new(), 0);
        for (kind, number) in steps {
            match kind {
                0 => spool.read(number, &mut in_flight).unwrap(),
                1 => spool.settle(&ids(&in_flight.split_off(number.min(in_flight.len())))).unwrap(),
                2 => spool.maintain().unwrap(),
                _ => appended += u64::from(spool.append(&vec![b'x'; number]).is_ok()),
            }
            let stats = spool.stats();
            prop_assert!(stats.is_balanced() && stats.bytes <= max_bytes, "{:?}", stats);
            prop_assert_eq!(stats.appended, appended);
        }
        spool.rewind();
        prop_assert_eq!(read_all(&spool).len() as u64, spool.stats().records);
    }
}
