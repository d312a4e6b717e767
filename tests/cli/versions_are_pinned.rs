//! A vendor that serves older versions of a plan is asked for the one of `ampli.lock`.

use serde_json::{Value, json};

use crate::playground::{Playground, Run};
use crate::scripted_server::{Reply, ScriptedServer};

/// Every answer of the workspace `Garden`, whose branch `main` is at version 2: all questions are answered alike.
fn workspace(version: u8) -> Value {
    let version = json!({
        "id": format!("v{version}"), "majorVersion": version, "minorVersion": 0, "patchVersion": 0,
        "sources": [{"id": "s1", "name": "backend", "destinations": [], "templates": []}],
        "templates": [], "properties": [],
        "events": [{"id": "e1", "name": "Seed Sown", "description": format!("Sown for the {version}. time."),
            "isDeleted": false, "sources": [{"id": "s1", "name": "backend"}], "templates": [], "properties": []}],
    });
    let branch = json!({"id": "b0", "name": "main", "currentVersionId": "v2", "default": true,
        "versions": [version, {"id": "v1", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0}]});
    let workspace = json!({"id": "w1", "name": "Garden", "branches": [branch]});
    json!({"data": {"orgs": [{"id": "o1", "name": "Acme", "workspaces": [workspace]}]}})
}

/// Runs the tool against the answers of a workspace with this content, and tells what it asked for.
fn run(playground: &Playground, arguments: &[&str], version: u8, requests: usize) -> (Run, Vec<String>) {
    let reply = || Reply::json(&workspace(version).to_string());
    let server = ScriptedServer::start(std::iter::repeat_with(reply).take(requests));
    let url = server.url("");
    let variables = [("AMPLITUDE_TOKEN", "s3cret"), ("AMPLITUDE_API_URL", url.as_str())];
    let run = playground.run_with(arguments, &variables, "");
    let asked = server.requests().into_iter().map(|request| {
        let (_, after) = request.split_once("\"operationname\":\"").unwrap();
        after[..after.find('"').unwrap()].to_owned()
    });
    (run, asked.collect())
}

#[test]
fn the_locked_version_is_pulled_until_an_update() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"amplitude:Garden\"\n[source.backend]\n");
    let (first, asked) = run(&playground, &["pull"], 1, 4);
    first.says(0, "backend: 1 event, 6 files written to ./itly (plan 1.0.0)\nnext: cargo add --path itly\n");
    assert_eq!(asked, ["orgs", "branches", "sources", "versions"]);
    let lock = playground.read("ampli.lock");
    assert!(lock.contains("\n  plan \"Garden\" version \"1.0.0\" content "), "{lock}");
    assert!(lock.contains(" from \"amplitude:Garden\"\n"), "{lock}");

    let (second, asked) = run(&playground, &["pull", "--locked"], 1, 5);
    second.says(0, "backend: 1 event, ./itly is up to date (plan 1.0.0)\n");
    assert_eq!(asked, ["orgs", "branches", "branchversions", "sources", "versions"]);

    let (check, asked) = run(&playground, &["check"], 1, 5);
    check.says(0, "no findings in 1 event\n");
    assert_eq!(asked[2], "branchversions");

    let (update, asked) = run(&playground, &["update"], 2, 4);
    update.prints(
        0,
        "backend: plan 1.0.0 -> 2.0.0, 1 event changed\n\
         \x20 ~ Seed Sown\n\
         \x20     ~ description \"Sown for the 1. time.\" -> \"Sown for the 2. time.\"\n\
         touches words only\n",
        "backend: 1 event, 4 files written to ./itly (plan 2.0.0)\n",
    );
    assert_eq!(asked, ["orgs", "branches", "sources", "versions"]);
}

#[test]
fn a_version_that_is_gone_is_named_with_the_way_on() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"amplitude:Garden\"\n[source.backend]\n");
    let (first, _) = run(&playground, &["pull"], 3, 4);
    assert_eq!(first.status, 0, "{}", first.stderr);
    let (second, _) = run(&playground, &["pull"], 2, 3);
    second.says(
        2,
        "error: the branch `main` has no version `3.0.0`\n\
         help: did you mean `2.0.0`? known are `2.0.0`, `1.0.0`; `ampli.lock` pins version `3.0.0`: `ampli-rs update` takes \
         the latest\n",
    );
}

#[test]
fn sources_and_representations_are_those_of_the_locked_version() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"amplitude:Garden\"\n[source.backend]\n");
    run(&playground, &["pull"], 1, 4);
    let (source, asked) = run(&playground, &["source"], 1, 5);
    source.prints(0, "backend  ./itly\n", "");
    assert_eq!(asked[2], "branchversions");
    for what in ["plan", "module"] {
        let (inspect, asked) = run(&playground, &["inspect", what], 1, 5);
        assert_eq!((inspect.status, inspect.stderr.as_str()), (0, ""));
        assert_eq!(asked[2], "branchversions");
    }
    let (gone, _) = run(&playground, &["inspect", "plan"], 2, 3);
    assert!(gone.stderr.ends_with("`ampli.lock` pins version `1.0.0`: `ampli-rs update` takes the latest\n"));
}

/// Runs the tool against RudderStack's catalogue, whose plan is at `version`, and tells what it asked for.
fn run_rudderstack(
    playground: &Playground,
    arguments: &[&str],
    version: u8,
    requests: usize,
) -> (Run, Vec<String>) {
    let plan = || json!({"id": "tp_1", "name": "Garden", "version": version, "workspaceId": "w"});
    let event = json!({"id": "ev_1", "name": "Seed Sown", "description": format!("Sown for the {version}. time."),
        "eventType": "track", "identitySection": "properties",
        "rules": {"type": "object", "properties": {"properties": {"type": "object", "properties": {}}}}});
    let list = json!({"data": [{"id": "ev_1"}], "total": 1, "currentPage": 1, "pageSize": 50});
    let replies = [plan(), list, event, plan()].map(|json| Reply::json(&json.to_string()));
    let server = ScriptedServer::start(replies.into_iter().take(requests));
    let url = server.url("");
    let variables = [("RUDDERSTACK_ACCESS_TOKEN", "s3cret"), ("RUDDERSTACK_API_URL", url.as_str())];
    let run = playground.run_with(arguments, &variables, "");
    let place = |request: String| {
        let (place, _) = request.split_once(" http/1.1").unwrap();
        place.replace("get /v2/catalog/tracking-plans/", "")
    };
    (run, server.requests().into_iter().map(place).collect())
}

#[test]
fn rudderstack_is_asked_for_the_locked_version_of_everything() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"rudderstack:tp_1\"\n[source.backend]\n");
    let (first, asked) = run_rudderstack(&playground, &["pull"], 4, 4);
    first.says(0, "backend: 1 event, 6 files written to ./itly (plan 4)\nnext: cargo add --path itly\n");
    assert_eq!(asked, ["tp_1", "tp_1/events?page=1", "tp_1/events/ev_1?format=schema", "tp_1"]);
    let lock = playground.read("ampli.lock");
    assert!(lock.contains("\n  plan \"Garden\" version \"4\" content "), "{lock}");

    let (second, asked) = run_rudderstack(&playground, &["pull", "--locked"], 4, 3);
    second.says(0, "backend: 1 event, ./itly is up to date (plan 4)\n");
    assert_eq!(
        asked,
        ["tp_1?version=4", "tp_1/events?page=1&version=4", "tp_1/events/ev_1?format=schema&version=4"]
    );

    let (moved, _) = run_rudderstack(&playground, &["pull"], 5, 1);
    moved.says(
        2,
        "error: RudderStack gave version 5 in the place of `rudderstack:tp_1@4`\n\
         help: check that the plan has this version; `ampli.lock` pins version `4`: `ampli-rs update` takes the latest\n",
    );

    let (update, _) = run_rudderstack(&playground, &["update"], 5, 4);
    update.prints(
        0,
        "backend: plan 4 -> 5, 1 event changed\n\
         \x20 ~ Seed Sown\n\
         \x20     ~ description \"Sown for the 4. time.\" -> \"Sown for the 5. time.\"\n\
         touches words only: asks for a patch version\n",
        "backend: 1 event, 4 files written to ./itly (plan 5)\n",
    );
}
