//! Avo's export.

use serde_json::json;

use super::{all_fail, ask, ok, status};
use crate::scripted_server::Reply;

const EXPORT: &str = r#"{"name": "Exported Tracking Plan: main", "events": [{"id": "e1", "name": "seed_sown",
  "eventType": "event", "actions": ["logEvent"], "rules": {"type": "object", "nameMapping": [], "properties": {}}}]}"#;

#[test]
fn an_export_is_handed_on_as_it_is() {
    for (location, branch) in [("avo:ws1", "main"), ("avo:ws1/main", "main"), ("avo:ws1/fix/it", "fix%2fit")]
    {
        let asked = ask(location, vec![Reply::json(EXPORT)]);
        assert_eq!(asked.places(), [format!("get /workspaces/ws1/branches/{branch}/export/v1")]);
        // `s3cret:token`, encoded, in small letters.
        assert!(asked.requests[0].contains("\r\nauthorization: basic cznjcmv0onrva2vu\r\n"));
        assert!(asked.requests[0].contains("\r\naccept-encoding: gzip\r\n"));
        assert_eq!(asked.events(), ["seed_sown"]);
        assert_eq!(asked.outcome.unwrap().documents[0].text, EXPORT);
    }
}

#[test]
fn a_limit_is_waited_for() {
    let limited = || Reply::new("429 Too Many Requests", &[], "");
    let asked = ask("avo:ws1", vec![limited(), limited(), Reply::json(EXPORT)]);
    assert_eq!(asked.waits, [500, 1000]);
    assert_eq!(asked.outcome.unwrap().documents[0].text, EXPORT);
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    let cut = || Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"events\":".to_vec());
    let limited = || Reply::new("429 Too Many Requests", &[], "");
    all_fail(
        "avo:ws1/draft",
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &json!({}))],
                "Avo does not accept the token (HTTP status 401 Unauthorized)\n\
                 help: it may be mistyped or have expired: make a new one and give it in `AVO_TOKEN`, with `--token`, \
                 by `token_command` in `ampli.toml`, or with `ampli-rs login`",
            ),
            (
                "missing permission",
                vec![status("403 Forbidden", &json!({}))],
                "Avo does not let this token read `avo:ws1/draft` (HTTP status 403 Forbidden)\n\
                 help: give the name and the secret of a service account of this workspace",
            ),
            (
                "rate limit",
                vec![limited(), limited(), limited()],
                "`http://host/workspaces/ws1/branches/draft/export/v1` is asked too often (HTTP status 429 Too Many \
                 Requests)\n\
                 help: wait a while, then run the command again; `--offline` uses the saved plan",
            ),
            (
                "half-way failure",
                vec![cut(), cut(), cut()],
                "the answer of `http://host/workspaces/ws1/branches/draft/export/v1` was cut off: end of file before \
                 message length reached\n\
                 help: run the command again; `--offline` uses the saved plan",
            ),
            (
                "half a document",
                vec![Reply::json("{\"events\": [")],
                "`http://host/workspaces/ws1/branches/draft/export/v1` answered with no JSON\n\
                 help: check the address of the API: `base_url` under `[vendor.avo]` in `ampli.toml`, or \
                 `AVO_API_ORIGIN`",
            ),
            (
                "empty plan",
                vec![ok(&json!({"name": "Exported Tracking Plan: draft", "events": []}))],
                "`avo:ws1/draft` has no events\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "unknown id",
                vec![status("404 Not Found", &json!({}))],
                "Avo has no workspace or branch `avo:ws1/draft` (HTTP status 404 Not Found)\n\
                 help: check the id, and that the token belongs to where it is; written `avo:WORKSPACE[/BRANCH]`",
            ),
        ],
    );
}
