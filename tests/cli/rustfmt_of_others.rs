//! A program's own `rustfmt.toml` leaves its SDKs alone, so that `pull --check` stays clean after `cargo fmt --all`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::playground::Playground;

/// Everything that rustfmt would do otherwise, as far as it is stable.
const RUSTFMT: &str = r#"hard_tabs = true
max_width = 60
newline_style = "Windows"
tab_spaces = 2
use_small_heuristics = "Off"
"#;

const MANIFEST: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
itly = { path = "itly" }
"#;

const SOURCES: &str = r#"[source.backend]
plan = "shapes.json"
[source.default]
plan = "garden.json"
path = "src/module"
layout = "module"
"#;

/// A program with an SDK of either layout, formatted by its own `cargo fmt --all`.
#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
fn formatted() -> Option<Playground> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let playground = Playground::new();
    playground.write("shapes.json", fs::read(fixtures.join("golden/shapes/plan.json")).unwrap());
    playground.write("garden.json", fs::read(fixtures.join("plans/garden/own.json")).unwrap());
    playground.write("Cargo.toml", MANIFEST);
    playground.write("ampli.toml", SOURCES);
    playground.write("rustfmt.toml", RUSTFMT);
    playground.write("src/main.rs", "mod module;\n\nfn main() {}\n");
    let run = playground.run(&["pull", "--all"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let formatted =
        Command::new(env!("CARGO")).args(["fmt", "--all"]).current_dir(playground.path("")).output();
    if formatted.as_ref().is_ok_and(|output| output.status.success()) {
        return Some(playground);
    }
    println!("skipped: `cargo fmt` does not run: {formatted:?}");
    None
}

#[test]
fn leaves_every_generated_file_as_it_was() {
    let Some(playground) = formatted() else { return };
    assert_eq!(playground.read("src/main.rs"), "mod module;\r\n\r\nfn main() {}\r\n", "rustfmt was here");
    let check = playground.run(&["pull", "--all", "--check"]);
    assert_eq!(check.stdout, "");
    assert_eq!(check.status, 0, "{}", check.stderr);
}
