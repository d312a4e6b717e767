//! What is wrong with a command line, in the form that all failures have: what, and what to do.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;
use crate::suggestion;

/// What `error` says of a command line that is wrong.
pub(super) fn failure(error: &clap::Error) -> Failure {
    let command = command(error);
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let help = format!("`{command} --help` lists all commands");
            Failure::new(
                format!("there is no command `{word}`"),
                guessed(error, ContextKind::SuggestedSubcommand, help),
            )
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let help = format!("`{command} --help` lists all options");
            let message = format!("`{command}` has no option `{argument}`");
            Failure::new(message, guessed(error, ContextKind::SuggestedArg, help))
        }
        ErrorKind::UnknownArgument => {
            let message = format!("`{command}` has no place for `{argument}`");
            Failure::new(message, format!("`{command} --help` tells what it takes"))
        }
        ErrorKind::InvalidValue => {
            let name = option(&argument);
            let message = match value.is_empty() {
                true => format!("`{name}` needs a value"),
                false => format!("`{name}` can't be `{value}`"),
            };
            let help = match words(error, ContextKind::ValidValue) {
                valid if valid.is_empty() => format!("write `{argument}`"),
                valid => format!("it can be {}", suggestion::list(valid.iter().map(String::as_str))),
            };
            Failure::new(message, guessed(error, ContextKind::SuggestedValue, help))
        }
        ErrorKind::ValueValidation => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            Failure::new(
                format!("`{}` can't be `{value}`{cause}", option(&argument)),
                "correct it, or leave it out",
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = words(error, ContextKind::InvalidArg);
            let missing = suggestion::list(missing.iter().map(String::as_str));
            Failure::new(format!("`{command}` needs {missing}"), format!("write `{}`", usage(error)))
        }
        ErrorKind::ArgumentConflict => {
            let others = words(error, ContextKind::PriorArg);
            let message = match others.as_slice() {
                [other] if *other == argument => format!("`{argument}` is given twice"),
                others => {
                    let others = suggestion::list(others.iter().map(String::as_str));
                    format!("`{argument}` does not go together with {others}")
                }
            };
            Failure::new(message, "leave one of them out")
        }
        _ => {
            let told = error.to_string();
            let first = told.lines().next().unwrap_or_default();
            let message = first.trim_start_matches("error: ").replace('\'', "`");
            Failure::new(message, format!("`{command} --help` tells what it takes"))
        }
    }
}

/// `help` after what was probably meant.
fn guessed(error: &clap::Error, kind: ContextKind, help: String) -> String {
    match words(error, kind).first() {
        Some(meant) => format!("did you mean `{meant}`? {help}"),
        None => help,
    }
}

/// The name of an option without that of its value: `--format` of `--format <FORMAT>`.
fn option(argument: &str) -> &str {
    match argument.split_once(' ') {
        Some((name, _)) if name.starts_with('-') => name,
        _ => argument,
    }
}

/// The command that was meant, with its parents: `ampli-rs pull`.
fn command(error: &clap::Error) -> String {
    let usage = usage(error);
    let words: Vec<&str> = usage
        .split(' ')
        .take_while(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()))
        .collect();
    if words.is_empty() { "ampli-rs".to_owned() } else { words.join(" ") }
}

fn usage(error: &clap::Error) -> String {
    let usage = text(error, ContextKind::Usage).unwrap_or_default();
    usage.lines().next().unwrap_or_default().trim_start_matches("Usage: ").to_owned()
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    words(error, kind).into_iter().next()
}

fn words(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::failure;
    use crate::cli::Cli;

    #[track_caller]
    fn told(line: &str, message: &str, help: &str) {
        let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
        let failure = failure(&error);
        assert_eq!((failure.message(), failure.help()), (message, help), "{error}");
    }

    #[test]
    fn of_commands() {
        told(
            "ampli-rs pul",
            "there is no command `pul`",
            "did you mean `pull`? `ampli-rs --help` lists all commands",
        );
        told(
            "ampli-rs frobnicate",
            "there is no command `frobnicate`",
            "`ampli-rs --help` lists all commands",
        );
    }

    #[test]
    fn of_options() {
        told(
            "ampli-rs pull --chek",
            "`ampli-rs pull` has no option `--chek`",
            "did you mean `--check`? `ampli-rs pull --help` lists all options",
        );
        told(
            "ampli-rs pull a --all --check",
            "`[SOURCE]...` does not go together with `--all`",
            "leave one of them out",
        );
        told(
            "ampli-rs diff a b --format json --format json",
            "`--format <FORMAT>` is given twice",
            "leave one of them out",
        );
        told(
            "ampli-rs diff a b c",
            "`ampli-rs diff` has no place for `c`",
            "`ampli-rs diff --help` tells what it takes",
        );
        told(
            "ampli-rs completions",
            "`ampli-rs completions` needs `<SHELL>`",
            "write `ampli-rs completions <SHELL>`",
        );
        told(
            "ampli-rs status --skip-update-on-default-branch",
            "`ampli-rs status` needs `--update`",
            "write `ampli-rs status --update --skip-update-on-default-branch [PATH]...`",
        );
    }

    #[test]
    fn of_values() {
        told(
            "ampli-rs check --format jsn",
            "`--format` can't be `jsn`",
            "did you mean `json`? it can be `human`, `json`, `sarif`, `github`",
        );
        told("ampli-rs audit --samples", "`--samples` needs a value", "it can be `none`, `redacted`, `full`");
        told(
            "ampli-rs pull --plan",
            "`--plan` needs a value",
            "write `--plan <FILE|FOLDER|URL|VENDOR:PLAN|->`",
        );
        told(
            "ampli-rs audit --max-invalid 300",
            "`--max-invalid` can't be `300`: a number from 0 to 100 is needed",
            "correct it, or leave it out",
        );
    }
}
