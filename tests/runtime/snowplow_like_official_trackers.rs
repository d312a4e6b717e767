//! The same calls make the same requests as Snowplow's own trackers for Python 1.1 and Node.js 4.8, which were recorded.
//!
//! What differs by its nature is only held to be there: the event's id, the times of creation and sending, the tracker's
//! version. Node.js writes the entities by the older of two schemas that allow the same.

use std::time::Duration;

use itly_runtime::testing::ScriptedServer;
use itly_runtime::{
    CallOptions, Delivery, HttpTransport, Itly, Options, Properties, SelfDescribingJson, Snowplow,
    SnowplowOptions, SnowplowPlatform, StructuredEvent, Timestamp, UntypedEvent,
};
use serde_json::Value as Json;

use crate::support::delivery::accounts;
use crate::support::shared_data::recorded_requests;
use crate::support::snowplow::{Fields, events};

/// The requests of the official library of `language`.
fn recorded(language: &str) -> Option<Vec<Json>> {
    let mut requests = recorded_requests(language)?;
    requests.retain(|request| request["path"] == "/com.snowplowanalytics.snowplow/tp2");
    assert!(!requests.is_empty());
    Some(requests)
}

/// An event without what differs between two runs.
fn comparable(mut event: Fields) -> Fields {
    for own in ["eid", "dtm", "stm", "tv"] {
        assert!(event.remove(own).is_some_and(|value| value != ""), "{own}");
    }
    if let Some(entities) = event.get_mut("co") {
        let schema = entities["schema"].as_str().unwrap().replace("/1-0-0", "/1-0-1");
        entities["schema"] = schema.into();
    }
    event
}

fn song() -> UntypedEvent<'static> {
    UntypedEvent::new("Song Played").id("song_played").version("1.0.0").property("a", 1)
}

fn with_user_entity() -> SnowplowOptions {
    let user = Properties::from([("plan", "x")]);
    SnowplowOptions::new().entity(SelfDescribingJson::new("iglu:com.acme/user/jsonschema/1-0-0", &user))
}

/// What the server got from a program that makes these calls, and the head of the request.
fn sent(change: impl FnOnce(Snowplow) -> Snowplow, calls: impl FnOnce(&Itly)) -> (Vec<Fields>, Json) {
    let server = ScriptedServer::start([]);
    let tracker = Snowplow::with_transport(server.url(""), HttpTransport::without_proxy());
    let tracker = change(tracker.vendor("com.acme").namespace("ns").app_id("app"));
    let (itly, delivery) = (Itly::new(), Delivery::new(tracker));
    itly.load(Options::new().plugin(delivery.clone())).unwrap();
    calls(&itly);
    assert!(itly.shutdown(Duration::from_secs(60)).unwrap().is_complete());
    let [accepted, sent, ..] = accounts(&delivery);
    assert_eq!(accepted, sent);

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let body: Json = serde_json::from_slice(&requests[0].body).unwrap();
    let head = serde_json::json!({
        "method": requests[0].method,
        "path": requests[0].path,
        "content-type": requests[0].header("content-type").unwrap().to_lowercase(),
        "schema": body["schema"],
    });
    (events(&body).into_iter().map(comparable).collect(), head)
}

fn head(recorded: &Json) -> Json {
    serde_json::json!({
        "method": recorded["method"],
        "path": recorded["path"],
        "content-type": recorded["headers"]["content-type"].as_str().unwrap().to_lowercase(),
        "schema": recorded["body"]["schema"],
    })
}

/// With the options, for the tracker alone.
fn with(options: SnowplowOptions) -> CallOptions {
    CallOptions::new().plugin("snowplow", options)
}

#[test]
fn python_in_base64_and_plain() {
    let Some(recorded) = recorded("py") else { return };
    assert_eq!(recorded.len(), 2);
    for (recorded, plain) in recorded.iter().zip([false, true]) {
        let change = |tracker: Snowplow| tracker.platform(SnowplowPlatform::Desktop).plain(plain);
        let (events_sent, head_sent) = sent(change, |itly| {
            let time = Timestamp::from_unix_milliseconds(1_767_323_045_678);
            let options = with(with_user_entity().true_time(time));
            itly.with_options(&options).track("user-1", &song()).unwrap();
            let options = with(SnowplowOptions::new().page_url("https://example.com"));
            itly.with_options(&options).page("user-1", None, Some("T"), None).unwrap();
            let structured = StructuredEvent::new("c", "a").label("l").property("p").value(1.5);
            let options = with(SnowplowOptions::new().structured(structured));
            itly.with_options(&options).track("user-1", &song()).unwrap();
        });
        let expected: Vec<Fields> = events(&recorded["body"]).into_iter().map(comparable).collect();
        assert_eq!(events_sent, expected);
        assert_eq!(head_sent, head(recorded));
    }
}

#[test]
fn node() {
    let Some(recorded) = recorded("node") else { return };
    assert_eq!(recorded.len(), 1);
    let (events_sent, head_sent) = sent(
        |tracker| tracker,
        |itly| itly.with_options(&with(with_user_entity())).track("user-1", &song()).unwrap(),
    );
    let expected: Vec<Fields> = events(&recorded[0]["body"]).into_iter().map(comparable).collect();
    assert_eq!(events_sent, expected);
    assert_eq!(head_sent, head(&recorded[0]));
}
