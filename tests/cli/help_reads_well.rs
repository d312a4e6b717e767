//! What every command says of itself fits a terminal of eighty columns and is wrapped by it, not by us.

use ampli_rs::cli::Cli;
use clap::{Command, CommandFactory as _};

fn each(command: &Command, look: &mut dyn FnMut(&Command)) {
    look(command);
    command.get_subcommands().for_each(|command| each(command, look));
}

#[test]
fn every_command_says_what_it_does() {
    each(&Cli::command(), &mut |command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(about.len() > 10 && !about.contains('\n'), "{}: {about}", command.get_name());
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(
                !help.is_empty() && !help.ends_with('.'),
                "{}: {}",
                command.get_name(),
                argument.get_id()
            );
        }
    });
}

#[test]
fn examples_fit_eighty_columns_and_paragraphs_are_not_broken() {
    each(&Cli::command(), &mut |command| {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let mut is_in_paragraph = false;
        for line in after.lines() {
            let is_example = line.starts_with("  ");
            assert!(!is_example || line.len() <= 80, "{}: {line}", command.get_name());
            let is_text = !is_example && !line.is_empty() && !line.ends_with(':');
            assert!(!(is_text && is_in_paragraph), "{}: broken before {line}", command.get_name());
            is_in_paragraph = is_text;
        }
    });
}
