//! `init` writes a configuration that `pull` can use.

use serde_json::json;

use crate::playground::Playground;
use crate::pull_writes::PLAN;
use crate::scripted_server::{Reply, ScriptedServer};

#[test]
fn a_configuration_for_the_sources_of_the_plan() {
    let playground = Playground::with_plan(PLAN);
    playground
        .run(&["init", "--plan", "plan.json"])
        .says(0, "the plan has the sources `backend`, `web`\nwrote ampli.toml\nnext: ampli-rs pull --all\n");
    let text = playground.read("ampli.toml");
    assert!(text.contains("\nplan = \"plan.json\"\n"), "{text}");
    assert!(text.contains("\n[source.web]\n# The folder of the SDK.\npath = \"itly-web\"\n"), "{text}");
    assert_eq!(playground.run(&["pull", "--all"]).status, 0);
}

#[test]
fn one_source_has_the_usual_folder() {
    let playground = Playground::with_plan(PLAN);
    playground
        .run(&["init", "--plan", "plan.json", "--source", "backend"])
        .says(0, "wrote ampli.toml\nnext: ampli-rs pull backend\n");
    playground
        .run(&["pull"])
        .says(0, "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n");
}

#[test]
fn a_source_is_one_of_the_plan() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["init", "--plan", "plan.json", "--source", "bakend"]).says(
        2,
        "error: the plan has no source `bakend`\nhelp: did you mean `backend`? known are `backend`, `web`\n",
    );
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let playground = Playground::new();
    playground.run(&["init"]).says(
        0,
        "wrote ampli.toml\n\
         there is no `tracking-plan.json` yet: put the plan there, or correct `plan` in ampli.toml\n\
         next: ampli-rs pull app\n",
    );
    assert!(playground.read("ampli.toml").contains("\nplan = \"tracking-plan.json\"\n"));
}

#[test]
fn a_configuration_that_is_there_stays() {
    let playground = Playground::new();
    playground.write("ampli.toml", "# mine\n");
    playground
        .run(&["init"])
        .says(2, "error: `ampli.toml` is there already\nhelp: edit it, or write it anew with `--force`\n");
    assert_eq!(playground.read("ampli.toml"), "# mine\n");
    assert_eq!(playground.run(&["init", "--force"]).status, 0);
    assert_ne!(playground.read("ampli.toml"), "# mine\n");
}

/// A workspace whose plan has these sources.
fn workspace(sources: &[&str]) -> Reply {
    let sources: Vec<_> = sources
        .iter()
        .map(|name| json!({"id": name, "name": name, "destinations": [], "templates": []}))
        .collect();
    let version = json!({"id": "v1", "majorVersion": 1, "sources": sources, "templates": [], "properties": [],
        "events": [{"id": "e1", "name": "Seed Sown", "isDeleted": false, "properties": []}]});
    let branch =
        json!({"id": "b0", "name": "main", "default": true, "currentVersionId": "v1", "versions": [version]});
    let workspace = json!({"id": "w1", "name": "Garden", "branches": [branch]});
    let orgs = json!([{"id": "o1", "name": "Acme", "workspaces": [workspace]}]);
    Reply::json(&json!({"data": {"orgs": orgs}}).to_string())
}

#[test]
fn a_vendor_is_asked_for_the_sources() {
    for (sources, said, pulled) in [
        (&["web"][..], "", "web"),
        (&["web", "tv app"][..], "the plan has the sources `web`, `tv app`\n", "--all"),
    ] {
        let playground = Playground::new();
        let server = ScriptedServer::start(std::iter::repeat_with(|| workspace(sources)).take(4));
        let url = server.url("");
        let variables = [("AMPLITUDE_TOKEN", "s3cret"), ("AMPLITUDE_API_URL", url.as_str())];
        let run = playground.run_with(&["init", "--plan", "amplitude:Garden"], &variables, "");
        run.says(0, &format!("{said}wrote ampli.toml\nnext: ampli-rs pull {pulled}\n"));
        let text = playground.read("ampli.toml");
        assert_eq!(text.matches("\n[source.").count(), sources.len(), "{text}");
        assert_eq!(server.requests().len(), 4);
    }
}

#[test]
fn what_a_vendor_refuses_is_told_and_no_failure() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::new("401 Unauthorized", &[], "{}")]);
    let url = server.url("");
    let variables = [("AMPLITUDE_TOKEN", "s3cret"), ("AMPLITUDE_API_URL", url.as_str())];
    playground.run_with(&["init", "--plan", "amplitude:Garden"], &variables, "").says(
        0,
        "the sources of the plan are not known: Amplitude does not accept the token (HTTP status 401 Unauthorized)\n  \
         it may be mistyped or have expired: make a new one and give it in `AMPLITUDE_TOKEN`, with `--token`, by \
         `token_command` in `ampli.toml`, or with `ampli-rs login`\n\
         wrote ampli.toml\nnext: ampli-rs pull app\n",
    );
}
