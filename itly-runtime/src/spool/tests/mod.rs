//! The spool on a disk that is made to fail, and on the real one.

mod adoption;
mod chance;
mod crash;
mod damage;
mod eight_producers;
mod faults;
mod files;
mod killed;
mod quota;
mod real;
mod simulated_content;
mod simulated_disk;
mod stopped_clock;
mod two_processes;
mod unsealed;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use self::simulated_disk::SimulatedDisk;
use self::stopped_clock::StoppedClock;
use super::disk::Disk;
use super::segment::Position;
use super::stats::SpoolStats;
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

impl<D: Disk> Spool<D> {
    /// What has become of the records, and how much there is.
    fn stats(&self) -> SpoolStats {
        self.index().counts
    }

    /// Makes everything that was appended survive a power failure, as its maintenance does when it is due.
    fn sync(&self) -> io::Result<()> {
        self.check_process()?;
        let consumer = self.consumer();
        if consumer.is_closed { Ok(()) } else { self.sync_open(&consumer).and(self.seal(&consumer)) }
    }

    /// Everything that was handed out and is not settled is there to be read again.
    fn rewind(&self) {
        let _consumer = self.consumer();
        for segment in self.index().folders.iter_mut().flat_map(|folder| &mut folder.segments) {
            segment.read = Position { offset: 0, number: segment.first };
            segment.in_flight = 0;
        }
    }
}

impl SpoolStats {
    /// Whether every record is accounted for.
    fn is_balanced(&self) -> bool {
        let dropped = self.dropped_full + self.dropped_expired + self.dropped_corrupt;
        self.appended + self.adopted == self.settled + dropped + self.purged + self.records
    }
}
