//! Iglu registries: servers that list their schemas, and static files that may not.

use serde_json::{Value, json};

use super::{all_fail, ask, ask_without_token, ok, status};
use crate::scripted_server::Reply;

fn schema(name: &str, version: &str) -> Value {
    json!({"self": {"vendor": "com.acme", "name": name, "format": "jsonschema", "version": version},
        "type": "object", "properties": {}})
}

fn absent() -> Reply {
    status("404 Not Found", &json!({"message": "The schema is not found"}))
}

#[test]
fn a_server_gives_all_schemas_at_once() {
    let list = json!([schema("seed_sown", "1-0-1"), schema("seed_lost", "1-0-0")]);
    let asked = ask("iglu:HOST", vec![absent(), ok(&list)]);
    assert_eq!(asked.places(), ["get /schemas?repr=canonical", "get /api/schemas?repr=canonical"]);
    assert!(asked.requests.iter().all(|request| request.contains("\r\napikey: s3cret:token\r\n")));
    assert_eq!(asked.events(), ["seed_lost", "seed_sown"]);
    assert_eq!(
        asked.documents(),
        [
            (
                "http://host/api/schemas/com.acme/seed_lost/jsonschema/1-0-0".to_owned(),
                schema("seed_lost", "1-0-0")
            ),
            (
                "http://host/api/schemas/com.acme/seed_sown/jsonschema/1-0-1".to_owned(),
                schema("seed_sown", "1-0-1")
            ),
        ]
    );
}

#[test]
fn a_list_of_names_is_followed() {
    let list =
        json!(["iglu:com.acme/seed_sown/jsonschema/1-0-0", "iglu:com.acme/seed_sown/jsonschema/1-0-1"]);
    let asked = ask(
        "iglu:HOST/schemas/com.acme/seed_sown/jsonschema/1",
        vec![ok(&list), ok(&schema("seed_sown", "1-0-0")), ok(&schema("seed_sown", "1-0-1"))],
    );
    assert_eq!(
        asked.places(),
        [
            "get /schemas/com.acme/seed_sown/jsonschema/1?repr=canonical",
            "get /schemas/com.acme/seed_sown/jsonschema/1-0-0",
            "get /schemas/com.acme/seed_sown/jsonschema/1-0-1",
        ]
    );
    let versions: Vec<_> =
        asked.documents().iter().map(|(_, schema)| schema["self"]["version"].clone()).collect();
    assert_eq!(versions, ["1-0-0", "1-0-1"]);
}

#[test]
fn one_schema_is_one_request_and_public_ones_need_no_key() {
    let asked = ask_without_token(
        "iglu:HOST/schemas/com.acme/seed_sown/jsonschema/1-0-0",
        vec![ok(&schema("seed_sown", "1-0-0"))],
    );
    assert!(!asked.requests[0].contains("apikey"));
    assert_eq!(
        asked.documents(),
        [(
            "http://host/schemas/com.acme/seed_sown/jsonschema/1-0-0".to_owned(),
            schema("seed_sown", "1-0-0")
        )]
    );
}

#[test]
fn a_limit_is_waited_for() {
    let limited = Reply::new("429 Too Many Requests", &["retry-after: 1"], "");
    let asked = ask("iglu:HOST/api", vec![limited, ok(&json!([schema("seed_sown", "1-0-0")]))]);
    assert_eq!(asked.waits, [1000]);
    assert_eq!(asked.documents().len(), 1);
}

#[test]
fn the_key_goes_to_no_other_host() {
    let other = crate::scripted_server::ScriptedServer::start([ok(&json!([schema("seed_sown", "1-0-0")]))]);
    let moved = Reply::new("302 Found", &[&format!("location: {}", other.url("/schemas"))], "");
    assert_eq!(ask("iglu:HOST", vec![moved]).documents().len(), 1);
    assert!(!other.requests()[0].contains("s3cret"));
}

#[test]
fn a_registry_without_list_asks_for_a_name() {
    let no_list = "`http://host/schemas` gives no list of schemas\n\
                   help: check the address, and the key if they are not public; static registries may have no lists: \
                   then name one schema, as `iglu:HOST/schemas/VENDOR/NAME/jsonschema/1-0-0`";
    let page = || Reply::new("200 OK", &[], "<html></html>");
    let forbidden = || status("403 Forbidden", &json!({}));
    all_fail(
        "iglu:HOST",
        vec![
            ("nothing there", vec![absent(), absent()], no_list),
            ("a page for people", vec![page(), page()], no_list),
            ("a store of files", vec![forbidden(), forbidden()], no_list),
        ],
    );
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    let trouble = || status("500 Internal Server Error", &json!({}));
    let names =
        json!(["iglu:com.acme/seed_sown/jsonschema/1-0-0", "iglu:com.acme/seed_lost/jsonschema/1-0-0"]);
    let one = "iglu:HOST/schemas/com.acme/seed_sown/jsonschema/1-0-0";
    all_fail(
        one,
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &json!({}))],
                "the Iglu registry does not accept the token (HTTP status 401 Unauthorized)\n\
                 help: it may be mistyped or have expired: make a new one and give it in `IGLU_API_KEY`, with \
                 `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`",
            ),
            (
                "missing permission",
                vec![status("403 Forbidden", &json!({}))],
                "the Iglu registry does not let this token read \
                 `iglu:http://host/schemas/com.acme/seed_sown/jsonschema/1-0-0` (HTTP status 403 Forbidden)\n\
                 help: give an API key with the right to read the vendor's schemas",
            ),
            (
                "unknown id",
                vec![absent()],
                "the Iglu registry has no schema `iglu:http://host/schemas/com.acme/seed_sown/jsonschema/1-0-0` (HTTP \
                 status 404 Not Found)\n\
                 help: check the location, written `iglu:HOST[/PATH][/schemas/VENDOR[/NAME[/jsonschema[/VERSION]]]]`; \
                 without a key only public schemas are seen",
            ),
        ],
    );
    all_fail(
        "iglu:HOST/api",
        vec![
            (
                "rate limit",
                vec![Reply::new("429 Too Many Requests", &["retry-after: 90"], "")],
                "`http://host/api/schemas?repr=canonical` is asked too often (HTTP status 429 Too Many Requests)\n\
                 help: it asks to wait 90 s; then run the command again, or use the saved plan with `--offline`",
            ),
            (
                "half-way failure",
                vec![ok(&names), ok(&schema("seed_sown", "1-0-0")), trouble(), trouble(), trouble()],
                "`http://host/api/schemas/com.acme/seed_lost/jsonschema/1-0-0` is in trouble (HTTP status 500 Internal \
                 Server Error)\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "empty plan",
                vec![ok(&json!([]))],
                "`iglu:http://host/api` has no schemas\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "a list of something else",
                vec![ok(&json!([{"name": "seed_sown"}]))],
                "`http://host/api/schemas` lists a schema that does not describe itself\n\
                 help: check the address in the location; it is written \
                 `iglu:HOST[/PATH][/schemas/VENDOR[/NAME[/jsonschema[/VERSION]]]]`",
            ),
        ],
    );
}
