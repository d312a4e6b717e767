//! Manifests in a table of DynamoDB, on two servers that others have written, beside the Python SDK's own.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use snowplow_analytics::{Claim, Credentials, DynamoAnswer, DynamoClient, DynamoManifests, RunManifests};

use crate::support::dynalite;
use crate::support::moto::Moto;
use crate::support::proxy::{Fate, Proxy};

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

#[test]
fn one_table_serves_the_python_sdk_and_ours() {
    let Some(moto) = Moto::start() else { return };
    serves_both(&moto, moto.url());
    if let Some(server) = dynalite::start() {
        serves_both(&moto, &server.url);
    }
}

fn serves_both(moto: &Moto, url: &str) {
    let ours = manifests(url, "manifests");
    ours.create().unwrap();
    ours.create().unwrap();
    let python = |statement: &str| {
        let program = format!(
            "import boto3\nfrom snowplow_analytics_sdk.run_manifests import RunManifests\n\
             manifests = RunManifests(boto3.client('dynamodb'), 'manifests')\nprint({statement})"
        );
        let output = moto.python_at(url, &program).output().unwrap();
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
    let audit = manifests(url, "manifests").scoped(["audit", "fingerprint"]);
    audit.add("audited/").unwrap();
    assert_eq!(python("manifests.contains('audited/')"), "False");
    assert_eq!(python("manifests.contains('audit#fingerprint#audited/')"), "True");
    let runs = |manifests: &DynamoManifests| -> Vec<String> {
        manifests.list().unwrap().into_iter().map(|record| record.run).collect()
    };
    assert_eq!(runs(&ours), [RUN, "theirs/"]);
    assert_eq!(runs(&audit), ["audited/"]);

    // The Python SDK says nothing of the time, and what may be new is not forgotten.
    assert_eq!(ours.list().unwrap()[1].at, None);
    assert_eq!(ours.prune(SystemTime::now() + LEASE).unwrap(), 1);
    assert_eq!(runs(&ours), ["theirs/"]);

    // A table of theirs is ours as well.
    let made = "__import__('boto3').client('dynamodb')";
    python(&format!(
        "RunManifests({made}, 'theirs').create() or RunManifests({made}, 'theirs').add('theirs/')"
    ));
    let theirs = manifests(url, "theirs");
    theirs.create().unwrap();
    assert!(theirs.contains("theirs/").unwrap());
}

/// Somebody who may read and write items, and do nothing to tables.
#[test]
fn a_table_that_is_there_needs_no_right_to_make_one() {
    on_each_server(|url| {
        manifests(url, "manifests").create().unwrap();
        let proxy = Proxy::before(url, |request| {
            match request.calls("CreateTable") || request.calls("DescribeTable") {
                true => Fate::Refused {
                    status: "400 Bad Request",
                    body: r#"{"__type": "com.amazonaws#AccessDeniedException", "Message": "no tables for you"}"#,
                },
                false => Fate::Answered,
            }
        });
        manifests(&proxy.url, "manifests").create().unwrap();
        let error = manifests(&proxy.url, "missing").create().unwrap_err().to_string();
        let place = format!("`table missing of {}`", proxy.url);
        assert_eq!(error, format!("{place}: AccessDeniedException: no tables for you"));
    });
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
            "GetItem" if key == Some("claim#") => refused("ResourceNotFoundException"),
            "CreateTable" => refused("AccessDeniedException"),
            _ => DynamoAnswer::Done("{}".to_owned()),
        })
    }
}

fn refused(kind: &str) -> DynamoAnswer {
    DynamoAnswer::Refused {
        kind: kind.to_owned(),
        error: io::Error::other(format!("{kind}, says the client")),
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
    assert_eq!(
        wrong,
        [format!("{place}: AccessDeniedException, says the client"), format!("{place}: no network")]
    );
}
