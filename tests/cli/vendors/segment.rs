//! Segment's Public API.

use serde_json::{Value, json};

use super::{TOKEN, all_fail, ask, ask_without_token, ok, status};
use crate::scripted_server::Reply;

const LOCATION: &str = "segment:tp_1";

fn plan() -> Reply {
    ok(&json!({"data": {"trackingPlan": {
        "id": "tp_1", "resourceSchemaId": "rs_1", "name": "Garden", "slug": "garden", "type": "LIVE",
        "createdAt": "2025-01-02T03:04:05.000Z", "updatedAt": "2025-01-02T03:04:05.000Z",
    }}}))
}

fn rule(key: &str) -> Value {
    json!({"key": key, "type": "TRACK", "version": 1, "jsonSchema": {"type": "object", "properties": {}}})
}

fn rules(rules: &[Value], next: Option<&str>, total: Option<u64>) -> Reply {
    let mut pagination = json!({"current": "c", "totalEntries": total});
    if let Some(next) = next {
        pagination["next"] = next.into();
    }
    ok(&json!({"data": {"rules": rules, "pagination": pagination}}))
}

#[test]
fn all_pages_are_one_plan() {
    // The server gives as many as it likes, whatever was asked for.
    let asked = ask(
        LOCATION,
        vec![
            plan(),
            rules(&[rule("A"), rule("B")], Some("p2="), Some(4)),
            rules(&[rule("C")], Some("p3"), Some(4)),
            rules(&[rule("D")], None, Some(4)),
        ],
    );
    assert_eq!(
        asked.places(),
        [
            "get /tracking-plans/tp_1",
            "get /tracking-plans/tp_1/rules?pagination.count=200",
            "get /tracking-plans/tp_1/rules?pagination.count=200&pagination.cursor=p2%3d",
            "get /tracking-plans/tp_1/rules?pagination.count=200&pagination.cursor=p3",
        ]
    );
    assert!(
        asked.requests.iter().all(|request| request.contains("\r\nauthorization: bearer s3cret:token\r\n"))
    );
    let text = asked.outcome.as_ref().unwrap();
    assert_eq!((text.origin.as_str(), text.documents[0].name.as_str()), (LOCATION, LOCATION));
    assert_eq!(asked.events(), ["A", "B", "C", "D"]);
    let document = asked.document();
    assert_eq!(document["data"]["trackingPlan"]["name"], "Garden");
    assert_eq!(document["data"]["rules"][3], rule("D"));
}

#[test]
fn a_limit_is_waited_for_as_long_as_segment_says() {
    let limited = json!({"errors": [{"type": "RequestError", "message": "Too many requests",
        "data": {"remainingPoints": 0, "msBeforeNext": 5764, "consumedPoints": 21}}]});
    let asked = ask(
        LOCATION,
        vec![
            plan(),
            status("429 Too Many Requests", &limited),
            Reply::new("429 Too Many Requests", &["retry-after: 3"], ""),
            rules(&[rule("A")], None, Some(1)),
        ],
    );
    assert_eq!(asked.waits, [6000, 3000]);
    assert_eq!(asked.document()["data"]["rules"], json!([rule("A")]));
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    let trouble = || status("500 Internal Server Error", &json!({}));
    let limited = Reply::new("429 Too Many Requests", &["retry-after: 3600"], "");
    all_fail(
        LOCATION,
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &json!({"errors": [{"type": "unauthorized"}]}))],
                "Segment does not accept the token (HTTP status 401 Unauthorized)\n\
                 help: it may be mistyped or have expired: make a new one and give it in `SEGMENT_TOKEN`, with \
                 `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`",
            ),
            (
                "missing permission",
                vec![status("403 Forbidden", &json!({"errors": [{"message": "Forbidden"}]}))],
                "Segment does not let this token read `segment:tp_1` (HTTP status 403 Forbidden)\n\
                 help: make a Public API token that may read tracking plans",
            ),
            (
                "rate limit",
                vec![plan(), limited],
                "`http://host/tracking-plans/tp_1/rules?pagination.count=200` is asked too often (HTTP status 429 Too \
                 Many Requests)\n\
                 help: it asks to wait 3600 s; then run the command again, or use the saved plan with `--offline`",
            ),
            (
                "half-way failure",
                vec![plan(), rules(&[rule("A")], Some("p2"), None), trouble(), trouble(), trouble()],
                "`http://host/tracking-plans/tp_1/rules?pagination.count=200&pagination.cursor=p2` is in trouble \
                 (HTTP status 500 Internal Server Error)\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "fewer rules than announced",
                vec![plan(), rules(&[rule("A")], Some("p2"), Some(3)), rules(&[rule("B")], None, Some(3))],
                "Segment says that `segment:tp_1` has 3 rules, and gave 2\n\
                 help: the plan may have been changed while it was read: run the command again",
            ),
            (
                "a page that never ends",
                vec![plan(), rules(&[rule("A")], Some("p2"), None), rules(&[rule("B")], Some("p2"), None)],
                "Segment gives the same page of `segment:tp_1` again and again\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "empty plan",
                vec![plan(), rules(&[], None, Some(0))],
                "`segment:tp_1` has no rules\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "unknown id",
                vec![status("404 Not Found", &json!({"errors": [{"message": "not found"}]}))],
                "Segment has no tracking plan `segment:tp_1` (HTTP status 404 Not Found)\n\
                 help: check the id, and that the token belongs to where it is; written `segment:PLAN_ID`",
            ),
            (
                "another API",
                vec![plan(), ok(&json!({"data": {}}))],
                "`http://host/tracking-plans/tp_1/rules?pagination.count=200` gave an answer without the list \
                 `data.rules`\n\
                 help: check the address of the API: `base_url` under `[vendor.segment]` in `ampli.toml`, or \
                 `SEGMENT_API_URL`",
            ),
            (
                "a page to log in",
                vec![Reply::new("200 OK", &["content-type: text/html"], "<html></html>")],
                "`http://host/tracking-plans/tp_1` answered with a web page, not with JSON\n\
                 help: check the address of the API: `base_url` under `[vendor.segment]` in `ampli.toml`, or \
                 `SEGMENT_API_URL`",
            ),
        ],
    );
}

#[test]
fn without_a_token_nothing_is_asked() {
    assert_eq!(
        ask_without_token(LOCATION, Vec::new()).outcome.unwrap_err(),
        "Segment asks for a token to read `segment:tp_1`\n\
         help: give it in `SEGMENT_TOKEN`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`",
    );
}

#[test]
fn a_redirect_within_the_host_takes_the_token_along() {
    let moved = || Reply::new("307 Temporary Redirect", &["location: /eu/tracking-plans/tp_1"], "");
    let asked = ask(LOCATION, vec![moved(), plan(), rules(&[rule("A")], None, None)]);
    assert_eq!(asked.places()[1], "get /eu/tracking-plans/tp_1");
    assert!(asked.requests[1].contains("bearer s3cret:token"));
}

#[test]
fn a_redirect_to_another_host_does_not() {
    let other = crate::scripted_server::ScriptedServer::start([status("401 Unauthorized", &json!({}))]);
    let moved = Reply::new("302 Found", &[&format!("location: {}", other.url("/plan"))], "");
    let told = ask(LOCATION, vec![moved]).outcome.unwrap_err();
    assert_eq!(
        told.replace(&other.url(""), "http://other"),
        "`http://host/tracking-plans/tp_1` can't be read: it is redirected to `http://other/plan`\n\
         help: check the address of the API: `base_url` under `[vendor.segment]` in `ampli.toml`, or \
         `SEGMENT_API_URL`",
    );
    assert!(!other.requests()[0].contains("s3cret"));
}

#[test]
fn a_vendor_that_repeats_the_token_is_not_quoted() {
    let said = |words: &str| {
        let reply = status("400 Bad Request", &json!({"errors": [{"message": words}]}));
        ask(LOCATION, vec![reply]).outcome.unwrap_err()
    };
    let place = "`http://host/tracking-plans/tp_1` refused the request (HTTP status 400 Bad Request)";
    assert!(said("no such day").starts_with(&format!("{place}: no such day\n")));
    assert!(said(&format!("{TOKEN} is odd")).starts_with(&format!("{place}\n")));
}
