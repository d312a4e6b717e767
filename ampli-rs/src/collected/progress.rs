use std::sync::atomic::{AtomicU64, Ordering};

/// So much is read of a file before it is said how far it has come.
const STEP: u64 = 1024;

/// How far the reading of many files has come.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    events: AtomicU64,
}

impl Progress {
    /// How many bytes were read, compressed as they are in the files.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// How many events were read.
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// Says that so much more was read.
    pub fn add(&self, bytes: u64, events: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.events.fetch_add(events, Ordering::Relaxed);
    }

    /// That of a file of its own.
    pub fn of_file(&self) -> FileProgress<'_> {
        FileProgress { all: self, records: 0, bytes: 0, events: 0 }
    }
}

/// How far the reading of one file has come, which is told now and then.
#[derive(Debug)]
pub struct FileProgress<'p> {
    all: &'p Progress,
    records: u64,
    bytes: u64,
    events: u64,
}

impl FileProgress<'_> {
    /// Says that a record was read, and asks now and then how many bytes and events that makes.
    pub fn record(&mut self, so_far: impl FnOnce() -> (u64, u64)) {
        self.records += 1;
        if self.records.is_multiple_of(STEP) {
            let (bytes, events) = so_far();
            self.tell(bytes, events);
        }
    }

    /// Says how many bytes and events of the file were read so far.
    pub fn tell(&mut self, bytes: u64, events: u64) {
        self.all.add(bytes - self.bytes, events - self.events);
        (self.bytes, self.events) = (bytes, events);
    }
}
