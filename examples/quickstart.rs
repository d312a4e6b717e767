//! The main job on embedded defaults: pull a sample plan, compile the program that uses the SDK, run it in both
//! environments.
//!
//! `cargo run --example quickstart`

#![expect(clippy::print_stdout, reason = "it shows what it does")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let program = root.join("examples/quickstart");
    let steps = [pull(&program), run(&root, &program, "development"), run(&root, &program, "production")];
    if steps.into_iter().all(|succeeded| succeeded) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What `ampli-rs pull` does in the folder of the program.
fn pull(program: &Path) -> bool {
    println!("$ ampli-rs pull");
    let directory = program.display().to_string();
    ampli_rs::commands::main(["ampli-rs", "-C", &directory, "pull"].map(Into::into)) == ExitCode::SUCCESS
}

/// Compiles the program with the SDK that was just pulled, and runs it.
fn run(root: &Path, program: &Path, environment: &str) -> bool {
    println!("\n$ cargo run -- {environment}");
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--manifest-path"])
        .arg(program.join("Cargo.toml"))
        // The workspace's own target folder: what it has compiled serves the program too.
        .arg("--target-dir")
        .arg(root.join("target"))
        .args(["--", environment])
        .status()
        .is_ok_and(|status| status.success())
}
