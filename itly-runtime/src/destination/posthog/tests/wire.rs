use super::{ID, Sent, attempt, deliver, message, posthog, track};
use crate::delivery::{Destination, Message, MessageKind};
use crate::destination::posthog::{PostHog, PostHogProtocol};
use crate::properties::Properties;
use crate::transport::Response;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn sent(configure: impl FnOnce(PostHog) -> PostHog, messages: &[Message<'_>]) -> Sent {
    let (posthog, wire) = posthog(Response::new(200), configure);
    deliver(&posthog, messages);
    wire.requests.lock().unwrap().pop().unwrap()
}

fn v1(posthog: PostHog) -> PostHog {
    posthog.protocol(PostHogProtocol::V1)
}

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The object of the only event, without what all have.
fn event(configure: impl FnOnce(PostHog) -> PostHog, message: Message<'_>) -> String {
    let body = sent(configure, &[message]).body;
    let start = body.find("\"batch\":[").unwrap() + 9;
    let event = &body[start..body.rfind(']').unwrap()];
    event
        .replace(&format!(r#""uuid":"{ID}","#), "")
        .replace(r#","timestamp":"2026-01-02T03:04:05.678Z""#, "")
        .replace(&format!(r#""$lib":"itly-runtime","$lib_version":"{VERSION}","#), "LIB ")
        .replace(r#""$is_server":true,"$geoip_disable":true"#, "DEFAULTS")
}

#[test]
fn a_batch_of_the_first_protocol() {
    let request = sent(|posthog| posthog.host("https://example.com/"), &[track(r#""n":1.0"#), track("")]);
    let common = format!(
        r#""$lib":"itly-runtime","$lib_version":"{VERSION}","$is_server":true,"$geoip_disable":true"#
    );
    let head = format!(
        r#"{{"event":"movie played","uuid":"{ID}","distinct_id":"user-1","timestamp":"2026-01-02T03:04:05.678Z","properties":{{"#
    );
    let body = format!(
        r#"{{"api_key":"phc_secret","historical_migration":false,"batch":[{head}"n":1.0,{common}}}}},{head}{common}}}}}],"sent_at":"2026-01-02T03:04:06.000Z"}}"#
    );
    let library = format!("itly-runtime/{VERSION}");
    let headers = headers(&[("Content-Type", "application/json"), ("User-Agent", &library)]);
    assert_eq!(request, Sent { url: "https://example.com/batch/".to_owned(), headers, body });
}

#[test]
fn a_batch_of_the_second_protocol() {
    let request = sent(|posthog| v1(posthog).historical_migration(true), &[track(r#""n":1.0"#)]);
    let body = format!(
        r#"{{"created_at":"2026-01-02T03:04:05.900Z","historical_migration":true,"batch":[{{"event":"movie played","uuid":"{ID}","distinct_id":"user-1","timestamp":"2026-01-02T03:04:05.678Z","properties":{{"n":1.0,"$is_server":true,"$geoip_disable":true}}}}]}}"#
    );
    let library = format!("itly-runtime/{VERSION}");
    let headers = headers(&[
        ("Content-Type", "application/json"),
        ("User-Agent", &library),
        ("Authorization", "Bearer phc_secret"),
        ("PostHog-Sdk-Info", &library),
        ("PostHog-Attempt", "2"),
        ("PostHog-Request-Id", "07070707-0707-0707-0707-070707070707"),
        ("PostHog-Request-Timestamp", "2026-01-02T03:04:06.000Z"),
    ]);
    let url = "https://us.i.posthog.com/i/v1/analytics/events".to_owned();
    assert_eq!(request, Sent { url, headers, body });
    assert!(!sent(v1, &[track("")]).body.contains("historical_migration"));
}

#[test]
fn ai_events_go_to_an_endpoint_of_their_own_in_the_first_protocol() {
    for configure in [|posthog: PostHog| posthog, v1] {
        let ai = Message { options: Some(r#""endpoint":"ai","properties":{}"#), ..track("") };
        let request = sent(configure, &[ai]);
        assert_eq!(request.url, "https://us.i.posthog.com/i/v0/ai/batch/");
        assert!(request.body.starts_with(r#"{"api_key":"phc_secret","#), "{}", request.body);
        assert!(request.body.contains(r#""$lib":"itly-runtime""#) && request.body.contains("sent_at"));
        assert_eq!(request.headers.len(), 2);
    }
}

#[test]
fn each_call_has_its_event() {
    let cases = [
        (
            Message { properties: Some(r#""a":1"#), ..message(MessageKind::Identify) },
            r#""event":"$identify","distinct_id":"user-1","properties":{"$set":{"a":1},LIB DEFAULTS}"#,
        ),
        (
            message(MessageKind::Identify),
            r#""event":"$identify","distinct_id":"user-1","properties":{"$set":{},LIB DEFAULTS}"#,
        ),
        (
            Message {
                target: Some("acme"),
                properties: Some(r#""plan":"x""#),
                ..message(MessageKind::Group)
            },
            r#""event":"$groupidentify","distinct_id":"user-1","properties":{"$group_type":"company","$group_key":"acme","$group_set":{"plan":"x"},LIB DEFAULTS}"#,
        ),
        (
            Message { target: Some("acme"), user_id: "", ..message(MessageKind::Group) },
            r#""event":"$groupidentify","distinct_id":"$company_acme","properties":{"$group_type":"company","$group_key":"acme","$group_set":{},LIB DEFAULTS}"#,
        ),
        (
            Message {
                name: Some("Home"),
                category: Some("Docs"),
                properties: Some(r#""$current_url":"https://e.com","category":"own""#),
                ..message(MessageKind::Page)
            },
            r#""event":"$pageview","distinct_id":"user-1","properties":{"$current_url":"https://e.com","category":"own","name":"Home",LIB DEFAULTS}"#,
        ),
        (
            Message { name: Some("Player \"1\""), ..message(MessageKind::Screen) },
            r#""event":"$screen","distinct_id":"user-1","properties":{"$screen_name":"Player \"1\"",LIB DEFAULTS}"#,
        ),
        (
            Message { target: Some("anon-1"), ..message(MessageKind::Alias) },
            r#""event":"$create_alias","distinct_id":"user-1","properties":{"distinct_id":"user-1","alias":"anon-1",LIB DEFAULTS}"#,
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(event(|posthog| posthog, message), format!("{{{expected}}}"));
    }
}

#[test]
fn what_is_known_of_a_user_is_apart_from_what_is_said_with_the_call() {
    let properties = r#""email":"a@b.c","$set_once":{"first":true},"$set":{"plan":"pro","email":"d@e.f"},"$browser":"x","$session_id":"s""#;
    let message = Message { properties: Some(properties), ..message(MessageKind::Identify) };
    let expected = r#""$set":{"email":"d@e.f","$browser":"x","plan":"pro"},"$set_once":{"first":true},"$session_id":"s",LIB DEFAULTS"#;
    assert_eq!(
        event(|posthog| posthog, message),
        format!(r#"{{"event":"$identify","distinct_id":"user-1","properties":{{{expected}}}}}"#)
    );
}

#[test]
fn the_event_wins_over_the_super_properties_one_by_one() {
    let configure = |posthog: PostHog| {
        let super_properties = Properties::from([("service", "billing"), ("$lib", "own"), ("n", "never")]);
        posthog.super_properties(super_properties).geoip(true)
    };
    let expected = r#"{"event":"movie played","distinct_id":"user-1","properties":{"n":0.10,"$lib_version":"9","$is_server":null,"service":"billing","$lib":"own"}}"#;
    assert_eq!(event(configure, track(r#""n":0.10,"$lib_version":"9","$is_server":null"#)), expected);
    let plain = event(configure, track(""));
    assert!(
        plain.ends_with(&format!(
            r#""properties":{{"service":"billing","$lib":"own","n":"never","$lib_version":"{VERSION}","$is_server":true}}}}"#
        )),
        "{plain}"
    );
}

#[test]
fn the_plan_may_say_something_for_posthog_alone() {
    let plan = r#" { "$process_person_profile" : false, "n": 9, "m":"a" } "#;
    let message = Message { metadata: Some(plan), ..track(r#""n":1"#) };
    assert_eq!(
        event(|posthog| posthog, message),
        r#"{"event":"movie played","distinct_id":"user-1","properties":{"n":1,"$process_person_profile":false,"m":"a",LIB DEFAULTS}}"#
    );
    for plan in ["", "[1]", r#"{"a":}"#, "true"] {
        let message = Message { metadata: Some(plan), ..track(r#""n":1"#) };
        let expected = r#"{"event":"movie played","distinct_id":"user-1","properties":{"n":1,LIB DEFAULTS}}"#;
        assert_eq!(event(|posthog| posthog, message), expected);
    }
}

#[test]
fn the_second_protocol_has_other_places_for_what_is_said_of_the_call() {
    let properties = r#""a":"$5","$session_id":"s-1","$window_id":"w-1","$cookieless_mode":true,"$ignore_sent_at":false,"$product_tour_id":"t","$process_person_profile":false,"$groups":{"company":"acme"}"#;
    assert_eq!(
        event(v1, track(properties)),
        r#"{"event":"movie played","distinct_id":"user-1","session_id":"s-1","window_id":"w-1","options":{"cookieless_mode":true,"disable_skew_correction":false,"process_person_profile":false,"product_tour_id":"t"},"properties":{"a":"$5","$groups":{"company":"acme"},DEFAULTS}}"#
    );
    let first = event(|posthog| posthog, track(properties));
    assert!(first.contains(properties), "{first}");
}

#[test]
fn what_is_of_the_wrong_type_for_its_place_is_left_out() {
    let properties = r#""$session_id":7,"$window_id":"","$cookieless_mode":"true","$ignore_sent_at":1,"$product_tour_id":null,"$process_person_profile":{}"#;
    assert_eq!(
        event(v1, track(properties)),
        r#"{"event":"movie played","distinct_id":"user-1","properties":{DEFAULTS}}"#
    );
}

#[test]
fn super_properties_have_their_places_too() {
    let configure = |posthog: PostHog| {
        v1(posthog).super_properties(Properties::from([("$process_person_profile", false)]))
    };
    assert_eq!(
        event(configure, track(r#""n":1"#)),
        r#"{"event":"movie played","distinct_id":"user-1","options":{"process_person_profile":false},"properties":{"n":1,DEFAULTS}}"#
    );
}

#[test]
fn what_posthog_would_not_take_is_refused_here() {
    let (first, _) = posthog(Response::new(200), |posthog| posthog);
    let (second, _) = posthog(Response::new(200), v1);
    let refuse = |posthog: &PostHog, message: &Message<'_>| {
        posthog.begin(&mut Vec::new(), &attempt());
        posthog.encode(message, &mut Vec::new(), &attempt()).err().map(|unfit| unfit.to_string())
    };
    let (long, nobody) = ("n".repeat(201), "give an id that is this one's alone");
    for (posthog, is_second) in [(&first, false), (&second, true)] {
        let nameless = "the event has no name; PostHog takes none without";
        for name in [None, Some("")] {
            assert_eq!(refuse(posthog, &Message { name, ..track("") }).as_deref(), Some(nameless));
        }
        let previous = Message { target: Some("NULL"), ..message(MessageKind::Alias) };
        let expected = format!("the previous id is `NULL`, which PostHog takes for nobody; {nobody}");
        assert_eq!(refuse(posthog, &previous), Some(expected));
        let without = "the group has no id or no type; PostHog knows a group by both";
        assert_eq!(refuse(posthog, &message(MessageKind::Group)).as_deref(), Some(without));
        let long = "the name of the event has more than 200 characters; PostHog takes no longer one";
        let message = Message { name: Some(&"n".repeat(201)), ..track("") };
        assert_eq!(refuse(posthog, &message).as_deref(), is_second.then_some(long));
    }
    let long_id = Message { user_id: &long, ..track("") };
    assert_eq!(refuse(&first, &long_id), None);
    let cause = "the user id has more than 200 characters; PostHog takes no longer one";
    assert_eq!(refuse(&second, &long_id).as_deref(), Some(cause));
}

#[test]
fn one_id_stands_for_one_event_of_a_batch() {
    let (posthog, _) = posthog(Response::new(200), v1);
    for _ in 0..2 {
        posthog.begin(&mut Vec::new(), &attempt());
        assert!(posthog.encode(&track(""), &mut Vec::new(), &attempt()).is_ok());
        let unfit = posthog.encode(&track(""), &mut Vec::new(), &attempt()).unwrap_err();
        assert_eq!(
            unfit.to_string(),
            format!("the id `{ID}` is that of another event; PostHog takes it for the same one")
        );
    }
}

#[test]
fn neither_the_key_nor_the_values_of_headers_are_shown() {
    let (posthog, _) = posthog(Response::new(200), |posthog| {
        posthog.host("https://user:secret@example.com/?secret").header("X-Key", "secret")
    });
    assert_eq!(
        format!("{posthog:?}"),
        r#"PostHog { host: "https://example.com/", protocol: V0, headers: ["X-Key"], .. }"#
    );
    // What is printed instead of being sent has no key in it.
    let mut body = Vec::new();
    posthog.begin(&mut body, &attempt());
    posthog.end(&mut body, &attempt());
    assert_eq!(
        String::from_utf8(body).unwrap(),
        r#"{"historical_migration":false,"batch":[],"sent_at":"2026-01-02T03:04:06.000Z"}"#
    );
}
