//! `pull` from an address: the token, the proxy, and answers that are no plan.

use crate::playground::{Playground, Run};
use crate::pull_writes::PLAN;
use crate::scripted_server::{Reply, ScriptedServer};

const TOKEN: &str = "s3cret-token";

/// A pull of what `server` gives, with the token in the variable.
fn pull(playground: &Playground, server: &ScriptedServer) -> Run {
    playground.write("ampli.toml", "[http]\nretries = 0\n");
    let url = server.url("/plan.json?key=s3cret-key");
    let run = playground.run_with(&["pull", "backend", "--plan", &url], &[("AMPLI_TOKEN", TOKEN)], "");
    assert!(!run.stderr.contains("s3cret"), "{}", run.stderr);
    Run { stderr: run.stderr.replace(&server.url(""), "http://host"), ..run }
}

#[test]
fn a_plan_is_pulled_and_no_secret_is_left_behind() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::json(PLAN)]);
    pull(&playground, &server)
        .says(0, "backend: 1 event, 6 files written to ./itly (plan 3.0.0)\nnext: cargo add --path itly\n");
    assert!(server.requests()[0].contains(&format!("authorization: bearer {TOKEN}")));
    assert!(playground.files().values().all(|text| !text.contains("s3cret")));
}

#[test]
fn answers_that_are_no_plan_leave_nothing_behind() {
    let cases = [
        (
            "401 Unauthorized",
            "does not accept the token",
            "check that the token is the right one and not expired",
        ),
        ("404 Not Found", "has no plan there", "check the address, and that the token may read the plan"),
        (
            "429 Too Many Requests",
            "is asked too often",
            "wait a while, then run the command again; `--offline` uses the saved plan",
        ),
        (
            "500 Internal Server Error",
            "is in trouble",
            "run the command again later; `--offline` uses the saved plan",
        ),
    ];
    for (status, what, help) in cases {
        let playground = Playground::new();
        let server = ScriptedServer::start([Reply::new(status, &[], "")]);
        pull(&playground, &server).says(
            2,
            &format!("error: `http://host/plan.json?…` {what} (HTTP status {status})\nhelp: {help}\n"),
        );
        assert_eq!(playground.names(), ["ampli.toml"]);
    }
}

#[test]
fn a_web_page_is_no_plan() {
    let playground = Playground::new();
    let server =
        ScriptedServer::start([Reply::new("200 OK", &["content-type: text/html"], "\n<html></html>")]);
    pull(&playground, &server).says(
        2,
        "error: `http://host/plan.json?…` answered with a web page, not with JSON; maybe one to log in\n\
         help: check the address; the plan's raw JSON is needed\n",
    );
}

#[test]
#[cfg(unix)]
fn a_program_gives_the_token() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::json(PLAN)]);
    playground.write(
        "ampli.toml",
        format!("plan = \"{}\"\ntoken_command = [\"/bin/echo\", \"{TOKEN}\"]\n", server.url("/plan.json")),
    );
    let run = playground.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(server.requests()[0].contains(&format!("authorization: bearer {TOKEN}")));
}

#[test]
fn a_program_that_gives_no_token_stops_the_run() {
    let playground = Playground::new();
    playground
        .write("ampli.toml", "plan = \"http://127.0.0.1:9/plan\"\ntoken_command = [\"/no/such/program\"]\n");
    let run = playground.run(&["check"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("error: could not run `/no/such/program` for a token: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_proxy_is_used_for_other_machines() {
    let playground = Playground::new();
    let proxy = ScriptedServer::start([Reply::json(PLAN)]);
    let arguments = ["check", "--plan", "http://plans.invalid/plan.json"];
    let run = playground.run_with(&arguments, &[("http_proxy", &proxy.url(""))], "");
    run.says(0, "no findings in 2 events\n");
    assert!(proxy.requests()[0].starts_with("get http://plans.invalid/plan.json http/1.1\r\n"));
}

#[test]
fn nobody_on_the_net_sends_us_to_this_machine() {
    let playground = Playground::new();
    let inside = ScriptedServer::start([Reply::json(PLAN)]);
    let proxy =
        ScriptedServer::start([Reply::new("302 Found", &[&format!("location: {}", inside.url("/"))], "")]);
    let arguments = ["check", "--plan", "http://plans.invalid/plan.json"];
    playground.run_with(&arguments, &[("http_proxy", &proxy.url(""))], "").says(
        2,
        &format!(
            "error: `http://plans.invalid/plan.json` can't be read: it is redirected to `{}`, which only this machine \
             reaches\nhelp: check the address\n",
            inside.url("/")
        ),
    );
    assert_eq!(inside.requests(), [""; 0]);
}
