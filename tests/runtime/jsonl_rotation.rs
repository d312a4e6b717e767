//! Files of JSON lines are set aside when they are large or old enough, and the oldest go.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, JsonLines, Rotation};
use proptest::prelude::*;

use crate::support::delivery::{accounts, flush, object, push};

struct Program {
    folder: tempfile::TempDir,
    clock: ManualClock,
    rotation: Rotation,
    delivery: Delivery,
}

impl Program {
    fn start(rotation: Rotation) -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
        let delivery = delivery(&folder.path().join("events.jsonl"), &clock, rotation);
        Self { folder, clock, rotation, delivery }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("events.jsonl")
    }

    /// Sends these events as one batch, and lets a second pass.
    fn send(&self, users: &[&str]) {
        push(&self.delivery, users);
        flush(&self.delivery, &self.clock);
        self.clock.advance(Duration::from_secs(1));
    }

    fn restart(&mut self) {
        self.delivery = delivery(&self.path(), &self.clock, self.rotation);
    }

    /// The names of the files without what they share, and the users in them.
    fn files(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (short_name(&path), users(&fs::read_to_string(path).unwrap()))).collect()
    }

    #[track_caller]
    fn assert_files(&self, expected: &[(&str, &str)]) {
        let owned = |(name, users): &(&str, &str)| ((*name).to_owned(), (*users).to_owned());
        assert_eq!(self.files(), expected.iter().map(owned).collect());
    }
}

fn delivery(path: &Path, clock: &ManualClock, rotation: Rotation) -> Delivery {
    let settings = DeliverySettings::new().clock(clock.clone());
    Delivery::with_settings(JsonLines::new(path).rotation(rotation), settings)
}

fn short_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().replace("events-20260102T0304", "")
}

/// The users of the events in whole lines of `text`.
fn users(text: &str) -> String {
    assert!(text.is_empty() || text.ends_with('\n'), "{text:?}");
    let of_line =
        |line: &str| line.split_once("\"userId\":\"").unwrap().1.split('"').next().unwrap().to_owned();
    text.lines().map(of_line).collect()
}

/// The length of the line of an event.
fn line() -> u64 {
    object("a").len() as u64 + 1
}

#[test]
fn a_file_has_as_many_lines_as_fit() {
    let program = Program::start(Rotation::new().bytes(line() * 2 + 1));
    program.send(&["a", "b", "c"]);
    program.send(&["d", "e"]);
    program.assert_files(&[("05678Z.jsonl", "ab"), ("06678Z.jsonl", "cd"), ("events.jsonl", "e")]);
    assert_eq!(accounts(&program.delivery), [5, 5, 0, 0]);
}

#[test]
fn a_batch_may_fill_several_files() {
    let program = Program::start(Rotation::new().bytes(1));
    program.send(&["a", "b", "c"]);
    program.assert_files(&[("05678Z.jsonl", "a"), ("05678Z-1.jsonl", "b"), ("events.jsonl", "c")]);
    assert_eq!(accounts(&program.delivery), [3, 3, 0, 0]);
}

#[test]
fn the_oldest_go_and_files_of_others_stay() {
    let program = Program::start(Rotation::new().bytes(line()).keep(2));
    let others = ["events-1.jsonl", "events.txt", "events-20250102T030405678Z.txt"];
    for other in others {
        fs::write(program.folder.path().join(other), "").unwrap();
    }
    program.send(&["a", "b", "c", "d", "e"]);
    let files = program.files();
    assert_eq!(files.values().cloned().collect::<String>(), "cde");
    assert!(others.iter().all(|other| files.contains_key(*other)));
    assert_eq!(accounts(&program.delivery), [5, 5, 0, 0]);
}

#[test]
fn a_clock_that_is_put_back_changes_no_order() {
    let program = Program::start(Rotation::new().bytes(line()).keep(2));
    program.send(&["a", "b"]);
    program.clock.set_unix_time(Duration::ZERO);
    program.send(&["c", "d"]);
    program.assert_files(&[("05678Z-1.jsonl", "b"), ("05678Z-2.jsonl", "c"), ("events.jsonl", "d")]);
}

#[test]
fn a_file_is_old_after_its_time() {
    let program = Program::start(Rotation::new().age(Duration::from_secs(2)));
    for user in ["a", "b", "c", "d"] {
        program.send(&[user]);
    }
    program.assert_files(&[("07678Z.jsonl", "ab"), ("events.jsonl", "cd")]);
    assert_eq!(accounts(&program.delivery), [4, 4, 0, 0]);
}

#[test]
fn a_program_that_starts_anew_goes_on_with_the_file() {
    let mut program = Program::start(Rotation::new().bytes(line() * 3).age(Duration::from_secs(60)));
    program.send(&["a", "b"]);
    let made = fs::metadata(program.path()).unwrap();
    let made = made.created().or(made.modified()).unwrap().duration_since(UNIX_EPOCH).unwrap();
    program.clock.set_unix_time(made + Duration::from_secs(59));
    program.restart();
    program.send(&["c"]);
    assert_eq!(program.files().into_values().collect::<Vec<_>>(), ["abc"]);

    program.clock.set_unix_time(made + Duration::from_secs(61));
    program.restart();
    program.send(&["d"]);
    assert_eq!(program.files().into_values().collect::<Vec<_>>(), ["abc", "d"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_someone_takes_away_is_made_anew() {
    let program = Program::start(Rotation::new());
    program.send(&["a"]);
    fs::rename(program.path(), program.folder.path().join("taken.jsonl")).unwrap();
    program.send(&["b"]);
    fs::remove_file(program.path()).unwrap();
    program.send(&["c"]);
    program.assert_files(&[("taken.jsonl", "a"), ("events.jsonl", "c")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// However batches and limits fall, every event is in one line of one file, in its order, and no file is too large.
    #[test]
    fn nothing_is_lost_and_nothing_is_doubled(
        batches in prop::collection::vec(1..6_usize, 1..8),
        lines in 0..4_u64,
        age in 1..4_u64,
        steps in prop::collection::vec(0..100_u64, 8),
    ) {
        let limit = lines * line() + lines;
        let mut program = Program::start(Rotation::new().bytes(limit).age(Duration::from_secs(age)));
        let mut letters = ('a'..='z').chain('A'..='Z');
        let mut expected = String::new();
        for (count, step) in batches.into_iter().zip(steps) {
            let users: Vec<String> = letters.by_ref().take(count).map(String::from).collect();
            program.send(&users.iter().map(String::as_str).collect::<Vec<_>>());
            expected.extend(users);
            if step % 3 == 0 {
                program.clock.set_unix_time(Duration::from_secs(1_767_323_000 + step));
            }
            if step % 5 == 0 {
                program.restart();
            }
        }
        let mut paths: Vec<PathBuf> =
            fs::read_dir(program.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort_by_key(|path| order(path));
        let mut found = String::new();
        for path in paths {
            let text = fs::read_to_string(path).unwrap();
            prop_assert!(text.len() as u64 <= limit || text.lines().count() == 1);
            found.push_str(&users(&text));
        }
        prop_assert_eq!(found, expected);
    }
}

/// What the files are sorted by: the time in their names, and the number; the one being written comes last.
fn order(path: &Path) -> (String, u32) {
    let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".jsonl");
    let (time, number) = name.split_once("Z-").unwrap_or((name.trim_end_matches('Z'), "0"));
    (time.replace("events-", ""), number.parse().unwrap())
}
