//! Mistakes in `ampli.toml` are pointed at.

use crate::playground::{Playground, Run};
use crate::pull_writes::PLAN;

#[track_caller]
fn with(configuration: &str, arguments: &[&str]) -> Run {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", configuration);
    playground.run(arguments)
}

#[test]
fn an_unknown_key() {
    with("plam = \"plan.json\"\n", &["check"]).says(
        2,
        "error: `ampli.toml:1:1`: unknown key `plam`\n\
         help: did you mean `plan`? known are `plan`, `token_command`, `source`, `names`, `check`, `http`, `vendor`\n",
    );
}

#[test]
fn text_that_is_not_toml() {
    with("[source.backend\n", &["check"]).says(
        2,
        "error: `ampli.toml:1:16`: unclosed table, expected `]`\n\
         help: `ampli-rs schema config` prints what the file may say\n",
    );
}

#[test]
fn an_unknown_source() {
    with("plan = \"plan.json\"\n[source.backend]\n[source.web]\npath = \"web\"\n", &["pull", "bakcend"])
        .says(
            2,
            "error: `ampli.toml` has no source `bakcend`\n\
         help: did you mean `backend`? known are `backend`, `web`\n",
        );
    with("plan = \"plan.json\"\n[source.mobile]\n", &["pull"])
        .says(2, "error: the plan has no source `mobile`\nhelp: known are `backend`, `web`\n");
}

#[test]
fn several_sources_and_no_choice() {
    let both = "plan = \"plan.json\"\n[source.backend]\n[source.web]\n";
    with(both, &["pull"]).says(
        2,
        "error: `ampli.toml` has 2 sources\nhelp: name one or more of `backend`, `web`, or all with `--all`\n",
    );
    with(both, &["pull", "--all"]).says(
        2,
        "error: the sources `backend` and `web` have the same folder `itly`\n\
         help: give each its own `path` in `ampli.toml`\n",
    );
    with(both, &["pull", "backend", "web", "--path", "sdk"]).says(
        2,
        "error: `--path` names one folder for several sources\n\
         help: pull them one by one, or set `path` for each in `ampli.toml`\n",
    );
    with("", &["pull", "--all", "--plan", "plan.json"])
        .says(2, "error: `ampli.toml` has no sources\nhelp: add a table `[source.NAME]` for each of them\n");
}

#[test]
fn an_unknown_code_or_level() {
    let help = "help: `ampli-rs explain` lists the codes, `ampli-rs schema config` what may be said\n";
    with("plan = \"plan.json\"\n[check.levels]\nmising-description = \"off\"\n", &["check"]).says(
        2,
        &format!(
            "error: `levels` under `[check]` in `ampli.toml:3:1` can't be used: there is no rule `mising-description`: \
             did you mean `missing-description`?\n{help}"
        ),
    );
    with("plan = \"plan.json\"\n[check.levels]\nmissing-description = \"fatal\"\n", &["check"]).says(
        2,
        &format!(
            "error: `levels` under `[check]` in `ampli.toml:3:23` can't be used: `fatal` is no level: \
             use `error`, `warning`, `note` or `off`\n{help}"
        ),
    );
}

#[test]
fn an_unknown_code_or_convention_is_pointed_at() {
    let mistake = |text: &str| {
        let run = with(&format!("plan = \"plan.json\"\n{text}"), &["check"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        run.stderr.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        mistake("[check]\nallow = { 'Song Played' = [\"missed-event\",\n  \"personal-dat\"] }\n"),
        "error: `allow` under `[check]` in `ampli.toml:4:3` can't be used: there is no rule `personal-dat`: \
         did you mean `personal-data`?",
    );
    assert_eq!(
        mistake("check.levels.'AMP0103' = \"off\"\n"),
        "error: `levels` under `[check]` in `ampli.toml:2:26` can't be used: `duplicate-event` is always an error, \
         because what it finds can't be generated",
    );
    let convention = mistake("[check.names.identify]\nproperties = \"snakecase\"\n");
    let start = "error: `names` under `[check]` in `ampli.toml:3:14` can't be used: `snakecase` is no naming convention";
    assert!(convention.starts_with(start), "{convention}");
}

#[test]
fn a_configuration_that_is_not_there() {
    Playground::new().run(&["check", "--config", "other.toml"]).says(
        2,
        "error: could not read `other.toml`: no such file or folder\n\
         help: check the path; it is relative to where you are\n",
    );
}
