//! RudderStack's data catalogue.

use serde_json::{Value, json};

use super::{all_fail, ask, ask_with, ok, settings, status};
use crate::scripted_server::Reply;

const LOCATION: &str = "rudderstack:tp_1";

fn plan(version: u64) -> Reply {
    ok(&json!({"id": "tp_1", "name": "Garden", "creationType": "Data catalog", "version": version,
        "workspaceId": "w", "createdAt": "2025-01-02T03:04:05Z", "updatedAt": "2025-01-02T03:04:05Z"}))
}

fn page(ids: &[&str], total: u64, number: u64, size: u64) -> Reply {
    let data: Vec<_> = ids.iter().map(|id| json!({"id": id, "name": id})).collect();
    ok(&json!({"data": data, "total": total, "currentPage": number, "pageSize": size}))
}

fn event(id: &str) -> Value {
    json!({"id": id, "name": id, "eventType": "track", "identitySection": "properties",
        "rules": {"type": "object", "properties": {"properties": {"type": "object"}}}})
}

fn ids(document: &Value) -> Vec<&str> {
    document["events"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap()).collect()
}

#[test]
fn all_pages_and_all_events_are_one_plan() {
    let asked = ask(
        LOCATION,
        vec![
            plan(5),
            page(&["ev_1", "ev_2"], 3, 1, 2),
            page(&["ev_3"], 3, 2, 2),
            ok(&event("ev_1")),
            ok(&event("ev_2")),
            ok(&event("ev_3")),
            plan(5),
        ],
    );
    let root = "get /v2/catalog/tracking-plans/tp_1";
    assert_eq!(
        asked.places(),
        [
            root.to_owned(),
            format!("{root}/events?page=1"),
            format!("{root}/events?page=2"),
            format!("{root}/events/ev_1?format=schema"),
            format!("{root}/events/ev_2?format=schema"),
            format!("{root}/events/ev_3?format=schema"),
            root.to_owned(),
        ]
    );
    assert!(
        asked.requests.iter().all(|request| request.contains("\r\nauthorization: bearer s3cret:token\r\n"))
    );
    assert_eq!(asked.events(), ["ev_1", "ev_2", "ev_3"]);
    let document = asked.document();
    assert_eq!((&document["name"], &document["version"]), (&json!("Garden"), &json!(5)));
    assert_eq!(document["events"], json!([event("ev_1"), event("ev_2"), event("ev_3")]));
}

#[test]
fn events_are_asked_for_several_at_a_time() {
    let (mut settings, waits) = settings();
    settings.http.at_once = 3;
    let ids = ["ev_1", "ev_2", "ev_3", "ev_4", "ev_5"];
    let mut replies = vec![plan(5), page(&ids, 5, 1, 50)];
    replies.extend(ids.map(|id| ok(&event(id))));
    replies.push(plan(5));
    let asked = ask_with(LOCATION, replies, settings, &waits);
    let mut places = asked.places()[2..7].to_vec();
    places.sort_unstable();
    let expected = ids.map(|id| format!("get /v2/catalog/tracking-plans/tp_1/events/{id}?format=schema"));
    assert_eq!(places, expected);
    assert_eq!(asked.document()["events"].as_array().unwrap().len(), 5);
}

#[test]
fn pages_of_changing_size_lose_and_double_nothing() {
    let asked = ask(
        LOCATION,
        vec![
            plan(5),
            page(&["ev_1", "ev_2", "ev_3"], 4, 1, 3),
            page(&["ev_3", "ev_4"], 4, 2, 2),
            ok(&event("ev_1")),
            ok(&event("ev_2")),
            ok(&event("ev_3")),
            ok(&event("ev_4")),
            plan(5),
        ],
    );
    assert_eq!(ids(&asked.document()), ["ev_1", "ev_2", "ev_3", "ev_4"]);
}

#[test]
fn an_older_version_is_asked_for_everywhere() {
    let asked = ask("rudderstack:tp_1@4", vec![plan(4), page(&["ev_1"], 1, 1, 50), ok(&event("ev_1"))]);
    let root = "get /v2/catalog/tracking-plans/tp_1";
    assert_eq!(
        asked.places(),
        [
            format!("{root}?version=4"),
            format!("{root}/events?page=1&version=4"),
            format!("{root}/events/ev_1?format=schema&version=4"),
        ]
    );
    assert_eq!(asked.document()["version"], 4);
}

#[test]
fn a_limit_is_waited_for() {
    let limited = Reply::new("429 Too Many Requests", &["retry-after: 2"], "");
    let asked = ask(LOCATION, vec![plan(5), limited, page(&["ev_1"], 1, 1, 50), ok(&event("ev_1")), plan(5)]);
    assert_eq!(asked.waits, [2000]);
    assert_eq!(ids(&asked.document()), ["ev_1"]);
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    let trouble = || status("502 Bad Gateway", &json!({}));
    all_fail(
        LOCATION,
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &json!({"message": "Unauthorized"}))],
                "RudderStack does not accept the token (HTTP status 401 Unauthorized)\n\
                 help: it may be mistyped or have expired: make a new one and give it in \
                 `RUDDERSTACK_ACCESS_TOKEN`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`",
            ),
            (
                "missing permission",
                vec![status("403 Forbidden", &json!({"message": "Forbidden"}))],
                "RudderStack does not let this token read `rudderstack:tp_1` (HTTP status 403 Forbidden)\n\
                 help: make an access token that may read tracking plans",
            ),
            (
                "rate limit",
                vec![Reply::new("429 Too Many Requests", &["retry-after: 600"], "")],
                "`http://host/v2/catalog/tracking-plans/tp_1` is asked too often (HTTP status 429 Too Many Requests)\n\
                 help: it asks to wait 600 s; then run the command again, or use the saved plan with `--offline`",
            ),
            (
                "half-way failure",
                vec![
                    plan(5),
                    page(&["ev_1", "ev_2"], 2, 1, 50),
                    ok(&event("ev_1")),
                    trouble(),
                    trouble(),
                    trouble(),
                ],
                "`http://host/v2/catalog/tracking-plans/tp_1/events/ev_2?format=schema` is in trouble (HTTP status 502 \
                 Bad Gateway)\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "page size that grows in between",
                vec![
                    plan(5),
                    page(&["ev_1", "ev_2"], 6, 1, 2),
                    page(&["ev_4", "ev_5", "ev_6"], 6, 2, 3),
                    page(&[], 6, 3, 3),
                ],
                "RudderStack says that `rudderstack:tp_1` has 6 events, and gave 5\n\
                 help: the plan may have been changed while it was read: run the command again",
            ),
            (
                "changed in between",
                vec![plan(5), page(&["ev_1"], 1, 1, 50), ok(&event("ev_1")), plan(6)],
                "`rudderstack:tp_1` was changed while it was read\n\
                 help: run the command again when the plan is saved; nothing was written",
            ),
            (
                "empty plan",
                vec![plan(5), page(&[], 0, 1, 50)],
                "`rudderstack:tp_1` has no events\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "unknown id",
                vec![status("400 Bad Request", &json!({"message": "Tracking plan not found"}))],
                "RudderStack has no tracking plan `rudderstack:tp_1` (HTTP status 400 Bad Request)\n\
                 help: check the id, and that the token belongs to where it is; written \
                 `rudderstack:PLAN_ID[@VERSION]`",
            ),
            (
                "another mistake",
                vec![status("400 Bad Request", &json!({"message": "id is malformed"}))],
                "`http://host/v2/catalog/tracking-plans/tp_1` refused the request (HTTP status 400 Bad Request): id is \
                 malformed\n\
                 help: check the address of the API: `base_url` under `[vendor.rudderstack]` in `ampli.toml`, or \
                 `RUDDERSTACK_API_URL`",
            ),
        ],
    );
}
