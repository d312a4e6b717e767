//! Manifests in a table of DynamoDB, on two servers that others have written, beside the Python SDK's own.

use std::io;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use snowplow_analytics::{
    Claim, Clock, Credentials, DynamoAnswer, DynamoClient, DynamoManifests, ManifestError, RunManifests,
    RunState,
};

use crate::support::dynalite;
use crate::support::moto::Moto;

const RUN: &str = "archive/run=2026-11-21-19-00-00/";
const LEASE: Duration = Duration::from_secs(60);

fn manifests(url: &str, table: &str) -> DynamoManifests {
    DynamoManifests::new(table, "us-east-1", Credentials::new("key", "secret")).endpoint(url)
}

/// Asks both servers.
fn on_each_server(test: impl Fn(&str)) {
    if let Some(server) = Moto::start() {
        test(server.url());
    }
    if let Some(server) = dynalite::start() {
        test(&server.url);
    }
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
    let ours = manifests(server.url(), "manifests");
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
    let audit = manifests(server.url(), "manifests").scoped(["audit", "fingerprint"]);
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
    on_each_server(leases);
}

fn leases(url: &str) {
    let clock = Arc::new(ManualClock::default());
    let worker = || manifests(url, "leases").clock(clock.clone());
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
fn of_twenty_workers_one_has_each_of_a_hundred_runs() {
    on_each_server(race);
}

fn race(url: &str) {
    manifests(url, "race").create().unwrap();
    let runs: Vec<String> = (0..100).map(|run| format!("run={run:02}/")).collect();
    let processed = Mutex::new(Vec::new());
    let worker = |first: usize| {
        let manifests = manifests(url, "race");
        // Each one begins somewhere else.
        for run in runs[first..].iter().chain(&runs[..first]) {
            if let Claim::Granted(lease) = manifests.claim(run, "worker", LEASE).unwrap() {
                processed.lock().unwrap().push(run.clone());
                manifests.complete(lease).unwrap();
            }
        }
    };
    thread::scope(|scope| (0..20).for_each(|at| drop(scope.spawn(move || worker(5 * at)))));
    let mut processed = processed.into_inner().unwrap();
    processed.sort();
    assert_eq!(processed, runs);
}

#[test]
fn what_goes_wrong_is_told() {
    on_each_server(|url| {
        let error = manifests(url, "missing").contains(RUN).unwrap_err().to_string();
        let beginning = format!("`table missing of {url}`: ResourceNotFoundException: ");
        assert!(error.starts_with(&beginning), "{error}");
    });
}

/// A client that has answers for every call, and keeps what it was asked.
#[derive(Debug, Default)]
struct OwnClient(Arc<Mutex<Vec<String>>>);

impl DynamoClient for OwnClient {
    fn place(&self) -> String {
        "elsewhere".to_owned()
    }

    fn call(&self, operation: &str, request: &str) -> io::Result<DynamoAnswer> {
        let request: Value = serde_json::from_str(request)?;
        let key = request["Key"]["RunId"]["S"].as_str().or(request["Item"]["RunId"]["S"].as_str());
        self.0.lock().unwrap().push(format!("{operation} {}", key.unwrap_or_default()));
        Ok(match operation {
            "Scan" => return Err(io::Error::other("no network")),
            "CreateTable" => DynamoAnswer::Refused {
                kind: "AccessDeniedException".to_owned(),
                message: "not you".to_owned(),
            },
            _ => DynamoAnswer::Done("{}".to_owned()),
        })
    }
}

#[test]
fn a_client_of_the_programs_own_makes_the_calls() {
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let manifests = DynamoManifests::through("manifests", OwnClient(Arc::clone(&asked)));
    assert!(matches!(manifests.claim("run/", "me", LEASE).unwrap(), Claim::Granted(_)));
    let calls = ["GetItem run/", "GetItem claim#run/", "PutItem claim#run/", "GetItem run/"];
    assert_eq!(*asked.lock().unwrap(), calls);
    let wrong = [manifests.create().unwrap_err().to_string(), manifests.list().unwrap_err().to_string()];
    let place = "`table manifests of elsewhere`";
    assert_eq!(wrong, [format!("{place}: AccessDeniedException: not you"), format!("{place}: no network")]);
}
