//! What `status` prints and how it ends: reports for people and programs, thresholds, and what is asked about.

use serde_json::Value;

use crate::playground::{Playground, Run};

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "events": [
    { "name": "Seed Sown", "description": "A seed went into the ground." },
    { "name": "Bed Watered", "description": "A bed was watered." },
    { "name": "Seed Sowed", "description": "An older name.", "deprecated": true }
  ],
  "identify": { "description": "Who it is.", "schema": { "type": "object", "properties": { "name": { "type": "string" } } } }
}
"#;

const PROGRAM: &str = "fn main() {\n    let _ = itly::seed_sown(\"a\");\n}\n\n\
                       #[test]\nfn water() {\n    let _ = itly::bed_watered(\"a\");\n}\n";

fn project() -> Playground {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.garden]\n");
    playground.write(
        "Cargo.toml",
        "[package]\nname = \"garden\"\nversion = \"0.0.0\"\n[dependencies]\nitly.path = \"itly\"\n",
    );
    playground.write("src/main.rs", PROGRAM);
    playground
}

fn status(playground: &Playground, arguments: &[&str]) -> Run {
    playground.run(&[&["status", "--plan", "plan.json"], arguments].concat())
}

#[test]
fn people_see_each_event_and_its_places() {
    let playground = project();
    status(&playground, &[]).prints(
        1,
        "garden: 1 of 2 events sent, 50 %\n\
         \x20   identify: not called\n\
         \x20 + Seed Sown: sent from 1 place\n\
         \x20     src/main.rs:2:19\n\
         \x20 - Bed Watered: only in tests\n\
         \x20     src/main.rs:7:19\n\
         \x20   Seed Sowed: not sent, deprecated\n",
        "",
    );
}

#[test]
fn the_quick_start_sends_its_whole_plan() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/quickstart");
    Playground::new().run(&["-C", folder, "status"]).prints(
        0,
        "backend: 3 of 3 events sent, 100 %\n\
         \x20 + identify: called from 1 place\n\
         \x20     src/main.rs:21:11\n\
         \x20 + Process Started: sent from 2 places\n\
         \x20     src/main.rs:22:11\n\
         \x20     src/main.rs:30:31\n\
         \x20 + Report Exported: sent from 1 place\n\
         \x20     src/main.rs:23:11\n\
         \x20 + Process Stopped: sent from 1 place\n\
         \x20     src/main.rs:34:11\n",
        "",
    );
}

#[test]
fn the_saved_plan_is_read_unless_another_is_named() {
    let playground = project();
    playground.run(&["status"]).says(
        2,
        "error: there is no saved plan `itly/tracking-plan.json`\n\
         help: run `ampli-rs pull` first, or name the plan with `--plan`\n",
    );
    playground.run(&["pull"]);
    let run = playground.run(&["status", "--fail-under", "0"]);
    assert!(run.stdout.starts_with("garden: 1 of 2 events sent, 50 %\n"), "{run:?}");
    // From a folder within, the whole project is looked at, and files are called as seen from there.
    let within = playground.run(&["-C", "src", "status"]);
    assert!(within.stdout.contains("main.rs:2:19"), "{within:?}");
}

#[test]
fn the_threshold_decides_how_it_ends() {
    let playground = project();
    assert_eq!(status(&playground, &["--fail-under", "50"]).status, 0);
    assert_eq!(status(&playground, &["--fail-under", "50.1"]).status, 1);
    let run = status(&playground, &["--fail-under", "80%"]);
    assert!(run.stdout.starts_with("garden: 1 of 2 events sent, 50 %, less than 80 %\n"), "{run:?}");
    for wrong in ["101", "-1", "most"] {
        let run = status(&playground, &[&format!("--fail-under={wrong}")]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.contains("a number from 0 to 100 is needed"), "{run:?}");
    }
}

#[test]
fn events_may_be_allowed_not_to_be_sent() {
    let playground = project();
    playground.write(
        "ampli.toml",
        "plan = \"plan.json\"\n[source.garden]\n[check.allow]\n\"Bed Watered\" = [\"missed-event\"]\n",
    );
    let run = status(&playground, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.starts_with("garden: 1 of 1 event sent, 100 %\n"), "{run:?}");
    assert!(run.stdout.contains("    Bed Watered: only in tests, which ampli.toml allows\n"), "{run:?}");
}

#[test]
fn programs_read_json() {
    let report: Value = serde_json::from_str(&status(&project(), &["--format", "json"]).stdout).unwrap();
    let source = &report["sources"][0];
    assert_eq!((&source["sent"], &source["wanted"], &source["percent"]), (&1.into(), &2.into(), &50.into()));
    let site = serde_json::json!({
        "file": "src/main.rs", "line": 2, "column": 19, "endLine": 2, "endColumn": 28, "kind": "call", "reach": "program"
    });
    assert_eq!(source["events"][1]["sites"][0], site);
    assert_eq!(source["events"][2]["state"], "tests");
    assert_eq!(report["diagnostics"][0]["code"], "AMP0601");
}

#[test]
fn code_scanning_and_workflows_read_findings() {
    let playground = project();
    let log: Value = serde_json::from_str(&status(&playground, &["--format", "sarif"]).stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"AMP0601".into(), &"warning".into()));
    let run = status(&playground, &["--format", "github"]);
    assert!(run.stdout.starts_with("::warning file=plan.json,line=5,"), "{run:?}");
    assert_eq!(run.status, 1);
}

#[test]
fn pull_requests_show_a_table() {
    let playground = project();
    playground.write("plan.json", PLAN.replace("Bed Watered", "Bed | <b>*Watered*"));
    status(&playground, &["--format", "markdown"]).prints(
        1,
        "### garden: 1 of 2 events sent, 50 %\n\n\
         | Event | Status | Places |\n\
         | --- | --- | --- |\n\
         | identify | not called |  |\n\
         | Seed Sown | sent from 1 place | `src/main.rs:2:19` |\n\
         | Bed &#124; &lt;b&gt;&#42;Watered&#42; | **missed** |  |\n\
         | Seed Sowed | not sent, deprecated |  |\n",
        "",
    );
}

#[test]
fn only_what_is_named_is_looked_at() {
    let playground = project();
    playground.write("src/bin/other.rs", "fn main() { let _ = itly::bed_watered(\"a\"); }\n");
    let run = status(&playground, &["src/bin"]);
    assert!(run.stdout.contains("- Seed Sown: missed\n  + Bed Watered: sent from 1 place\n"), "{run:?}");
    // What is in no package is a program of its own, which calls SDKs by their usual name.
    std::fs::remove_file(playground.path("Cargo.toml")).unwrap();
    let run = status(&playground, &["src/bin/other.rs"]);
    assert!(
        run.stdout.contains("+ Bed Watered: sent from 1 place\n      src/bin/other.rs:1:27\n"),
        "{run:?}"
    );
    let run = status(&playground, &["nowhere"]);
    let root = playground.path("").canonicalize().unwrap();
    run.says(
        2,
        &format!(
            "error: could not read `{}/nowhere`: no such file or folder\n\
             help: check the path; it is relative to where you are\n",
            root.display()
        ),
    );
    status(&playground, &["--source", "gardne"])
        .says(2, "error: `ampli.toml` has no source `gardne`\nhelp: did you mean `garden`?\n");
    playground.write("empty/text.txt", "");
    let run = status(&playground, &["empty"]);
    assert!(run.stderr.starts_with("no Rust file was found"), "{run:?}");
}

#[test]
fn what_a_build_script_writes_is_the_sdk() {
    let playground = project();
    let manifest =
        "[package]\nname = \"garden\"\nversion = \"0.0.0\"\n[build-dependencies]\nampli-rs = \"0.1\"\n";
    playground.write("Cargo.toml", manifest);
    let module = "mod itly {\n    include!(concat!(env!(\"OUT_DIR\"), \"/itly/mod.rs\"));\n}\n";
    playground.write("src/main.rs", format!("{module}{PROGRAM}"));
    let run = status(&playground, &[]);
    assert!(run.stdout.contains("+ Seed Sown: sent from 1 place\n      src/main.rs:5:19\n"), "{run:?}");
}

#[test]
fn names_that_macros_join_are_seen_as_far_as_they_are_written() {
    let playground = project();
    let joined = "use paste::paste;\nmacro_rules! sent {\n    ($what:ident, $verb:ident) => {\n        \
                  paste! { let _ = itly::[<seed_ $verb>](\"a\"); other::[<a_ $verb>]() }\n    };\n}\n\
                  fn main() {\n    sent!(seed, sown);\n    paste! { let _ = itly::[<bed _ \"watered\">](\"a\"); }\n    \
                  let a = [<u8 as Into<u8>>::into(1)];\n}\n";
    playground.write("src/main.rs", joined);
    playground
        .write("src/bin/old.rs", "use itly::*;\nfn main() { let _ = concat_idents!(seed_, sown)(\"a\"); }\n");
    status(&playground, &[]).prints(
        0,
        "garden: 2 of 2 events sent, 100 %\n\
         \x20   identify: not called\n\
         \x20 + Seed Sown: sent from 1 place\n\
         \x20     src/bin/old.rs:2:35\n\
         \x20 + Bed Watered: sent from 1 place\n\
         \x20     src/main.rs:9:28\n\
         \x20   Seed Sowed: not sent, deprecated\n\n\
         events without a generated type\n\
         \x20   src/main.rs:4:32  a function whose name a macro makes\n",
        "",
    );
}

#[test]
fn ignored_files_are_left_alone() {
    let playground = project();
    playground.write("src/main.rs", format!("mod a;\nmod b;\n{PROGRAM}"));
    let text = "pub fn water() { let _ = itly::bed_watered(\"a\"); }\n";
    playground.write("src/a.rs", text);
    playground.write("src/b.rs", text);
    playground.write(".gitignore", "a.rs\n");
    playground.write(".ampliignore", "/src/b.rs\n");
    playground.write("target/CACHEDIR.TAG", "");
    playground.write("target/c.rs", text);
    let run = status(&playground, &[]);
    assert!(run.stdout.contains("- Bed Watered: only in tests"), "{run:?}");
    assert_eq!(run.stderr, "");
}
