//! `login`, `logout` and `whoami`: tokens in a file of the user's own.

use serde_json::json;

use crate::playground::{Playground, Run};
use crate::pull_writes::PLAN;
use crate::scripted_server::{Reply, ScriptedServer};

const TOKEN: &str = "s3cret-token";

fn account() -> Reply {
    Reply::json(&json!({"data": {"workspace": {"id": "w1", "slug": "garden", "name": "Garden"}}}).to_string())
}

/// Runs the tool with Segment's API at `server`; the host in what it says is `host`.
fn run(playground: &Playground, server: &ScriptedServer, arguments: &[&str], input: &str) -> Run {
    let url = server.url("");
    let run = playground.run_with(arguments, &[("SEGMENT_API_URL", &url)], input);
    let hidden = |text: &str| {
        assert!(!text.contains(TOKEN), "{text}");
        let text = text.replace(url.trim_start_matches("http://"), "host");
        text.replace(&playground.path("").display().to_string(), "home/")
    };
    Run { stdout: hidden(&run.stdout), stderr: hidden(&run.stderr), ..run }
}

#[test]
fn a_token_is_tried_and_then_used_until_it_is_forgotten() {
    let playground = Playground::new();
    let server = ScriptedServer::start([account(), account()]);
    run(&playground, &server, &["login", "segment"], &format!("{TOKEN}\n")).says(
        0,
        "host: logged in as a token of no person for Garden\nstored in home/.config/credentials.toml\n",
    );
    run(&playground, &server, &["whoami", "segment"], "").prints(
        0,
        "host: a token of no person for Garden, by the token of `ampli-rs login`\n",
        "",
    );
    let bearer = format!("authorization: bearer {TOKEN}");
    assert!(server.requests().iter().all(|request| request.contains(&bearer)));
    run(&playground, &server, &["whoami"], "").prints(0, "host: a token is stored\n", "");
    run(&playground, &server, &["logout", "segment"], "").says(0, "host: logged out\n");
    run(&playground, &server, &["logout", "segment"], "").says(0, "host: there was no stored token\n");
    run(&playground, &server, &["whoami", "segment"], "").prints(1, "host: there is no token\n", "");
}

#[test]
fn a_token_that_is_not_accepted_is_not_stored() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::new("401 Unauthorized", &[], "{}")]);
    let run = run(&playground, &server, &["login", "segment"], TOKEN);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(!playground.path(".config").exists());
}

#[test]
fn an_address_has_its_token_by_host() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::json(PLAN)]);
    playground.write("ampli.toml", format!("plan = \"{}\"\n", server.url("/plan.json")));
    run(&playground, &server, &["login"], TOKEN).says(
        0,
        "host: the token is stored; it could not be tried\nstored in home/.config/credentials.toml\n",
    );
    assert_eq!(playground.run(&["check"]).status, 0);
    assert!(server.requests()[0].contains(&format!("authorization: bearer {TOKEN}")));
    run(&playground, &server, &["whoami"], "").prints(
        0,
        "host: whose token it is can't be asked for, by the token of `ampli-rs login`\n",
        "",
    );
}

#[test]
#[cfg(unix)]
fn nobody_else_can_read_the_tokens() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    let playground = Playground::new();
    playground.run_with(&["login", "plans.example.com"], &[], TOKEN).says(
        0,
        &format!(
            "plans.example.com: the token is stored; it could not be tried\nstored in {}\n",
            playground.path(".config/credentials.toml").display()
        ),
    );
    let file = playground.path(".config/credentials.toml");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let shown = file.display();
    playground.run(&["whoami"]).says(
        2,
        &format!(
            "error: `{shown}` holds tokens, and others than you may read it\n\
             help: run `chmod 600 {shown}`, and make new tokens if others may have read these\n"
        ),
    );
}

#[test]
fn what_is_no_place_for_tokens_is_refused() {
    let playground = Playground::new();
    playground.run_with(&["login", "segmnet"], &[], TOKEN).says(
        2,
        "error: `segmnet` is neither a vendor nor an address\n\
         help: did you mean `segment`? known are `amplitude`, `segment`, `rudderstack`, `avo`, `iglu`, `posthog`\n",
    );
    playground.run_with(&["login"], &[], TOKEN).says(
        2,
        "error: no plan of this project is at a vendor or an address\n\
         help: name the place that the token is for, as in `ampli-rs login segment`\n",
    );
    playground.run(&["whoami"]).says(0, "no plan of this project asks for a token, and none is stored\n");
    assert_eq!(playground.run_with(&["login", "segment"], &[], "\n").status, 2);
}
