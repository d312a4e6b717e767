//! Processes that are killed at any point: no run is lost, and none is processed again that was completed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::process::Child;
use std::sync::Arc;

use snowplow_analytics::Claim;
use tempfile::TempDir;

use crate::support::clocks::ManualClock;
use crate::support::places::Place;
use crate::support::workers::{LEASE, Task, runs, task, worker};

/// The worker of the tests below: it says what it does, and is killed somewhere.
#[test]
fn worker_that_is_killed() {
    let Some(Task { manifests, clock, folder, runs }) = task() else { return };
    let say = |what: &str, run: &str| writeln!(io::stderr(), "{what} {run}").unwrap();
    for run in &runs {
        loop {
            match manifests.claim(run, "worker", LEASE).unwrap() {
                Claim::Done => break,
                Claim::Held { wait, .. } => clock.advance(wait),
                Claim::Granted(mut lease) => {
                    say("processing", run);
                    // The report has a name that only depends on the run, and its content does too.
                    let report = folder.join(run.replace('/', "_"));
                    fs::write(&report, format!("report of {run}")).unwrap();
                    manifests.renew(&mut lease).unwrap();
                    manifests.complete(lease).unwrap();
                    say("completed", run);
                }
            }
        }
    }
}

/// What is known of the workers, one of which is alive at a time.
struct Workers<'p> {
    place: &'p Place,
    folder: TempDir,
    runs: usize,
    /// Runs that are processed.
    done: BTreeSet<String>,
}

impl<'p> Workers<'p> {
    fn new(place: &'p Place, runs: usize) -> Self {
        Self { place, folder: tempfile::tempdir().unwrap(), runs, done: BTreeSet::new() }
    }

    /// Starts one that finds its manifests at `place`.
    fn start(&self, place: &Place) -> Child {
        worker("workers_are_killed::worker_that_is_killed", place, self.folder.path(), self.runs)
            .spawn()
            .unwrap()
    }

    /// Looks at what a worker has said, which is no more.
    fn heard(&mut self, said: impl Iterator<Item = String>) {
        let manifests = self.place.open(Arc::<ManualClock>::default());
        for line in said {
            match line.split_once(' ') {
                Some(("processing", run)) => {
                    assert!(!self.done.contains(run), "{run} is processed again");
                    // The worker may have been killed before it said more.
                    self.done.extend(manifests.contains(run).unwrap().then(|| run.to_owned()));
                }
                Some(("completed", run)) => assert!(self.done.contains(run), "{run} is not marked"),
                _ => {}
            }
        }
    }

    /// Lets the last worker come to the end.
    fn all_is_done(mut self) {
        let last = self.start(self.place).wait_with_output().unwrap();
        let said = String::from_utf8(last.stderr).unwrap();
        assert!(last.status.success(), "{said}");
        self.heard(said.lines().map(str::to_owned));
        assert_eq!(self.done, runs(self.runs).into_iter().collect());
        for run in runs(self.runs) {
            let report = fs::read_to_string(self.folder.path().join(run.replace('/', "_"))).unwrap();
            assert_eq!(report, format!("report of {run}"));
        }
        assert_eq!(self.place.open(Arc::<ManualClock>::default()).list().unwrap().len(), self.runs);
    }
}

/// Numbers that differ from round to round, below a limit.
fn chance(round: u64, limit: u64) -> u64 {
    (round.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % limit
}

#[test]
fn a_hundred_kills_lose_nothing_in_a_folder() {
    let place = Place::folder();
    let mut workers = Workers::new(&place, 60);
    for round in 0..100 {
        let mut worker = workers.start(&place);
        let mut lines = BufReader::new(worker.stderr.take().unwrap()).lines().map_while(Result::ok);
        // The worker is ahead by a few steps, and by some more.
        let heard: Vec<String> = lines.by_ref().take(chance(round, 4) as usize).collect();
        (0..chance(round + 100, 1 << 14)).for_each(|_| std::hint::spin_loop());
        worker.kill().unwrap();
        worker.wait().unwrap();
        workers.heard(heard.into_iter().chain(lines));
    }
    workers.all_is_done();
}

#[cfg(all(feature = "object-store", feature = "dynamodb"))]
mod on_servers {
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    use super::{Arc, BufRead, BufReader, Place, Workers, chance};
    use crate::support::proxy::Fate;

    const KILLS: u64 = 40;
    const RUNS: usize = 60;
    /// A run takes some requests less.
    const REQUESTS: u64 = 20;

    /// Workers are killed at a request: before the server has seen it, or when it has done what was asked.
    fn forty_kills_lose_nothing(place: Option<Place>) {
        let Some(place) = place else { return };
        let mut workers = Workers::new(&place, RUNS);
        for round in 0..KILLS {
            // It asks once of each run that is done, too.
            let left = AtomicU64::new(workers.done.len() as u64 + chance(round, REQUESTS));
            let is_killed = Arc::<AtomicBool>::default();
            let (is_done, told) = (chance(round + KILLS, 2) == 0, Arc::clone(&is_killed));
            let aimed = place.behind(move |_| match left.fetch_sub(1, Ordering::SeqCst) {
                0 => Fate::Unanswered { is_done, told: Arc::clone(&told) },
                _ => Fate::Answered,
            });
            let mut worker = workers.start(&aimed);
            while !is_killed.load(Ordering::SeqCst) {
                assert!(worker.try_wait().unwrap().is_none(), "it has come to the end after {round} kills");
                std::thread::yield_now();
            }
            worker.kill().unwrap();
            let said = BufReader::new(worker.stderr.take().unwrap()).lines().map_while(Result::ok);
            worker.wait().unwrap();
            workers.heard(said);
        }
        workers.all_is_done();
    }

    #[test]
    fn forty_kills_lose_nothing_in_s3() {
        forty_kills_lose_nothing(Place::s3());
    }

    #[test]
    fn forty_kills_lose_nothing_in_azure() {
        forty_kills_lose_nothing(Place::azure());
    }

    #[test]
    fn forty_kills_lose_nothing_in_google() {
        forty_kills_lose_nothing(Some(Place::google()));
    }

    #[test]
    fn forty_kills_lose_nothing_in_dynamodb_of_moto() {
        forty_kills_lose_nothing(Place::moto());
    }

    #[test]
    fn forty_kills_lose_nothing_in_dynamodb_of_dynalite() {
        forty_kills_lose_nothing(Place::dynalite());
    }
}
