//! The spool on a disk that is made to fail.

mod chance;
mod crash;
mod damage;
mod faults;
mod quota;
mod simulated_content;
mod simulated_disk;
mod stopped_clock;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use self::simulated_disk::SimulatedDisk;
use self::stopped_clock::StoppedClock;
use super::{Record, RecordId, Recovery, Spool, SpoolSettings};

const DESTINATION: &str = "/spool/destination";

/// Segments of a few records, and a year: no step of a clock makes anything too old.
fn settings() -> SpoolSettings {
    SpoolSettings::new("/spool").segment_bytes(300).max_age(Duration::from_secs(365 * 24 * 3600))
}

/// The spool of the process to which `disk` belongs.
fn open(disk: &SimulatedDisk, settings: &SpoolSettings, clock: &StoppedClock) -> Spool<SimulatedDisk> {
    Spool::open_on(disk.clone(), settings.clone(), PathBuf::from(DESTINATION), Arc::new(clock.clone()))
        .unwrap()
}

/// Adopts all there is.
fn recover(spool: &Spool<SimulatedDisk>) {
    while spool.recover().unwrap() == Recovery::Goes {}
}

/// All there is to read.
fn read_all(spool: &Spool<SimulatedDisk>) -> Vec<Record> {
    let mut records = Vec::new();
    spool.read(usize::MAX, &mut records).unwrap();
    assert!(spool.stats().is_balanced());
    records
}

/// What all there is to read says.
fn texts(spool: &Spool<SimulatedDisk>) -> Vec<String> {
    read_all(spool).iter().map(text).collect()
}

fn text(record: &Record) -> String {
    String::from_utf8(record.payload().to_vec()).unwrap()
}

fn ids(records: &[Record]) -> Vec<RecordId> {
    records.iter().map(Record::id).collect()
}

fn append(spool: &Spool<SimulatedDisk>, texts: &[&str]) {
    for text in texts {
        spool.append(text.as_bytes()).unwrap();
    }
}
