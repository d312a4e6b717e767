//! Processes that share a folder of manifests: each run is processed once, and those that are killed lose nothing.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use snowplow_analytics::{Claim, Clock, LocalManifests, RunManifests, RunState};

const FOLDER: &str = "AMPLI_TEST_MANIFESTS";
const RUNS: &str = "AMPLI_TEST_RUNS";
/// Much longer than any of this takes.
const LEASE: Duration = Duration::from_secs(3_600);

fn runs(count: usize) -> Vec<String> {
    (0..count).map(|run| format!("archive/run=2026-11-21-19-{:02}-{:02}/", run / 60, run % 60)).collect()
}

/// A clock that jumps, for programs that know that no other one is alive.
#[derive(Debug, Default)]
struct JumpingClock(Mutex<Duration>);

impl Clock for JumpingClock {
    fn monotonic(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

fn program(test: &str, folder: &Path, runs: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env(FOLDER, folder).env(RUNS, runs.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn task() -> Option<(std::path::PathBuf, Vec<String>)> {
    let folder = std::env::var_os(FOLDER)?;
    Some((folder.into(), runs(std::env::var(RUNS).unwrap().parse().unwrap())))
}

/// One of several workers: takes what it can get until everything is done.
#[test]
fn worker_that_races() {
    let Some((folder, runs)) = task() else { return };
    let manifests = LocalManifests::new(folder.join("manifests"));
    manifests.create().unwrap();
    let owner = std::process::id().to_string();
    while !runs.iter().all(|run| manifests.contains(run).unwrap()) {
        for run in &runs {
            if let Claim::Granted(lease) = manifests.claim(run, &owner, LEASE).unwrap() {
                let mut log = OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
                log.write_all(format!("{run} {owner}\n").as_bytes()).unwrap();
                manifests.complete(lease).unwrap();
            }
        }
    }
}

#[test]
fn twenty_workers_process_each_of_a_hundred_runs_once() {
    let folder = tempfile::tempdir().unwrap();
    let start = || program("workers_share_runs::worker_that_races", folder.path(), 100).spawn().unwrap();
    let workers: Vec<Child> = (0..20).map(|_| start()).collect();
    for worker in workers {
        let output = worker.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    let mut processed: Vec<&str> = log.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    processed.sort_unstable();
    assert_eq!(processed, runs(100));
    let records = LocalManifests::new(folder.path().join("manifests")).list().unwrap();
    assert!(records.iter().all(|record| record.state == RunState::Processed));
    assert_eq!(records.len(), 100);
}

/// The worker of the test below: it says what it does, and is killed somewhere.
#[test]
fn worker_that_is_killed() {
    let Some((folder, runs)) = task() else { return };
    let clock = Arc::new(JumpingClock::default());
    let manifests = LocalManifests::new(folder.join("manifests")).clock(clock.clone());
    manifests.create().unwrap();
    let say = |what: &str, run: &str| writeln!(std::io::stderr(), "{what} {run}").unwrap();
    for run in &runs {
        loop {
            match manifests.claim(run, "worker", LEASE).unwrap() {
                Claim::Done => break,
                Claim::Held { wait, .. } => *clock.0.lock().unwrap() += wait,
                Claim::Granted(lease) => {
                    say("processing", run);
                    // The report has a name that only depends on the run, and its content does too.
                    let report = folder.join(run.replace('/', "_"));
                    fs::write(&report, format!("report of {run}")).unwrap();
                    manifests.complete(lease).unwrap();
                    say("completed", run);
                }
            }
        }
    }
}

#[test]
fn a_hundred_kills_lose_nothing_and_repeat_nothing_that_was_completed() {
    const COUNT: usize = 60;
    let folder = tempfile::tempdir().unwrap();
    let mut said: Vec<String> = Vec::new();
    for round in 0..100_u64 {
        let mut worker =
            program("workers_share_runs::worker_that_is_killed", folder.path(), COUNT).spawn().unwrap();
        let mut lines = BufReader::new(worker.stderr.take().unwrap()).lines();
        // A number that differs from round to round; the worker is ahead by a few steps.
        let patience = (round.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 62) as usize;
        said.extend(lines.by_ref().take(patience).map(Result::unwrap));
        worker.kill().unwrap();
        worker.wait().unwrap();
        said.extend(lines.map_while(Result::ok));
    }
    let last = program("workers_share_runs::worker_that_is_killed", folder.path(), COUNT).output().unwrap();
    assert!(last.status.success());
    said.extend(String::from_utf8(last.stderr).unwrap().lines().map(str::to_owned));

    let mut completed: BTreeMap<&str, usize> = BTreeMap::new();
    for (what, run) in said.iter().filter_map(|line| line.split_once(' ')) {
        match what {
            "processing" => {
                assert!(!completed.contains_key(run), "{run} is processed after it was completed")
            }
            "completed" => *completed.entry(run).or_default() += 1,
            _ => {}
        }
    }
    assert!(completed.values().all(|times| *times == 1));
    let manifests = LocalManifests::new(folder.path().join("manifests"));
    for run in runs(COUNT) {
        assert!(manifests.contains(&run).unwrap());
        let report = fs::read_to_string(folder.path().join(run.replace('/', "_"))).unwrap();
        assert_eq!(report, format!("report of {run}"));
    }
    assert_eq!(manifests.list().unwrap().len(), COUNT);
}
