//! Workers: this binary, started again for one of its tests, so that they can be killed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::clocks::ManualClock;
use super::places::{self, Manifests, Place};

const PLACE: &str = "AMPLI_TEST_PLACE";
const FOLDER: &str = "AMPLI_TEST_FOLDER";
const RUNS: &str = "AMPLI_TEST_RUNS";

/// Much longer than any of this takes.
pub(crate) const LEASE: Duration = Duration::from_secs(3_600);

/// What a worker is started with.
pub(crate) struct Task {
    pub(crate) manifests: Manifests,
    /// A clock for those who know that no other worker is alive.
    pub(crate) clock: Arc<ManualClock>,
    /// Where it leaves what it makes of runs.
    pub(crate) folder: PathBuf,
    pub(crate) runs: Vec<String>,
}

pub(crate) fn runs(count: usize) -> Vec<String> {
    (0..count).map(|run| format!("archive/run=2026-11-21-19-{:02}-{:02}/", run / 60, run % 60)).collect()
}

/// A worker that does what stands in the test of this name.
pub(crate) fn worker(test: &str, place: &Place, folder: &Path, runs: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]);
    command.env(PLACE, place.address()).env(FOLDER, folder).env(RUNS, runs.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The task, if this is a worker.
pub(crate) fn task() -> Option<Task> {
    let folder = std::env::var_os(FOLDER)?.into();
    let runs = runs(std::env::var(RUNS).unwrap().parse().unwrap());
    let clock = Arc::new(ManualClock::default());
    let manifests = places::open(&std::env::var(PLACE).unwrap(), clock.clone());
    manifests.create().unwrap();
    Some(Task { manifests, clock, folder, runs })
}
