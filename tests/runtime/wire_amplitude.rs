//! Amplitude gets what its own SDKs send for the same calls.

use itly_runtime::{
    Amplitude, AmplitudeOptions, AmplitudePlan, CallOptions, Error, HttpTransport, Itly, Properties,
    UntypedEvent,
};
use serde_json::Value;

use crate::support::equivalence::assert_equivalent;
use crate::support::recordings::{joined, recorded, sent};

const LIBRARY: (&str, &str) = ("body.events[].library", "each library names itself");
const COUNT: (&str, &str) = ("body.events[].event_id", "it counts what a single program sends");

fn amplitude_options(options: AmplitudeOptions) -> CallOptions {
    CallOptions::new().plugin("amplitude", options)
}

/// The calls of `fixtures/requests/calls.py`.
fn calls(itly: &Itly) -> Result<(), Error> {
    let song = UntypedEvent::new("Song Played").property("title", "x").property("n", 1);
    itly.with_options(&amplitude_options(AmplitudeOptions::new().platform("server")))
        .track("user-1", &song)?;
    let operations = AmplitudeOptions::new()
        .set_once(Properties::from([("first", true)]))
        .increment(Properties::from([("visits", 1)]))
        .append(Properties::from([("tags", "t")]))
        .unset("trial");
    itly.with_options(&amplitude_options(operations))
        .identify("user-1", Some(&Properties::from([("email", "a@example.com")])))?;
    itly.with_options(&amplitude_options(AmplitudeOptions::new().group_type("company"))).group(
        "user-1",
        "acme",
        Some(&Properties::from([("plan", "x")])),
    )?;
    let revenue = UntypedEvent::new("revenue_amount").property("$price", 1.5);
    itly.track("user-1", &revenue.property("$quantity", 2).property("$productId", "p"))
}

fn amplitude() -> Value {
    let plan = AmplitudePlan::new().branch("main").source("rust").version("1").version_id("v-1");
    let requests = sent(
        |server| {
            Amplitude::with_transport("amplitude-key", HttpTransport::without_proxy())
                .host(server.url(""))
                .min_id_length(1)
                .options(AmplitudeOptions::new().plan(&plan))
        },
        calls,
    );
    joined(&requests, "events")
}

#[test]
fn as_its_library_for_python() {
    let theirs = joined(&recorded("amplitude-python.jsonl"), "events");
    let permitted = [
        LIBRARY,
        ("headers.content-type", "JSON has one encoding"),
        ("body.client_upload_time", "the library for Node.js has it"),
    ];
    assert_equivalent(&theirs, &amplitude(), &permitted);
}

#[test]
fn as_its_library_for_node() {
    let theirs = joined(&recorded("amplitude-node.jsonl"), "events");
    assert_equivalent(&theirs, &amplitude(), &[LIBRARY, COUNT]);
}
