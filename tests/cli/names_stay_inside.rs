//! Whatever a plan calls its events, sources and schemas: every file is written inside of the folder that the user has named.

use serde_json::json;

use crate::playground::Playground;

/// Names that lead elsewhere, or that systems keep for themselves.
const HOSTILE: [&str; 9] = [
    "../../outside",
    "..",
    "/etc/outside",
    "..\\..\\outside",
    "C:\\outside",
    "file:///outside",
    "con",
    "a\0b",
    "~/outside",
];

/// A folder `inside` with a plan, and nothing beside it but a file that must stay as it is.
fn playground() -> Playground {
    let events: Vec<_> = HOSTILE
        .iter()
        .map(|name| {
            json!({"name": name, "id": name, "version": name, "sources": [name], "schema": {
                "$id": format!("iglu:../../outside/{name}/jsonschema/1-0-0"), "title": name,
                "properties": {*name: {"enum": HOSTILE}}}})
        })
        .collect();
    let sources: Vec<_> = HOSTILE.iter().map(|name| json!({"name": name, "id": name})).collect();
    let plan = json!({"ampliPlan": 1, "name": "../outside", "version": "../1", "sources": sources, "events": events});
    let playground = Playground::new();
    playground.write("inside/plan.json", plan.to_string());
    playground.write("inside/ampli.toml", "plan = \"plan.json\"\n[source.\"../../outside\"]\n");
    playground.write("outside", "mine\n");
    playground
}

#[track_caller]
fn assert_inside(playground: &Playground, what: &str) {
    let outside: Vec<String> =
        playground.names().into_iter().filter(|name| !name.starts_with("inside/")).collect();
    assert_eq!(outside, ["outside"], "{what}");
    assert_eq!(playground.read("outside"), "mine\n", "{what}");
}

#[test]
fn of_an_sdk_and_of_a_catalogue() {
    let playground = playground();
    for arguments in [
        ["pull", "--all", "--keep-going", "--config", "inside/ampli.toml"].as_slice(),
        &[
            "pull",
            "--plan",
            "inside/plan.json",
            "--keep-going",
            "--path",
            "inside/sdk",
            "--config",
            "inside/ampli.toml",
        ],
        &["docs", "--plan", "inside/plan.json", "--output", "inside/site"],
        &["docs", "--plan", "inside/plan.json", "--output", "inside/pages", "--format", "markdown"],
    ] {
        let run = playground.run(arguments);
        assert_inside(&playground, &format!("{arguments:?}: {run:?}"));
    }
    let written = playground.names();
    for folder in ["inside/itly/src/", "inside/sdk/src/", "inside/site/", "inside/pages/"] {
        assert!(written.iter().any(|name| name.starts_with(folder)), "{folder} in {written:?}");
    }
}

#[test]
fn of_a_plan_in_another_form() {
    let playground = playground();
    for form in
        ["ampli", "segment", "segment-config", "rudderstack", "rudderstack-catalogue", "iglu", "schemas"]
    {
        let out = format!("inside/{form}");
        let run = playground.run(&["convert", "inside/plan.json", &out, "--to", form, "--keep-going"]);
        assert_inside(&playground, &format!("{form}: {run:?}"));
    }
}
