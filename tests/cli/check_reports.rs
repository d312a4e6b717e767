//! `check` prints findings and writes nothing.

use crate::playground::Playground;
use crate::pull_writes::{PLAN, plan_with_fault};

#[test]
fn a_plan_without_fault_is_clean() {
    let playground = Playground::with_plan(PLAN);
    playground.run(&["check", "--plan", "plan.json"]).says(0, "no findings in 2 events\n");
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn the_level_of_a_finding_about_names_is_heeded() {
    let plan = PLAN.replace("Page Scrolled", "song_played");
    let playground = Playground::with_plan(&plan);
    let pull = ["pull", "web", "--plan", "plan.json"];
    let run = playground.run(&pull);
    assert!(run.stderr.starts_with("warning[AMP0301]: "), "{}", run.stderr);
    playground.write(
        "ampli.toml",
        "[source.web]\n[check.levels]\nname-collision = \"off\"\nsimilar-names = \"off\"\n",
    );
    playground.run(&pull).says(0, "web: 2 events, ./itly is up to date (plan 3.0.0)\n");
}

#[test]
fn a_fault_is_data_for_people_and_machines() {
    let playground = Playground::with_plan(&plan_with_fault());
    let run = playground.run(&["check", "--plan", "plan.json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert!(run.stdout.starts_with("error[AMP0203]: "), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n1 error in 2 events\n"), "{}", run.stdout);
    for (format, start) in [("json", "{"), ("sarif", "{"), ("github", "::error ")] {
        let run = playground.run(&["check", "--plan", "plan.json", "--format", format]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""));
        assert!(run.stdout.starts_with(start), "{}", run.stdout);
    }
}

#[test]
fn the_rules_of_the_house_are_heeded() {
    let playground = Playground::with_plan(&PLAN.replace(r#", "description": "A song was played.""#, ""));
    assert_eq!(playground.run(&["check", "--plan", "plan.json"]).status, 0);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[check.levels]\nmissing-description = \"error\"\n");
    assert_eq!(playground.run(&["check"]).status, 1);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[check.allow]\n\"Song Played\" = [\"AMP0207\"]\n");
    playground.run(&["check"]).says(0, "no findings in 2 events\n");
}

#[test]
fn colours_are_where_they_are_wanted() {
    let playground = Playground::with_plan(&plan_with_fault());
    let arguments = ["check", "--plan", "plan.json", "--color"];
    let coloured = |choice, variables: &[(&str, &str)]| {
        playground.run_with(&[&arguments[..], &[choice]].concat(), variables, "").stdout.contains('\u{1b}')
    };
    assert!(!coloured("auto", &[]));
    assert!(coloured("always", &[]));
    assert!(!coloured("never", &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured("auto", &[("NO_COLOR", "1")]));
    assert!(coloured("auto", &[("CLICOLOR_FORCE", "1")]));
}
