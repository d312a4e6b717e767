//! PostHog's event definitions and property groups.

use serde_json::{Value, json};

use super::{all_fail, ask, ok, status};
use crate::scripted_server::Reply;

const LOCATION: &str = "posthog:42";

fn group(name: &str) -> Value {
    json!({"id": name, "name": name, "events": [{"id": "e1", "name": "e1"}],
        "properties": [{"id": "p", "name": "depth", "property_type": "Numeric", "is_required": true}]})
}

fn event(id: &str) -> Value {
    json!({"id": id, "name": id, "description": "", "tags": [], "verified": true})
}

fn page(items: &[Value], count: u64, next: Option<&str>) -> Reply {
    ok(&json!({"count": count, "next": next, "previous": null, "results": items}))
}

#[test]
fn both_lists_are_joined_from_their_pages() {
    // The server speaks of itself as the proxy in front of it knows it: only the query counts.
    let next = "http://internal:8000/api/projects/42/event_definitions/?limit=1&offset=1";
    let asked = ask(
        LOCATION,
        vec![
            page(&[group("Bed")], 1, None),
            page(&[event("e1")], 3, Some(next)),
            page(&[event("e2"), event("e3")], 3, None),
        ],
    );
    assert_eq!(
        asked.places(),
        [
            "get /api/projects/42/schema_property_groups/?limit=100",
            "get /api/projects/42/event_definitions/?limit=100",
            "get /api/projects/42/event_definitions/?limit=1&offset=1",
        ]
    );
    assert!(
        asked.requests.iter().all(|request| request.contains("\r\nauthorization: bearer s3cret:token\r\n"))
    );
    let list =
        |items: &[Value]| json!({"count": items.len(), "next": null, "previous": null, "results": items});
    assert_eq!(asked.events(), ["e1", "e2", "e3"]);
    assert_eq!(
        asked.documents(),
        [
            ("posthog:42/event_definitions".to_owned(), list(&[event("e1"), event("e2"), event("e3")])),
            ("posthog:42/schema_property_groups".to_owned(), list(&[group("Bed")])),
        ]
    );
}

#[test]
fn a_limit_is_waited_for() {
    let limited = Reply::new("429 Too Many Requests", &["retry-after: 30"], "");
    let asked = ask(LOCATION, vec![limited, page(&[], 0, None), page(&[event("e1")], 1, None)]);
    assert_eq!(asked.waits, [30_000]);
    assert_eq!(asked.documents().len(), 2);
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    let trouble = || status("503 Service Unavailable", &json!({}));
    let detail = |text: &str| json!({"type": "authentication_error", "detail": text, "attr": null});
    let next = "https://us.posthog.com/api/projects/42/event_definitions/?limit=100&offset=1";
    all_fail(
        LOCATION,
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &detail("Personal API key found in request is invalid."))],
                "PostHog does not accept the token (HTTP status 401 Unauthorized)\n\
                 help: it may be mistyped or have expired: make a new one and give it in `POSTHOG_CLI_API_KEY`, with \
                 `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`",
            ),
            (
                "missing permission",
                vec![status("403 Forbidden", &detail("API key missing required scope"))],
                "PostHog does not let this token read `posthog:42` (HTTP status 403 Forbidden)\n\
                 help: make a personal API key with the scope `event_definition:read` for this project",
            ),
            (
                "rate limit",
                vec![page(&[], 0, None), Reply::new("429 Too Many Requests", &["retry-after: 120"], "")],
                "`http://host/api/projects/42/event_definitions/?limit=100` is asked too often (HTTP status 429 Too \
                 Many Requests)\n\
                 help: it asks to wait 120 s; then run the command again, or use the saved plan with `--offline`",
            ),
            (
                "half-way failure",
                vec![
                    page(&[], 0, None),
                    page(&[event("e1")], 2, Some(next)),
                    trouble(),
                    trouble(),
                    trouble(),
                ],
                "`http://host/api/projects/42/event_definitions/?limit=100&offset=1` is in trouble (HTTP status 503 \
                 Service Unavailable)\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "an event that slipped to the page before",
                vec![
                    page(&[], 0, None),
                    page(&[event("e1")], 3, Some(next)),
                    page(&[event("e1"), event("e3")], 3, None),
                ],
                "PostHog says that `posthog:42` has 3 event definitions, and gave 2\n\
                 help: the plan may have been changed while it was read: run the command again",
            ),
            (
                "empty plan",
                vec![page(&[], 0, None), page(&[], 0, None)],
                "`posthog:42` has no event definitions\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "unknown id",
                vec![status("404 Not Found", &detail("Project not found."))],
                "PostHog has no project `posthog:42` (HTTP status 404 Not Found)\n\
                 help: check the id, and that the token belongs to where it is; written `posthog:PROJECT`",
            ),
        ],
    );
}
