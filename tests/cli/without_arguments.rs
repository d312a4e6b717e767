//! Without a command the tool tells how things stand and what is next.

use crate::playground::Playground;
use crate::pull_writes::PLAN;

const REST: &str = "\n`ampli-rs --help` lists all commands\n";

const CONFIGURATION: &str =
    "plan = \"plan.json\"\n[source.backend]\npath = \"sdk\"\n[source.web]\npath = \"web\"\n";

#[track_caller]
fn tells(playground: &Playground, expected: &str) {
    playground.run(&[]).prints(0, &format!("{expected}{REST}"), "");
}

#[test]
fn without_configuration_the_first_step_is_told() {
    let playground = Playground::new();
    let start = "there is no ampli.toml here or in a folder above\nnext: ampli-rs init --plan ";
    tells(&playground, &format!("{start}FILE|FOLDER|URL\n"));
    playground.write("plan.json", PLAN);
    tells(&playground, &format!("{start}plan.json\n"));
}

#[test]
fn every_source_is_told_of() {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", CONFIGURATION);
    tells(
        &playground,
        "ampli.toml: 2 sources\n\
         backend: plan.json -> ./sdk, not pulled yet\n\
         web: plan.json -> ./web, not pulled yet\n\
         next: ampli-rs pull --all\n",
    );
    playground.run(&["pull", "web"]);
    let before = playground.files();
    tells(
        &playground,
        "ampli.toml: 2 sources\n\
         backend: plan.json -> ./sdk, not pulled yet\n\
         web: plan.json -> ./web, pulled from this plan\n\
         next: ampli-rs pull backend\n",
    );
    assert_eq!(playground.files(), before);
    playground.run(&["pull", "backend"]);
    tells(
        &playground,
        "ampli.toml: 2 sources\n\
         backend: plan.json -> ./sdk, pulled from this plan\n\
         web: plan.json -> ./web, pulled from this plan\n\
         next: ampli-rs pull --all --check, which tells whether all files are as they should be\n",
    );
    playground.write("plan.json", PLAN.replace("A song was played.", "A song was started."));
    tells(
        &playground,
        "ampli.toml: 2 sources\n\
         backend: plan.json -> ./sdk, the plan has changed since the last pull\n\
         web: plan.json -> ./web, the plan has changed since the last pull\n\
         next: ampli-rs pull --all\n",
    );
}

#[test]
fn what_stands_in_the_way_is_told() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\n");
    tells(
        &playground,
        "ampli.toml: 1 source\n\
         backend: plan.json -> ./itly, not pulled yet\n\
         could not read `plan.json`: no such file or folder\n\
         next: correct `plan` in `ampli.toml`: the path is relative to that file\n",
    );
}
