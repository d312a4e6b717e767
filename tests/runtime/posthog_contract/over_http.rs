//! The adapter as a program: what the harness asks comes over HTTP, and what the SDK sends goes over HTTP.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use itly_runtime::testing::{Reply, ScriptedServer};
use itly_runtime::{Compression, HttpTransport, SystemClock};
use serde_json::{Value as Json, json};

use super::adapter::{Adapter, Protocol, Setup};
use super::arguments::Arguments;
use super::server::serve;

/// Starts an adapter that answers until the process ends.
fn adapter() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let adapter = Adapter::new(Setup {
        protocol: Protocol::V1,
        encoding: Compression::Gzip,
        transport: Arc::new(HttpTransport::without_proxy()),
        clock: SystemClock,
    });
    thread::spawn(move || serve(&listener, &Arc::new(adapter)));
    address
}

fn ask(address: SocketAddr, method: &str, target: &str, body: &str) -> (u16, Json) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {target} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

#[test]
fn a_test_from_reset_to_state() {
    let posthog = ScriptedServer::start([Reply::status(413)]);
    let adapter = adapter();
    let post = |target: &str, body: &Json| ask(adapter, "POST", target, &body.to_string());
    let success = (200, json!({ "success": true }));

    let parameters = json!({ "api_key": "phc_test_key", "host": posthog.url("") });
    assert_eq!(post("/reset?test_id=t-1", &Json::Null), success);
    assert_eq!(post("/init?test_id=t-1", &parameters), success);
    assert_eq!(post("/v0/init?test_id=t-2", &parameters), success);
    let uuid = "0198c0de-0000-7000-8000-000000000abc";
    for test_id in ["t-1", "t-2"] {
        let call = json!({ "distinct_id": "u", "event": "e", "uuid": uuid });
        let returned = post(&format!("/capture?test_id={test_id}"), &call);
        assert_eq!(returned, (200, json!({ "success": true, "uuid": uuid })));
    }
    let flushed = |sent: u64| (200, json!({ "success": true, "events_flushed": sent }));
    assert_eq!(post("/flush?test_id=t-1", &Json::Null), flushed(0));
    assert_eq!(post("/flush?test_id=t-2", &Json::Null), flushed(1));

    let requests = posthog.requests();
    let sent: Vec<_> =
        requests.iter().map(|it| (it.path.as_str(), it.header("x-test-id").unwrap())).collect();
    assert_eq!(sent, [("/i/v1/analytics/events", "t-1"), ("/batch/", "t-2")]);

    let (status, mut state) = ask(adapter, "GET", "/state?test_id=t-1", "");
    assert!(state["requests_made"][0]["timestamp_ms"].take().is_u64());
    let request = json!({
        "timestamp_ms": null, "status_code": 413, "retry_attempt": 0, "event_count": 1, "uuid_list": [uuid],
    });
    let expected = json!({
        "pending_events": 0,
        "total_events_captured": 1,
        "total_events_sent": 0,
        "total_events_dropped": 1,
        "total_retries": 0,
        "last_error": "PostHog answered with status 413",
        "requests_made": [request],
    });
    assert_eq!((status, state), (200, expected));

    assert_eq!(post("/reset?test_id=t-1", &Json::Null), success);
    assert_eq!(ask(adapter, "GET", "/state?test_id=t-1", "").0, 400);
    assert_eq!(ask(adapter, "GET", "/state?test_id=t-2", "").1["total_events_sent"], 1);
}

#[test]
fn capabilities_are_those_of_the_protocol() {
    let adapter = adapter();
    let capabilities = |path: &str| ask(adapter, "GET", path, "").1["capabilities"].clone();
    assert_eq!(capabilities("/health"), json!(["capture_v1", "encoding_gzip"]));
    assert_eq!(capabilities("/v1/health"), json!(["capture_v1", "encoding_gzip"]));
    assert_eq!(capabilities("/v0/health"), json!(["capture_v0", "capture_ai_v0", "encoding_gzip"]));
}

#[test]
fn what_can_not_be_done_is_said() {
    let adapter = adapter();
    let refused = |message: &str| json!({ "success": false, "error": message });
    let uninitialized = refused("nothing is initialized; call `/init` first");
    assert_eq!(ask(adapter, "POST", "/capture", "{}"), (400, uninitialized));
    let (status, answer) = ask(adapter, "POST", "/init", "{");
    assert_eq!((status, answer["success"].as_bool()), (400, Some(false)));
    assert_eq!(ask(adapter, "POST", "/init", "{}"), (400, refused("`api_key` is missing")));
    assert_eq!(ask(adapter, "POST", "/init", r#"{"api_key":"phc_test_key"}"#).0, 200);
    let cases = [
        (r#"{"event":"e"}"#, "`distinct_id` is missing"),
        (r#"{"distinct_id":"u"}"#, "`event` is missing"),
        (r#"{"distinct_id":"u","event":"e","uuid":"7"}"#, "`7` is no UUID"),
        (r#"{"distinct_id":"u","event":"e","timestamp":"soon"}"#, "`soon` is no time of RFC 3339"),
    ];
    for (call, message) in cases {
        assert_eq!(ask(adapter, "POST", "/capture", call), (400, refused(message)));
    }
    assert_eq!(ask(adapter, "GET", "/flags", ""), (404, refused("there is no `GET /flags`")));
}

#[test]
fn the_command_line() {
    let parse = |line: &str| Arguments::parse(line.split_whitespace().map(str::to_owned));
    let expected = Arguments { port: 0, protocol: Protocol::V1, encoding: Compression::Gzip };
    assert_eq!(parse(""), Ok(expected));
    let expected = Arguments { port: 8080, protocol: Protocol::V0, encoding: Compression::Deflate };
    assert_eq!(parse("--port 8080 --protocol v0 --encoding deflate"), Ok(expected));
    let wrong = |line: &str| parse(line).unwrap_err();
    assert_eq!(wrong("--port"), "`--port` needs a value");
    assert_eq!(wrong("--port x"), "`--port` can't be `x`; use a port number");
    assert_eq!(wrong("--protocol v2"), "`--protocol` can't be `v2`; use `v0` or `v1`");
    assert!(wrong("--encoding br").starts_with("`--encoding` can't be `br`; use `gzip`"));
    assert_eq!(wrong("--help me"), "unknown flag `--help`; use `--port`, `--protocol` or `--encoding`");
}
