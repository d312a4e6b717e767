//! Files that are not what the spool has written.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::simulated_disk::SimulatedDisk;
use super::stopped_clock::StoppedClock;
use super::{DESTINATION, append, ids, open, read_all, recover, settings, text, texts};

/// A folder as a process leaves it that is killed, with the records `a` to `l` in several segments, `b` settled.
fn left_behind(disk: &SimulatedDisk, clock: &StoppedClock) {
    let process = disk.for_process();
    let spool = open(&process, &settings(), clock);
    append(&spool, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]);
    spool.maintain().unwrap();
    let records = read_all(&spool);
    spool.settle(&ids(&records[1..2])).unwrap();
    process.kill();
}

/// The file in the folder whose name ends so, the first one.
pub(super) fn file(disk: &SimulatedDisk, ending: &str) -> (PathBuf, Vec<u8>) {
    disk.files().into_iter().find(|(path, _)| path.to_str().unwrap().ends_with(ending)).unwrap()
}

#[test]
fn a_damaged_record_is_passed_over_and_counted() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    let (path, bytes) = file(&disk, ".segment");
    let damaged = String::from_utf8(bytes).unwrap().replace(" c\n", " x\n");
    disk.put(&path, damaged.as_bytes());

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(spool.take_changes().adopted, 11);
    assert_eq!(texts(&spool), ["a", "d", "e", "f", "g", "h", "i", "j", "k", "l"]);
    let stats = spool.stats();
    assert_eq!((stats.adopted, stats.dropped_corrupt, stats.records), (11, 1, 10));
    assert_eq!(spool.take_changes().dropped_corrupt, 1);
    assert_eq!(spool.take_changes().dropped_corrupt, 0);
}

#[test]
fn a_record_that_is_there_twice_is_delivered_once() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    let (path, bytes) = file(&disk, ".segment");
    let text = String::from_utf8(bytes).unwrap();
    let line = text.split_inclusive('\n').find(|line| line.ends_with(" c\n")).unwrap();
    disk.put(&path, text.replace(line, &line.repeat(2)).as_bytes());

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool).concat(), "acdefghijkl");
}

#[test]
fn a_torn_end_is_cut_off_and_does_not_count() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    let (path, mut bytes) = file(&disk, ".open");
    bytes.extend_from_slice(b"0123abcd 00000007 00000000");
    disk.put(&path, &bytes);

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool).len(), 11);
    assert_eq!(spool.stats().dropped_corrupt, 0);
    let torn = disk.files().into_iter().any(|(_, bytes)| bytes.ends_with(b"00000000"));
    assert!(!torn);
}

#[test]
fn without_its_cursor_a_folder_is_delivered_again() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    disk.put(&file(&disk, "/cursor").0, b"itly-cursor 1 garbage\n");

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    assert_eq!(texts(&spool).len(), 12);
    assert_eq!(spool.stats().damaged_cursors, 1);
}

#[test]
fn what_a_later_version_has_written_is_left_to_it() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    let (path, bytes) = file(&disk, ".segment");
    let later = String::from_utf8(bytes).unwrap().replace("itly-spool 1\n", "itly-spool 2\n");
    disk.put(&path, later.as_bytes());

    let process = disk.for_process();
    let spool = open(&process, &settings(), &clock);
    recover(&spool);
    let rest = read_all(&spool);
    assert_eq!(rest.first().map(text).as_deref(), Some("f"));
    spool.settle(&ids(&rest)).unwrap();
    spool.close().unwrap();
    assert_eq!(file(&disk, ".segment"), (path, later.into_bytes()));
    assert!(disk.files().iter().any(|(path, _)| path.ends_with("lock")));
}

#[test]
fn other_files_are_not_touched() {
    let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
    left_behind(&disk, &clock);
    let folder = file(&disk, ".open").0.parent().unwrap().to_owned();
    let others = [folder.join("notes.txt"), Path::new(DESTINATION).join("README")];
    others.iter().for_each(|path| disk.put(path, b"a person's"));

    let spool = open(&disk.for_process(), &settings(), &clock);
    recover(&spool);
    spool.settle(&ids(&read_all(&spool))).unwrap();
    spool.close().unwrap();
    let left: Vec<_> = disk.files().into_iter().map(|(path, _)| path).collect();
    let mut expected = others.to_vec();
    expected.sort();
    assert_eq!(left, expected);
}

/// Bytes of a file: any, or lines that look right.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let line = "(itly-spool [0-9]\n|[0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{16} [0-9a-f]{12} x{0,9}\n|itly-cursor 1 |[0-9a-f -]{0,40}\n?)";
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..400),
        proptest::collection::vec(line, 0..9).prop_map(|lines| lines.concat().into_bytes()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("cursor".to_owned()),
        Just("cursor.next".to_owned()),
        (0..20_u64).prop_map(|first| format!("{first:016x}.open")),
        (0..20_u64, 0..20_u64)
            .prop_map(|(first, last)| format!("{first:016x}-{last:016x}-019b7ca98f2e.segment")),
        any::<[u64; 2]>().prop_map(|[first, last]| format!("{first:016x}-{last:016x}-ffffffffffff.segment")),
        "[0-9a-f]{16}.open",
    ]
}

/// What is changed in files that are right.
#[derive(Debug, Clone)]
enum Change {
    Byte { place: prop::sample::Index, value: u8 },
    Cut { length: prop::sample::Index },
    Insert { place: prop::sample::Index, bytes: Vec<u8> },
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(place, value)| Change::Byte { place, value }),
        any::<prop::sample::Index>().prop_map(|length| Change::Cut { length }),
        (any::<prop::sample::Index>(), proptest::collection::vec(any::<u8>(), 0..30))
            .prop_map(|(place, bytes)| Change::Insert { place, bytes }),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    match change {
        _ if bytes.is_empty() => {}
        Change::Byte { place, value } => *place.get_mut(bytes) = *value,
        Change::Cut { length } => bytes.truncate(length.index(bytes.len())),
        Change::Insert { place, bytes: more } => {
            let place = place.index(bytes.len());
            bytes.splice(place..place, more.iter().copied());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_files_are_survived_and_counted(files in proptest::collection::vec((name(), content()), 0..8)) {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        left_behind(&disk, &clock);
        let folder = file(&disk, ".open").0.parent().unwrap().to_owned();
        for (name, bytes) in &files {
            disk.put(&folder.join(name), bytes);
        }
        let spool = open(&disk.for_process(), &settings(), &clock);
        recover(&spool);
        let records = read_all(&spool);
        let stats = spool.stats();
        prop_assert_eq!(stats.records, records.len() as u64);
        prop_assert!(stats.dropped_corrupt <= 100, "{:?}", stats);
        spool.settle(&ids(&records)).unwrap();
        prop_assert_eq!(spool.stats().records, 0);
        append(&spool, &["next"]);
        prop_assert_eq!(texts(&spool), ["next"]);
    }

    #[test]
    fn a_change_costs_what_it_touches(changes in proptest::collection::vec((any::<prop::sample::Index>(), change()), 1..4)) {
        let (disk, clock) = (SimulatedDisk::new(1), StoppedClock::new());
        left_behind(&disk, &clock);
        for (which, change) in &changes {
            let files = disk.segments();
            let (path, mut bytes) = which.get(&files).clone();
            apply(change, &mut bytes);
            disk.put(&path, &bytes);
        }
        let spool = open(&disk.for_process(), &settings(), &clock);
        recover(&spool);
        let found = texts(&spool);
        prop_assert!(found.is_sorted(), "{:?}", found);
        prop_assert!(found.iter().all(|text| "acdefghijkl".contains(text.as_str())), "{:?}", found);
        let stats = spool.stats();
        prop_assert_eq!(stats.adopted, found.len() as u64 + stats.dropped_corrupt);
        let is_torn = changes.iter().any(|(_, change)| !matches!(change, Change::Byte { .. }));
        prop_assert!(is_torn || found.len() + 2 * changes.len() >= 11, "{:?}", found);
    }
}
