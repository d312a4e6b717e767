//! A webhook's body in the form that its receiver wants.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Attempt, Delivery, Destination, HttpTransport, Message, MessageKind, Properties, Webhook, WebhookBody,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::delivery::{accounts, flush, message, object, push, settings};

fn webhook(server: &ScriptedServer, template: &str) -> Webhook {
    let webhook = Webhook::with_transport(server.url("/in"), HttpTransport::without_proxy());
    webhook.body(WebhookBody::new(template).unwrap())
}

/// The bodies that the events of these users make, and their content type.
#[track_caller]
fn sent(template: &str, users: &[&str]) -> (Vec<String>, String) {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery = Delivery::with_settings(webhook(&server, template), settings(&clock));
    push(&delivery, users);
    flush(&delivery, &clock);
    let events = users.len() as u64;
    assert_eq!(accounts(&delivery), [events, events, 0, 0]);
    let requests = server.requests();
    let content_type = requests[0].header("content-type").unwrap().to_owned();
    (requests.iter().map(|request| request.text()).collect(), content_type)
}

#[test]
fn a_request_for_each_event() {
    let (bodies, content_type) = sent(r#"{"text":"*{{name}}* by {{ userId }}"}"#, &["a \"x\"", "b\n", "c"]);
    let text = |user: &str| format!(r#"{{"text":"*Song Played* by {user}"}}"#);
    assert_eq!(bodies, [text("a \\\"x\\\""), text("b\\n"), text("c")]);
    assert_eq!(content_type, "application/json");
}

#[test]
fn a_list_with_commas_in_an_envelope() {
    let template =
        r#"{"sent":{{sentAt}},"try":{{attempt}},"events":[{{#events}}{{object}}{{/events}}],"v":1}"#;
    let (bodies, content_type) = sent(template, &["a", "b", "c"]);
    let body = |events: String| {
        format!(r#"{{"sent":"2026-01-02T03:04:05.678Z","try":1,"events":[{events}],"v":1}}"#)
    };
    assert_eq!(bodies, [body(format!("{},{}", object("a"), object("b"))), body(object("c"))]);
    assert_eq!(content_type, "application/json");
}

#[test]
fn an_event_a_line() {
    let (bodies, content_type) =
        sent("{{#lines}}[{{userId}},{{unixMilliseconds}},{{category}}]{{/lines}}", &["a", "b"]);
    assert_eq!(bodies, ["[\"a\",1767323045678,null]\n[\"b\",1767323045678,null]"]);
    assert_eq!(content_type, "application/x-ndjson");
}

#[test]
fn each_placeholder() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let template = r#"{"type":{{type}},"messageId":{{messageId}},"timestamp":{{timestamp}},"userId":{{userId}},
        "target":{{target}},"category":{{category}},"name":{{name}},"eventId":{{eventId}},"version":"v{{eventVersion}}",
        "properties":{{properties}},"title":{{properties.title}},"n":{{properties.n}},"none":{{properties.none}},
        "text":"{{properties.title}} {{properties.n}} {{properties.none}} {{properties}}"}"#;
    let delivery = Delivery::with_settings(webhook(&server, template), settings(&clock));
    let properties = Properties::new().with("title", "é \"x\"").with("n", 1.5);
    let mut message = message("a");
    message.event_id = Some("e1");
    message.event_version = Some("1.0.0");
    message.category = Some("c");
    message.target = Some("t");
    message.properties = Some(properties.members_json());
    delivery.push(&message).unwrap();
    flush(&delivery, &clock);
    let received: serde_json::Value = serde_json::from_slice(&server.requests()[0].body).unwrap();
    assert_eq!(
        received,
        serde_json::json!({
            "type": "track",
            "messageId": message.stamp.message_id.to_string(),
            "timestamp": "2026-01-02T03:04:05.678Z",
            "userId": "a",
            "target": "t",
            "category": "c",
            "name": "Song Played",
            "eventId": "e1",
            "version": "v1.0.0",
            "properties": {"title": "é \"x\"", "n": 1.5},
            "title": "é \"x\"",
            "n": 1.5,
            "none": null,
            "text": "é \"x\" 1.5  {\"title\":\"é \\\"x\\\"\",\"n\":1.5}",
        })
    );
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
}

#[test]
fn an_attempt_has_its_own_time_and_the_batch_one_id() {
    let (server, clock) = (ScriptedServer::start([Reply::status(500)]), ManualClock::new());
    let template = "[{{batchId}},{{sentAt}},{{attempt}},{{#events}}{{messageId}}{{/events}}]";
    let delivery = Delivery::with_settings(webhook(&server, template), settings(&clock));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    clock.advance(clock.wait_until_parked("itly-webhook").unwrap());
    flush(&delivery, &clock);
    let bodies = server.requests().into_iter().map(|request| serde_json::from_slice(&request.body).unwrap());
    let bodies: Vec<Vec<serde_json::Value>> = bodies.collect();
    assert_eq!((&bodies[0][0], &bodies[0][3..]), (&bodies[1][0], &bodies[1][3..]));
    assert_ne!(bodies[0][1], bodies[1][1]);
    assert_eq!((&bodies[0][2], &bodies[1][2]), (&1.into(), &2.into()));
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

/// Pieces of which templates are made at random; many of these are refused.
const PIECES: [&str; 18] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "a",
    "1",
    " ",
    "\"k\":",
    "{{name}}",
    "{{properties}}",
    "{{properties.p}}",
    "{{userId}}",
    "{{#events}}",
    "{{/events}}",
];

const TEMPLATES: [&str; 5] = [
    r#"{"{{name}}":"{{properties}}","b":[{{properties}},{{properties.p}},"{{properties.p}}"]}"#,
    r#"[{{#events}}{"{{userId}}":{{userId}}}{{/events}}]"#,
    r#"{{#lines}}["{{name}}{{target}}",{{target}},{{object}}]{{/lines}}"#,
    r#"{"a":"\\{{name}}\"{{object}}"}"#,
    "{{object}}",
];

fn text() -> impl Strategy<Value = String> {
    let parts = &["a", "\"", "\\", "\n", "\u{0}", "💩", "{{", "}}", "\u{2028}", "/"];
    prop::collection::vec(select(&parts[..]), 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    /// Whatever the events hold, a template that was taken makes JSON of them.
    #[test]
    fn a_body_is_always_json(
        template in prop_oneof![
            2 => select(&TEMPLATES[..]).prop_map(str::to_owned),
            1 => prop::collection::vec(select(&PIECES[..]), 0..8).prop_map(|pieces| pieces.concat()),
        ],
        name in option::of(text()),
        user in text(),
        property in option::of(text()),
        events in 1..4_usize,
    ) {
        let Ok(body) = WebhookBody::new(&template) else { return Ok(()) };
        let webhook = Webhook::new("http://127.0.0.1").body(body);
        let properties = property.map(|property| Properties::new().with("p", property.as_str()));
        let stamp = message("a").stamp;
        let mut message = Message::new(MessageKind::Track, stamp, &user);
        message.name = name.as_deref();
        message.properties = properties.as_ref().map(Properties::members_json);
        let attempt = Attempt::first(std::time::Duration::ZERO, stamp.time, stamp.message_id);

        let mut written = Vec::new();
        webhook.begin(&mut written, &attempt);
        for index in 0..events.min(if webhook.items(&message) == 1 { events } else { 1 }) {
            written.extend_from_slice(if index > 0 { webhook.separator() } else { b"" });
            webhook.encode(&message, &mut written, &attempt).unwrap();
        }
        webhook.end(&mut written, &attempt);
        let bodies: Vec<&[u8]> = match webhook.separator() {
            b"\n" => written.split(|byte| *byte == b'\n').collect(),
            _ => vec![&written],
        };
        for body in bodies {
            let parsed = serde_json::from_slice::<serde_json::Value>(body);
            prop_assert!(parsed.is_ok(), "{}: {}", template, String::from_utf8_lossy(body));
        }
    }
}
