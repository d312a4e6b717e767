//! Every step of manifests on every store, on servers that others have written, and through networks that lose answers.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use snowplow_analytics::{Claim, Lease, ManifestError, RunRecord, RunState};

use crate::support::clocks::ManualClock;
use crate::support::places::Place;
use crate::support::proxy::{Fate, Loss, Request};

const RUN: &str = "archive/run=2026-11-21-19-00-00/";
const LEASE: Duration = Duration::from_secs(60);

fn granted(claim: Claim) -> Lease {
    let Claim::Granted(lease) = claim else { panic!("{claim:?}") };
    lease
}

/// Run, state, owner, attempt and time of a record.
type Told = (String, RunState, String, u32, Option<SystemTime>);

fn record(run: &str, state: RunState, owner: &str, attempt: u32, seconds: u64) -> Told {
    let at = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    (run.to_owned(), state, owner.to_owned(), attempt, at)
}

fn told(records: Result<Vec<RunRecord>, ManifestError>) -> Vec<Told> {
    let tell = |record: RunRecord| (record.run, record.state, record.owner, record.attempt, record.at);
    records.unwrap().into_iter().map(tell).collect()
}

/// Goes through all that manifests can do, as two workers.
fn every_step(place: &Place) {
    let clock = Arc::new(ManualClock::default());
    let (slow, other) = (place.open(clock.clone()), place.open(clock.clone()));
    slow.create().unwrap();
    other.create().unwrap();
    assert_eq!(told(slow.list()), []);

    slow.add("added/").unwrap();
    slow.add("added/").unwrap();
    assert!(other.contains("added/").unwrap());
    assert!(!other.contains(RUN).unwrap());
    assert!(matches!(other.claim("added/", "other", LEASE).unwrap(), Claim::Done));

    let mut lease = granted(slow.claim(RUN, "slow", LEASE).unwrap());
    let is_held = || match other.claim(RUN, "other", LEASE).unwrap() {
        Claim::Held { owner, wait } => assert_eq!((owner.as_str(), wait), ("slow", LEASE)),
        claim => panic!("{claim:?}"),
    };
    is_held();
    clock.advance(LEASE / 2);
    slow.renew(&mut lease).unwrap();
    clock.advance(LEASE / 2);
    is_held();
    clock.advance(LEASE);
    let taken = granted(other.claim(RUN, "other", LEASE).unwrap());
    assert!(matches!(slow.renew(&mut lease), Err(ManifestError::LeaseLost(run)) if run == RUN));
    assert!(matches!(slow.complete(lease), Err(ManifestError::LeaseLost(run)) if run == RUN));
    let added = record("added/", RunState::Processed, "", 0, 0);
    let taken_over = record(RUN, RunState::Processing, "other", 2, 120);
    assert_eq!(told(slow.list()), [added.clone(), taken_over]);

    other.fail(taken, "no space").unwrap();
    let failed = record(RUN, RunState::Failed("no space".to_owned()), "other", 2, 120);
    assert_eq!(told(slow.list()), [added.clone(), failed]);
    let last = granted(slow.claim(RUN, "slow", LEASE).unwrap());
    assert_eq!((last.attempt(), last.owner(), last.run()), (3, "slow", RUN));
    slow.complete(last).unwrap();
    assert!(matches!(other.claim(RUN, "other", LEASE).unwrap(), Claim::Done));
    let done = record(RUN, RunState::Processed, "slow", 3, 120);
    assert_eq!(told(other.list()), [added, done.clone()]);

    assert_eq!(other.prune(SystemTime::UNIX_EPOCH + LEASE).unwrap(), 1);
    assert_eq!(told(slow.list()), [done]);
    let again = granted(slow.claim("added/", "slow", LEASE).unwrap());
    assert_eq!(again.attempt(), 1);
    slow.complete(again).unwrap();
    assert_eq!(other.prune(SystemTime::UNIX_EPOCH + LEASE * 9).unwrap(), 2);
    assert_eq!(told(slow.list()), []);
}

/// All that a store promises, on one server: to start it takes longer than all that stands here.
fn keeps_manifests(place: Option<Place>) {
    let Some(place) = place else { return };
    every_step(&place);
    answers_get_lost(&place);
    requests_are_throttled(&place);
    requests_are_denied(&place);
}

#[test]
fn s3_keeps_manifests() {
    keeps_manifests(Place::s3());
}

#[test]
fn azure_keeps_manifests() {
    keeps_manifests(Place::azure());
}

#[test]
fn google_keeps_manifests() {
    keeps_manifests(Some(Place::google()));
}

#[test]
fn dynamodb_of_moto_keeps_manifests() {
    keeps_manifests(Place::moto());
}

#[test]
fn dynamodb_of_dynalite_keeps_manifests() {
    keeps_manifests(Place::dynalite());
}

/// Loses the answer to every write when it is made for the first time.
fn loses(loss: Loss) -> impl Fn(&Request) -> Fate + Send + Sync + 'static {
    let written = Mutex::new(HashSet::new());
    move |request| match request.is_write() && written.lock().unwrap().insert(request.identity()) {
        true => Fate::Lost(loss),
        false => Fate::Answered,
    }
}

/// A worker whose answers get lost knows what it has written.
fn answers_get_lost(place: &Place) {
    let replaced = ["500 Internal Server Error", "503 Service Unavailable"].map(Loss::Replaced);
    for loss in replaced.into_iter().chain([Loss::Closed]) {
        every_step(&place.behind(loses(loss)));
    }
}

/// Refuses two of three requests.
fn throttles(status: &'static str, body: &'static str) -> impl Fn(&Request) -> Fate + Send + Sync + 'static {
    let asked = AtomicUsize::new(0);
    move |_| match asked.fetch_add(1, Ordering::Relaxed) % 3 {
        2 => Fate::Answered,
        _ => Fate::Refused { status, body },
    }
}

/// What is throttled is asked again.
fn requests_are_throttled(place: &Place) {
    let judge = if place.is_dynamodb() {
        throttles(
            "400 Bad Request",
            r#"{"__type": "com.amazonaws#ThrottlingException", "message": "slower"}"#,
        )
    } else {
        throttles("503 Slow Down", "<Error><Code>SlowDown</Code><Message>slower</Message></Error>")
    };
    every_step(&place.behind(judge));
}

/// What is denied is told, whatever was asked.
fn requests_are_denied(place: &Place) {
    let (status, body) = if place.is_dynamodb() {
        ("400 Bad Request", r#"{"__type": "com.amazonaws#AccessDenied", "Message": "not you"}"#)
    } else {
        ("403 Forbidden", "<Error><Code>AccessDenied</Code><Message>not you</Message></Error>")
    };
    let denied = place.behind(move |_| Fate::Refused { status, body });
    let manifests = denied.open(Arc::new(ManualClock::default()));
    let errors = [
        manifests.create().unwrap_err(),
        manifests.add(RUN).unwrap_err(),
        manifests.contains(RUN).unwrap_err(),
        manifests.claim(RUN, "me", LEASE).unwrap_err(),
        manifests.list().unwrap_err(),
        manifests.prune(SystemTime::UNIX_EPOCH).unwrap_err(),
    ];
    for error in errors.map(|error| error.to_string()) {
        assert!(error.contains("AccessDenied") && error.contains("not you"), "{error}");
    }
}

/// A store that takes every write for one without a condition, as servers do that only look like S3.
#[test]
fn a_store_without_conditions_keeps_no_manifests() {
    let place = Place::google();
    let careless = place.behind(|request| match request.is_write() {
        true => Fate::Refused { status: "200 OK\r\nETag: \"1\"", body: "" },
        false => Fate::Answered,
    });
    let error = careless.open(Arc::new(ManualClock::default())).create().unwrap_err().to_string();
    let expected = "it overlooks conditions of writes, so that a run would be given to several workers";
    assert!(error.ends_with(expected), "{error}");
}
