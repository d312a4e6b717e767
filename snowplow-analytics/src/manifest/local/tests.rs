//! A worker that is killed at any step, and what the next one finds.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A clock that tests move.
#[derive(Debug, Default)]
struct ManualClock(Mutex<Duration>);

impl ManualClock {
    fn advance(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for ManualClock {
    fn monotonic(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }
}

/// A disk that works for some steps; at the step at which it stops, half of what is written gets there.
#[derive(Debug)]
struct StoppingDisk {
    left: AtomicUsize,
}

impl StoppingDisk {
    fn step(&self) -> io::Result<SystemDisk> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map(|_| SystemDisk).map_err(|_| io::Error::other("killed"))
    }
}

impl Disk for StoppingDisk {
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?.create_folder(folder)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.step().map_or_else(
            |error| SystemDisk.write(path, &content[..content.len() / 2]).and(Err(error)),
            |disk| disk.write(path, content),
        )
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<bool> {
        self.step()?.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?.rename(from, to)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.step()?.read(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?.remove(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.step()?.names(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?.sync_folder(folder)
    }
}

const RUN: &str = "archive/run=2026-11-21-19-00-00/";
const LEASE: Duration = Duration::from_secs(60);

struct Place {
    folder: tempfile::TempDir,
    clock: Arc<ManualClock>,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), clock: Arc::default() };
        place.worker().create().unwrap();
        place
    }

    fn worker(&self) -> LocalManifests {
        LocalManifests::new(self.folder.path()).clock(self.clock.clone())
    }

    fn worker_that_stops_after(&self, steps: usize) -> LocalManifests {
        LocalManifests { disk: Box::new(StoppingDisk { left: AtomicUsize::new(steps) }), ..self.worker() }
    }

    fn files(&self) -> Vec<String> {
        SystemDisk.names(self.folder.path()).unwrap()
    }
}

fn granted(claim: Claim) -> Lease {
    let Claim::Granted(lease) = claim else { panic!("{claim:?}") };
    lease
}

/// What a worker does: claims the run, processes it, renews its lease, completes it. Returns whether it got so far.
fn work(worker: &LocalManifests, processed: &mut usize) -> Result<bool> {
    match worker.claim(RUN, "worker", LEASE)? {
        Claim::Granted(mut lease) => {
            *processed += 1;
            worker.renew(&mut lease)?;
            worker.complete(lease)?;
            Ok(true)
        }
        Claim::Done => Ok(true),
        Claim::Held { .. } => Ok(false),
    }
}

#[test]
fn a_worker_may_be_killed_between_any_two_steps() {
    let mut points = 0;
    for steps in 0.. {
        let (place, mut processed) = (Place::new(), 0);
        let completed = work(&place.worker_that_stops_after(steps), &mut processed).is_ok();
        let was_marked = place.worker().contains(RUN).unwrap();
        let before = processed;

        let next = place.worker();
        while !work(&next, &mut processed).unwrap() {
            let Claim::Held { wait, owner } = next.claim(RUN, "next", LEASE).unwrap() else {
                panic!("not held")
            };
            assert_eq!((wait, owner.as_str()), (LEASE, "worker"));
            place.clock.advance(wait);
        }
        assert!(next.contains(RUN).unwrap());
        assert_eq!(processed - before, usize::from(!was_marked), "after {steps} steps");
        let records = next.list().unwrap();
        assert_eq!(records.len(), 1);
        assert_eq!((records[0].run.as_str(), &records[0].state), (RUN, &RunState::Processed));
        // What the killed one has left is cleared away in the end.
        next.prune(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(place.files(), [mark(&next.hash(RUN))], "after {steps} steps");
        if completed {
            break;
        }
        points += 1;
    }
    assert!(points > 20, "{points}");
}

#[test]
fn two_workers_may_be_killed_one_after_the_other() {
    for first in (0..40).step_by(4) {
        for second in (0..40).step_by(5) {
            let (place, mut processed) = (Place::new(), 0);
            for steps in [first, second, usize::MAX] {
                let worker = place.worker_that_stops_after(steps);
                while matches!(work(&worker, &mut processed), Ok(false)) {
                    place.clock.advance(LEASE);
                }
            }
            assert!(place.worker().contains(RUN).unwrap());
            assert!((1..=3).contains(&processed));
        }
    }
}

#[test]
fn a_lease_is_taken_over_only_after_it_was_watched_for_its_whole_length() {
    let place = Place::new();
    let (slow, other) = (place.worker(), place.worker());
    let mut lease = granted(slow.claim(RUN, "slow", LEASE).unwrap());
    let wait = |worker: &LocalManifests| match worker.claim(RUN, "other", LEASE).unwrap() {
        Claim::Held { wait, .. } => wait,
        claim => panic!("{claim:?}"),
    };
    // Time that passed before somebody looked says nothing.
    place.clock.advance(LEASE * 10);
    assert_eq!(wait(&other), LEASE);
    place.clock.advance(LEASE / 2);
    assert_eq!(wait(&other), LEASE / 2);
    slow.renew(&mut lease).unwrap();
    place.clock.advance(LEASE / 2);
    assert_eq!(wait(&other), LEASE);
    place.clock.advance(LEASE);
    let taken = granted(other.claim(RUN, "other", LEASE).unwrap());
    assert_eq!((taken.attempt(), taken.owner(), taken.run()), (2, "other", RUN));

    // The slow one notices, whatever it does, and the other one goes on.
    assert!(matches!(slow.renew(&mut lease), Err(ManifestError::LeaseLost(_))));
    let error = slow.complete(lease).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the lease of `{RUN}` is lost: another worker has the run; write nothing more")
    );
    other.complete(taken).unwrap();
    assert!(matches!(slow.claim(RUN, "slow", LEASE).unwrap(), Claim::Done));
}

#[test]
fn a_run_that_failed_can_be_claimed_at_once() {
    let place = Place::new();
    let (one, two) = (place.worker(), place.worker());
    one.fail(granted(one.claim(RUN, "one", LEASE).unwrap()), "no space").unwrap();
    assert_eq!(one.list().unwrap()[0].state, RunState::Failed("no space".to_owned()));
    let lease = granted(two.claim(RUN, "two", LEASE).unwrap());
    assert_eq!(lease.attempt(), 2);
    assert_eq!(two.list().unwrap()[0].state, RunState::Processing);
    two.complete(lease).unwrap();
    let record = &two.list().unwrap()[0];
    assert_eq!((&record.state, record.owner.as_str(), record.attempt), (&RunState::Processed, "two", 2));
}

#[test]
fn a_claim_without_content_is_watched_like_any_other() {
    let place = Place::new();
    let worker = place.worker();
    std::fs::write(worker.path(&claim(&worker.hash(RUN), 1)), "").unwrap();
    assert!(matches!(worker.claim(RUN, "me", LEASE).unwrap(), Claim::Held { wait: LEASE, .. }));
    place.clock.advance(LEASE);
    assert_eq!(granted(worker.claim(RUN, "me", LEASE).unwrap()).attempt(), 2);
}

#[test]
fn what_the_original_has_works_as_there() {
    let place = Place::new();
    let worker = place.worker();
    worker.create().unwrap();
    assert!(!worker.contains(RUN).unwrap());
    worker.add(RUN).unwrap();
    worker.add(RUN).unwrap();
    assert!(worker.contains(RUN).unwrap());
    assert!(matches!(worker.claim(RUN, "me", LEASE).unwrap(), Claim::Done));
    let other = place.worker().scoped(["audit", "fingerprint", "1"]);
    assert!(!other.contains(RUN).unwrap());
}

#[test]
fn pruned_runs_are_new_again() {
    let place = Place::new();
    let worker = place.worker();
    worker.add("old").unwrap();
    place.clock.advance(LEASE * 2);
    worker.add("new").unwrap();
    let lease = granted(worker.claim("claimed", "me", LEASE).unwrap());
    assert_eq!(worker.prune(SystemTime::UNIX_EPOCH + LEASE).unwrap(), 1);
    let runs: Vec<String> = worker.list().unwrap().into_iter().map(|record| record.run).collect();
    assert_eq!(runs, ["claimed", "new"]);
    worker.complete(lease).unwrap();
}
