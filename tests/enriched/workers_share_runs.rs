//! Processes that want the same runs: each run is processed once, wherever manifests lie.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::Child;
use std::sync::Arc;

use snowplow_analytics::{Claim, RunState};

use crate::support::clocks::ManualClock;
use crate::support::places::Place;
use crate::support::workers::{LEASE, Task, runs, task, worker};

/// One of several workers: takes what it can get until everything is done.
#[test]
fn worker_that_races() {
    let Some(Task { manifests, folder, mut runs, .. }) = task() else { return };
    let owner = std::process::id().to_string();
    while !runs.is_empty() {
        runs.retain(|run| match manifests.claim(run, &owner, LEASE).unwrap() {
            Claim::Held { .. } => true,
            Claim::Done => false,
            Claim::Granted(lease) => {
                let mut log = OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
                log.write_all(format!("{run} {owner}\n").as_bytes()).unwrap();
                manifests.complete(lease).unwrap();
                false
            }
        });
    }
}

/// Twenty workers process each of a hundred runs once.
fn race(place: Option<Place>) {
    let Some(place) = place else { return };
    let folder = tempfile::tempdir().unwrap();
    let start =
        || worker("workers_share_runs::worker_that_races", &place, folder.path(), 100).spawn().unwrap();
    let workers: Vec<Child> = (0..20).map(|_| start()).collect();
    for worker in workers {
        let output = worker.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    let mut processed: Vec<&str> = log.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    processed.sort_unstable();
    assert_eq!(processed, runs(100));
    let records = place.open(Arc::<ManualClock>::default()).list().unwrap();
    assert!(records.iter().all(|record| record.state == RunState::Processed));
    assert_eq!(records.len(), 100);
}

#[test]
fn twenty_workers_share_a_folder() {
    race(Some(Place::folder()));
}

#[cfg(all(feature = "object-store", feature = "dynamodb"))]
mod on_servers {
    use super::{Place, race};

    #[test]
    fn twenty_workers_share_s3() {
        race(Place::s3());
    }

    #[test]
    fn twenty_workers_share_azure() {
        race(Place::azure());
    }

    #[test]
    fn twenty_workers_share_google() {
        race(Some(Place::google()));
    }

    #[test]
    fn twenty_workers_share_dynamodb_of_moto() {
        race(Place::moto());
    }

    #[test]
    fn twenty_workers_share_dynamodb_of_dynalite() {
        race(Place::dynalite());
    }
}
