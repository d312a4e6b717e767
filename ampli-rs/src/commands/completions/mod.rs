use std::io::Write;

use clap::CommandFactory;

use super::Outcome;
use super::console::Console;
use crate::cli::{Cli, CompletionsArguments};

/// Prints the completion script of a shell.
pub(super) fn run(arguments: &CompletionsArguments, console: &Console) -> anyhow::Result<Outcome> {
    // The generator does not report errors, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "ampli-rs", &mut script);
    let mut output = console.data();
    output.write_all(&script)?;
    output.flush()?;
    Ok(Outcome::Clean)
}
