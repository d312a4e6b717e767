//! Requests as JSON: those that the official SDKs sent when they were recorded, and those of this library.

use std::fs;
use std::io::Read;
use std::path::Path;

use itly_runtime::testing::{ManualClock, ReceivedRequest, ScriptedServer};
use itly_runtime::{Delivery, DeliverySettings, Destination, Itly, Options};
use serde_json::{Value, json};

use super::delivery::{accounts, flush};

/// The requests that one SDK sent: a file of `fixtures/requests`.
pub(crate) fn recorded(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/requests").join(file);
    lines(&path).iter().map(request).collect()
}

/// Those requests to `path` that were recorded beside the repository, by whatever SDK; none, said aloud, where they are
/// absent.
#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
pub(crate) fn shared(file: &str, path: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/golden-requests");
    if !folder.exists() {
        assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", folder.display());
        println!("skipped: no {}", folder.display());
        return Vec::new();
    }
    let requests = lines(&folder.join(file)).iter().map(request).collect::<Vec<_>>();
    requests.into_iter().filter(|request| request["path"] == path).collect()
}

/// What the destination sends that `destination` makes for a server, when `calls` are made at the time of the recordings.
pub(crate) fn sent<D: Destination + 'static>(
    destination: impl FnOnce(&ScriptedServer) -> D,
    calls: impl FnOnce(&Itly) -> Result<(), itly_runtime::Error>,
) -> Vec<Value> {
    let (server, clock, itly) = (ScriptedServer::start([]), ManualClock::new(), Itly::new());
    let settings = DeliverySettings::new().clock(clock.clone());
    let delivery = Delivery::with_settings(destination(&server), settings);
    itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
    calls(&itly).unwrap();
    flush(&delivery, &clock);
    let [accepted, sent, ..] = accounts(&delivery);
    assert_eq!(accepted, sent, "{:?}", delivery.stats());
    server.requests().iter().map(received).collect()
}

/// Requests whose bodies are alike but for a list called `name`, as one request with the whole list.
pub(crate) fn joined(requests: &[Value], name: &str) -> Value {
    let mut joined = requests.first().expect("there are requests").clone();
    let lists = requests.iter().filter_map(|request| request["body"][name].as_array());
    joined["body"][name] = lists.flatten().cloned().collect();
    joined
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A recorded request in the form of [`received`].
fn request(line: &Value) -> Value {
    let path = line["path"].as_str().unwrap_or_default().split('?').next();
    json!({
        "method": line["method"],
        "path": path,
        "headers": told(|name| line["headers"][name].as_str().map(str::to_owned)),
        "body": told_in_form(line).unwrap_or_else(|| line["body"].clone()),
    })
}

fn received(request: &ReceivedRequest) -> Value {
    let mut text = String::new();
    match request.header("content-encoding") {
        Some("gzip") => {
            flate2::read::GzDecoder::new(&*request.body).read_to_string(&mut text).unwrap();
        }
        _ => text = request.text(),
    }
    json!({
        "method": request.method,
        "path": request.path.split('?').next(),
        "headers": told(|name| request.header(name).map(str::to_owned)),
        "body": serde_json::from_str::<Value>(&text).unwrap(),
    })
}

/// The headers that receivers go by.
fn told(header: impl Fn(&str) -> Option<String>) -> Value {
    let names = [
        "authorization",
        "content-encoding",
        "content-type",
        "posthog-attempt",
        "posthog-request-id",
        "posthog-request-timestamp",
    ];
    names.into_iter().filter_map(|name| Some((name.to_owned(), Value::from(header(name)?)))).collect()
}

/// What a form says in JSON: Mixpanel's SDKs post forms, or ask for a URL that has one as its query.
fn told_in_form(line: &Value) -> Option<Value> {
    let data = [&line["body"]["data"], &line["query"]["data"]].into_iter().find(|data| !data.is_null())?;
    match data {
        Value::String(text) => serde_json::from_str(text).ok(),
        // Snowplow's bodies have a member of this name.
        Value::Array(_) => None,
        data => Some(data.clone()),
    }
}
