//! Completion: the scripts of shells, and what they ask the tool for, names of the project among it.
//!
//! A script hands over the words of the command line and prints what it gets. The tool is found by its name when it is
//! asked, so a script that lies in a file stays true when the tool is another version.

mod answer;
mod bash_line;
mod candidates;
mod cursor;

use std::ffi::OsString;
use std::io;

use clap::CommandFactory;

use self::bash_line::BashLine;
use self::candidates::Names;
use self::cursor::Cursor;
use super::Outcome;
use super::console::Console;
use crate::cli::{Cli, CompleteArguments, CompletionsArguments, Shell};

/// Prints the completion script of a shell.
pub(super) fn run(arguments: &CompletionsArguments, console: &Console) -> anyhow::Result<Outcome> {
    console.print_data(script(arguments.shell))?;
    Ok(Outcome::Clean)
}

fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("scripts/ampli-rs.bash"),
        Shell::Elvish => include_str!("scripts/ampli-rs.elv"),
        Shell::Fish => include_str!("scripts/ampli-rs.fish"),
        Shell::Powershell => include_str!("scripts/ampli-rs.ps1"),
        Shell::Zsh => include_str!("scripts/ampli-rs.zsh"),
    }
}

/// Prints what may stand where the cursor is, a candidate a line. Whatever is wrong with the project, nothing is said: whoever
/// types must not be disturbed.
pub(super) fn complete(arguments: &CompleteArguments, console: &Console) -> io::Result<Outcome> {
    let words: Vec<String> = arguments.words.iter().map(lossy).collect();
    let text = match arguments.shell {
        Shell::Bash => {
            let line = BashLine::read(words.first().map_or("", String::as_str));
            let found = found(&line.before, &line.current);
            answer::bash(&line, &found)
        }
        shell => {
            // The word that is typed may be none yet, and some shells do not hand over empty ones.
            let at = arguments.at.unwrap_or(words.len()).min(words.len());
            let (before, rest) = words.split_at(at);
            let found = found(before.get(1..).unwrap_or_default(), rest.first().map_or("", String::as_str));
            answer::lines(shell, &found)
        }
    };
    console.print_data(text)?;
    Ok(Outcome::Clean)
}

/// The candidates for `current` behind the words `before`, which do not have the program's name.
fn found(before: &[String], current: &str) -> Vec<candidates::Candidate> {
    let mut tool = Cli::command();
    tool.build();
    let cursor = Cursor::find(&tool, before, current);
    if let Some(folder) = cursor.option("directory")
        && std::env::set_current_dir(folder).is_err()
    {
        return Vec::new();
    }
    candidates::of(&cursor, &Names::new(&cursor))
}

fn lossy(word: &OsString) -> String {
    word.to_string_lossy().into_owned()
}
