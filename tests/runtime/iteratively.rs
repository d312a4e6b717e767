//! What the Itly debugger is told, and when: section 12 of the semantics, and the black-box checks of the original.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Delivery, DeliverySettings, DropReason, Environment, Hooks, HttpTransport, Iteratively, Itly, Options,
    Plugin, Properties, RetryPolicy, UntypedEvent, WriteProperties,
};

use crate::support::delivery::accounts;
use crate::support::probe::Probe;
use crate::support::transcript::Transcript;

const TIME: &str = "2026-01-02T03:04:05.678Z";

struct Program {
    server: ScriptedServer,
    clock: ManualClock,
    log: Transcript,
    itly: Itly,
    delivery: Delivery,
}

impl Program {
    /// A program in development with a debugger, before a plugin that does not like properties called `invalid`.
    fn start(
        script: impl IntoIterator<Item = Reply>,
        change: impl FnOnce(Iteratively) -> Iteratively,
    ) -> Self {
        Self::start_in(Environment::Development, script, change)
    }

    fn start_in(
        environment: Environment,
        script: impl IntoIterator<Item = Reply>,
        change: impl FnOnce(Iteratively) -> Iteratively,
    ) -> Self {
        let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
        let (log, itly) = (Transcript::default(), Itly::new());
        // The retries of the original, but fewer.
        let retry =
            RetryPolicy::new().max_retries(2).base(Duration::from_secs(10)).circuit_failures(u32::MAX);
        let debugger =
            Iteratively::with_transport(server.url("/t"), "secret", HttpTransport::without_proxy())
                .settings(DeliverySettings::new().retry(retry).clock(clock.clone()));
        let debugger = change(debugger);
        let delivery = debugger.delivery();
        let options = Options::new()
            .environment(environment)
            .logger(log.clone())
            .clock(clock.clone())
            .plugin(debugger)
            .plugin(Probe::new("judge").with_hooks(Hooks::VALIDATE));
        itly.load(options).unwrap();
        Self { server, clock, log, itly, delivery }
    }

    fn track(&self, name: &str, properties: Properties<'_>) {
        let event = properties
            .iter()
            .fold(UntypedEvent::new(name), |event, (name, value)| event.property(&name, value));
        let _ = self.itly.track("user-1", &event);
    }

    fn flush(&self) {
        self.itly.flush(Duration::from_secs(60)).unwrap();
    }

    /// Flushes without waiting, and lets the pauses after the first `count` requests pass.
    fn flush_through_pauses(&self, count: usize) {
        self.delivery.request_flush();
        for number in 1..=count {
            self.server.wait_for_requests(number);
            let pause = self.clock.wait_until_parked("itly-iteratively").unwrap();
            assert!(pause >= Duration::from_secs(10), "{pause:?}");
            self.clock.advance(pause);
        }
        self.flush();
    }

    fn bodies(&self) -> Vec<String> {
        self.server.requests().iter().map(|request| request.text()).collect()
    }

    /// What was logged as a warning or an error, once the debugger's thread has nothing more to do.
    fn complaints(&self) -> Vec<String> {
        assert_eq!(self.clock.wait_until_parked("itly-iteratively"), None);
        let is_complaint = |line: &String| line.starts_with("E ") || line.starts_with("W ");
        self.log.lines().into_iter().filter(is_complaint).collect()
    }
}

fn number(n: i64) -> Properties<'static> {
    Properties::new().with("n", n)
}

#[test]
fn every_call_with_what_validation_said_of_it() {
    let program = Program::start([], |debugger| debugger);
    let (itly, properties) = (&program.itly, number(1));
    let properties: &dyn WriteProperties = &properties;
    itly.identify("user-1", Some(properties)).unwrap();
    itly.alias("user-1", "anonymous").unwrap();
    itly.group("user-1", "acme", None).unwrap();
    itly.page("user-1", Some("Docs"), Some("Home"), Some(properties)).unwrap();
    itly.screen("user-1", Some("Home"), None).unwrap();
    program.track("Song \"Played\"", number(2));
    program.track("Song Played", Properties::new().with("invalid", "é"));
    program.flush();

    let object = |kind: &str, event: &str, properties: &str, rest: &str| {
        format!(r#"{{"type":"{kind}","dateSent":"{TIME}",{event}"properties":{properties},"valid":{rest}}}"#)
    };
    let valid = r#"true,"validation":{"details":""}"#;
    let invalid = r#"false,"validation":{"details":"invalid event!!!"}"#;
    let objects = [
        object("identify", "", r#"{"n":1}"#, valid),
        object("group", "", "{}", valid),
        object("page", "", r#"{"n":1}"#, valid),
        object("page", "", "{}", valid),
        object("track", r#""eventName":"Song \"Played\"","#, r#"{"n":2}"#, valid),
        object("track", r#""eventName":"Song Played","#, r#"{"invalid":"é"}"#, invalid),
    ];
    assert_eq!(program.bodies(), [format!(r#"{{"objects":[{}]}}"#, objects.join(","))]);
    let request = &program.server.requests()[0];
    assert_eq!((&*request.method, &*request.path), ("POST", "/t"));
    assert_eq!(request.header("Authorization"), Some("Bearer secret"));
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(accounts(&program.delivery), [6, 6, 0, 0]);
}

#[test]
fn values_that_are_kept_back_never_leave_the_call() {
    let program = Program::start([], |debugger| debugger.omit_values(true));
    program.track("Song Played", number(1).with("invalid", "secret").with("list", vec![1, 2]));
    program.flush();
    let object = format!(
        r#"{{"type":"track","dateSent":"{TIME}","eventName":"Song Played","properties":{{"n":null,"invalid":null,"list":null}},"valid":false,"validation":{{"details":""}}}}"#
    );
    assert_eq!(program.bodies(), [format!(r#"{{"objects":[{object}]}}"#)]);
    assert_eq!(accounts(&program.delivery), [1, 1, 0, 0]);
}

#[test]
fn what_the_other_languages_send_besides_is_sent_when_wanted() {
    let program = Program::start([], |debugger| {
        debugger.message_ids(true).branch("main").tracking_plan_version("1.0.0")
    });
    program.itly.group("user-1", "acme", None).unwrap();
    program.flush();
    let body = &program.bodies()[0];
    let (head, rest) = body.split_once(r#""messageId":""#).unwrap();
    assert_eq!(head, r#"{"branchName":"main","trackingPlanVersion":"1.0.0","objects":[{"type":"group","#);
    let tail =
        format!(r#"","dateSent":"{TIME}","properties":{{}},"valid":true,"validation":{{"details":""}}}}]}}"#);
    assert_eq!(rest[36..], tail);
}

#[test]
fn ten_objects_are_a_request_and_so_are_those_of_a_second() {
    let program = Program::start([], |debugger| debugger);
    (0..9).for_each(|n| program.track("Song Played", number(n)));
    assert_eq!(program.clock.wait_until_parked("itly-iteratively"), Some(Duration::from_secs(1)));
    assert_eq!(accounts(&program.delivery), [9, 0, 0, 9]);
    program.track("Song Played", number(9));
    program.server.wait_for_requests(1);
    program.flush();
    assert_eq!(accounts(&program.delivery), [10, 10, 0, 0]);

    program.track("Song Played", number(10));
    // It may not have noticed yet that there is something to wait for.
    while program.clock.wait_until_parked("itly-iteratively") != Some(Duration::from_secs(1)) {
        std::thread::yield_now();
    }
    program.clock.advance(Duration::from_secs(1));
    assert_eq!(program.server.wait_for_requests(2).len(), 2);
    program.flush();
    program.flush();
    assert_eq!(program.bodies().len(), 2);
    assert_eq!(accounts(&program.delivery), [11, 11, 0, 0]);
}

#[test]
fn a_shutdown_sends_what_is_left() {
    let program = Program::start([], |debugger| debugger);
    (0..25).for_each(|n| program.track("Song Played", number(n)));
    program.itly.shutdown(Duration::from_secs(60)).unwrap();
    assert_eq!(program.bodies().len(), 3);
    assert_eq!(accounts(&program.delivery), [25, 25, 0, 0]);
}

#[test]
fn a_server_in_trouble_gets_the_same_body_until_it_takes_it() {
    let program = Program::start([Reply::status(429), Reply::status(501)], |debugger| debugger);
    program.track("Song Played", number(1));
    program.flush_through_pauses(2);
    let bodies = program.bodies();
    assert_eq!(bodies, vec![bodies[0].clone(); 3]);
    assert_eq!(program.complaints(), [""; 0]);
    assert_eq!(accounts(&program.delivery), [1, 1, 0, 0]);
}

#[test]
fn attempts_are_counted_in_total() {
    let program = Program::start(std::iter::repeat_n(Reply::status(500), 9), |debugger| debugger);
    program.track("Song Played", number(1));
    program.flush_through_pauses(2);
    assert_eq!(program.bodies().len(), 3);
    let complaints = program.complaints();
    assert!(
        complaints.contains(
            &"E [plugin-iteratively] Error. Failed to upload events. Maximum attempts exceeded.".to_owned()
        ),
        "{complaints:?}"
    );
    assert_eq!(program.delivery.stats().dropped.of(DropReason::RetryExhausted), 1);
    assert_eq!(accounts(&program.delivery), [1, 0, 1, 0]);
}

#[test]
fn a_request_that_is_refused_is_not_repeated() {
    for status in [400, 404, 413, 418] {
        let program = Program::start([Reply::status(status)], |debugger| debugger);
        program.track("Song Played", number(1));
        program.track("Song Played", number(2));
        program.flush();
        assert_eq!(program.bodies().len(), 1);
        let complaint =
            format!("E [plugin-iteratively] Error. Upload failed due to unhandled HTTP error ({status}).");
        assert!(program.complaints().contains(&complaint), "{:?}", program.complaints());
        assert_eq!(accounts(&program.delivery), [2, 0, 2, 0]);
    }
}

#[test]
fn a_wrong_key_keeps_the_objects() {
    let program = Program::start([Reply::status(401)], |debugger| debugger);
    program.track("Song Played", number(1));
    program.delivery.request_flush();
    program.server.wait_for_requests(1);
    program.clock.wait_until_parked("itly-iteratively");
    assert_eq!(accounts(&program.delivery), [1, 0, 0, 1]);
}

#[test]
fn in_production_it_does_nothing_unless_told_to() {
    let off = Program::start_in(Environment::Production, [], |debugger| debugger);
    let on = Program::start_in(Environment::Production, [], |debugger| debugger.disabled(false));
    let off_too = Program::start(None, |debugger| debugger.disabled(true));
    for program in [&off, &on, &off_too] {
        program.track("Song Played", number(1));
        program.itly.shutdown(Duration::from_secs(60)).unwrap();
    }
    assert_eq!([&off, &on, &off_too].map(|program| program.bodies().len()), [0, 1, 0]);
    assert_eq!(accounts(&off.delivery), [0, 0, 0, 0]);
    assert!(off.log.lines().contains(&"[plugin-iteratively] disabled".to_owned()));
}
