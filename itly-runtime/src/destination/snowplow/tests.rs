use std::time::Duration;

use super::{
    SelfDescribingJson, Snowplow, SnowplowOptions, SnowplowPlatform, SnowplowSubject, StructuredEvent,
    collector,
};
use crate::delivery::{Attempt, Destination, Message, MessageKind, Outcome};
use crate::properties::Properties;
use crate::stamp::{MessageId, Stamp, Timestamp};
use crate::transport::{Request, Response, Transport, TransportError};

const ID: &str = "019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17";

/// Nobody is there.
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
        Err(TransportError::connection("nobody is there"))
    }
}

fn tracker() -> Snowplow {
    Snowplow::with_transport("collector.example.com", Nowhere).plain(true).vendor("com.acme")
}

fn message(kind: MessageKind) -> Message<'static> {
    let id = MessageId::from_bytes(*b"\x01\x9b\x7d\x4a\x2f\x0e\x7c\x31\x9a\x44\x5d\x1f\x0c\x3b\x2a\x17");
    Message::new(kind, Stamp::new(id, Timestamp::from_unix_milliseconds(1_767_323_045_678)), "user-1")
}

fn track() -> Message<'static> {
    Message {
        name: Some("Song Played"),
        event_id: Some("song_played"),
        event_version: Some("1.2.0"),
        properties: Some(r#""a":1.50"#),
        ..message(MessageKind::Track)
    }
}

fn attempt() -> Attempt {
    let time = Timestamp::from_unix_milliseconds(1_767_323_046_000);
    Attempt::first(Duration::from_secs(30), time, MessageId::from_bytes([0; 16]))
}

fn written(tracker: &Snowplow, message: &Message<'_>) -> Result<String, String> {
    let mut body = Vec::new();
    tracker.encode(message, &mut body, &attempt()).map_err(|unfit| unfit.to_string())?;
    Ok(String::from_utf8(body).unwrap())
}

/// The members that every event ends with.
fn tail() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#""uid":"user-1","p":"srv","eid":"{ID}","dtm":"1767323045678","tv":"rust-itly-{version}","stm":"1767323046000"}}"#
    )
}

/// `{"e":"ue",…}` for an event with this schema and these members.
fn self_describing(schema: &str, members: &str) -> String {
    let data = format!(r#"{{"schema":"{schema}","data":{{{members}}}}}"#);
    let event = format!(
        r#"{{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{data}}}"#
    );
    format!(r#"{{"e":"ue","ue_pr":{},{}"#, serde_json::to_string(&event).unwrap(), tail())
}

fn with_options(message: Message<'_>, options: &SnowplowOptions, check: impl FnOnce(&Message<'_>)) {
    let json = tracker().options_json(options).unwrap();
    check(&Message { options: Some(&json), ..message });
}

#[test]
fn the_schema_is_made_of_the_plans_words() {
    let song = "iglu:com.acme/song_played/jsonschema/1-2-0";
    let cases = [
        (track(), song),
        (Message { event_version: None, ..track() }, "iglu:com.acme/song_played/jsonschema/1-0-0"),
        (
            Message { event_id: Some("4a1e8a2c-2f0e"), ..track() },
            "iglu:com.acme/4a1e8a2c-2f0e/jsonschema/1-2-0",
        ),
        (
            Message { event_id: None, name: Some("song-played"), ..track() },
            "iglu:com.acme/song-played/jsonschema/1-2-0",
        ),
        (Message { event_id: Some("iglu:a.b/c/jsonschema/7-0-1"), ..track() }, "iglu:a.b/c/jsonschema/7-0-1"),
        (
            Message { metadata: Some(r#"{ "vendor": "org.b", "version": "3-0-0" }"#), ..track() },
            "iglu:org.b/song_played/jsonschema/3-0-0",
        ),
        (
            Message { metadata: Some(r#"{"name":"played"}"#), event_id: Some("iglu:a/b/c/1-0-0"), ..track() },
            "iglu:com.acme/played/jsonschema/1-2-0",
        ),
        (
            Message { metadata: Some(r#"{"schema":"iglu:a/b/jsonschema/1-0-0","vendor":1}"#), ..track() },
            "iglu:a/b/jsonschema/1-0-0",
        ),
    ];
    for (message, schema) in cases {
        assert_eq!(written(&tracker(), &message), Ok(self_describing(schema, r#""a":1.50"#)));
    }
    let options = SnowplowOptions::new().schema("iglu:x/y/jsonschema/2-0-0");
    with_options(Message { properties: None, ..track() }, &options, |message| {
        assert_eq!(written(&tracker(), message), Ok(self_describing("iglu:x/y/jsonschema/2-0-0", "")));
    });
}

#[test]
fn an_event_that_no_schema_can_be_named_for_says_what_to_do() {
    let cases = [
        (
            Message { event_id: None, ..track() },
            "the event has no id in the plan, and `Song Played` can't be the name of a schema; set a `schema` in its metadata",
        ),
        (
            Message { event_version: Some("next"), ..track() },
            "the event's version `next` is none of a schema; write it as `1.0.0`",
        ),
        (
            Message { metadata: Some(r#"{"schema":"song"}"#), ..track() },
            "the schema `song` of the event has no name of Iglu; write it as `iglu:vendor/name/jsonschema/1-0-0`",
        ),
        (message(MessageKind::Alias), "Snowplow has no event for `alias`"),
        (message(MessageKind::Group), "Snowplow has no event for `group`"),
        (
            message(MessageKind::Screen),
            "a screen without a name can't be sent; name it, or set its URL with `SnowplowOptions::page_url`",
        ),
    ];
    for (message, cause) in cases {
        assert_eq!(written(&tracker(), &message), Err(cause.to_owned()));
    }
    let nobodys = Snowplow::with_transport("collector.example.com", Nowhere);
    let cause =
        "the event has no vendor for its schema; set one with `Snowplow::vendor` or in the event's metadata";
    assert_eq!(written(&nobodys, &track()), Err(cause.to_owned()));
    let cause = "the vendor `acme inc` can't be in the name of a schema; write it as `com.acme`";
    assert_eq!(written(&tracker().vendor("acme inc"), &track()), Err(cause.to_owned()));
}

#[test]
fn pages_and_screens_are_views_of_a_screen() {
    let properties =
        r#""previousId":"no uuid","previousName":"Home","type":"card","url":"https://example.com","n":1"#;
    let screen =
        Message { name: Some("Songs"), properties: Some(properties), ..message(MessageKind::Screen) };
    let page = Message { category: Some("feed"), ..Message { kind: MessageKind::Page, ..screen } };
    let schema = "iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0";
    let head = format!(r#""name":"Songs","id":"{ID}""#);
    let members = format!(r#"{head},"previousName":"Home","type":"card""#);
    assert_eq!(written(&tracker(), &screen), Ok(self_describing(schema, &members)));
    let members = format!(r#"{head},"type":"feed","previousName":"Home""#);
    assert_eq!(written(&tracker(), &page), Ok(self_describing(schema, &members)));
}

#[test]
fn a_page_with_a_url_is_a_page_view() {
    let page = Message {
        name: Some("Songs"),
        properties: Some(r#""n":1"#),
        options: None,
        ..message(MessageKind::Page)
    };
    let options = SnowplowOptions::new().page_url("https://example.com/?a=b").referrer("https://example.org");
    with_options(page, &options, |page| {
        let expected = format!(
            r#"{{"e":"pv","page":"Songs",{},"url":"https://example.com/?a=b","refr":"https://example.org","#,
            r#""uid":"user-1","p":"srv""#
        );
        let text = written(&tracker(), page).unwrap();
        assert_eq!(&text[..expected.len()], expected);
        let entity = r#"\"data\":[{\"schema\":\"iglu:com.acme/page/jsonschema/1-0-0\",\"data\":{\"n\":1}}]"#;
        let text = written(&tracker().page_schema("iglu:com.acme/page/jsonschema/1-0-0"), page).unwrap();
        assert!(text.contains(entity), "{text}");
    });
}

#[test]
fn a_structured_event_has_its_own_fields_and_no_others() {
    let event = StructuredEvent::new("c", "a").label("l").property("p").value(1.5);
    with_options(
        track(),
        &SnowplowOptions::new().structured(event).true_time(Timestamp::from_unix_milliseconds(7)),
        |message| {
            let expected = r#"{"e":"se","uid":"user-1","p":"srv","se_ca":"c","se_ac":"a","se_la":"l","se_pr":"p","se_va":"1.5","ttm":"7","eid":""#;
            let text = written(&tracker(), message).unwrap();
            assert_eq!(&text[..expected.len()], expected);
        },
    );
}

#[test]
fn the_call_knows_the_subject_better_than_the_tracker() {
    let tracker = tracker()
        .namespace("ns")
        .app_id("app")
        .platform(SnowplowPlatform::Web)
        .subject(SnowplowSubject::new().language("en").color_depth(24))
        .entity(SelfDescribingJson::new("iglu:a/b/jsonschema/1-0-0", &Properties::new()));
    let options = SnowplowOptions::new()
        .subject(
            SnowplowSubject::new()
                .language("fr")
                .ip_address([127, 0, 0, 1].into())
                .domain_user_id("d")
                .session_id("s")
                .session_index(3)
                .network_user_id("n")
                .user_agent("x")
                .time_zone("UTC")
                .resolution(4, 3)
                .viewport(2, 1),
        )
        .entity(SelfDescribingJson::new("iglu:c/d/jsonschema/1-0-0", &Properties::new().with("n", 1)));
    with_options(Message { properties: None, ..track() }, &options, |message| {
        let text = written(&tracker, message).unwrap();
        let subject = r#""uid":"user-1","p":"web","tna":"ns","aid":"app","lang":"fr","cd":"24","ip":"127.0.0.1","duid":"d","sid":"s","vid":"3","tnuid":"n","ua":"x","tz":"UTC","res":"4x3","vp":"2x1","eid""#;
        assert!(text.contains(subject), "{text}");
        let entities = r#""co":"{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1\",\"data\":[{\"schema\":\"iglu:a/b/jsonschema/1-0-0\",\"data\":{}},{\"schema\":\"iglu:c/d/jsonschema/1-0-0\",\"data\":{\"n\":1}}]}""#;
        assert!(text.contains(entities), "{text}");
    });
}

/// The text is that of Snowplow's tracker for Node.js 4.8, recorded.
#[test]
fn base64_is_that_of_the_official_trackers() {
    let message = Message { event_version: Some("1.0.0"), properties: Some(r#""a":1"#), ..track() };
    let text = written(&tracker().plain(false), &message).unwrap();
    let recorded = "eyJzY2hlbWEiOiJpZ2x1OmNvbS5zbm93cGxvd2FuYWx5dGljcy5zbm93cGxvdy91bnN0cnVjdF9ldmVudC9qc29uc2NoZW1hLzEtMC0wIiwiZGF0YSI6eyJzY2hlbWEiOiJpZ2x1OmNvbS5hY21lL3NvbmdfcGxheWVkL2pzb25zY2hlbWEvMS0wLTAiLCJkYXRhIjp7ImEiOjF9fX0";
    assert_eq!(text, format!(r#"{{"e":"ue","ue_px":"{recorded}",{}"#, tail()));
}

#[test]
fn a_collector_is_spoken_to_over_tls_unless_its_url_says_otherwise() {
    let urls = [
        " collector.example.com/ ",
        "https://collector.example.com",
        "https://collector.example.com/com.snowplowanalytics.snowplow/tp2",
        "http://127.0.0.1:9090//",
    ];
    let expected = [
        "https://collector.example.com",
        "https://collector.example.com",
        "https://collector.example.com",
        "http://127.0.0.1:9090",
    ];
    assert_eq!(urls.map(collector), expected);
}

#[test]
fn each_status_has_its_meaning() {
    for status in 200..=599 {
        let outcome = super::outcome(&Ok(Response::new(status).with_header("Retry-After", "3")), &attempt());
        let cause = format!("the receiver answered with status {status}");
        let pause = Some(Duration::from_secs(3));
        let expected = match status {
            200..=299 => Outcome::Delivered,
            401..=403 => Outcome::Unauthorized { cause },
            501 | 505 => Outcome::Failed { cause, retry_after: None },
            408 | 429 | 500..=599 => Outcome::Failed { cause, retry_after: pause },
            413 => Outcome::TooLarge { cause },
            _ => Outcome::Rejected { cause },
        };
        assert_eq!(outcome, expected, "{status}");
    }
}
