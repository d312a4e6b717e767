//! The reference of the commands is what the parser knows.

use std::fmt::Write as _;

use ampli_rs::cli::Cli;
use clap::{Arg, Command, CommandFactory as _};

use super::{cell, renew};

/// The page.
const PAGE: &str = "docs/reference/commands.md";

#[test]
fn the_page_of_commands_is_what_the_parser_says() {
    let mut tool = Cli::command();
    tool.build();
    let mut text = String::new();
    let commands: Vec<&Command> =
        tool.get_subcommands().filter(|command| command.get_name() != "help").collect();
    text.push_str("| Command | |\n|---|---|\n");
    for command in &commands {
        let name = command.get_name();
        let _ = writeln!(text, "| [`{name}`](#{name}) | {} |", cell(&about(command)));
    }
    let _ = write!(text, "\n## Options of every command\n\n");
    let global: Vec<&Arg> = tool.get_arguments().filter(|argument| argument.is_global_set()).collect();
    options(&global, &mut text);
    for command in commands {
        describe(command, "##", &mut text);
        let inner = command.get_subcommands().filter(|command| command.get_name() != "help");
        inner.for_each(|command| describe(command, "###", &mut text));
    }
    renew(PAGE, &text);
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// A section about one command.
fn describe(command: &Command, level: &str, text: &mut String) {
    let title = command.get_bin_name().unwrap_or_default().trim_start_matches("ampli-rs ").to_owned();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let _ = write!(text, "\n{level} {title}\n\n{}.\n\n```text\n{usage}\n```\n\n", about(command));
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|it| !it.is_global_set() && !it.is_hide_set() && it.get_id() != "help")
        .collect();
    options(&own, text);
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    notes(&after, text);
}

/// A table of arguments.
fn options(arguments: &[&Arg], text: &mut String) {
    if arguments.is_empty() {
        return;
    }
    text.push_str("| Argument | |\n|---|---|\n");
    for argument in arguments {
        let _ = writeln!(text, "| {} | {} |", spelled(argument), meaning(argument));
    }
}

/// How an argument is written: `-q`, `--quiet`.
fn spelled(argument: &Arg) -> String {
    let values = argument.get_value_names().unwrap_or_default().join(" ");
    let takes_values = argument.get_action().takes_values();
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let mut names: Vec<String> = [short, long].into_iter().flatten().collect();
    match names.last_mut() {
        None => {
            names.push(if values.is_empty() { argument.get_id().to_string().to_uppercase() } else { values })
        }
        Some(last) if takes_values => *last = format!("{last} {values}"),
        Some(_) => {}
    }
    names.iter().map(|name| format!("`{}`", cell(name))).collect::<Vec<_>>().join(", ")
}

/// What an argument means, its values, and what holds without it.
fn meaning(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut meaning =
        format!("{}.", cell(&escaped(&help)).trim_end_matches(']').replace(" [default: ", ". Without it: "));
    let values: Vec<_> =
        argument.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    if argument.get_action().takes_values() && !values.is_empty() {
        let each = values.iter().map(|value| match value.get_help() {
            Some(help) => format!("`{}`: {}", value.get_name(), cell(&escaped(&help.to_string()))),
            None => format!("`{}`", value.get_name()),
        });
        let _ = write!(meaning, "<br>{}", each.collect::<Vec<_>>().join("<br>"));
    }
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if argument.get_action().takes_values() && !defaults.is_empty() {
        let _ = write!(meaning, "<br>Without it: {}", defaults.join(", "));
    }
    meaning
}

/// Help is no Markdown, though it has backticks: an asterisk or a sign of less is meant as it stands.
fn escaped(help: &str) -> String {
    help.split('`')
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => part.replace('*', "\\*").replace('<', "&lt;").replace('_', "\\_"),
            _ => format!("`{part}`"),
        })
        .collect()
}

/// What stands below the options in the help: examples, and what else there is to say.
fn notes(after: &str, text: &mut String) {
    let mut is_block = false;
    for line in after.lines() {
        let is_example = line.starts_with("  ");
        if is_example != is_block {
            text.push_str(if is_example { "\n```text\n" } else { "```\n" });
            is_block = is_example;
        }
        match is_example {
            true => text.push_str(&line[2..]),
            false if line.is_empty() => continue,
            false => {
                let _ = write!(text, "\n{}", escaped(line));
            }
        }
        text.push('\n');
    }
    if is_block {
        text.push_str("```\n");
    }
}
