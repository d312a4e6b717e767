//! Manifests in a table of DynamoDB, on a server that others have written, beside the Python SDK's own.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use snowplow_analytics::{Claim, Clock, Credentials, DynamoManifests, ManifestError, RunManifests, RunState};

use crate::support::moto::Moto;

const RUN: &str = "archive/run=2026-11-21-19-00-00/";
const LEASE: Duration = Duration::from_secs(60);

fn manifests(server: &Moto, table: &str) -> DynamoManifests {
    DynamoManifests::new(table, "us-east-1", Credentials::new("key", "secret")).endpoint(&server.url)
}

#[derive(Debug, Default)]
struct ManualClock(Mutex<Duration>);

impl Clock for ManualClock {
    fn monotonic(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }
}

#[test]
fn one_table_serves_the_python_sdk_and_ours() {
    let Some(server) = Moto::start() else { return };
    let ours = manifests(&server, "manifests");
    ours.create().unwrap();
    ours.create().unwrap();
    let python = |statement: &str| {
        let program = format!(
            "import boto3\nfrom snowplow_analytics_sdk.run_manifests import RunManifests\n\
             manifests = RunManifests(boto3.client('dynamodb'), 'manifests')\nprint({statement})"
        );
        let output = server.python(&program).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(python("manifests.create()"), "None");

    // A claim is not a mark.
    let Claim::Granted(lease) = ours.claim(RUN, "me", LEASE).unwrap() else { panic!("a new run is granted") };
    assert_eq!(python(&format!("manifests.contains({RUN:?})")), "False");
    ours.complete(lease).unwrap();
    assert_eq!(python(&format!("manifests.contains({RUN:?})")), "True");

    assert_eq!(python("manifests.add('theirs/')"), "None");
    assert!(ours.contains("theirs/").unwrap());
    assert!(matches!(ours.claim("theirs/", "me", LEASE).unwrap(), Claim::Done));

    // An audit is not the processing that others mean.
    let audit = manifests(&server, "manifests").scoped(["audit", "fingerprint"]);
    audit.add("audited/").unwrap();
    assert_eq!(python("manifests.contains('audited/')"), "False");
    assert_eq!(python("manifests.contains('audit#fingerprint#audited/')"), "True");
    let runs = |manifests: &DynamoManifests| -> Vec<String> {
        manifests.list().unwrap().into_iter().map(|record| record.run).collect()
    };
    assert_eq!(runs(&ours), [RUN, "theirs/"]);
    assert_eq!(runs(&audit), ["audited/"]);
}

#[test]
fn leases_are_renewed_lost_and_given_back() {
    let Some(server) = Moto::start() else { return };
    let clock = Arc::new(ManualClock::default());
    let worker = || manifests(&server, "leases").clock(clock.clone());
    let (slow, other) = (worker(), worker());
    slow.create().unwrap();
    let Claim::Granted(mut lease) = slow.claim(RUN, "slow", LEASE).unwrap() else {
        panic!("a new run is granted")
    };
    let is_held = || match other.claim(RUN, "other", LEASE).unwrap() {
        Claim::Held { owner, wait } => assert_eq!((owner.as_str(), wait), ("slow", LEASE)),
        claim => panic!("{claim:?}"),
    };
    is_held();
    slow.renew(&mut lease).unwrap();
    *clock.0.lock().unwrap() += LEASE;
    is_held();
    *clock.0.lock().unwrap() += LEASE;
    let Claim::Granted(taken) = other.claim(RUN, "other", LEASE).unwrap() else { panic!("it has expired") };
    assert!(matches!(slow.complete(lease), Err(ManifestError::LeaseLost(run)) if run == RUN));
    other.fail(taken, "no space").unwrap();
    assert_eq!(other.list().unwrap()[0].state, RunState::Failed("no space".to_owned()));
    let Claim::Granted(last) = slow.claim(RUN, "slow", LEASE).unwrap() else { panic!("it was given back") };
    assert_eq!(last.attempt(), 3);
    slow.complete(last).unwrap();
    assert_eq!(other.prune(SystemTime::UNIX_EPOCH + LEASE * 9).unwrap(), 1);
    assert!(other.list().unwrap().is_empty());
}

#[test]
fn of_ten_workers_one_has_each_of_thirty_runs() {
    let Some(server) = Moto::start() else { return };
    manifests(&server, "race").create().unwrap();
    let runs: Vec<String> = (10..40).map(|run| format!("run={run}/")).collect();
    let processed = Mutex::new(Vec::new());
    let worker = || {
        let manifests = manifests(&server, "race");
        for run in &runs {
            if let Claim::Granted(lease) = manifests.claim(run, "worker", LEASE).unwrap() {
                processed.lock().unwrap().push(run.clone());
                manifests.complete(lease).unwrap();
            }
        }
    };
    thread::scope(|scope| (0..10).for_each(|_| drop(scope.spawn(worker))));
    let mut processed = processed.into_inner().unwrap();
    processed.sort();
    assert_eq!(processed, runs);
}

#[test]
fn what_goes_wrong_is_told() {
    let Some(server) = Moto::start() else { return };
    let error = manifests(&server, "missing").contains(RUN).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("`table missing of {}`: ResourceNotFoundException: ", server.url)),
        "{error}"
    );
}
