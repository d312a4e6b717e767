//! Findings are let pass where they are meant: for events and properties, in the configuration and in the plan.

use crate::playground::{Playground, Run};

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "events": [
    {
      "name": "Seed Bought",
      "description": "A seed was paid for.",
      "schema": { "type": "object", "properties": {
        "email": { "description": "Where the bill goes.", "type": "string" },
        "buyer": { "description": "Who it is.", "type": "object", "properties": {
          "phone": { "description": "Of the buyer.", "type": "string" } } } } }
    },
    {
      "name": "Seed Returned",
      "description": "A seed was given back.",
      "schema": { "type": "object", "properties": {
        "email": { "description": "Where the money goes.", "type": "string" } } }
    }
  ]
}
"#;

/// The first lines of the findings about `plan` with this `[check]` in the configuration.
fn found(plan: &str, check: &str) -> Vec<String> {
    let Run { stdout, stderr, .. } = checked(plan, check);
    let is_title = |line: &&str| ["error[", "warning[", "note["].iter().any(|title| line.starts_with(title));
    let titles: Vec<String> = stdout.lines().filter(is_title).map(str::to_owned).collect();
    assert!(!titles.is_empty() || stderr == "no findings in 2 events\n", "{stdout}{stderr}");
    titles
}

fn checked(plan: &str, check: &str) -> Run {
    let playground = Playground::with_plan(plan);
    playground.write("ampli.toml", format!("plan = \"plan.json\"\n{check}"));
    playground.run(&["check"])
}

const EMAIL_TWICE: &str =
    "warning[AMP0223]: `email` of `Seed Bought` and 1 more place looks like an e-mail address";
const EMAIL_RETURNED: &str = "warning[AMP0223]: `email` of `Seed Returned` looks like an e-mail address";
const EMAIL_BOUGHT: &str = "warning[AMP0223]: `email` of `Seed Bought` looks like an e-mail address";
const PHONE: &str = "warning[AMP0223]: `phone` of `Seed Bought` looks like a telephone number";

#[test]
fn a_property_can_be_named() {
    assert_eq!(found(PLAN, ""), [EMAIL_TWICE, PHONE]);
    assert_eq!(
        found(PLAN, "[check.allow]\n\"Seed Bought.email\" = [\"personal-data\"]\n"),
        [PHONE, EMAIL_RETURNED]
    );
    assert_eq!(found(PLAN, "[check.allow]\n\"Seed Bought.buyer.phone\" = [\"AMP0223\"]\n"), [EMAIL_TWICE]);
    assert_eq!(found(PLAN, "[check.allow]\n\"*.email\" = [\"personal-data\"]\n"), [PHONE]);
    assert_eq!(found(PLAN, "[check.allow]\n\"Seed*\" = [\"personal-data\"]\n"), Vec::<String>::new());
    assert_eq!(found(PLAN, "[check.allow]\n\"Seed Bought\" = [\"personal-data\"]\n"), [EMAIL_RETURNED]);
}

#[test]
fn the_plan_itself_can_say_it() {
    let in_event = PLAN
        .replace("\"description\": \"A seed was paid for.\",", "\"allow\": [\"personal-data\"],\n      $0");
    let in_event = in_event.replace("$0", "\"description\": \"A seed was paid for.\",");
    assert_eq!(found(&in_event, ""), [EMAIL_RETURNED]);
    let marked = |description: &str| {
        let text = format!("\"description\": \"{description}\"");
        PLAN.replace(&text, &format!("{text}, \"x-allow\": [\"personal-data\"]"))
    };
    assert_eq!(found(&marked("Where the money goes."), ""), [EMAIL_BOUGHT, PHONE]);
    // What an object lets pass holds for all that it holds.
    assert_eq!(found(&marked("Who it is."), ""), [EMAIL_TWICE]);
}

#[test]
fn an_event_says_it_again_when_it_is_saved() {
    let plan = PLAN
        .replace("\"name\": \"Seed Bought\",", "\"name\": \"Seed Bought\", \"allow\": [\"personal-data\"],");
    let playground = Playground::with_plan(&plan);
    let run = playground.run(&["convert", "plan.json", "own.json", "--to", "ampli"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(playground.read("own.json").contains("\"allow\": [\n        \"personal-data\"\n      ]"));
}

#[test]
fn what_names_nothing_is_pointed_at() {
    let run = checked(
        PLAN,
        "[check.allow]\n\"*\" = [\"personal-data\"]\n\"Seed Bought.emial\" = [\"untyped-value\"]\n",
    );
    run.prints(
        0,
        "warning[AMP0403]: `[check.allow]` names the item `Seed Bought.emial`, which the plan does not have
 --> ampli.toml:4:1
  |
4 | \"Seed Bought.emial\" = [\"untyped-value\"]
  | ^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `Seed Bought.email`?

1 warning in 2 events
",
        "",
    );
}

#[test]
fn conventions_can_be_those_of_one_call() {
    let plan = r#"{"ampliPlan": 1,
        "identify": {"schema": {"type": "object", "properties": {"bedCount": {"type": "integer", "description": "Beds."}}}},
        "page": {"name": "shed", "description": "The shed."},
        "events": [{"name": "Seed Sown", "description": "In the soil.", "schema": {"type": "object", "properties": {
            "bed_count": {"type": "integer", "description": "How many."}}}}]}"#;
    let names = |more: &str| {
        let check = format!("[check.names]\nevents = \"Title Case\"\nproperties = \"snake_case\"\n{more}");
        let Run { stdout, .. } = checked(plan, &check);
        stdout.lines().filter(|line| line.starts_with("warning[")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["warning[AMP0209]: property `bedCount` is not in snake_case"]);
    assert_eq!(names("[check.names.identify]\nproperties = \"camelCase\"\n"), Vec::<String>::new());
    assert_eq!(
        names(
            "[check.names.identify]\nproperties = \"camelCase\"\n[check.names.page]\nevents = \"Title Case\"\n"
        ),
        ["warning[AMP0209]: page `shed` is not in Title Case"]
    );
}

#[test]
fn lists_and_demands_are_the_users() {
    let plan = PLAN.replace("email", "parcel").replace("phone", "bed");
    assert_eq!(found(&plan, ""), Vec::<String>::new());
    assert_eq!(
        found(&plan, "[check.generic_names]\nevents = [\"seed bought\"]\nproperties = [\"parcel\"]\n"),
        [
            "note[AMP0221]: the event name `Seed Bought` says nothing about what happened",
            "note[AMP0221]: the property name `parcel` of `Seed Bought` and 1 more place says nothing about what the value is",
        ]
    );
    assert_eq!(
        found(&plan, "[check.levels]\nmissing-owner = \"error\"\n"),
        [
            "error[AMP0229]: event `Seed Bought` has no owner",
            "error[AMP0229]: event `Seed Returned` has no owner"
        ]
    );
}
