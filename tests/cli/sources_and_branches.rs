//! `source`, `branch` and `checkout`: what a plan has, and what of it is pulled.

use serde_json::json;

use crate::playground::{Playground, Run};
use crate::pull_writes::PLAN;
use crate::scripted_server::{Reply, ScriptedServer};

/// Runs the tool against a workspace with two branches, which is asked this often.
fn run(playground: &Playground, arguments: &[&str], requests: usize) -> Run {
    let branch = |id: &str, name: &str, version: u8| {
        let version = json!({"id": format!("v{version}"), "majorVersion": version, "minorVersion": 0,
            "patchVersion": 0, "templates": [], "properties": [],
            "sources": [{"id": "s1", "name": "backend", "destinations": [], "templates": []}],
            "events": [{"id": format!("e{version}"), "name": format!("Seed {version}"), "description": "A seed.", "isDeleted": false,
                "sources": [{"id": "s1", "name": "backend"}], "templates": [], "properties": []}]});
        json!({"id": id, "name": name, "default": name == "main", "currentVersionId": version["id"],
               "versions": [version]})
    };
    let (main, draft) = (branch("b0", "main", 1), branch("b1", "draft", 2));
    let workspace = |branches: serde_json::Value| {
        let workspace = json!({"id": "w1", "name": "Garden", "branches": branches});
        Reply::json(
            &json!({"data": {"orgs": [{"id": "o1", "name": "Acme", "workspaces": [workspace]}]}}).to_string(),
        )
    };
    let all = || workspace(json!([main, draft]));
    let wanted = || if arguments.contains(&"draft") { workspace(json!([draft])) } else { all() };
    let replies = [all(), all(), wanted(), wanted()];
    let server = ScriptedServer::start(replies.into_iter().take(requests));
    let url = server.url("");
    let run =
        playground.run_with(arguments, &[("AMPLITUDE_TOKEN", "s3cret"), ("AMPLITUDE_API_URL", &url)], "");
    assert_eq!(server.requests().len(), requests, "{}", run.stderr);
    run
}

const CONFIGURATION: &str = "# ours\nplan = 'amplitude:Garden' # the plan\n\n[source.backend]\n";

#[test]
fn sources_are_listed_with_their_folders() {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\npath = \"sdk\"\n[source.tv]\n");
    playground.run(&["source"]).prints(
        0,
        "backend  ./sdk\nweb      not configured\ntv       ./itly, named by no plan\n",
        "",
    );
    playground.write("any.json", r#"{ "ampliPlan": 1, "events": [] }"#);
    Playground::new()
        .run_with(&["source", "--plan", "-"], &[], r#"{ "ampliPlan": 1, "events": [] }"#)
        .says(0, "`standard input` names no sources: it can be pulled for any\n");
}

#[test]
fn branches_are_listed_and_the_current_one_is_marked() {
    let playground = Playground::new();
    playground.write("ampli.toml", CONFIGURATION);
    run(&playground, &["branch"], 2).prints(0, "* main\n  draft\n", "");
    run(&playground, &["branch", "--plan", "amplitude:Garden/draft"], 2).prints(0, "  main\n* draft\n", "");
}

#[test]
fn a_vendor_without_list_tells_the_current_branch() {
    let playground = Playground::new();
    playground.run_with(&["branch", "--plan", "avo:ws/new"], &[("AVO_TOKEN", "a:b")], "").prints(
        0,
        "* new\n",
        "Avo has no list of branches\n",
    );
}

#[test]
fn a_plan_without_branches_says_so() {
    let playground = Playground::with_plan(PLAN);
    let help =
        "help: plans of Amplitude and Avo have them: `amplitude:WORKSPACE/BRANCH`, `avo:WORKSPACE/BRANCH`\n";
    playground
        .run(&["branch", "--plan", "plan.json"])
        .says(2, &format!("error: `plan.json` has no branches\n{help}"));
    playground.write("ampli.toml", "plan = \"plan.json\"\n");
    playground
        .run(&["checkout", "draft"])
        .says(2, &format!("error: no plan in `ampli.toml` has branches\n{help}"));
}

#[test]
fn a_branch_is_pulled_and_written_into_the_configuration() {
    let playground = Playground::new();
    playground.write("ampli.toml", CONFIGURATION);
    run(&playground, &["pull"], 4);
    run(&playground, &["checkout", "draft"], 4).prints(
        0,
        "backend: plan 1.0.0 -> 2.0.0, 1 event added, 1 event removed\n\
         \x20 - Seed 1\n\
         \x20     breaks programs: the function `seed_1` is gone\n\
         \x20     breaks consumers: it no longer comes\n\
         \x20 + Seed 2\n\
         breaks programs and consumers of the data\n",
        "backend: 1 event, 5 files written to ./itly (plan 2.0.0)\n",
    );
    assert_eq!(
        playground.read("ampli.toml"),
        "# ours\nplan = \"amplitude:Garden/draft\" # the plan\n\n[source.backend]\n"
    );
    assert!(playground.read("ampli.lock").contains(" from \"amplitude:Garden/draft\"\n"));
}

#[test]
fn an_unknown_branch_changes_nothing() {
    let playground = Playground::new();
    playground.write("ampli.toml", CONFIGURATION);
    run(&playground, &["checkout", "darft"], 2).says(
        2,
        "error: the workspace `Garden` has no branch `darft`\nhelp: did you mean `draft`? known are `main`, `draft`\n",
    );
    assert_eq!(playground.names(), ["ampli.toml"]);
    assert_eq!(playground.read("ampli.toml"), CONFIGURATION);
}
