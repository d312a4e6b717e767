//! One command for a build server: all steps, whatever they find, with one summary and one exit status.

use crate::playground::{Playground, Run, finish};

const PLAN: &str = r#"{"ampliPlan": 1, "name": "Garden", "events": [
  {"name": "Seed Sown", "description": "A seed was put into a bed.", "owner": "garden",
   "schema": {"type": "object", "properties": {"bed": {"type": "integer", "description": "Number of the bed."}}}}
]}"#;

const PROGRAM: &str = "fn main() {\n    let _ = itly::seed_sown(\"u\", itly::SeedSown::new());\n}\n";

fn git(playground: &Playground, arguments: &[&str]) -> Run {
    let mut command = playground.command("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
    command.args(arguments);
    finish(command, "")
}

fn commit(playground: &Playground) {
    for arguments in [["add", "-A"].as_slice(), &["commit", "-q", "-m", "a", "--allow-empty"]] {
        let run = git(playground, arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}

/// A project that is up to date, of two commits.
fn project() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n\n[source.garden]\npath = \"itly\"\n");
    playground.write(
        "Cargo.toml",
        "[package]\nname = \"shed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nitly = { path = \"itly\" }\n",
    );
    playground.write("src/main.rs", PROGRAM);
    assert_eq!(playground.run(&["pull"]).status, 0);
    assert_eq!(git(&playground, &["init", "-q"]).status, 0);
    commit(&playground);
    commit(&playground);
    playground
}

/// The lines that tell of the steps.
fn told(run: &Run) -> String {
    let start = run.stdout.find("\npull --all").unwrap_or_else(|| panic!("{}\n{}", run.stdout, run.stderr));
    run.stdout[start + 1..].to_owned()
}

#[test]
fn what_is_all_right_passes() {
    let run = project().run(&["ci"]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert_eq!(
        told(&run),
        "pull --all --check --locked  passed\n\
         check                        passed\n\
         diff HEAD~1                  passed\n\
         status --fail-under 100      passed\n"
    );
}

#[test]
fn every_step_that_fails_is_told_and_none_is_left_out() {
    let playground = project();
    // The property is required from now on, the program no longer sends the event, and nobody has pulled.
    let narrowed = PLAN.replace("\"object\", ", "\"object\", \"required\": [\"bed\"], ");
    playground.write("plan.json", &narrowed);
    assert_eq!(playground.run(&["pull"]).status, 0);
    playground.write("plan.json", narrowed.replace("Number of", "Which number of"));
    playground.write("src/main.rs", "fn main() {}\n");
    let run = playground.run(&["ci", "--against", "HEAD"]);
    assert_eq!(run.status, 1, "{}\n{}", run.stdout, run.stderr);
    assert_eq!(
        told(&run),
        "pull --all --check --locked  failed  the SDK, the lock or the saved plan is not up to date, or the plan is broken\n\
         check                        passed\n\
         diff HEAD                    failed  the plan has changes that are not wanted\n\
         status --fail-under 100      failed  too few of the events are sent, or a program can't be read\n"
    );
    let run =
        playground.run(&["ci", "--against", "HEAD", "--fail-on", "none", "--fail-under", "0", "--offline"]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
}

#[test]
fn a_step_that_can_not_run_stops_no_other() {
    let playground = project();
    let run = playground.run(&["ci", "--against", "nowhere"]);
    assert_eq!(run.status, 2);
    assert_eq!(
        told(&run),
        "pull --all --check --locked  passed\n\
         check                        passed\n\
         diff nowhere                 could not run  `nowhere` is no file, and git knows no revision of that name\n\
         status --fail-under 100      passed\n"
    );
    assert!(run.stderr.contains("error: not every step could run\n"), "{}", run.stderr);
}

#[test]
fn a_plan_that_is_new_has_nothing_to_be_compared_with() {
    let playground = project();
    git(&playground, &["checkout", "-q", "--orphan", "other"]);
    commit(&playground);
    let diff = |run: &Run| told(run).lines().nth(2).unwrap_or_default().to_owned();
    let run = playground.run(&["ci"]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert_eq!(diff(&run), "diff HEAD~1                  passed  there is no commit before the first");

    git(&playground, &["checkout", "-q", "--orphan", "another"]);
    git(&playground, &["rm", "-rqf", "--cached", "."]);
    assert_eq!(git(&playground, &["commit", "-q", "-m", "a", "--allow-empty"]).status, 0);
    commit(&playground);
    let run = playground.run(&["ci"]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert_eq!(diff(&run), "diff HEAD~1                  passed  the plan is new");
}

#[test]
fn a_source_that_is_new_is_not_compared() {
    let playground = project();
    playground.write("shed.json", PLAN);
    let shed = "[source.shed]\npath = \"shed\"\nplan = \"shed.json\"\n";
    playground.write("ampli.toml", playground.read("ampli.toml") + shed);
    assert_eq!(playground.run(&["pull", "--all"]).status, 0);
    let run = playground.run(&["ci", "--fail-under", "0"]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(told(&run).contains("\ndiff HEAD~1                  passed  new are `shed`\n"), "{}", run.stdout);
}

#[test]
fn a_shallow_clone_does_not_pass() {
    let playground = project();
    let from = format!("file://{}", playground.path("").display());
    assert_eq!(git(&playground, &["clone", "-q", "--depth", "1", &from, "clone"]).status, 0);
    let run = playground.run(&["-C", "clone", "ci"]);
    assert_eq!(run.status, 2);
    assert!(told(&run).contains("\ndiff HEAD~1                  could not run"), "{}", run.stdout);
}

#[test]
fn workflows_of_github_get_annotations_and_a_summary() {
    let playground = project();
    playground.write("src/main.rs", "fn main() {}\n");
    playground.write("summary.md", "# Before\n");
    let file = playground.path("summary.md").display().to_string();
    let variables = [("GITHUB_STEP_SUMMARY", file.as_str()), ("GITHUB_BASE_REF", "")];
    let run = playground.run_with(&["ci", "--format", "github"], &variables, "");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("::warning file=itly/tracking-plan.json,line=6,"), "{}", run.stdout);
    assert_eq!(
        playground.read("summary.md"),
        "# Before\n## Tracking plan\n\n| step | | |\n|---|---|---|\n\
         | `pull --all --check --locked` | passed |  |\n\
         | `check` | passed |  |\n\
         | `diff HEAD~1` | passed |  |\n\
         | `status --fail-under 100` | failed | too few of the events are sent, or a program can't be read |\n"
    );
}
