//! Segment and RudderStack get what their own SDKs send for the same calls.

use itly_runtime::{
    CallOptions, Compression, Error, HttpTransport, Itly, Properties, RudderStack, Segment, SegmentOptions,
    UntypedEvent,
};
use serde_json::Value;

use crate::support::equivalence::assert_equivalent;
use crate::support::recordings::{joined, recorded, sent};

const LIBRARY: (&str, &str) = ("body.batch[].context.library", "each library names itself");
const NOBODY: (&str, &str) =
    ("body.batch[].anonymousId", "there is no anonymous user, which needs no `null`");
const SCREEN: (&str, &str) = ("body.batch[].category", "a screen has none, which needs no `null`");
const METADATA: (&str, &str) = ("body.batch[]._metadata", "it is about Node.js");

/// The calls of `fixtures/requests/calls.py`.
fn calls(itly: &Itly) -> Result<(), Error> {
    itly.identify("user-1", Some(&Properties::from([("email", "a@example.com")])))?;
    let more = SegmentOptions::new()
        .anonymous_id("anonymous-1")
        .context(Properties::from([("ip", "203.0.113.7")]))
        .integrations(Properties::from([("All", false)]));
    let more = CallOptions::new().plugin("segment", more.clone()).plugin("rudderstack", more);
    let song = UntypedEvent::new("Song Played").property("title", "x").property("n", 1);
    itly.with_options(&more).track("user-1", &song)?;
    itly.page("user-1", Some("Docs"), Some("Home"), Some(&Properties::from([("url", "x")])))?;
    itly.screen("user-1", Some("Start"), Some(&Properties::from([("n", 1)])))?;
    itly.group("user-1", "group-1", Some(&Properties::from([("plan", "x")])))?;
    itly.alias("user-1", "anonymous-1")
}

fn segment() -> Value {
    let requests = sent(
        |server| Segment::with_transport("write-key", HttpTransport::without_proxy()).host(&server.url("")),
        calls,
    );
    joined(&requests, "batch")
}

fn rudderstack() -> Value {
    let requests = sent(
        |server| {
            RudderStack::with_transport("write-key", HttpTransport::without_proxy())
                .host(&server.url(""))
                .compression(Compression::Gzip)
        },
        calls,
    );
    joined(&requests, "batch")
}

#[test]
fn as_segments_library_for_python() {
    let theirs = joined(&recorded("segment-python.jsonl"), "batch");
    assert_equivalent(&theirs, &segment(), &[LIBRARY, NOBODY, SCREEN]);
}

#[test]
fn as_segments_library_for_node() {
    let theirs = joined(&recorded("segment-node.jsonl"), "batch");
    let category = ("body.batch[].properties.category", "a page has it as its category already");
    assert_equivalent(&theirs, &segment(), &[LIBRARY, METADATA, category]);
}

#[test]
fn as_rudderstacks_library_for_python() {
    let theirs = joined(&recorded("rudderstack-python.jsonl"), "batch");
    let original = ("body.batch[].originalTimestamp", "the library for Node.js has it");
    assert_equivalent(&theirs, &rudderstack(), &[LIBRARY, NOBODY, SCREEN, original]);
}

#[test]
fn as_rudderstacks_library_for_node() {
    let theirs = joined(&recorded("rudderstack-node.jsonl"), "batch");
    let permitted = [
        LIBRARY,
        METADATA,
        ("headers.content-type", "the body is JSON"),
        ("body.timestamp", "the API does not know it"),
        ("body.batch[].sentAt", "the batch has it"),
        ("body.batch[].integrations", "the library for Python has it"),
        ("body.batch[].traits", "the context has them"),
    ];
    assert_equivalent(&theirs, &rudderstack(), &permitted);
}
