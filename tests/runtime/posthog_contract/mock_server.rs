//! The server that the contract speaks of: it answers as it is told, and then with success.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Clock, Request, Response, Transport, TransportError};
use serde_json::{Map, Value as Json, json};

use super::recorded::{Recorded, decoded};

const V1_PATH: &str = "/i/v1/analytics/events";

/// A transport that leads to it; a clone leads to the same one.
#[derive(Clone)]
pub(super) struct MockServer {
    clock: ManualClock,
    test_id: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Descriptions of answers, as the contract has them.
    script: VecDeque<Json>,
    requests: Vec<Recorded>,
    /// What no request may be.
    faults: Vec<String>,
}

impl MockServer {
    /// A server for the test `test_id` alone.
    pub(super) fn new(clock: ManualClock, test_id: &str) -> Self {
        Self { clock, test_id: test_id.to_owned(), state: Arc::default() }
    }

    /// Sets the answers to come.
    pub(super) fn configure(&self, responses: &Json) {
        self.state().script = responses.as_array().cloned().unwrap_or_default().into();
    }

    pub(super) fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    pub(super) fn faults(&self) -> Vec<String> {
        self.state().faults.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for MockServer {
    fn send(&self, request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
        let headers: Vec<(String, String)> =
            request.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let encoding = request.headers().find(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
        let text = decoded(request.body(), encoding.map(|(_, value)| value)).unwrap_or_default();
        let mut recorded = Recorded {
            time_ms: self.clock.unix_time().as_millis() as u64,
            path: path(request.url()),
            headers,
            body: serde_json::from_slice(&text).unwrap_or_default(),
            status: 0,
            answer_headers: Vec::new(),
            answer: Json::Null,
        };
        let mut state = self.state();
        let response = answer(state.script.pop_front(), &recorded);
        recorded.status = response.status;
        recorded.answer_headers.clone_from(&response.headers);
        recorded.answer = serde_json::from_slice(&response.body).unwrap_or_default();
        if recorded.header("X-Test-Id") != Some(&self.test_id) {
            state.faults.push(format!("a request to {} does not name its test", recorded.path));
        }
        state.requests.push(recorded);
        Ok(response)
    }
}

fn path(url: &str) -> String {
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind_scheme.find('/').map_or("/", |slash| &behind_scheme[slash..]);
    path.split('?').next().unwrap_or_default().to_owned()
}

fn answer(description: Option<Json>, request: &Recorded) -> Response {
    let description = description.unwrap_or_default();
    let status = description["status_code"].as_u64().unwrap_or(200) as u16;
    let mut response = Response::new(status);
    for (name, value) in description["headers"].as_object().into_iter().flatten() {
        response = response.with_header(name, text(value));
    }
    let results = description["v1_event_results"].as_array().map(|results| sorted(results, request));
    let asks_again = results.as_ref().is_some_and(|map| map.values().any(|it| it["result"] == "retry"));
    let is_v1 = request.path == V1_PATH;
    if is_v1 && let Some(id) = request.header("PostHog-Request-Id") {
        response = response.with_header("PostHog-Request-Id", id);
    }
    let pauses = asks_again || is_v1 && matches!(status, 408 | 500 | 503 | 504);
    if pauses && response.header("Retry-After").is_none() {
        response = response.with_header("Retry-After", "1");
    }
    match (results, &description["body"]) {
        (Some(results), _) => response.with_body(json!({ "results": results }).to_string()),
        (None, Json::Null) if status == 200 => response.with_body(r#"{"status": 1}"#),
        (None, Json::Null) => response,
        (None, body) => response.with_body(text(body)),
    }
}

/// The fates of the events by their place in the batch.
fn sorted(results: &[Json], request: &Recorded) -> Map<String, Json> {
    let fate = |result: &Json| if result.is_string() { json!({ "result": result }) } else { result.clone() };
    request.uuids().into_iter().zip(results).map(|(uuid, result)| (uuid.to_owned(), fate(result))).collect()
}

fn text(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}
