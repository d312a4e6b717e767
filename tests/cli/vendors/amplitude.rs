//! Amplitude Data's GraphQL API.

use ampli_rs::fetch::Settings;
use ampli_rs::fetch::vendor::{self, Branch, Locator};
use serde_json::{Value, json};

use super::{all_fail, ask, ok, settings, status};
use crate::scripted_server::{Reply, ScriptedServer};

const LOCATION: &str = "amplitude:Garden/main";

fn orgs() -> Reply {
    ok(&json!({"data": {"orgs": [
        {"id": "o0", "name": "Elsewhere", "workspaces": []},
        {"id": "o1", "name": "Acme", "user": {"id": "u", "email": "flora@acme.example"},
         "workspaces": [{"id": "w0", "name": "Greenhouse"}, {"id": "w1", "name": "Garden"}]},
    ]}}))
}

/// What is in the workspace.
fn workspace(members: &[(&str, Value)]) -> Value {
    let mut workspace = json!({"id": "w1", "name": "Garden"});
    for (key, value) in members {
        workspace[*key] = value.clone();
    }
    json!({"data": {"orgs": [{"id": "o1", "name": "Acme", "workspaces": [workspace]}]}})
}

fn branches() -> Reply {
    ok(&workspace(&[(
        "branches",
        json!([{"id": "b0", "name": "main", "currentVersionId": "v2", "default": true},
               {"id": "b1", "name": "draft", "currentVersionId": null, "default": false}]),
    )]))
}

fn version(members: &Value) -> Reply {
    ok(&workspace(&[("branches", json!([{"id": "b0", "name": "main", "versions": [members]}]))]))
}

fn sources() -> Reply {
    version(&json!({"id": "v2", "majorVersion": 2, "minorVersion": 0, "patchVersion": 0, "sources": [
        {"id": "s1", "name": "backend", "destinations": [{"name": "Amplitude", "serviceId": "amplitude"}],
         "templates": []},
    ]}))
}

fn content() -> Reply {
    version(&json!({
        "events": [{"id": "e1", "name": "Seed Sown", "description": "A seed was sown.", "isDeleted": false,
            "sources": [{"id": "s1", "name": "backend"}], "templates": [{"id": "t1", "name": "Bed"}],
            "properties": [{"id": "p1", "kind": "event", "name": "depth", "required": true, "type": "1",
                            "schema": {"type": "integer"}, "isDeleted": false}]}],
        "templates": [{"id": "t1", "name": "Bed", "properties": [
            {"id": "p2", "kind": "event", "name": "row", "required": false, "type": "1", "schema": null}]}],
        "properties": [],
    }))
}

fn errors(message: &str, code: &str) -> Reply {
    // A part of the plan may come with the error.
    ok(&json!({"data": {"orgs": [{"id": "o1"}]},
        "errors": [{"message": message, "extensions": {"code": code}}]}))
}

#[test]
fn all_answers_are_one_plan() {
    let asked = ask(LOCATION, vec![orgs(), branches(), sources(), content()]);
    assert_eq!(asked.places(), ["post /graphql"; 4]);
    assert!(
        asked.requests.iter().all(|request| request.contains("\r\nauthorization: bearer s3cret:token\r\n"))
    );
    let body = |index: usize| asked.requests[index].split_once("\r\n\r\n").unwrap().1.to_owned();
    let query = |index: usize| serde_json::from_str::<Value>(&body(index)).unwrap()["query"].clone();
    assert_eq!(
        query(0),
        "query orgs { orgs { id name user { id firstname lastname email } workspaces { id name } } }"
    );
    assert_eq!(
        query(1),
        "query branches { orgs(id: \"o1\") { id name workspaces(id: \"w1\") { id name branches { id name \
         currentversionid default } } } }"
    );
    let down = "orgs(id: \"o1\") { id name workspaces(id: \"w1\") { id name branches(id: \"b0\") { id name \
                versions(id: \"v2\") {";
    assert!(query(2).as_str().unwrap().starts_with(&format!("query sources {{ {down} id majorversion")));
    assert!(query(3).as_str().unwrap().starts_with(&format!("query versions {{ {down} events {{ id name")));

    let text = asked.outcome.unwrap();
    let parsed = ampli_rs::parse::plan(&text).unwrap();
    let plan = parsed.plan;
    assert_eq!((plan.name.as_str(), plan.version.as_deref()), ("Garden", Some("2.0.0")));
    assert_eq!((plan.branch.as_deref(), plan.sources[0].name.as_str()), (Some("main"), "backend"));
    assert_eq!(plan.destinations[0].service, "amplitude");
    let names: Vec<_> =
        plan.events[0].properties.properties.iter().map(|property| property.name.as_str()).collect();
    assert_eq!((plan.events[0].name.as_str(), names), ("Seed Sown", vec!["depth", "row"]));
}

#[test]
fn keys_tags_and_switches_are_asked_for() {
    let asked = ask(LOCATION, vec![orgs(), branches(), sources(), content()]);
    let of_sources =
        "destinations { name serviceid enabledbydefault apikeys { environment { name } apikey } }";
    assert!(asked.requests[2].contains(of_sources), "{}", asked.requests[2]);
    let of_events = "tags sourcedestinations { source { id name } destination { name serviceid } enabled }";
    assert!(asked.requests[3].contains(of_events), "{}", asked.requests[3]);
    assert!(asked.document().get("leftOut").is_none());
}

#[test]
fn what_is_not_to_be_had_is_left_out_and_named() {
    let unknown = status(
        "400 Bad Request",
        &json!({"errors": [{"message": "Cannot query field \"apiKeys\"", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}),
    );
    let forbidden = errors("no access to tags", "FORBIDDEN");
    let asked = ask(LOCATION, vec![orgs(), branches(), unknown, sources(), forbidden, content()]);
    for (refused, plain) in [(2, 3), (4, 5)] {
        assert!(asked.requests[refused].len() > asked.requests[plain].len());
    }
    assert!(!asked.requests[3].contains("apikeys") && !asked.requests[5].contains("sourcedestinations"));
    let parsed = ampli_rs::parse::plan(asked.outcome.as_ref().unwrap()).unwrap();
    assert_eq!(parsed.plan.events.len(), 1);
    let told: Vec<_> = parsed.findings.iter().map(|finding| (finding.code.id, &*finding.message)).collect();
    assert_eq!(
        told,
        [(
            "AMP0161",
            "Amplitude did not give apiKeys, enabledByDefault, tags, sourceDestinations: the plan is read without"
        )]
    );
    // What is refused twice is a failure, as it was.
    let refusal = || status("400 Bad Request", &json!({"message": "no"}));
    assert!(ask(LOCATION, vec![orgs(), branches(), refusal(), refusal()]).outcome.is_err());
}

#[test]
fn workspace_and_branch_may_be_given_by_id_and_the_default_branch_need_not() {
    for location in ["amplitude:w1", "amplitude:Garden", "amplitude:w1/b0"] {
        assert!(ask(location, vec![orgs(), branches(), sources(), content()]).outcome.is_ok(), "{location}");
    }
    let only = ok(&json!({"data": {"orgs": [
        {"id": "o1", "name": "Acme", "workspaces": [{"id": "w1", "name": "Garden"}]},
    ]}}));
    assert!(ask("amplitude:", vec![only, branches(), sources(), content()]).outcome.is_ok());
}

fn versions() -> Reply {
    let number = |id: &str, major: u64, minor: u64, staging: bool| json!({"id": id, "majorVersion": major, "minorVersion": minor, "patchVersion": 0, "staging": staging});
    version_list(json!([number("v1", 1, 0, false), number("v2", 2, 0, false), number("v3", 2, 1, true)]))
}

fn version_list(versions: Value) -> Reply {
    ok(&workspace(&[("branches", json!([{"id": "b0", "name": "main", "versions": versions}]))]))
}

#[test]
fn an_older_version_is_found_by_its_number() {
    for number in ["1", "1.0", "1.0.0"] {
        let location = format!("{LOCATION}@{number}");
        let asked = ask(&location, vec![orgs(), branches(), versions(), sources(), content()]);
        assert!(asked.requests[3].contains(r#"versions(id: \"v1\")"#), "{}", asked.requests[3]);
    }
    all_fail(
        &format!("{LOCATION}@2.1"),
        vec![(
            "a version that is not published",
            vec![orgs(), branches(), versions()],
            "the branch `main` has no version `2.1`\nhelp: known are `1.0.0`, `2.0.0`",
        )],
    );
}

#[test]
fn branches_are_listed() {
    let server = ScriptedServer::start([orgs(), branches()]);
    let settings = Settings { base_url: Some(server.url("")), ..settings().0 };
    let branch = |id: &str, name: &str, is_default: bool| Branch {
        id: id.to_owned(),
        name: name.to_owned(),
        is_default,
    };
    assert_eq!(
        vendor::branches(&Locator::parse("amplitude:Garden").unwrap(), &settings),
        Ok(Some(vec![branch("b0", "main", true), branch("b1", "draft", false)])),
    );
    assert_eq!(vendor::branches(&Locator::parse("segment:tp_1").unwrap(), &settings), Ok(None));
}

#[test]
fn a_limit_is_waited_for() {
    let limited = Reply::new("429 Too Many Requests", &["retry-after: 4"], "");
    let asked = ask(LOCATION, vec![orgs(), limited, branches(), sources(), content()]);
    assert_eq!(asked.waits, [4000]);
    assert!(asked.outcome.is_ok());
}

#[test]
fn failures_are_told_and_leave_no_plan() {
    const EXPIRED: &str = "help: it may be mistyped or have expired: make a new one and give it in \
                           `AMPLITUDE_TOKEN`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`";
    let trouble = || status("500 Internal Server Error", &json!({}));
    let expired = |status: &str| -> &'static str {
        format!("Amplitude does not accept the token{status}\n{EXPIRED}").leak()
    };
    all_fail(
        LOCATION,
        vec![
            (
                "expired token",
                vec![status("401 Unauthorized", &json!({}))],
                expired(" (HTTP status 401 Unauthorized)"),
            ),
            (
                "expired token, as GraphQL says it",
                vec![errors("jwt expired", "UNAUTHENTICATED")],
                expired(""),
            ),
            (
                "missing permission",
                vec![orgs(), errors("no access", "FORBIDDEN")],
                "Amplitude does not let this token read `amplitude:Garden/main`\n\
                 help: make a token for this workspace in the settings of Amplitude Data",
            ),
            (
                "rate limit",
                vec![orgs(), Reply::new("429 Too Many Requests", &["retry-after: 900"], "")],
                "`http://host/graphql` is asked too often (HTTP status 429 Too Many Requests)\n\
                 help: it asks to wait 900 s; then run the command again, or use the saved plan with `--offline`",
            ),
            (
                "half-way failure",
                vec![orgs(), branches(), sources(), trouble(), trouble(), trouble()],
                "`http://host/graphql` is in trouble (HTTP status 500 Internal Server Error)\n\
                 help: run the command again later; `--offline` uses the saved plan",
            ),
            (
                "half an answer",
                vec![orgs(), branches(), sources(), errors("timed out", "INTERNAL_SERVER_ERROR")],
                "`http://host/graphql` refused the request for `versions`: timed out\n\
                 help: check the address of the API: `base_url` under `[vendor.amplitude]` in `ampli.toml`, or \
                 `AMPLITUDE_API_URL`",
            ),
            (
                "empty plan",
                vec![orgs(), branches(), sources(), version(&json!({"events": []}))],
                "`amplitude:Garden/main` has no events\nhelp: check that it is the right one; nothing was written",
            ),
            (
                "moved",
                vec![Reply::new("308 Permanent Redirect", &["location: https://eu.host/graphql"], "")],
                "`http://host/graphql` can't be read: it is redirected to `https://eu.host/graphql`\n\
                 help: check the address of the API: `base_url` under `[vendor.amplitude]` in `ampli.toml`, or \
                 `AMPLITUDE_API_URL`",
            ),
        ],
    );
}

#[test]
fn names_that_are_not_there_are_told_with_those_that_are() {
    for (location, replies, told) in [
        (
            "amplitude:Gardn",
            vec![orgs()],
            "Amplitude has no workspace `Gardn` for this token\n\
             help: did you mean `Garden`? known are `Greenhouse`, `Garden`",
        ),
        (
            "amplitude:",
            vec![orgs()],
            "`amplitude:` may be one of several workspaces\n\
             help: name one by its id: known are `w0` (Greenhouse), `w1` (Garden)",
        ),
        (
            "amplitude:Garden/maim",
            vec![orgs(), branches()],
            "the workspace `Garden` has no branch `maim`\nhelp: did you mean `main`? known are `main`, `draft`",
        ),
        (
            "amplitude:Garden/draft",
            vec![orgs(), branches()],
            "the branch `draft` of `Garden` has no version yet\n\
             help: publish the branch in Amplitude Data, or name another one",
        ),
        (
            "amplitude:Garden",
            vec![ok(&json!({"data": {"orgs": []}}))],
            "the token opens no workspace of Amplitude\nhelp: make a token in the settings of the workspace",
        ),
    ] {
        assert_eq!(ask(location, replies).outcome.unwrap_err(), told);
    }
}
