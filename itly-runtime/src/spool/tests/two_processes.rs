//! Processes that share a folder: each has its own records, and those of processes that are gone.

use std::io::{BufRead, BufReader};

use crate::spool::Fsync;

use super::real::{open, read, recover, settings, spawn, spawned, texts};

/// Says what it finds, appends two records, and is gone without a word.
#[test]
#[ignore = "the other process of the test beside it"]
fn other() {
    let Some(settings) = spawned() else { return };
    let spool = open(&settings);
    recover(&spool);
    println!("found {:?}", texts(&read(&spool)));
    for payload in ["other's first", "other's second"] {
        spool.append(payload.as_bytes()).unwrap();
    }
}

#[test]
fn a_living_process_keeps_its_records_and_a_dead_one_leaves_them() {
    let folder = tempfile::tempdir().unwrap();
    let spool = open(&settings(folder.path(), Fsync::Never));
    spool.append(b"mine").unwrap();

    let mut child = spawn("spool::tests::two_processes::other", folder.path(), "never");
    let lines: Vec<_> = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success());
    assert!(lines.iter().any(|line| line == "found []"), "{lines:?}");

    recover(&spool);
    assert_eq!(texts(&read(&spool)), ["mine", "other's first", "other's second"]);
    assert_eq!((spool.stats().appended, spool.stats().adopted), (1, 2));

    // What this one has adopted belongs to no third.
    let third = open(&settings(folder.path(), Fsync::Never));
    recover(&third);
    assert!(read(&third).is_empty());
    drop(spool);
    recover(&third);
    assert_eq!(texts(&read(&third)), ["mine", "other's first", "other's second"]);
}
