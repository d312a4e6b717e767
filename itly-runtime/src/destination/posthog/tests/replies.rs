use super::{deliver, posthog, track};
use crate::delivery::{Fate, Message, Outcome};
use crate::destination::posthog::PostHogProtocol;
use crate::stamp::{MessageId, Stamp};
use crate::transport::Response;

use std::time::Duration;

fn answered(protocol: PostHogProtocol, response: Response) -> Outcome {
    let (posthog, _) = posthog(response, |posthog| posthog.protocol(protocol));
    deliver(&posthog, &batch())
}

/// Three events whose ids end with 1, 2 and 3.
fn batch() -> [Message<'static>; 3] {
    [1, 2, 3].map(|number| {
        let mut id = [0; 16];
        id[15] = number;
        let track = track("");
        Message { stamp: Stamp::new(MessageId::from_bytes(id), track.stamp.time), ..track }
    })
}

#[test]
fn each_status_has_its_meaning_in_each_protocol() {
    for status in 100..=999 {
        let both = match status {
            200..=299 => Some("delivered"),
            401..=403 => Some("unauthorized"),
            408 | 500 | 502..=504 => Some("failed"),
            413 => Some("too large"),
            _ => None,
        };
        let first = both.unwrap_or(match status {
            400 => "poisoned",
            429 => "rate limited",
            501 | 505..=599 => "failed",
            _ => "rejected",
        });
        let second = both.unwrap_or("rejected");
        assert_eq!(answered(PostHogProtocol::V0, Response::new(status)).word(), first, "{status}");
        assert_eq!(answered(PostHogProtocol::V1, Response::new(status)).word(), second, "{status}");
    }
}

#[test]
fn a_pause_that_posthog_asks_for_is_heeded() {
    let pause = Some(Duration::from_secs(3));
    for protocol in [PostHogProtocol::V0, PostHogProtocol::V1] {
        let outcome = answered(protocol, Response::new(503).with_header("retry-after", "3"));
        let cause = "PostHog answered with status 503".to_owned();
        assert_eq!(outcome, Outcome::Failed { cause, retry_after: pause });
    }
    let outcome = answered(PostHogProtocol::V0, Response::new(429).with_header("Retry-After", "3"));
    let cause = "PostHog answered with status 429".to_owned();
    assert_eq!(outcome, Outcome::RateLimited { cause, retry_after: pause });
}

#[test]
fn the_cause_has_posthogs_own_words() {
    let cases = [
        (r#"{"error":"bad_request","error_description":"batch is\nempty"}"#, ": batch isempty"),
        (r#"{"type":"validation_error","detail":"event too big"}"#, ": event too big"),
        (r#"{ "error" : "Bad request" }"#, ": Bad request"),
        (r#"{"error":7}"#, ""),
        ("<html>", ""),
        ("", ""),
    ];
    for (body, words) in cases {
        let outcome = answered(PostHogProtocol::V1, Response::new(400).with_body(body));
        let cause = format!("PostHog answered with status 400{words}");
        assert_eq!(outcome, Outcome::Rejected { cause });
    }
}

#[test]
fn what_is_thrown_away_above_the_quota_is_not_taken_for_delivered() {
    let quota = r#"{"status":1,"quota_limited":["events"]}"#;
    assert_eq!(answered(PostHogProtocol::V0, Response::new(200).with_body(quota)).word(), "rejected");
    for body in [r#"{"status":1}"#, r#""Ok""#, "", r#"{"status":1,"quota_limited":["recordings"]}"#] {
        assert_eq!(answered(PostHogProtocol::V0, Response::new(200).with_body(body)).word(), "delivered");
    }
}

fn results(first: &str, second: &str, third: &str) -> Response {
    let id = |number| format!("00000000-0000-0000-0000-00000000000{number}");
    let (one, two, three) = (id(1), id(2), id(3));
    Response::new(200).with_body(format!(
        r#"{{ "results": {{ "{three}": {third}, "{one}": {first}, "{two}": {second} }} }}"#
    ))
}

fn rejected(cause: &str) -> Fate {
    Fate::Rejected { cause: cause.to_owned() }
}

#[test]
fn each_event_has_the_fate_that_the_second_protocol_tells() {
    let response = results(
        r#"{"result":"retry","details":"busy"}"#,
        r#"{"result":"drop","details":"invalid timestamp"}"#,
        r#"{"result":"warning"}"#,
    );
    let fates = || {
        let dropped = rejected("PostHog answered `drop` for the event: invalid timestamp");
        vec![Fate::Retry { after: None }, dropped, Fate::Delivered]
    };
    let expected = Outcome::Sorted { fates: fates(), retry_after: None };
    assert_eq!(answered(PostHogProtocol::V1, response.clone()), expected);
    let paused = Outcome::Sorted { fates: fates(), retry_after: Some(Duration::from_secs(2)) };
    assert_eq!(answered(PostHogProtocol::V1, response.with_header("Retry-After", "2")), paused);
}

#[test]
fn only_what_posthog_asks_for_is_sent_again() {
    let response = results(r#"{"result":"limited"}"#, r#"{"result":"soon"}"#, "7");
    let fates = vec![
        rejected("PostHog answered `limited` for the event"),
        rejected("PostHog answered `soon` for the event"),
        rejected("PostHog answered `` for the event"),
    ];
    assert_eq!(answered(PostHogProtocol::V1, response), Outcome::Sorted { fates, retry_after: None });
}

#[test]
fn an_answer_that_says_nothing_of_events_is_good_news() {
    let ok = r#"{"result":"ok"}"#;
    let bodies = ["", "{}", "[]", r#"{"results":{}}"#, r#"{"results":[{"result":"retry"}]}"#, "<html>"];
    for response in bodies.map(|body| Response::new(202).with_body(body)) {
        assert_eq!(answered(PostHogProtocol::V1, response), Outcome::Delivered);
    }
    assert_eq!(answered(PostHogProtocol::V1, results(ok, ok, ok)), Outcome::Delivered);
}
