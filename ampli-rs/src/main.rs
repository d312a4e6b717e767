//! The `ampli-rs` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ampli_rs::commands::main(std::env::args_os())
}
