//! Programs on pages are compiled: by rustdoc with the crate that has the page in its documentation, in the examples that
//! they are pieces of, or here against the SDK of the example `quickstart`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::page::{Block, Page};
use super::{pages, root, tutorial};
use crate::playground::{Playground, finish};

/// Files that make pages a part of the documentation of their crate.
const COMPILED_BY: [&str; 3] =
    ["ampli-rs/src/lib.rs", "itly-runtime/src/lib.rs", "snowplow-analytics/src/lib.rs"];
/// What pages take for granted that show a part of a program.
const PRELUDE: &str = r#"#![allow(dead_code, unused)]

use std::time::Duration;

struct CustomDestination;

impl itly::Plugin for CustomDestination {
    fn id(&self) -> &str {
        "custom"
    }
}
"#;

/// A text without what differs where it stands further to the right.
fn flush_left(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_start())).collect()
}

/// The examples, whole.
fn examples() -> Vec<String> {
    let entries = ignore::WalkBuilder::new(root().join("examples")).build().filter_map(Result::ok);
    let files =
        entries.map(ignore::DirEntry::into_path).filter(|path| path.extension().is_some_and(|it| it == "rs"));
    files.map(|path| flush_left(&fs::read_to_string(path).unwrap())).collect()
}

fn is_of_rust(block: &&Block) -> bool {
    block.language() == "rust"
}

/// Whether rustdoc leaves the block alone.
fn is_ignored(block: &&Block) -> bool {
    block.info.contains("ignore")
}

/// Pages of codes show pieces of generated code that have a mistake.
fn is_of_codes(page: &Page) -> bool {
    page.path.starts_with("docs/reference/codes/")
}

#[test]
fn programs_are_in_the_documentation_of_a_crate() {
    let compiled: String =
        COMPILED_BY.iter().map(|file| fs::read_to_string(root().join(file)).unwrap()).collect();
    let mut count = 0;
    for page in pages().iter().filter(|page| !is_of_codes(page)) {
        for block in page.blocks.iter().filter(is_of_rust).filter(|block| !is_ignored(block)) {
            // A crate has its own `README.md` nearer than the pages of the book.
            let path = page
                .path
                .strip_prefix("snowplow-analytics/")
                .map_or(format!("../../{}", page.path), |path| format!("../{path}"));
            let is_included = compiled.contains(&format!("include_str!(\"{path}\")"));
            assert!(is_included, "{}: no crate has the page in its documentation", page.place(block.line));
            count += 1;
        }
    }
    assert!(count > 30, "only {count} programs");
}

#[test]
fn programs_with_an_sdk_are_compiled() {
    let examples = examples();
    let mut program = PRELUDE.to_owned();
    let mut count = 0;
    // The tutorial is followed by a test of its own.
    for page in pages().iter().filter(|page| !is_of_codes(page) && page.path != tutorial::PAGE) {
        for block in page.blocks.iter().filter(is_of_rust).filter(is_ignored) {
            if examples.iter().any(|example| example.contains(&flush_left(&block.text))) {
                continue;
            }
            count += 1;
            let _ = write!(
                program,
                "\n// {}\nfn block_{count}() -> Result<(), Box<dyn std::error::Error>> {{\n{}    ;Ok(())\n}}\n",
                page.place(block.line),
                block.text
            );
        }
    }
    assert!(count > 3, "only {count} programs");
    check(&program);
}

/// Lets cargo check the program.
fn check(program: &str) {
    let playground = Playground::new();
    let repository = root().canonicalize().unwrap();
    let (sdk, runtime) = (repository.join("examples/quickstart/itly"), repository.join("itly-runtime"));
    playground.write(
        "Cargo.toml",
        format!(
            "[package]\nname = \"pages\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             itly = {{ path = {sdk:?}, features = [\"testing\"] }}\n\
             itly-runtime = {{ path = {runtime:?}, default-features = false }}\n"
        ),
    );
    playground.write("src/lib.rs", program);
    let mut command = playground.command(env!("CARGO"));
    command
        .args(["check", "--quiet", "--tests"])
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"));
    for name in ["HOME", "PATH", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    let run = finish(command, "");
    assert_eq!(run.status, 0, "{}\n{program}", run.stderr);
}
