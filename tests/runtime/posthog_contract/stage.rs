//! Where a test of the contract is performed: an adapter, a mock server, and a clock that the test moves.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use itly_runtime::Compression;
use itly_runtime::testing::ManualClock;
use serde_json::{Map, Value as Json, json};

use super::adapter::{Adapter, Protocol, Setup};
use super::assertions::{self, Seen};
use super::contract::{Defaults, Step, Test};
use super::instance::FLUSH;
use super::mock_server::MockServer;

/// What an assertion or an action has to complain of.
pub(super) type Complaint = Result<(), String>;

/// The thread that sends.
const WORKER: &str = "itly-posthog";

pub(super) struct Stage<'a> {
    adapter: Adapter<ManualClock>,
    server: MockServer,
    clock: ManualClock,
    test_id: &'a str,
    defaults: &'a Defaults,
}

/// What the adapter returned.
pub(super) struct Returned {
    /// From the last action.
    pub(super) last: Json,
    /// The id from the last call that returned one.
    pub(super) uuid: Json,
}

/// How a test ended that did not fail.
pub(super) enum Play {
    Over,
    /// The adapter lacks what it requires.
    Skipped,
}

/// Whether an action can be performed.
pub(super) fn is_known(action: &str) -> bool {
    const ACTIONS: [&str; 8] = [
        "init",
        "capture",
        "capture_ai",
        "capture_multiple",
        "flush",
        "reset",
        "wait",
        "configure_mock_responses",
    ];
    ACTIONS.contains(&action) || assertions::named(action).is_some()
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        protocol: Protocol,
        encoding: Compression,
        test_id: &'a str,
        defaults: &'a Defaults,
    ) -> Self {
        let clock = ManualClock::new();
        let server = MockServer::new(clock.clone(), test_id);
        let transport = Arc::new(server.clone());
        let adapter = Adapter::new(Setup { protocol, encoding, transport, clock: clock.clone() });
        Self { adapter, server, clock, test_id, defaults }
    }

    /// Performs a test from its beginning to its end.
    pub(super) fn perform(&self, test: &Test) -> Result<Play, String> {
        let health = self.ask("GET", "/health", &Json::Null)?;
        let is_capable =
            |it: &String| health["capabilities"].as_array().is_some_and(|all| all.contains(&json!(it)));
        if !test.requires.iter().all(is_capable) {
            return Ok(Play::Skipped);
        }
        let mut returned = Returned { last: self.ask("POST", "/reset", &Json::Null)?, uuid: Json::Null };
        for (index, step) in test.steps.iter().enumerate() {
            self.step(step, &mut returned)
                .map_err(|complaint| format!("step {} (`{}`): {complaint}", index + 1, step.action))?;
        }
        self.check_accounts()?;
        match self.server.faults().first() {
            Some(fault) => Err(fault.clone()),
            None => Ok(Play::Over),
        }
    }

    fn step(&self, step: &Step, returned: &mut Returned) -> Complaint {
        if let Some(assertion) = assertions::named(&step.action) {
            let (requests, clock) = (self.server.requests(), &self.clock);
            return assertion(&Seen { requests: &requests, returned, clock }, &step.parameters);
        }
        if let Some(last) = self.act(&step.action, &self.defaults.complete(step))? {
            returned.uuid = last.get("uuid").unwrap_or(&returned.uuid).clone();
            returned.last = last;
        }
        Ok(())
    }

    /// Performs an action that is no assertion, and returns what the adapter answers.
    fn act(&self, action: &str, parameters: &Json) -> Result<Option<Json>, String> {
        let number = |name: &str| parameters[name].as_u64().unwrap_or_default();
        match action {
            "configure_mock_responses" => self.server.configure(&parameters["responses"]),
            "wait" => self.wait(Duration::from_millis(number("duration_ms"))),
            "flush" => return self.flush().map(Some),
            "capture_multiple" => {
                let calls = (0..number("count")).map(|index| numbered(&parameters["params"], index));
                return calls
                    .map(|call| self.ask("POST", "/capture", &call).map(Some))
                    .last()
                    .unwrap_or(Ok(None));
            }
            "init" | "capture" | "capture_ai" | "reset" => {
                return self.ask("POST", &format!("/{action}"), parameters).map(Some);
            }
            _ => return Err("this action is unknown".to_owned()),
        }
        Ok(None)
    }

    /// Asks the adapter for something.
    fn ask(&self, method: &str, path: &str, body: &Json) -> Result<Json, String> {
        let target = format!("{path}?test_id={}", self.test_id);
        match self.adapter.answer(method, &target, body.to_string().as_bytes()) {
            (200, answer) => Ok(answer),
            (status, answer) => Err(format!("the adapter answered {status}: {answer}")),
        }
    }

    fn state(&self) -> Result<Json, String> {
        self.ask("GET", "/state", &Json::Null)
    }

    /// Whether something waits to be sent, and so a thread to send it.
    fn is_busy(&self) -> bool {
        self.state().is_ok_and(|state| state["pending_events"] != 0)
    }

    /// Flushes, and moves the clock to whatever the sending thread waits for, unless the flush does not wait for that.
    fn flush(&self) -> Result<Json, String> {
        if !self.is_busy() {
            return self.ask("POST", "/flush", &Json::Null);
        }
        thread::scope(|scope| {
            let flush = scope.spawn(|| self.ask("POST", "/flush", &Json::Null));
            let mut left = FLUSH;
            while !flush.is_finished() {
                match self.clock.wait_until_parked(WORKER) {
                    Some(pause) if pause <= left => {
                        self.clock.advance(pause);
                        left -= pause;
                    }
                    _ => thread::yield_now(),
                }
            }
            flush.join().map_err(|_| "the flush panicked".to_owned())?
        })
    }

    /// Lets time pass, so that what is due in the meantime is done at its moment.
    fn wait(&self, duration: Duration) {
        let mut left = duration;
        while self.is_busy() {
            match self.clock.wait_until_parked(WORKER) {
                Some(pause) if pause <= left => {
                    self.clock.advance(pause);
                    left -= pause;
                }
                _ => break,
            }
        }
        self.clock.advance(left);
    }

    /// No event is lost without being counted.
    fn check_accounts(&self) -> Complaint {
        let Ok(state) = self.state() else { return Ok(()) };
        let number = |name: &str| state[name].as_u64().unwrap_or_default();
        let ends = ["total_events_sent", "total_events_dropped", "pending_events"].map(number);
        if number("total_events_captured") == ends.iter().sum::<u64>() {
            return Ok(());
        }
        Err(format!("the accounts do not balance: {state}"))
    }
}

/// A template's parameters for the call numbered `index`.
fn numbered(template: &Json, index: u64) -> Json {
    match template {
        Json::String(text) => text.replace("{index}", &index.to_string()).into(),
        Json::Array(items) => items.iter().map(|item| numbered(item, index)).collect(),
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), numbered(value, index)));
            Json::Object(members.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
