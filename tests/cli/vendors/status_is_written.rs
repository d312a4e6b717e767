//! `status --update`: what Amplitude is told of a program, and what the user is told of every answer.

use serde_json::{Value, json};

use super::{ok, status};
use crate::playground::{Playground, Run};
use crate::scripted_server::{Reply, ScriptedServer};

const TOKEN: (&str, &str) = ("AMPLITUDE_TOKEN", "s3cret-token");

const PROGRAM: &str = "mod bed;\n\nfn main() {\n    let _ = itly::seed_sown(\"a\");\n    send(itly::SeedSown::new());\n}\n\n\
                       #[test]\nfn water() {\n    let _ = itly::bed_watered(\"a\");\n}\n";

fn within_workspace(members: &Value) -> Reply {
    let mut workspace = json!({"id": "w1", "name": "Garden"});
    workspace["branches"] = members.clone();
    ok(&json!({"data": {"orgs": [{"id": "o1", "name": "Acme", "workspaces": [workspace]}]}}))
}

fn orgs() -> Reply {
    within_workspace(&Value::Null)
}

fn branches() -> Reply {
    within_workspace(&json!([{"id": "b0", "name": "main", "currentVersionId": "v3", "default": true},
                             {"id": "b1", "name": "draft", "currentVersionId": "v2", "default": false}]))
}

fn version(members: &Value) -> Reply {
    within_workspace(&json!([{"id": "b1", "name": "draft", "versions": [members]}]))
}

/// The versions of the branch: a later one than the one that was pulled has been published since.
fn versions() -> Reply {
    let number =
        |id: &str, major: u64| json!({"id": id, "majorVersion": major, "minorVersion": 0, "patchVersion": 0});
    within_workspace(&json!([{"id": "b1", "name": "draft", "versions": [number("v2", 2), number("v3", 3)]}]))
}

fn sources() -> Reply {
    version(&json!({"id": "v2", "majorVersion": 2, "minorVersion": 0, "patchVersion": 0, "sources": [
        {"id": "s1", "name": "backend", "destinations": []}, {"id": "s2", "name": "kiosk", "destinations": []},
    ]}))
}

fn content() -> Reply {
    content_with("Bed Dug")
}

/// The plan with its last event under another name.
fn content_with(last: &str) -> Reply {
    let event = |id: &str, name: &str, sources: &[&str]| {
        let sources: Vec<Value> = sources.iter().map(|name| json!({"name": name})).collect();
        json!({"id": id, "name": name, "description": "What it is.", "sources": sources, "properties": []})
    };
    version(&json!({
        "events": [event("e1", "Seed Sown", &["backend"]), event("e2", "Bed Watered", &["backend", "kiosk"]),
                   event("e3", last, &["backend"])],
        "properties": [{"id": "p1", "kind": "identify", "name": "name", "type": "0"}],
    }))
}

/// A project that was pulled from the branch `draft`, and the configuration's address of the API.
fn project() -> Playground {
    project_of(content())
}

fn project_of(content: Reply) -> Playground {
    let playground = Playground::new();
    let server = ScriptedServer::start([orgs(), branches(), sources(), content]);
    playground.write("ampli.toml", configuration("amplitude:Garden/draft", &server));
    playground.write(
        "Cargo.toml",
        "[package]\nname = \"garden\"\nversion = \"0.0.0\"\n[dependencies]\nitly.path = \"itly\"\n",
    );
    playground.write("src/main.rs", PROGRAM);
    playground
        .write("src/bed.rs", "pub fn dig() {\n    let _ = itly::bed_dug(\"ä\").map(itly::seed_sown);\n}\n");
    let pulled = playground.run_with(&["pull", "--all"], &[TOKEN], "");
    assert_eq!(pulled.status, 0, "{pulled:?}");
    playground
}

fn configuration(plan: &str, server: &ScriptedServer) -> String {
    let url = server.url("");
    format!(
        "plan = \"{plan}\"\n[source.backend]\n[http]\nretries = 0\n[vendor.amplitude]\nbase_url = \"{url}\"\n"
    )
}

/// Runs `status --update` against these answers; what it has said, and what it has asked.
fn update(
    playground: &Playground,
    plan: &str,
    arguments: &[&str],
    replies: Vec<Reply>,
) -> (Run, Vec<String>) {
    let count = replies.len();
    let server = ScriptedServer::start(replies);
    playground.write("ampli.toml", configuration(plan, &server));
    let arguments = [&["status", "--update"], arguments].concat();
    let mut run = playground.run_with(&arguments, &[TOKEN], "");
    run.stderr = run.stderr.replace(&server.url(""), "http://host");
    let requests = server.requests();
    assert_eq!(requests.len(), count, "every reply is asked for once: {run:?} {requests:#?}");
    assert!(!format!("{run:?}").contains("s3cret"), "{run:?}");
    (run, requests)
}

fn taken(answers: &[bool]) -> Reply {
    ok(&json!({"data": {"editEventStatuses": answers}}))
}

#[test]
fn every_event_of_the_source_is_told_with_its_places() {
    let (run, requests) = update(
        &project(),
        "amplitude:Garden/draft",
        &[],
        vec![orgs(), branches(), versions(), taken(&[true; 3])],
    );
    run.prints(
        1,
        "backend: 2 of 3 events sent, 66 %\n\
         \x20   identify: not called\n\
         \x20 + Seed Sown: sent from 3 places\n\
         \x20     src/bed.rs:2:42  (its function is handed on)\n\
         \x20     src/main.rs:4:19\n\
         \x20     src/main.rs:5:16  (a value is handed on)\n\
         \x20 - Bed Watered: only in tests\n\
         \x20     src/main.rs:10:19\n\
         \x20 + Bed Dug: sent from 1 place\n\
         \x20     src/bed.rs:2:19\n",
        "written to `amplitude:Garden/draft@2.0.0`: 2 of 3 events implemented\n",
    );
    let [.., asked, told] = requests.as_slice() else { panic!("{requests:#?}") };
    assert!(asked.contains("query branchversions"), "{asked}");
    let (head, body) = told.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("post /graphql http/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nauthorization: bearer s3cret-token\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: application/json\r\n"), "{head}");
    // The server notes small letters.
    let event = |id: &str, status: &str, places: Value| json!({"branchid": "b1", "versionid": "v2", "sourceid": "s1", "eventid": id, "status": status, "input": places});
    let place = |path: &str, row: u64, column: u64| json!({"path": path, "row": row, "column": column});
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap(),
        json!({
            "operationname": "editeventstatuses",
            "query": "mutation editeventstatuses($input: [editeventstatusinput!]!) { editeventstatuses(input: $input) }",
            "variables": {"input": [
                event("e1", "instrumented", json!([
                    place("src/bed.rs", 2, 42), place("src/main.rs", 4, 19), place("src/main.rs", 5, 16),
                ])),
                event("e2", "absent", json!([])),
                event("e3", "instrumented", json!([place("src/bed.rs", 2, 19)])),
            ]},
        })
    );
}

/// What a name holds is no part of the request, and none of the terminal's commands.
#[test]
fn names_that_are_out_for_something_get_nowhere() {
    const NAME: &str = "Bed\"}]}) { deleteEverything } \u{202e}Dug\u{1b}[2J\u{7}`</script>";
    let playground = project_of(content_with(NAME));
    playground.write("src/b\"e'd.rs", "pub fn dig() {\n    let _ = itly::seed_sown(\"a\");\n}\n");
    playground.write("src/bed.rs", "#[path = \"b\\\"e'd.rs\"]\nmod odd;\n");
    let answers = vec![orgs(), branches(), versions(), taken(&[true, true, false])];
    let (run, requests) = update(&playground, "amplitude:Garden/draft", &[], answers);
    let [.., told] = requests.as_slice() else { panic!("{requests:#?}") };
    let (_, body) = told.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let query =
        "mutation editeventstatuses($input: [editeventstatusinput!]!) { editeventstatuses(input: $input) }";
    assert_eq!(body["query"], query);
    let input = body["variables"]["input"].as_array().unwrap();
    let ids: Vec<&Value> = input.iter().map(|event| &event["eventid"]).collect();
    assert_eq!(ids, ["e1", "e2", "e3"]);
    assert_eq!(input[0]["input"][0]["path"], "src/b\"e'd.rs");
    assert!(!told.contains("deleteeverything"), "{told}");
    let said = run.stdout + &run.stderr;
    assert!(said.contains("Bed\"}]}) { deleteEverything } \\u{202e}Dug\\u{1b}[2J"), "{said}");
    assert!(!said.contains(['\u{202e}', '\u{1b}', '\u{7}']), "{said:?}");
}

#[test]
fn files_are_named_as_seen_from_the_project() {
    let playground = project();
    let answers = || vec![orgs(), branches(), versions(), taken(&[true; 3])];
    for from in [&["-C", "src"][..], &["-C", "itly", "../src"]] {
        let (options, paths) = from.split_at(2);
        let (_, requests) =
            update(&playground, "amplitude:Garden/draft", &[options, paths].concat(), answers());
        assert!(requests[3].contains(r#""path":"src/bed.rs","row":2,"column":19"#), "{}", requests[3]);
    }
}

#[test]
fn the_status_says_how_it_ends_and_the_update_what_was_written() {
    let answers = vec![orgs(), branches(), versions(), taken(&[true; 3])];
    let arguments = ["--fail-under", "0", "--quiet", "--format", "json"];
    let (run, _) = update(&project(), "amplitude:Garden/draft", &arguments, answers);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(serde_json::from_str::<Value>(&run.stdout).is_ok());
}

#[test]
fn the_default_branch_may_be_left_as_it_is() {
    const SKIP: &[&str] = &["--skip-update-on-default-branch"];
    let playground = project();
    let draft = vec![orgs(), branches(), versions(), taken(&[true; 3])];
    let (run, _) = update(&playground, "amplitude:Garden/draft", SKIP, draft);
    assert!(run.stderr.starts_with("written to "), "{run:?}");
    let main = ["--plan", "amplitude:Garden"];
    let fetched = [orgs(), branches(), sources(), content()];
    let answers = fetched.into_iter().chain([orgs(), branches()]).collect();
    let (run, _) = update(&playground, "amplitude:Garden/draft", &[SKIP, &main].concat(), answers);
    assert_eq!(run.stderr, "nothing is written to `amplitude:Garden/main@2.0.0`: it is the default branch\n");
    playground.run(&["status", SKIP[0]]).says(
        2,
        "error: `ampli-rs status` needs `--update`\n\
         help: write `ampli-rs status --update --skip-update-on-default-branch [PATH]...`\n",
    );
}

/// What the user is told, and nothing is asked, when there is nobody to tell.
#[test]
fn what_can_not_be_told_is_refused_before_anything_is_read() {
    let playground = project();
    let told = |plan: &str, arguments: &[&str]| {
        let (run, _) = update(&playground, plan, arguments, Vec::new());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        run.stderr
    };
    assert_eq!(
        told("amplitude:Garden/main", &[]),
        "error: the saved plan of `backend` was not pulled from `amplitude:Garden/main`\n\
         help: run `ampli-rs pull` first\n"
    );
    playground.write("plan.json", playground.read("itly/tracking-plan.json"));
    assert_eq!(
        told("amplitude:Garden/draft", &["--plan", "plan.json"]),
        "error: the status of events can't be written to `plan.json`\n\
         help: Amplitude takes it: `amplitude:WORKSPACE[/BRANCH]`; leave out `--update` for any other plan\n"
    );
    let lock = playground.read("ampli.lock");
    playground.write("ampli.lock", lock.replace("amplitude:Garden/draft", "segment:tp_1"));
    assert_eq!(
        told("segment:tp_1", &[]),
        "error: the status of events can't be written to `segment:tp_1`\n\
         help: Amplitude takes it: `amplitude:WORKSPACE[/BRANCH]`; leave out `--update` for any other plan\n"
    );
    playground.write("ampli.lock", lock);
    let saved = playground.read("itly/tracking-plan.json");
    for (id, what) in [("s1", "the source `backend`"), ("e3", "`Bed Dug`")] {
        let line = format!("\"id\": \"{id}\"");
        assert!(saved.contains(&line), "{saved}");
        playground.write("itly/tracking-plan.json", saved.replace(&line, "\"owner\": \"Flora\""));
        assert_eq!(
            told("amplitude:Garden/draft", &[]),
            format!(
                "error: the plan does not say what Amplitude calls {what}\n\
                 help: run `ampli-rs pull`, which saves the plan with its ids\n"
            )
        );
    }
}

#[test]
fn every_answer_of_amplitude_is_told() {
    let playground = project();
    let failed = |replies: Vec<Reply>| {
        let (run, _) = update(&playground, "amplitude:Garden/draft", &[], replies);
        assert_eq!(run.status, 2, "{run:?}");
        // What was found is told all the same.
        assert!(run.stdout.starts_with("backend: 2 of 3 events sent"), "{run:?}");
        run.stderr
    };
    let error = |message: &str, code: &str| {
        ok(&json!({"data": null, "errors": [{"message": message, "extensions": {"code": code}}]}))
    };
    let known = || vec![orgs(), branches(), versions()];
    let answered = |reply: Reply| failed(known().into_iter().chain([reply]).collect());
    assert_eq!(
        failed(vec![status("401 Unauthorized", &json!({}))]),
        "error: Amplitude does not accept the token (HTTP status 401 Unauthorized)\n\
         help: it may be mistyped or have expired: make a new one and give it in `AMPLITUDE_TOKEN`, with `--token`, \
         by `token_command` in `ampli.toml`, or with `ampli-rs login`\n"
    );
    const FORBIDDEN: &str = "help: make a token for this workspace in the settings of Amplitude Data\n";
    let not_let = "error: Amplitude does not let this token write the status of events to `amplitude:Garden/draft@2.0.0`";
    assert_eq!(
        answered(status("403 Forbidden", &json!({}))),
        format!("{not_let} (HTTP status 403 Forbidden)\n{FORBIDDEN}")
    );
    assert_eq!(answered(error("viewers may not", "FORBIDDEN")), format!("{not_let}\n{FORBIDDEN}"));
    const ADDRESS: &str = "help: check the address of the API: `base_url` under `[vendor.amplitude]` in `ampli.toml`, or \
                           `AMPLITUDE_API_URL`\n";
    assert_eq!(
        answered(error("no such source", "BAD_USER_INPUT")),
        format!(
            "error: `http://host/graphql` refused the request for `editEventStatuses`: no such source\n{ADDRESS}"
        )
    );
    assert_eq!(
        answered(ok(&json!({"data": {}}))),
        format!(
            "error: `http://host/graphql` gave an answer without the list `data.editEventStatuses`\n{ADDRESS}"
        )
    );
    for partly in [taken(&[true, false, false]), taken(&[true])] {
        assert_eq!(
            answered(partly),
            "error: Amplitude has not taken the status of 2 of 3 events: `Bed Watered`, `Bed Dug`\n\
             help: check that the branch `draft` still has them, then run the command again\n"
        );
    }
    let older = within_workspace(
        &json!([{"id": "b1", "name": "draft", "versions": [{"id": "v1", "majorVersion": 1}]}]),
    );
    assert_eq!(
        failed(vec![orgs(), branches(), older]),
        "error: the branch `draft` has no version `2.0.0`\nhelp: did you mean `1.0.0`?\n"
    );
    let server = ScriptedServer::start([]);
    playground.write("ampli.toml", configuration("amplitude:Garden/draft", &server));
    let run = playground.run(&["status", "--update", "--fail-under", "0"]);
    assert_eq!(
        run.stderr,
        "error: Amplitude asks for a token to write the status of events to `amplitude:Garden/draft@2.0.0`\n\
         help: give it in `AMPLITUDE_TOKEN`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`\n"
    );
}
