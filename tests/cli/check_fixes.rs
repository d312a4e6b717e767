//! `check --fix` settles what nobody has to think about, and leaves every other byte of the plan as it is.

use crate::playground::Playground;

const CHECK: &[&str] = &["check", "--plan", "plan.json"];

const PLAN: &str = r#"{
  "ampliPlan":1, "name": "Garden",
  "events": [
    { "name": "Seed Sown", "description": "A seed — put into the soil.\u00e9",
      "schema": {
        "required": ["depth", "kind", "depth"], "type": "object",
        "properties": {
          "depth": { "type": "integer", "description": "How deep.",
                     "minLength": 3,
                     "minimum": 1.50 },
          "kind": { "description": "What.", "enum": ["bean", "pea", "bean"], "maxLength": 9 },
          "row":  {"description": "Which one.","minLength": 1}
        }
      }
    }
  ]
}"#;

const FIXED: &str = r#"{
  "ampliPlan":1, "name": "Garden",
  "events": [
    { "name": "Seed Sown", "description": "A seed — put into the soil.\u00e9",
      "schema": {
        "required": ["depth", "kind"], "type": "object",
        "properties": {
          "depth": { "type": "integer", "description": "How deep.",
                     "minimum": 1.50 },
          "kind": { "description": "What.", "enum": ["bean", "pea"] },
          "row":  {"type": "string", "description": "Which one.","minLength": 1}
        }
      }
    }
  ]
}"#;

const MADE: &str = "5 changes in plan.json:
  6:39: removed \"depth\"
  9:22: removed \"minLength\": 3
  11:69: removed \"bean\"
  11:78: removed \"maxLength\": 9
  12:11: added \"type\": \"string\"
";

#[test]
fn what_is_fixed_is_told_and_the_rest_stays() {
    let playground = Playground::with_plan(PLAN);
    let run = playground.run(CHECK);
    assert_eq!(run.stderr, "5 findings can be fixed by `ampli-rs check --fix`; `--diff` shows how\n");
    let fix = &[CHECK, &["--fix"]].concat();
    playground.run(fix).says(0, &format!("{MADE}no findings in 1 event\n"));
    assert_eq!(playground.read("plan.json"), FIXED);
    playground.run(fix).says(0, "no findings in 1 event\n");
    assert_eq!(playground.read("plan.json"), FIXED);
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn the_difference_is_shown_and_nothing_written() {
    let playground = Playground::with_plan(PLAN);
    let difference = similar(PLAN, FIXED);
    playground.run(&[CHECK, &["--diff"]].concat()).prints(
        1,
        &difference,
        "5 changes would be made by `ampli-rs check --fix`\n",
    );
    assert_eq!(playground.read("plan.json"), PLAN);
    playground.write("plan.json", FIXED);
    playground.run(&[CHECK, &["--diff"]].concat()).says(0, "nothing to fix\n");
}

fn similar(before: &str, after: &str) -> String {
    let change = ampli_rs::output::Change {
        path: "plan.json".into(),
        before: Some(before.to_owned()),
        after: Some(after),
    };
    ampli_rs::output::compare(std::path::Path::new(""), &[change])
}

#[test]
fn plans_in_yaml_keep_their_comments() {
    let before = "ampliPlan: 1\nevents:\n  - name: Seed Sown # the first\n    description: A seed.\n    schema:\n      \
                  type: object\n      properties:\n        kind:\n          # of both gardens\n          enum: [bean, pea, bean]\n          \
                  maxLength: 9 # enough\n          description: 'What'\n        row: {description: Which one, minLength: 1}\n";
    let after = "ampliPlan: 1\nevents:\n  - name: Seed Sown # the first\n    description: A seed.\n    schema:\n      \
                 type: object\n      properties:\n        kind:\n          # of both gardens\n          enum: [bean, pea]\n          \
                 description: 'What'\n        row: {\"type\": \"string\", description: Which one, minLength: 1}\n";
    let playground = Playground::new();
    playground.write("plan.yaml", before);
    let run = playground.run(&["check", "--plan", "plan.yaml", "--fix"]);
    assert_eq!(playground.read("plan.yaml"), after, "{}", run.stderr);
}

#[test]
fn what_aliases_share_is_left_to_people() {
    let plan = "ampliPlan: 1\nevents:\n  - name: Seed Sown\n    description: A seed.\n    schema:\n      type: object\n      \
                properties:\n        one: &text {description: The first, type: string, minLength: 0}\n        two: *text\n";
    let playground = Playground::new();
    playground.write("plan.yaml", plan);
    let run = playground.run(&["check", "--plan", "plan.yaml", "--fix"]);
    assert_eq!(playground.read("plan.yaml"), plan);
    let left = "2 findings can only be fixed by hand, as the text is written\n";
    assert!(run.stderr.ends_with(left), "{}", run.stderr);
}

#[test]
fn the_mark_and_the_line_ends_of_a_file_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let playground = Playground::with_plan(&windows(PLAN));
    playground.run(&[CHECK, &["--fix"]].concat()).says(0, &format!("{MADE}no findings in 1 event\n"));
    assert_eq!(playground.read("plan.json"), windows(FIXED));
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let playground = Playground::new();
    playground.write("plans/real.json", PLAN);
    fs::set_permissions(playground.path("plans/real.json"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("plans/real.json", playground.path("plan.json")).unwrap();
    playground.run(&[CHECK, &["--fix"]].concat()).says(0, &format!("{MADE}no findings in 1 event\n"));
    assert!(fs::symlink_metadata(playground.path("plan.json")).unwrap().is_symlink());
    assert_eq!(playground.read("plans/real.json"), FIXED);
    let mode = fs::metadata(playground.path("plans/real.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn what_is_allowed_or_off_is_not_fixed() {
    let playground = Playground::with_plan(PLAN);
    playground.write(
        "ampli.toml",
        "plan = \"plan.json\"\n[check.levels]\nidle-keyword = \"off\"\ninvalid-schema = \"off\"\n\
         [check.allow]\n\"Seed Sown\" = [\"always-true-rule\", \"inferred-type\"]\n",
    );
    let run = playground.run(&["check", "--fix"]);
    assert_eq!(run.stderr, "1 change in plan.json:\n  11:69: removed \"bean\"\nno findings in 1 event\n");
    assert_eq!(playground.read("plan.json"), PLAN.replace(", \"bean\"]", "]"));
}

#[test]
fn only_files_are_changed() {
    let playground = Playground::new();
    let run = playground.run_with(&["check", "--plan", "-", "--fix"], &[], PLAN);
    run.says(
        2,
        "error: `standard input` can't be changed from here: only plans in files can\n\
         help: run `ampli-rs check` without `--fix`, and change the plan where it is\n",
    );
    let run = playground.run(&["check", "--plan", "segment:tp_1", "--fix"]);
    assert!(run.stderr.starts_with("error: `segment:tp_1` can't be changed from here"), "{}", run.stderr);
    playground
        .run(&["check", "--offline", "--fix"])
        .says(2, "error: `--offline` does not go together with `--fix`\nhelp: leave one of them out\n");
}

#[test]
fn every_file_of_a_folder_is_fixed() {
    let schema = |text: &str| {
        format!(
            "{{\n  \"self\": {{\"vendor\": \"com.garden\", \"name\": \"seed_sown\", \"format\": \"jsonschema\", \
             \"version\": \"1-0-0\"}},\n  \"description\": \"A seed.\",\n  \"type\": \"object\",\n  \"properties\": {{\n    \
             \"kind\": {{ \"description\": \"What.\", \"type\": \"string\"{text} }}\n  }}\n}}\n"
        )
    };
    let playground = Playground::new();
    let second = |text: &str| {
        text.replace("seed_sown", "row_watered").replace("A seed", "Water").replace("What", "Which")
    };
    playground.write("plan/a.json", schema(", \"minLength\": 0"));
    playground.write("plan/b/b.json", second(&schema(", \"minLength\": 0")));
    let run = playground.run(&["check", "--plan", "plan", "--fix"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(playground.read("plan/a.json"), schema(""), "{}", run.stderr);
    assert_eq!(playground.read("plan/b/b.json"), second(&schema("")));
    assert_eq!(playground.names(), ["plan/a.json", "plan/b/b.json"]);
}
