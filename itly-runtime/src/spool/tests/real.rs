//! A spool on the real file system, and other processes that work on it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::spool::{Fsync, Record, RecordId, Recovery, Spool, SpoolSettings};

/// Where a test tells its child process what to work on.
const FOLDER: &str = "ITLY_TEST_SPOOL";
const FSYNC: &str = "ITLY_TEST_FSYNC";

/// Small segments, so that there are many.
pub(crate) fn settings(folder: &Path, fsync: Fsync) -> SpoolSettings {
    SpoolSettings::new(folder).segment_bytes(2000).fsync(fsync)
}

pub(crate) fn open(settings: &SpoolSettings) -> Spool {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    Spool::open(settings, "test", clock).unwrap()
}

/// Adopts all there is.
pub(crate) fn recover(spool: &Spool) {
    while spool.recover().unwrap() == Recovery::Goes {}
}

/// All there is to read.
pub(crate) fn read(spool: &Spool) -> Vec<Record> {
    let mut records = Vec::new();
    spool.read(usize::MAX, &mut records).unwrap();
    records
}

pub(crate) fn text(record: &Record) -> String {
    String::from_utf8(record.payload().to_vec()).unwrap()
}

pub(crate) fn texts(records: &[Record]) -> Vec<String> {
    records.iter().map(text).collect()
}

pub(crate) fn ids(records: &[Record]) -> Vec<RecordId> {
    records.iter().map(Record::id).collect()
}

/// Runs the test `name` of this program, one that is ignored, in a process of its own.
/// Quiet, or the harness begins the first line itself where there is but one core.
pub(crate) fn spawn(name: &str, folder: &Path, fsync: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([name, "--exact", "--ignored", "--nocapture", "--quiet"])
        .env(FOLDER, folder)
        .env(FSYNC, fsync)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// In the process that [`spawn`] has started: what it is to work on. Nothing if a person runs the ignored tests.
pub(crate) fn spawned() -> Option<SpoolSettings> {
    let fsync = match env::var(FSYNC).ok()?.as_str() {
        "always" => Fsync::Always,
        _ => Fsync::Never,
    };
    Some(settings(&PathBuf::from(env::var_os(FOLDER)?), fsync))
}
