//! What goes to Mixpanel is what its OpenAPI document asks for, and its answers are understood: Prism serves the document.

use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    CallOptions, Delivery, DeliverySettings, DeliveryState, DropReason, Itly, Mixpanel, MixpanelOptions,
    Options, Plugin, Properties, Request, RetryPolicy, Transport, UntypedEvent, Value, WriteProperties,
};

use crate::support::delivery::{accounts, flush};
use crate::support::prism::{Prism, Witness};

/// What operations are called in the document, and what they are in options.
type Operations = [(&'static str, fn(MixpanelOptions) -> MixpanelOptions)];

const OF_USERS: &Operations = &[
    ("profile-set", |options| options),
    ("profile-set-once", |options| options.set_once(Properties::from([("first", true)]))),
    ("profile-numerical-add", |options| options.increment(Properties::from([("visits", 1)]))),
    ("profile-union", |options| options.union(red())),
    ("profile-list-append", |options| options.append(Properties::from([("tags", "t")]))),
    ("profile-list-remove", |options| options.remove(Properties::from([("tags", "u")]))),
    ("profile-unset", |options| options.unset("trial")),
    ("profile-delete", MixpanelOptions::delete),
];

const OF_GROUPS: &Operations = &[
    ("group-set", |options| options),
    ("group-set-once", |options| options.set_once(Properties::from([("first", true)]))),
    ("group-union", |options| options.union(red())),
    ("group-remove-from-list", |options| options.remove(Properties::from([("tags", "u")]))),
    ("group-unset", |options| options.unset("trial")),
    ("group-delete", MixpanelOptions::delete),
];

fn red() -> Properties<'static> {
    Properties::new().with("colours", vec![Value::from("red")])
}

/// The document with what keeps Prism from serving it mended: paths of profiles differ in their fragments alone, which are
/// never sent, and here stand in front; the number that stands for an answer can't be written as plain text; two operations
/// on groups ask for the member of another one.
fn servable(document: String) -> String {
    let mut operation = String::new();
    let mut lines = Vec::new();
    for line in document.lines() {
        if !line.starts_with("   ") {
            operation.clear();
        }
        let path = line.strip_prefix("  /").map(|path| path.trim_end_matches(':'));
        lines.push(match (path.and_then(|path| path.split_once('#')), operation.as_str()) {
            (Some((path, name)), _) => {
                name.clone_into(&mut operation);
                format!("  /{name}/{path}:")
            }
            (None, "group-union") => line.replace("- $unset", "- $union"),
            (None, "group-delete") => line.replace("- $set", "- $delete"),
            (None, _) => line.replace("text/plain:", "application/json:"),
        });
    }
    lines.join("\n")
}

struct Fixture {
    itly: Itly,
    delivery: Delivery,
    clock: ManualClock,
    witness: Witness,
}

impl Fixture {
    /// A program whose events go to `path` of the server; `prefer` says which answer is wanted.
    fn new(prism: &Prism, path: &str, prefer: &str) -> Self {
        let (itly, clock, witness) = (Itly::new(), ManualClock::new(), Witness::default());
        let mixpanel = Mixpanel::with_transport("token", witness.clone())
            .host(prism.url(path))
            .service_account("user", "secret", "12345")
            .header("Prefer", prefer);
        // The clock stands still: a failure that nobody expects must not be waited for.
        let retries = u32::from(prefer == "code=429");
        let settings =
            DeliverySettings::new().retry(RetryPolicy::new().max_retries(retries)).clock(clock.clone());
        let delivery = Delivery::with_settings(mixpanel, settings);
        itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
        Self { itly, delivery, clock, witness }
    }

    fn songs(&self, count: usize) {
        for _ in 0..count {
            let song = UntypedEvent::new("Song Played").property("title", "x");
            self.itly.track("user-1", &song.property("tags", vec![Value::from(1)])).unwrap();
        }
    }
}

/// One server for all: it takes seconds to start.
#[test]
fn prism_has_no_objections() {
    let Some(prism) = Prism::start("mixpanel-ingestion.yaml", servable) else { return };
    a_bad_request_is_objected_to(&prism);
    events_are_what_the_document_asks_for(&prism);
    profiles_are_what_the_document_asks_for(&prism);
    answers_are_understood(&prism);
}

fn a_bad_request_is_objected_to(prism: &Prism) {
    let witness = Witness::default();
    let url = prism.url("/import?strict=1&project_id=12345");
    let request = Request::post(&url, br#"[{"event": "x", "properties": {"time": "now"}}]"#);
    let request = request.header("Content-Type", "application/json").header("Authorization", "Basic dTpz");
    witness.send(&request, Duration::from_secs(30)).unwrap();
    let [(_, 400, violations)] = &witness.said()[..] else { panic!("{:?}", witness.said()) };
    assert!(violations.contains("must have required property 'distinct_id'"), "{violations}");
}

fn events_are_what_the_document_asks_for(prism: &Prism) {
    let fixture = Fixture::new(prism, "", "code=200");
    fixture.songs(3);
    fixture.itly.alias("user-1", "anonymous-1").unwrap();
    flush(&fixture.delivery, &fixture.clock);
    let expected = ("import?strict=1&project_id=12345".to_owned(), 200, String::new());
    assert_eq!(fixture.witness.said(), [expected]);
    assert_eq!(accounts(&fixture.delivery), [4, 4, 0, 0]);
}

fn profiles_are_what_the_document_asks_for(prism: &Prism) {
    let of_users = OF_USERS.iter().map(|operation| ("engage", operation));
    let of_groups = OF_GROUPS.iter().map(|operation| ("groups", operation));
    for (path, (operation, options)) in of_users.chain(of_groups) {
        let fixture = Fixture::new(prism, &format!("/{operation}"), "code=200");
        let options = CallOptions::new().plugin("mixpanel", options(MixpanelOptions::new()));
        let plan = Properties::from([("plan", "x")]);
        let properties: Option<&dyn WriteProperties> =
            if operation.ends_with("-set") { Some(&plan) } else { None };
        let itly = fixture.itly.with_options(&options);
        if path == "engage" {
            itly.identify("user-1", properties).unwrap();
        } else {
            itly.group("user-1", "acme", properties).unwrap();
        }
        flush(&fixture.delivery, &fixture.clock);
        let path = format!("{operation}/{path}?ip=0&strict=1&verbose=1");
        assert_eq!(fixture.witness.said(), [(path, 200, String::new())]);
        assert_eq!(accounts(&fixture.delivery), [1, 1, 0, 0]);
    }
}

/// The examples of the document: that of the 400 is about the first of the events.
fn answers_are_understood(prism: &Prism) {
    let fixture = Fixture::new(prism, "", "code=400");
    fixture.songs(3);
    flush(&fixture.delivery, &fixture.clock);
    let cause = "Mixpanel refuses `properties.time`: 'properties.time' is invalid: must be specified as seconds since epoch";
    assert_eq!(fixture.delivery.stats().last_error.as_deref(), Some(cause));
    assert_eq!(accounts(&fixture.delivery), [3, 2, 1, 0]);

    let fixture = Fixture::new(prism, "", "code=401");
    fixture.songs(3);
    flush(&fixture.delivery, &fixture.clock);
    assert_eq!(fixture.delivery.stats().state, DeliveryState::Open);
    assert_eq!(accounts(&fixture.delivery), [3, 0, 0, 3]);

    let fixture = Fixture::new(prism, "", "code=429");
    fixture.songs(3);
    fixture.delivery.request_flush();
    fixture.witness.wait_for(1);
    assert!(fixture.clock.wait_until_parked("itly-mixpanel").is_some_and(|pause| !pause.is_zero()));
    assert_eq!(fixture.delivery.stats().state, DeliveryState::RateLimited);
    assert_eq!(accounts(&fixture.delivery), [3, 0, 0, 3]);

    // One that is too large by itself is dropped after one request.
    let fixture = Fixture::new(prism, "", "code=413");
    fixture.songs(2);
    flush(&fixture.delivery, &fixture.clock);
    assert_eq!(fixture.witness.said().len(), 3);
    assert_eq!(fixture.delivery.stats().dropped.of(DropReason::TooLarge), 2);
    assert_eq!(accounts(&fixture.delivery), [2, 0, 2, 0]);
}
