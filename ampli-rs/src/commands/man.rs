use std::io::Write;

use clap::CommandFactory;
use clap_mangen::Man;

use super::Outcome;
use super::console::Console;
use crate::cli::{Cli, ManArguments};
use crate::failure::Failure;
use crate::suggestion;

/// Prints the manual page of the tool or of one subcommand, in roff.
pub(super) fn run(arguments: &ManArguments, console: &Console) -> anyhow::Result<Outcome> {
    let mut tool = Cli::command();
    tool.build();
    let command = match &arguments.command {
        None => tool,
        Some(name) => tool.find_subcommand(name).cloned().ok_or_else(|| unknown(name, &tool))?,
    };
    let mut output = console.data();
    Man::new(command).render(&mut output)?;
    output.flush()?;
    Ok(Outcome::Clean)
}

fn unknown(name: &str, tool: &clap::Command) -> Failure {
    let commands = tool.get_subcommands().filter(|command| !command.is_hide_set());
    let names: Vec<&str> = commands.map(clap::Command::get_name).collect();
    Failure::new(format!("there is no command `{name}`"), suggestion::did_you_mean(name, names))
}
