//! Commands that pages tell to run are such as the tool understands.

use ampli_rs::cli::Cli;
use clap::error::ErrorKind;
use clap::{Command, CommandFactory as _, Parser as _};

use super::page::{Block, Page};
use super::pages;

/// The words of each simple command of a line of shell, without what goes to files.
fn simple_commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let (mut word, mut is_word, mut quote) = (String::new(), false, None);
    let mut words: Vec<String> = Vec::new();
    for letter in line.chars().chain([' ']) {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => word.push(letter),
            (None, '\'' | '"') => (quote, is_word) = (Some(letter), true),
            (None, _) if letter.is_whitespace() => {
                if is_word || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                is_word = false;
            }
            (None, '|' | ';' | '&' | '<' | '>') => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                words.push(format!("\0{letter}"));
            }
            (None, _) => word.push(letter),
        }
    }
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "\0|" | "\0;" | "\0&" => commands.push(Vec::new()),
            "\0<" | "\0>" => drop(words.find(|word| !word.starts_with('\0'))),
            word if word.starts_with('#') => break,
            _ => commands.last_mut().unwrap().push(word),
        }
    }
    commands.retain(|command| !command.is_empty());
    commands
}

/// The arguments of `ampli-rs` in a simple command; `None` when it is another program.
fn arguments(command: &[String]) -> Option<Vec<String>> {
    let is_variable = |word: &String| {
        word.split_once('=')
            .is_some_and(|(name, _)| name.bytes().all(|it| it == b'_' || it.is_ascii_uppercase()))
    };
    let command: Vec<String> = command.iter().skip_while(|word| is_variable(word)).cloned().collect();
    match command.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["ampli-rs", ..] => Some(command),
        ["cargo", "ampli", ..] => Some(command[1..].to_vec()),
        _ => None,
    }
}

/// What the parser says against the commands of a line; else how many of them it knows.
fn parsed(line: &str) -> Result<usize, String> {
    parsed_but(line, |_| false)
}

/// The same of what is only mentioned, where arguments may be left out.
fn mentioned(line: &str) -> Result<usize, String> {
    parsed_but(line, |kind| kind == ErrorKind::MissingRequiredArgument)
}

fn parsed_but(line: &str, is_let_pass: impl Fn(ErrorKind) -> bool) -> Result<usize, String> {
    let commands: Vec<_> = simple_commands(line).iter().filter_map(|command| arguments(command)).collect();
    for command in &commands {
        if let Err(error) = Cli::try_parse_from(command)
            && error.use_stderr()
            && !is_let_pass(error.kind())
        {
            return Err(format!("{line}\n{error}"));
        }
    }
    Ok(commands.len())
}

/// The lines of a block that are commands.
fn command_lines(block: &Block) -> Vec<&str> {
    let lines = block.text.lines().map(str::trim);
    match block.language() {
        "console" => lines.filter_map(|line| line.strip_prefix("$ ")).collect(),
        "sh" => lines.collect(),
        // Jobs of build servers have commands as values.
        "yaml" => lines
            .map(|line| {
                ["- ", "run: ", "entry: "].iter().fold(line, |rest, it| rest.strip_prefix(it).unwrap_or(rest))
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn commands_are_understood() {
    let (mut mistakes, mut known) = (Vec::new(), 0);
    let mut look = |page: &Page, line: usize, parsed: Result<usize, String>| match parsed {
        Ok(count) => known += count,
        Err(mistake) => mistakes.push(format!("{}: {mistake}", page.place(line))),
    };
    for page in &pages() {
        for block in &page.blocks {
            command_lines(block).into_iter().for_each(|command| look(page, block.line, parsed(command)));
        }
        let spans = page.spans().into_iter().filter(|(_, span)| span.starts_with("ampli-rs "));
        spans.for_each(|(line, span)| look(page, line, mentioned(&span)));
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(known > 100, "only {known} commands");
}

#[test]
fn examples_of_the_help_are_understood() {
    let mut known = 0;
    let mut look = |command: &Command| {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in help.lines().filter_map(|line| line.strip_prefix("  ")) {
            // What the command does stands behind it.
            let command = line.split("   ").next().unwrap_or_default();
            known += parsed(command.split("  ").next().unwrap_or_default())
                .unwrap_or_else(|mistake| panic!("{mistake}"));
        }
    };
    let tool = Cli::command();
    look(&tool);
    for command in tool.get_subcommands() {
        look(command);
        command.get_subcommands().for_each(&mut look);
    }
    assert!(known > 40, "only {known} examples");
}

#[test]
fn a_line_of_shell_is_divided_into_commands() {
    let commands =
        simple_commands("A=1 ampli-rs audit 'run=*/x y' --plan \"\" < in > out | jq . && ls # all");
    let commands: Vec<String> = commands.iter().map(|words| words.join("·")).collect();
    assert_eq!(commands, ["A=1·ampli-rs·audit·run=*/x y·--plan·", "jq·.", "ls"]);
    assert_eq!(parsed("A=1 ampli-rs check --quiet | cargo ampli explain"), Ok(2));
    assert!(parsed("ampli-rs check --loud").is_err());
}
