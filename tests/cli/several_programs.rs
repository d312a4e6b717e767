//! A workspace with several programs: one `ampli.toml`, one look at each plan, one summary.

use crate::playground::Playground;
use crate::pull_writes::PLAN;
use crate::scripted_server::{Reply, ScriptedServer};

const TV: &str =
    r#"{ "ampliPlan": 1, "events": [{ "name": "Channel Changed", "description": "Another channel." }] }"#;

#[test]
fn one_run_writes_all_sdks_and_asks_each_place_once() {
    let playground = Playground::new();
    let server = ScriptedServer::start([Reply::json(PLAN), Reply::json(TV)]);
    playground.write(
        "ampli.toml",
        format!(
            "plan = \"{}\"\n\
             [source.backend]\npath = \"backend/itly\"\n\
             [source.tv]\nplan = \"{}\"\npath = \"apps/tv/itly\"\n\
             [source.web]\npath = \"apps/web/src/itly\"\nlayout = \"module\"\n",
            server.url("/acme.json"),
            server.url("/tv.json"),
        ),
    );
    playground.write("apps/tv/src/main.rs", "fn main() {}\n");
    playground.run(&["-C", "apps/tv", "pull", "--all"]).says(
        0,
        &format!(
            "source   events    plan   files      folder\n\
             backend  1 event   3.0.0  6 written  {root}/backend/itly\n\
             web      2 events  3.0.0  5 written  {root}/apps/web/src/itly\n\
             tv       1 event   -      6 written  {root}/apps/tv/itly\n\
             next: cargo add --path {root}/backend/itly\n\
             next: declare the module with `mod itly;`, and run `cargo add itly-runtime`\n\
             next: cargo add --path {root}/apps/tv/itly\n",
            root = playground.path("").canonicalize().unwrap().display()
        ),
    );
    assert_eq!(server.requests().len(), 2);
    let lock = playground.read("ampli.lock");
    let sources: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("source ")).collect();
    assert_eq!(sources, ["backend", "tv", "web"]);
}

#[test]
fn what_is_wrong_in_one_plan_stops_all() {
    let playground = Playground::with_plan(PLAN);
    playground.write("tv.json", TV.replace("Channel Changed", ""));
    playground.write(
        "ampli.toml",
        "plan = \"plan.json\"\n[source.backend]\n[source.tv]\nplan = \"tv.json\"\npath = \"tv\"\n",
    );
    let before = playground.files();
    let run = playground.run(&["pull", "--all"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.ends_with("\nnothing was written\n"), "{}", run.stderr);
    assert_eq!(playground.files(), before);
}
