//! The commands with a plan at a vendor: where token and address come from, and what is left on disk.

use serde_json::json;

use super::{ok, status};
use crate::playground::Playground;
use crate::scripted_server::{Reply, ScriptedServer};

const TOKEN: &str = "s3cret-token";

fn plan() -> [Reply; 2] {
    let schema = json!({"type": "object", "description": "A seed was sown.",
        "properties": {"properties": {"type": "object", "properties": {}}}});
    [
        ok(&json!({"data": {"trackingPlan": {"id": "tp_1", "name": "Garden"}}})),
        ok(
            &json!({"data": {"rules": [{"key": "Seed Sown", "type": "TRACK", "version": 1, "jsonSchema": schema}],
            "pagination": {"current": "c"}}}),
        ),
    ]
}

fn configuration(server: &ScriptedServer) -> String {
    let url = server.url("");
    format!(
        "plan = \"segment:tp_1\"\n\n[source.app]\n\n[http]\nretries = 0\n\n[vendor.segment]\nbase_url = \"{url}\"\n"
    )
}

#[test]
fn a_pulled_plan_is_used_offline_and_no_secret_is_left_behind() {
    let playground = Playground::new();
    let server = ScriptedServer::start(plan());
    playground.write("ampli.toml", configuration(&server));
    playground
        .run_with(&["pull"], &[("SEGMENT_TOKEN", TOKEN)], "")
        .says(0, "app: 1 event, 6 files written to ./itly\nnext: cargo add --path itly\n");
    assert!(playground.read("ampli.lock").contains(" from \"segment:tp_1\"\n"));
    assert!(playground.files().values().all(|text| !text.contains("s3cret")));
    playground.run(&["pull", "--offline", "--check"]).says(0, "app: 1 event, ./itly is up to date\n");
}

#[test]
fn a_failure_leaves_what_was_pulled_before() {
    let playground = Playground::new();
    let [about, rules] = plan();
    let failed = status("500 Internal Server Error", &json!({}));
    let server = ScriptedServer::start([about, rules, plan().into_iter().next().unwrap(), failed]);
    playground.write("ampli.toml", configuration(&server));
    playground.run_with(&["pull"], &[("SEGMENT_TOKEN", TOKEN)], "");
    let before = playground.files();
    let run = playground.run_with(&["pull"], &[("SEGMENT_TOKEN", TOKEN)], "");
    assert_eq!(
        (run.status, run.stderr.replace(&server.url(""), "http://host").as_str()),
        (
            2,
            "error: `http://host/tracking-plans/tp_1/rules?pagination.count=200` is in trouble (HTTP status 500 \
             Internal Server Error)\n\
             help: run the command again later; `--offline` uses the saved plan\n"
        )
    );
    assert_eq!(playground.files(), before);
}

#[test]
fn the_most_particular_token_is_taken() {
    let both = [("SEGMENT_TOKEN", "second"), ("AMPLI_TOKEN", "third")];
    for (arguments, variables, expected) in [
        (&["--token", "first"][..], &both[..], "first"),
        (&[], &both, "second"),
        (&[], &[("SEGMENT_TOKEN", ""), ("AMPLI_TOKEN", "third")], "third"),
        (&[], &[("AVO_TOKEN", "another")], "fourth"),
    ] {
        let playground = Playground::new();
        let server = ScriptedServer::start(plan());
        let command = "token_command = [\"/bin/echo\", \"fourth\"]\n";
        playground.write("ampli.toml", configuration(&server) + command);
        let run = playground.run_with(&[&["check"], arguments].concat(), variables, "");
        assert_eq!(run.status, 0, "{}", run.stderr);
        let header = format!("\r\nauthorization: bearer {expected}\r\n");
        assert!(server.requests().iter().all(|request| request.contains(&header)), "{expected}");
    }
}

#[test]
fn the_variable_for_the_address_comes_before_the_file() {
    let playground = Playground::new();
    let server = ScriptedServer::start(plan());
    playground.write("ampli.toml", "[vendor.segment]\nbase_url = \"http://127.0.0.1:9\"\n");
    let variables = [("SEGMENT_TOKEN", TOKEN), ("SEGMENT_API_URL", &server.url(""))];
    let run = playground.run_with(&["inspect", "plan", "--plan", "segment:tp_1"], &variables, "");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\"name\": \"Garden\""), "{}", run.stdout);
}

#[test]
fn a_token_is_not_sent_in_the_clear() {
    let playground = Playground::new();
    playground.write("ampli.toml", "[vendor.posthog]\nbase_url = \"http://posthog.invalid\"\n");
    playground.run_with(&["check", "--plan", "posthog:1"], &[("POSTHOG_CLI_API_KEY", TOKEN)], "").says(
        2,
        "error: the token would be sent to `http://posthog.invalid` for everybody on the way to read\n\
         help: use `https://`, or give no token\n",
    );
}

#[test]
fn init_writes_a_vendors_plan_if_it_names_one() {
    let playground = Playground::new();
    playground
        .run(&["init", "--plan", "avo:ws1/draft", "--yes", "--source", "app"])
        .says(0, "wrote ampli.toml\nnext: ampli-rs pull app\n");
    assert!(playground.read("ampli.toml").contains("\nplan = \"avo:ws1/draft\"\n"));
    let playground = Playground::new();
    playground
        .run(&["init", "--plan", "segment:", "--yes"])
        .says(2, "error: `segment:` does not say which tracking plan\nhelp: write `segment:PLAN_ID`\n");
    assert!(playground.names().is_empty());
}

#[test]
fn mistakes_in_the_configuration_are_named() {
    let told = |text: &str| {
        let playground = Playground::new();
        playground.write("ampli.toml", text);
        let run = playground.run(&["check", "--plan", "iglu:127.0.0.1:9"]);
        assert_eq!(run.status, 2);
        run.stderr
    };
    assert_eq!(
        told("[vendor.segmnt]\n"),
        "error: `ampli.toml:1:9`: unknown value `segmnt`\n\
         help: did you mean `segment`? known are `amplitude`, `segment`, `rudderstack`, `avo`, `iglu`, `posthog`\n",
    );
    assert_eq!(
        told("[vendor.iglu]\nbase_url = \"https://host\"\n"),
        "error: `base_url` under `[vendor.iglu]` in `ampli.toml` is not used: the location says where the registry is\n\
         help: remove it, and write the location as `iglu:HOST[/PATH][/schemas/VENDOR[/NAME[/jsonschema[/VERSION]]]]`\n",
    );
}

#[test]
#[cfg(unix)]
fn a_program_that_prints_the_token_is_run_once_for_all_plans() {
    let playground = Playground::new();
    let server = ScriptedServer::start(plan().into_iter().chain(plan()));
    let url = server.url("");
    playground.write(
        "ampli.toml",
        format!(
            "token_command = [\"/bin/sh\", \"-c\", \"echo run >> runs.txt; echo {TOKEN}\"]\n\
             [source.app]\nplan = \"segment:tp_1\"\n[source.web]\nplan = \"segment:tp_2\"\npath = \"web\"\n\
             [vendor.segment]\nbase_url = \"{url}\"\n"
        ),
    );
    let run = playground.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(server.requests().len(), 4);
    assert_eq!(playground.read("runs.txt"), "run\n");
}
