//! What every kind of manifests promises: one set of tests for all, with a worker that is killed at any step.

mod in_memory;
mod stopping_disk;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use self::in_memory::InMemory;
use self::stopping_disk::StoppingDisk;
use super::conditional::ConditionalManifests;
use super::local::LocalManifests;
#[cfg(feature = "object-store")]
use super::object_store::ObjectStoreManifests;
use super::record::hash;
use super::{Claim, Clock, Lease, ManifestError, RunManifests, RunState};

const RUN: &str = "archive/run=2026-11-21-19-00-00/";
const LEASE: Duration = Duration::from_secs(60);
const FOR_EVER: usize = usize::MAX;

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

/// A place that workers share.
struct Place {
    clock: Arc<ManualClock>,
    kind: Kind,
    /// Answers get lost, and what has been done is done again.
    stutters: bool,
}

enum Kind {
    Folder(tempfile::TempDir),
    Entries(InMemory),
    #[cfg(feature = "object-store")]
    Objects(Arc<dyn object_store::ObjectStore>),
}

impl Place {
    /// An empty place of each kind.
    fn all() -> Vec<Self> {
        let objects = [
            #[cfg(feature = "object-store")]
            Self::new(Kind::Objects(Arc::new(object_store::memory::InMemory::new())), false),
        ];
        Self::killing().into_iter().chain(objects).collect()
    }

    /// Those whose workers can be killed.
    fn killing() -> Vec<Self> {
        let folder = || Kind::Folder(tempfile::tempdir().unwrap());
        let entries = || Kind::Entries(InMemory::default());
        [false, true]
            .into_iter()
            .flat_map(|stutters| [folder(), entries()].map(|kind| Self::new(kind, stutters)))
            .collect()
    }

    fn new(kind: Kind, stutters: bool) -> Self {
        Self { clock: Arc::default(), kind, stutters }
    }

    fn worker(&self) -> Box<dyn RunManifests> {
        self.worker_that_stops_after(FOR_EVER)
    }

    /// A worker to whom the place answers for so many steps.
    fn worker_that_stops_after(&self, steps: usize) -> Box<dyn RunManifests> {
        match &self.kind {
            Kind::Folder(folder) => {
                let manifests = LocalManifests::new(folder.path()).clock(self.clock.clone());
                Box::new(manifests.on(StoppingDisk::after(steps, self.stutters)))
            }
            Kind::Entries(entries) => {
                let mut manifests = ConditionalManifests::new(entries.stopping_after(steps, self.stutters));
                manifests.clock = self.clock.clone();
                Box::new(manifests)
            }
            #[cfg(feature = "object-store")]
            Kind::Objects(store) => {
                let manifests = ObjectStoreManifests::new(store.clone(), "a/prefix").unwrap();
                Box::new(manifests.clock(self.clock.clone()))
            }
        }
    }

    /// The names of what is there.
    fn content(&self) -> Vec<String> {
        match &self.kind {
            Kind::Folder(folder) => {
                let entries = std::fs::read_dir(folder.path()).unwrap();
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
            }
            Kind::Entries(entries) => entries.names(),
            #[cfg(feature = "object-store")]
            Kind::Objects(_) => panic!("nobody is killed there"),
        }
    }

    /// What is there when the run is processed and all else is cleared away.
    fn mark(&self) -> Vec<String> {
        vec![match self.kind {
            Kind::Folder(_) => format!("{}.json", hash(&[], RUN)),
            _ => format!("Mark {RUN}"),
        }]
    }
}

fn granted(claim: Claim) -> Lease {
    let Claim::Granted(lease) = claim else { panic!("{claim:?}") };
    lease
}

/// What a worker does: claims the run, processes it, renews its lease, completes it. Returns whether it got so far.
fn work(worker: &dyn RunManifests, processed: &mut usize) -> Result<bool, ManifestError> {
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

/// Whether the worker came to the end.
fn is_killed_after(steps: usize, place: &Place) -> bool {
    let mut processed = 0;
    let completed = place
        .worker()
        .create()
        .and_then(|()| work(place.worker_that_stops_after(steps).as_ref(), &mut processed))
        .is_ok();
    let was_marked = place.worker().contains(RUN).unwrap();
    let before = processed;

    let next = place.worker();
    while !work(next.as_ref(), &mut processed).unwrap() {
        let Claim::Held { wait, owner } = next.claim(RUN, "next", LEASE).unwrap() else { panic!("not held") };
        assert_eq!((wait, owner.as_str()), (LEASE, "worker"));
        place.clock.advance(wait);
    }
    assert!(next.contains(RUN).unwrap());
    assert_eq!(processed - before, usize::from(!was_marked), "after {steps} steps");
    let records = next.list().unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!((records[0].run.as_str(), &records[0].state), (RUN, &RunState::Processed));
    // What the killed one has left is cleared away in the end.
    assert_eq!(next.prune(SystemTime::UNIX_EPOCH).unwrap(), 0);
    assert_eq!(place.content(), place.mark(), "after {steps} steps");
    completed
}

#[test]
fn a_worker_may_be_killed_between_any_two_steps() {
    for steps in 0.. {
        let completed =
            Place::killing().iter().map(|place| is_killed_after(steps, place)).collect::<Vec<_>>();
        if completed.iter().all(|completed| *completed) {
            assert!(steps > 20, "{steps}");
            break;
        }
    }
}

#[test]
fn two_workers_may_be_killed_one_after_the_other() {
    for (first, second) in
        (0..32).step_by(3).flat_map(|first| (0..32).step_by(5).map(move |second| (first, second)))
    {
        for place in Place::killing() {
            let mut processed = 0;
            place.worker().create().unwrap();
            for steps in [first, second, FOR_EVER] {
                let worker = place.worker_that_stops_after(steps);
                while matches!(work(worker.as_ref(), &mut processed), Ok(false)) {
                    place.clock.advance(LEASE);
                }
            }
            assert!(place.worker().contains(RUN).unwrap());
            assert!((1..=3).contains(&processed));
        }
    }
}

#[test]
fn of_many_threads_one_has_a_run() {
    for place in Place::all() {
        place.worker().create().unwrap();
        let runs: Vec<String> = (0..20).map(|run| format!("run={run}/")).collect();
        let processed = Mutex::new(Vec::new());
        let worker = || {
            let manifests = place.worker();
            for run in &runs {
                if let Claim::Granted(lease) = manifests.claim(run, "worker", LEASE).unwrap() {
                    processed.lock().unwrap().push(run.clone());
                    manifests.complete(lease).unwrap();
                }
            }
        };
        std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(worker))));
        let mut processed = processed.into_inner().unwrap();
        processed.sort();
        let mut expected = runs.clone();
        expected.sort();
        assert_eq!(processed, expected);
    }
}

#[test]
fn a_lease_is_taken_over_only_after_it_was_watched_for_its_whole_length() {
    for place in Place::all() {
        let (slow, other) = (place.worker(), place.worker());
        slow.create().unwrap();
        let mut lease = granted(slow.claim(RUN, "slow", LEASE).unwrap());
        let wait = || match other.claim(RUN, "other", LEASE).unwrap() {
            Claim::Held { wait, .. } => wait,
            claim => panic!("{claim:?}"),
        };
        // Time that passed before somebody looked says nothing.
        place.clock.advance(LEASE * 10);
        assert_eq!(wait(), LEASE);
        place.clock.advance(LEASE / 2);
        assert_eq!(wait(), LEASE / 2);
        slow.renew(&mut lease).unwrap();
        place.clock.advance(LEASE / 2);
        assert_eq!(wait(), LEASE);
        place.clock.advance(LEASE);
        let taken = granted(other.claim(RUN, "other", LEASE).unwrap());
        assert_eq!((taken.attempt(), taken.owner(), taken.run()), (2, "other", RUN));

        // The slow one notices, whatever it does, and the other one goes on.
        assert!(matches!(slow.renew(&mut lease), Err(ManifestError::LeaseLost(_))));
        let error = slow.complete(lease).unwrap_err();
        let expected =
            format!("the lease of `{RUN}` is lost: another worker has the run; write nothing more");
        assert_eq!(error.to_string(), expected);
        other.complete(taken).unwrap();
        assert!(matches!(slow.claim(RUN, "slow", LEASE).unwrap(), Claim::Done));
    }
}

#[test]
fn a_renewal_that_breaks_off_loses_no_lease() {
    for place in Place::killing() {
        let worker = place.worker();
        worker.create().unwrap();
        for steps in 0.. {
            let run = format!("run={steps}/");
            let mut lease = granted(worker.claim(&run, "worker", LEASE).unwrap());
            let renewed = place.worker_that_stops_after(steps).renew(&mut lease);
            worker.complete(lease).unwrap();
            assert!(worker.contains(&run).unwrap());
            if renewed.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn a_run_that_failed_can_be_claimed_at_once() {
    for place in Place::all() {
        let (one, two) = (place.worker(), place.worker());
        one.create().unwrap();
        one.fail(granted(one.claim(RUN, "one", LEASE).unwrap()), "no space").unwrap();
        assert_eq!(one.list().unwrap()[0].state, RunState::Failed("no space".to_owned()));
        let lease = granted(two.claim(RUN, "two", LEASE).unwrap());
        assert_eq!(lease.attempt(), 2);
        assert_eq!(two.list().unwrap()[0].state, RunState::Processing);
        two.complete(lease).unwrap();
        let record = &two.list().unwrap()[0];
        assert_eq!((&record.state, record.owner.as_str(), record.attempt), (&RunState::Processed, "two", 2));
    }
}

#[test]
fn a_claim_without_content_is_watched_like_any_other() {
    let place = Place::all().remove(0);
    let Kind::Folder(folder) = &place.kind else { panic!("a folder") };
    std::fs::write(folder.path().join(format!("{}.claim.1", hash(&[], RUN))), "").unwrap();
    let worker = place.worker();
    assert!(matches!(worker.claim(RUN, "me", LEASE).unwrap(), Claim::Held { wait: LEASE, .. }));
    place.clock.advance(LEASE);
    assert_eq!(granted(worker.claim(RUN, "me", LEASE).unwrap()).attempt(), 2);
}

#[test]
fn what_the_original_has_works_as_there() {
    for place in Place::all() {
        let worker = place.worker();
        worker.create().unwrap();
        worker.create().unwrap();
        assert!(!worker.contains(RUN).unwrap());
        worker.add(RUN).unwrap();
        worker.add(RUN).unwrap();
        assert!(worker.contains(RUN).unwrap());
        assert!(matches!(worker.claim(RUN, "me", LEASE).unwrap(), Claim::Done));
    }
}

#[test]
fn scopes_know_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let scoped = |scope: &[&str]| LocalManifests::new(folder.path()).scoped(scope.iter().copied());
    scoped(&[]).add(RUN).unwrap();
    scoped(&["audit", "1"]).add(RUN).unwrap();
    assert!(scoped(&["audit", "1"]).contains(RUN).unwrap());
    assert!(!scoped(&["audit1"]).contains(RUN).unwrap());
    assert!(!scoped(&["audit", "2"]).contains(RUN).unwrap());
    assert_eq!(scoped(&["audit", "2"]).list().unwrap(), []);
    assert_eq!(scoped(&["audit", "1"]).prune(SystemTime::now() + LEASE).unwrap(), 1);
    assert_eq!(scoped(&[]).list().unwrap().len(), 1);
}

#[test]
fn pruned_runs_are_new_again() {
    for place in Place::all() {
        let worker = place.worker();
        worker.create().unwrap();
        worker.add("old").unwrap();
        place.clock.advance(LEASE * 2);
        worker.add("new").unwrap();
        let lease = granted(worker.claim("claimed", "me", LEASE).unwrap());
        assert_eq!(worker.prune(SystemTime::UNIX_EPOCH + LEASE).unwrap(), 1);
        let runs: Vec<String> = worker.list().unwrap().into_iter().map(|record| record.run).collect();
        assert_eq!(runs, ["claimed", "new"]);
        worker.complete(lease).unwrap();
    }
}
