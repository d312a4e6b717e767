//! A disk that is full or fails, and people who delete things.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::damage::file;
use super::simulated_disk::{Faults, SimulatedDisk};
use super::stopped_clock::StoppedClock;
use super::{DESTINATION, append, ids, open, read_all, recover, settings, text, texts};
use crate::spool::{Fsync, Spool, SpoolError, SpoolSettings};

#[test]
fn a_full_disk_refuses_and_leaves_no_trace() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    append(&spool, &["a"]);
    disk.set_faults(Faults { room: Some(20), short_writes: Some(7), ..Faults::default() });
    assert!(matches!(spool.append(b"b"), Err(SpoolError::Io(_))));
    disk.set_faults(Faults { short_writes: Some(7), ..Faults::default() });
    append(&spool, &["c"]);
    process.kill();

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool), ["a", "c"]);
    assert_eq!(spool.stats().dropped_corrupt, 0);
}

#[test]
fn what_was_refused_does_not_come_back_though_it_can_not_be_cut_off() {
    for seed in 0..20 {
        let (disk, clock) = (SimulatedDisk::new(seed), StoppedClock::new());
        let process = disk.for_process();
        let settings = settings().fsync(Fsync::Always);
        let spool = open(&process, &settings, &clock);
        append(&spool, &["a"]);
        disk.set_faults(Faults { is_stuck: true, ..Faults::default() });
        assert!(matches!(spool.append(b"b"), Err(SpoolError::Io(_))));
        disk.set_faults(Faults::default());
        append(&spool, &["c"]);
        spool.settle(&[]).unwrap();
        process.kill();

        let spool = open(&disk.for_process(), &settings, &clock);
        recover(&spool);
        assert_eq!(texts(&spool), ["a", "c"], "seed {seed}");
        assert_eq!(spool.stats().dropped_corrupt, 0, "seed {seed}");
    }
}

#[test]
fn a_segment_whose_first_record_is_refused_is_removed() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    let faults = Faults { room: Some(20), short_writes: Some(7), is_stuck: true, ..Faults::default() };
    disk.set_faults(faults);
    assert!(matches!(spool.append(b"a"), Err(SpoolError::Io(_))));
    assert_eq!(disk.segments(), []);
    disk.set_faults(Faults::default());
    append(&spool, &["b"]);
    assert_eq!(ids(&read_all(&spool))[0].number, 1);
}

#[test]
fn a_segment_that_could_not_be_removed_is_replaced() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    let (lock, _) = file(&disk, "lock");
    disk.put(&lock.with_file_name("0000000000000001.open"), b"itly-spool 1\n92b3");
    append(&spool, &["a"]);
    process.kill();
    let next = open(&disk.for_process(), &settings(), &clock);
    recover(&next);
    assert_eq!(texts(&next), ["a"]);
    assert_eq!(next.stats().dropped_corrupt, 0);
}

#[test]
fn an_interrupted_write_goes_on() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    disk.set_faults(Faults { interruptions: 2, short_writes: Some(7), ..Faults::default() });
    append(&spool, &["a", "b"]);
    assert_eq!(texts(&spool), ["a", "b"]);
}

#[test]
fn on_a_full_disk_delivery_makes_room() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().segment_bytes(120), &clock);
    append(&spool, &["a", "b", "c"]);
    let records = read_all(&spool);
    disk.set_faults(Faults { room: Some(0), ..Faults::default() });
    assert!(spool.append(b"d").is_err());
    assert!(spool.settle(&ids(&records[..2])).is_err(), "the cursor can't be written");
    append(&spool, &["d"]);
    spool.settle(&[]).unwrap();
    assert_eq!(texts(&spool), ["d"]);
    assert_eq!(spool.stats().records, 2);
}

#[test]
fn a_cursor_that_could_not_be_written_is_written_with_the_next_call() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    append(&spool, &["a", "b"]);
    let records = read_all(&spool);
    disk.set_faults(Faults { failures: 100, ..Faults::default() });
    spool.settle(&ids(&records[..1])).unwrap_err();
    disk.set_faults(Faults::default());
    spool.settle(&[]).unwrap();
    process.kill();

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool), ["b"]);
}

#[test]
fn a_segment_that_ends_when_all_of_it_is_settled_is_deleted() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    // The cursor is as it is to be before the segment ends.
    let spool = open(&disk.for_process(), &settings().segment_bytes(70).fsync(Fsync::Always), &clock);
    append(&spool, &["a"]);
    spool.settle(&ids(&read_all(&spool))).unwrap();
    append(&spool, &["b"]);
    spool.maintain().unwrap();
    let segments = disk.segments();
    assert!(matches!(&segments[..], [(_, bytes)] if bytes.ends_with(b" b\n")), "{segments:?}");
}

#[test]
fn a_segment_that_can_not_be_read_is_given_up_after_a_while() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().segment_bytes(120), &clock);
    append(&spool, &["a", "b", "c"]);
    disk.set_faults(Faults { is_unreadable: true, ..Faults::default() });
    for _ in 0..3 {
        assert!(spool.read(100, &mut Vec::new()).is_err());
    }
    disk.set_faults(Faults::default());
    assert_eq!(texts(&spool), ["c"]);
    assert_eq!(spool.stats().dropped_corrupt, 2);
    spool.settle(&[]).unwrap();
    let segments = disk.segments();
    assert!(matches!(&segments[..], [(_, bytes)] if bytes.ends_with(b" c\n")), "{segments:?}");
}

#[test]
fn a_deleted_folder_is_made_anew() {
    // Without maintenance, what the reader has still open can be read to its end.
    for (is_noticed_by_maintenance, found) in [(true, vec!["e", "f"]), (false, vec!["b", "e", "f"])] {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        let process = disk.for_process();
        let spool = open(&process, &settings().segment_bytes(120), &clock);
        append(&spool, &["a", "b", "c", "d"]);
        let mut records = Vec::new();
        spool.read(1, &mut records).unwrap();
        assert_eq!(records.iter().map(text).collect::<Vec<_>>(), ["a"]);
        disk.delete(Path::new("/spool"));
        clock.advance(Duration::from_millis(1));
        if is_noticed_by_maintenance {
            spool.maintain().unwrap();
        }
        append(&spool, &["e", "f"]);
        spool.settle(&ids(&records)).unwrap();

        assert_eq!(texts(&spool), found);
        let stats = spool.stats();
        assert_eq!((stats.settled, stats.records), (1, found.len() as u64));
        assert_eq!(stats.dropped_corrupt, 5 - found.len() as u64);
        let on_disk: u64 = disk.segments().iter().map(|(_, bytes)| bytes.len() as u64).sum();
        // What is read to its end still counts: a segment as long as the new one.
        let still_open = if is_noticed_by_maintenance { 0 } else { on_disk };
        assert_eq!(stats.bytes, on_disk + still_open);
        process.kill();
        let next = open(&disk.for_process(), &settings(), &clock);
        recover(&next);
        assert_eq!(texts(&next), ["e", "f"]);
    }
}

#[test]
fn where_only_the_lock_is_deleted_nothing_is_lost() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    append(&spool, &["a"]);
    let (lock, _) = file(&disk, "lock");
    disk.delete(&lock);
    clock.advance(Duration::from_millis(1));
    spool.maintain().unwrap();
    append(&spool, &["b"]);
    assert_ne!(file(&disk, "lock").0, lock, "the folder without a lock is no longer written to");
    assert_eq!(texts(&spool), ["a", "b"]);
    assert_eq!(spool.stats().dropped_corrupt, 0);
}

#[test]
fn where_only_the_open_segment_is_deleted_what_was_in_it_is_counted() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    append(&spool, &["a"]);
    disk.delete(&file(&disk, ".open").0);
    clock.advance(Duration::from_millis(1));
    spool.maintain().unwrap();
    let stats = spool.stats();
    assert_eq!((stats.dropped_corrupt, stats.records, stats.bytes), (1, 0, 0));
    append(&spool, &["b"]);
    assert_eq!(texts(&spool), ["b"]);
}

#[test]
fn what_was_adopted_and_delivered_does_not_come_back_with_the_power() {
    for seed in 0..100 {
        let (disk, clock) = (SimulatedDisk::new(seed), StoppedClock::new());
        let settings = settings().segment_bytes(120).fsync(Fsync::Always);
        let [dead, next] = [(); 2].map(|()| disk.for_process());
        append(&open(&dead, &settings, &clock), &["a", "b", "c"]);
        dead.kill();
        let spool = open(&next, &settings, &clock);
        recover(&spool);
        let records = read_all(&spool);
        assert_eq!(records.len(), 3);
        spool.settle(&ids(&records)).unwrap();
        disk.lose_power();
        let spool = open(&disk.for_process(), &settings, &clock);
        recover(&spool);
        assert!(texts(&spool).is_empty(), "seed {seed}");
    }
}

#[test]
fn folders_that_others_make_at_the_same_time_are_shared() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let [one, other] = [(); 2].map(|()| disk.for_process());
    let first = open(&one, &settings(), &clock);
    disk.set_faults(Faults { is_behind: true, ..Faults::default() });
    let second = open(&other, &settings(), &clock);
    append(&first, &["a"]);
    append(&second, &["b"]);
    assert_eq!((texts(&first), texts(&second)), (vec!["a".to_owned()], vec!["b".to_owned()]));
}

#[test]
fn folders_that_had_to_be_made_for_the_spool_do_not_go_with_the_power() {
    for seed in 0..20 {
        let (disk, clock) = (SimulatedDisk::new(seed), StoppedClock::new());
        let settings = SpoolSettings::new("/far/down/spool").fsync(Fsync::Always);
        let open = |disk: SimulatedDisk| {
            let destination = settings.folder.join("destination");
            Spool::open_on(disk, settings.clone(), destination, Arc::new(clock.clone())).unwrap()
        };
        append(&open(disk.for_process()), &["a"]);
        disk.lose_power();
        let spool = open(disk.for_process());
        recover(&spool);
        assert_eq!(texts(&spool), ["a"], "seed {seed}");
    }
}

#[test]
fn a_fork_keeps_its_hands_off() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let parent = open(&disk.for_process(), &settings(), &clock);
    append(&parent, &["parent's"]);
    let mut child = open(&disk.for_process(), &settings(), &clock);
    child.process = 0;
    let files = disk.files();
    assert!(matches!(child.append(b"x"), Err(SpoolError::Forked)));
    assert!(child.read(1, &mut Vec::new()).is_err());
    assert!(child.settle(&[]).is_err());
    assert!(child.recover().is_err());
    assert!(child.maintain().is_err());
    assert!(child.sync().is_err());
    assert!(child.purge().is_err());
    assert!(child.close().is_err());
    assert_eq!(disk.files(), files);

    let fresh = open(&disk.for_process(), &settings(), &clock);
    append(&fresh, &["child's"]);
    recover(&fresh);
    assert_eq!(texts(&fresh), ["child's"]);
    assert_eq!(texts(&parent), ["parent's"]);
}

#[test]
fn a_purge_leaves_nothing_but_what_is_others() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let [dead, mine, other] = [(); 3].map(|()| disk.for_process());
    append(&open(&dead, &settings(), &clock), &["dead"]);
    dead.kill();
    let spool = open(&mine, &settings(), &clock);
    append(&spool, &["a", "b"]);
    let records = read_all(&spool);
    let others = open(&other, &settings(), &clock);
    append(&others, &["other's"]);

    spool.purge().unwrap();
    spool.settle(&ids(&records)).unwrap();
    let stats = spool.stats();
    assert!(stats.is_balanced());
    assert_eq!((stats.appended, stats.adopted, stats.purged, stats.settled), (2, 1, 3, 0));
    assert_eq!(disk.segments().len(), 1);
    append(&spool, &["c"]);
    assert_eq!((texts(&spool), texts(&others)), (vec!["c".to_owned()], vec!["other's".to_owned()]));
}

#[test]
fn a_spool_that_is_closed_with_nothing_in_it_leaves_nothing() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    append(&spool, &["a"]);
    spool.settle(&ids(&read_all(&spool))).unwrap();
    spool.close().unwrap();
    spool.close().unwrap();
    assert_eq!(disk.files(), []);
    assert!(matches!(spool.append(b"b"), Err(SpoolError::Closed)));
    assert!(spool.stats().is_balanced());
}

#[test]
fn a_sync_is_due_an_interval_after_the_first_record() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let interval = Duration::from_secs(1);
    let spool = open(&disk.for_process(), &settings().fsync(Fsync::Every(interval)), &clock);
    assert_eq!(spool.maintenance_due(), None);
    assert!(spool.append(b"a").unwrap().brings_maintenance_forward);
    let due = spool.maintenance_due().unwrap();
    clock.advance(interval / 2);
    assert!(!spool.append(b"b").unwrap().brings_maintenance_forward);
    spool.maintain().unwrap();
    assert_eq!(spool.maintenance_due(), Some(due));
    clock.advance(interval / 2);
    spool.maintain().unwrap();
    assert!(spool.append(b"c").unwrap().brings_maintenance_forward);
    disk.lose_power();

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool)[..2], ["a", "b"]);
}

#[test]
fn no_file_is_outside_the_destination() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings().segment_bytes(120), &clock);
    append(&spool, &["a", "b", "c"]);
    spool.maintain().unwrap();
    spool.settle(&ids(&read_all(&spool)[..1])).unwrap();
    let names: Vec<_> = disk
        .files()
        .into_iter()
        .map(|(path, _)| {
            let within = path.strip_prefix(DESTINATION).unwrap();
            within.iter().nth(1).unwrap().to_str().unwrap().to_owned()
        })
        .collect();
    let expected =
        ["0000000000000001-0000000000000002-019b7ca98f2e.segment", "0000000000000003.open", "cursor", "lock"];
    assert_eq!(names, expected);
}
