//! `init` writes a configuration that `pull` can use.

use crate::playground::Playground;
use crate::pull_writes::PLAN;

#[test]
fn a_configuration_for_the_sources_of_the_plan() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["init", "--plan", "plan.json"]).says(0, "wrote ampli.toml\nnext: ampli-rs pull --all\n");
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
