//! Plans and folders that can't be used: a clear message, and no half-written SDK.

use std::fs::File;

use crate::playground::{Playground, Run};
use crate::pull_writes::PLAN;

const PULL: &[&str] = &["pull", "backend", "--plan", "plan.json"];

/// What a pull of a plan with this content says; nothing is written.
#[track_caller]
fn refused(content: impl AsRef<[u8]>) -> Run {
    let playground = Playground::new();
    playground.write("plan.json", content);
    let run = playground.run(PULL);
    assert_eq!(playground.names(), ["plan.json"]);
    run
}

#[test]
fn a_truncated_plan() {
    let run = refused(&PLAN[..200]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("error[AMP0001]: "), "{}", run.stderr);
    assert!(run.stderr.contains(" --> plan.json:"), "{}", run.stderr);
    assert!(run.stderr.ends_with("\nnothing was written\n"), "{}", run.stderr);
}

#[test]
fn an_empty_plan() {
    let run = refused("");
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("error[AMP0002]: "), "{}", run.stderr);
}

#[test]
fn utf_16() {
    let bytes: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let help = "help: save it as UTF-8, then run the command again\n";
    let message = "error: `plan.json` is written in UTF-16 (little-endian), not in UTF-8\n";
    refused(&bytes).says(2, &format!("{message}{help}"));
    refused([b"\xFF\xFE".as_slice(), &bytes].concat()).says(2, &format!("{message}{help}"));
}

#[test]
fn invalid_utf_8() {
    refused(b"{\n  \"name\": \"Caf\xE9\"\n}").says(
        2,
        "error: `plan.json` is not UTF-8: byte 0xE9 at offset 16, in line 2\n\
         help: save it as UTF-8, then run the command again\n",
    );
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let playground = Playground::with_plan(&format!("\u{feff}{PLAN}"));
    assert_eq!(playground.run(PULL).status, 0);
}

#[test]
fn deep_nesting() {
    let schema = r#"{"type":"object","properties":{"a":"#.repeat(100) + "{}" + &"}}".repeat(100);
    let run = refused(format!(r#"{{"ampliPlan":1,"events":[{{"name":"Deep","schema":{schema}}}]}}"#));
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("error[AMP"), "{}", run.stderr);
}

#[test]
fn references_in_a_circle() {
    let plan = r##"{"ampliPlan":1,"sources":[{"name":"backend"}],"$defs":{"A":{"$ref":"#/$defs/B"},"B":{"$ref":"#/$defs/A"}},
        "events":[{"name":"Circle","description":"Round.","schema":{"properties":{"a":{"$ref":"#/$defs/A"}}}}]}"##;
    let run = refused(plan);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("error[AMP01"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_no_plan() {
    let run = refused(r#"{"some": "json"}"#);
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("error[AMP00"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_too_large() {
    let playground = Playground::new();
    // Without blocks on the device: only its length is large.
    File::create(playground.path("plan.json")).unwrap().set_len(300 * 1024 * 1024).unwrap();
    let run = playground.run(PULL);
    run.says(
        2,
        "error: `plan.json` is larger than 256 MiB\n\
         help: check that it is a tracking plan; split it by source if it is\n",
    );
}

#[test]
fn no_plan_at_all() {
    let playground = Playground::new();
    playground.run(PULL).says(
        2,
        "error: could not read `plan.json`: no such file or folder\n\
         help: check the path; it is relative to where you are\n",
    );
    playground.run(&["pull", "backend"]).says(
        2,
        "error: it is not said where the plan is\n\
         help: name it with `--plan`, or write `ampli.toml` with `ampli-rs init --plan …`\n",
    );
    playground.run(&["pull", "backend", "--offline"]).says(
        2,
        "error: there is no saved plan `itly/tracking-plan.json`\n\
         help: run `ampli-rs pull` once without `--offline`\n",
    );
}

#[test]
fn a_folder_that_can_not_be_written() {
    let playground = Playground::with_plan(PLAN);
    playground.write("sdk", "a file where a folder should be\n");
    let run = playground.run(&[PULL, &["--path", "sdk/itly"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_eq!(
        run.stderr,
        "error: could not read `sdk/itly/tracking-plan.json`: a part of the path is not a folder\n\
         help: check the path\n",
    );
    assert_eq!(playground.names(), ["plan.json", "sdk"]);
}

#[test]
#[cfg(unix)]
fn a_folder_without_the_right_to_write() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let playground = Playground::with_plan(PLAN);
    let folder = playground.path("sdk");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        // Whoever may write everywhere can't be refused.
        return;
    }
    playground.run(&[PULL, &["--path", "sdk"]].concat()).says(
        2,
        "error: could not write `sdk/tracking-plan.json`: permission denied\n\
         help: check who may read and write there, or choose another path; no file was changed\n",
    );
    assert_eq!(playground.names(), ["plan.json"]);
}

#[test]
fn a_folder_with_foreign_files_in_the_way() {
    let playground = Playground::with_plan(PLAN);
    playground.write("src/lib.rs", "pub fn mine() {}\n");
    playground.write("Cargo.toml", "[package]\n");
    let before = playground.files();
    let run = playground.run(&[PULL, &["--path", "."]].concat());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("was not written by ampli-rs and would be overwritten\n"), "{}", run.stderr);
    assert_eq!(playground.files(), before);
}
