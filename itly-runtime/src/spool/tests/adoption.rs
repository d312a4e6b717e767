//! Taking over what other processes have left, on a disk that fails and where people have been.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::damage::file;
use super::simulated_disk::{Faults, SimulatedDisk};
use super::stopped_clock::StoppedClock;
use super::{DESTINATION, append, ids, open, read_all, recover, settings, text, texts};
use crate::spool::Recovery;
use crate::spool::disk::Disk;

const SEALED: &str = "0000000000000001-0000000000000001-019b7ca98f2e.segment";

/// A process that is gone, with each of `records` in a segment of its own, all sealed but the last.
fn left_behind(disk: &SimulatedDisk, clock: &StoppedClock, records: &[&str]) {
    let process = disk.for_process();
    let spool = open(&process, &settings().segment_bytes(70), clock);
    append(&spool, records);
    spool.maintain().unwrap();
    process.kill();
}

fn names(disk: &SimulatedDisk) -> Vec<String> {
    let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    disk.files().into_iter().map(|(path, _)| name(path)).collect()
}

/// The records that are adopted if the disk can't be read `times` times when the first segment is looked at, and as often
/// when the next one is.
fn adopted_after(times: usize) -> (Vec<String>, SimulatedDisk, StoppedClock) {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b", "c"]);
    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    // The list of folders, and the lock of the one.
    for _ in 0..2 {
        assert_eq!(spool.recover().unwrap(), Recovery::Goes);
    }
    for _segment in 0..2 {
        disk.set_faults(Faults { is_unreadable: true, ..Faults::default() });
        for _ in 0..times {
            spool.recover().unwrap_err();
        }
        disk.set_faults(Faults::default());
        assert_eq!(spool.recover().unwrap(), Recovery::Goes);
    }
    recover(&spool);
    let found = read_all(&spool);
    spool.settle(&ids(&found)).unwrap();
    process.kill();
    (found.iter().map(text).collect(), disk, clock)
}

#[test]
fn a_segment_that_could_not_be_looked_at_twice_is_looked_at_again() {
    assert_eq!(adopted_after(2).0, ["a", "b", "c"]);
}

#[test]
fn a_segment_that_could_not_be_looked_at_thrice_is_left_to_the_next_process() {
    let (found, disk, clock) = adopted_after(3);
    // The first one and the third.
    assert_eq!(found, ["b"]);
    let next = open(&disk.for_process(), &settings(), &clock);
    recover(&next);
    assert_eq!(texts(&next), ["a", "c"]);
}

#[test]
fn what_a_later_version_has_begun_with_is_not_counted_as_delivered() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b"]);
    let (path, bytes) = file(&disk, ".segment");
    let later = String::from_utf8(bytes.clone()).unwrap().replace("itly-spool 1\n", "itly-spool 2\n");
    disk.put(&path, later.as_bytes());

    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    recover(&spool);
    let rest = read_all(&spool);
    assert_eq!(rest.iter().map(text).collect::<Vec<_>>(), ["b"]);
    spool.settle(&ids(&rest)).unwrap();
    process.kill();

    // Here for the process that understands it.
    disk.put(&path, &bytes);
    let next = open(&disk.for_process(), &settings(), &clock);
    recover(&next);
    assert_eq!(texts(&next), ["a"]);
}

#[test]
fn one_folder_that_fails_keeps_none_from_the_others() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b"]);
    clock.advance(Duration::from_secs(1));
    left_behind(&disk, &clock, &["c", "d"]);
    let spool = open(&disk.for_process(), &settings(), &clock);
    // What is not sealed can't be sealed.
    disk.set_faults(Faults { failures: 100, ..Faults::default() });
    assert!(spool.adopt_all().is_err());
    disk.set_faults(Faults::default());
    assert_eq!(texts(&spool), ["a", "c"]);
}

#[test]
fn a_disk_that_can_not_be_read_is_an_error() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a"]);
    let spool = open(&disk.for_process(), &settings(), &clock);
    disk.set_faults(Faults { is_unreadable: true, ..Faults::default() });
    assert!(spool.recover().is_err());
    assert!(spool.adopt_all().is_err());
    disk.set_faults(Faults::default());
    recover(&spool);
    assert_eq!(texts(&spool), ["a"]);
}

#[test]
fn a_folder_whose_cursor_can_not_be_opened_waits_for_another_time() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let process = disk.for_process();
    let dead = open(&process, &settings(), &clock);
    append(&dead, &["a", "b"]);
    dead.settle(&ids(&read_all(&dead)[..1])).unwrap();
    process.kill();

    let spool = open(&disk.for_process(), &settings(), &clock);
    disk.set_faults(Faults { closed_name: Some("cursor"), ..Faults::default() });
    assert!(spool.adopt_all().is_err());
    assert!(texts(&spool).is_empty());
    disk.set_faults(Faults::default());
    recover(&spool);
    assert_eq!(texts(&spool), ["b"]);
}

#[test]
fn where_someone_has_deleted_all_there_is_nothing_to_adopt() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    disk.delete(Path::new(DESTINATION));
    recover(&spool);
    assert!(texts(&spool).is_empty());
}

#[test]
fn a_folder_whose_process_was_gone_before_it_had_a_lock_is_removed_if_it_is_empty() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    let spool = open(&disk.for_process(), &settings(), &clock);
    let [empty, other] =
        [0, 1].map(|number| Path::new(DESTINATION).join(format!("019b7ca98f2e-00000000-0000000{number}")));
    for folder in [&empty, &other] {
        disk.create_folder(folder).unwrap();
    }
    disk.put(&other.join("notes.txt"), b"a person's");
    recover(&spool);
    assert_eq!((disk.exists(&empty), disk.exists(&other)), (false, true));
    assert!(disk.exists(&other.join("notes.txt")));
}

#[test]
fn a_sealed_segment_is_taken_by_its_name_and_read_when_its_turn_comes() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b"]);
    let (path, bytes) = file(&disk, SEALED);
    disk.put(&path, String::from_utf8(bytes).unwrap().replace(" a\n", " x\n").as_bytes());

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    let stats = spool.stats();
    assert_eq!((stats.adopted, stats.records, stats.dropped_corrupt), (2, 2, 0));
    assert!(names(&disk).contains(&SEALED.to_owned()));
    assert_eq!(texts(&spool), ["b"]);
    assert_eq!(spool.stats().dropped_corrupt, 1);
}

#[test]
fn a_name_that_promises_more_records_than_there_is_room_for_is_not_believed() {
    // There is room for one record of the shortest kind, and a header.
    for last in [2, 3, u64::MAX - 1] {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        left_behind(&disk, &clock, &["a", "b"]);
        let (path, bytes) = file(&disk, SEALED);
        disk.delete(&path);
        disk.put(&path.with_file_name(format!("0000000000000001-{last:016x}-019b7ca98f2e.segment")), &bytes);

        let spool = open(&disk.for_process(), &settings(), &clock);
        recover(&spool);
        assert!(names(&disk).contains(&SEALED.to_owned()));
        assert_eq!(texts(&spool), ["a", "b"]);
        let stats = spool.stats();
        assert_eq!((stats.adopted, stats.dropped_corrupt), (2, 0), "{last}");
    }
}

#[test]
fn what_is_damaged_behind_the_last_whole_record_is_counted_and_cut_off() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b"]);
    let (path, whole) = file(&disk, ".open");
    disk.put(&path, &[&whole[..], b"one\ntwo\nthree"].concat());

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool), ["a", "b"]);
    let stats = spool.stats();
    assert_eq!((stats.adopted, stats.dropped_corrupt), (4, 2));
    assert!(disk.files().iter().any(|(_, bytes)| *bytes == whole));
}

#[test]
fn an_unsealed_segment_without_a_record_is_removed() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock, &["a", "b"]);
    let (path, whole) = file(&disk, ".open");
    disk.put(&path, &whole[..20]);
    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool), ["a"]);
    assert!(!disk.exists(&path));
    assert_eq!(spool.stats().dropped_corrupt, 0);
}
