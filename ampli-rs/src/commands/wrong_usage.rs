//! What is wrong with a command line, in the form that all failures have: what, and what to do.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;
use crate::suggestion;

/// What `error` says of a command line that is wrong.
pub(super) fn failure(error: &clap::Error) -> Failure {
    let wrong = Wrong { error };
    match error.kind() {
        ErrorKind::InvalidSubcommand => wrong.command(),
        ErrorKind::UnknownArgument => wrong.argument(),
        ErrorKind::InvalidValue => wrong.value(),
        ErrorKind::ValueValidation => wrong.validation(),
        ErrorKind::MissingRequiredArgument => wrong.missing(),
        ErrorKind::ArgumentConflict => wrong.conflict(),
        _ => wrong.other(),
    }
}

/// What the parser says, by its parts.
struct Wrong<'e> {
    error: &'e clap::Error,
}

impl Wrong<'_> {
    fn command(&self) -> Failure {
        let word = self.text(ContextKind::InvalidSubcommand);
        let help = format!("`{} --help` lists all commands", self.meant());
        Failure::new(
            format!("there is no command `{word}`"),
            self.guessed(ContextKind::SuggestedSubcommand, help),
        )
    }

    fn argument(&self) -> Failure {
        let (command, argument) = (self.meant(), self.text(ContextKind::InvalidArg));
        if argument.starts_with('-') {
            let help = format!("`{command} --help` lists all options");
            let message = format!("`{command}` has no option `{argument}`");
            return Failure::new(message, self.guessed(ContextKind::SuggestedArg, help));
        }
        let message = format!("`{command}` has no place for `{argument}`");
        Failure::new(message, self.hint())
    }

    fn value(&self) -> Failure {
        let (argument, value) = (self.text(ContextKind::InvalidArg), self.text(ContextKind::InvalidValue));
        let name = option(&argument);
        let message = match value.is_empty() {
            true => format!("`{name}` needs a value"),
            false => format!("`{name}` can't be `{value}`"),
        };
        let help = match self.words(ContextKind::ValidValue) {
            valid if valid.is_empty() => format!("write `{argument}`"),
            valid => format!("it can be {}", list(&valid)),
        };
        Failure::new(message, self.guessed(ContextKind::SuggestedValue, help))
    }

    fn validation(&self) -> Failure {
        let (argument, value) = (self.text(ContextKind::InvalidArg), self.text(ContextKind::InvalidValue));
        let cause = self.error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        let message = format!("`{}` can't be `{value}`{cause}", option(&argument));
        Failure::new(message, "correct it, or leave it out")
    }

    fn missing(&self) -> Failure {
        let missing = list(&self.words(ContextKind::InvalidArg));
        let message = format!("`{}` needs {missing}", self.meant());
        Failure::new(message, format!("write `{}`", self.usage()))
    }

    fn conflict(&self) -> Failure {
        let argument = self.text(ContextKind::InvalidArg);
        let others = self.words(ContextKind::PriorArg);
        let message = match others.as_slice() {
            [other] if *other == argument => format!("`{argument}` is given twice"),
            others => format!("`{argument}` does not go together with {}", list(others)),
        };
        Failure::new(message, "leave one of them out")
    }

    fn other(&self) -> Failure {
        let told = self.error.to_string();
        let first = told.lines().next().unwrap_or_default();
        Failure::new(first.trim_start_matches("error: ").replace('\'', "`"), self.hint())
    }

    fn hint(&self) -> String {
        format!("`{} --help` tells what it takes", self.meant())
    }

    /// `help` after what was probably meant.
    fn guessed(&self, kind: ContextKind, help: String) -> String {
        match self.words(kind).first() {
            Some(meant) => format!("did you mean `{meant}`? {help}"),
            None => help,
        }
    }

    /// The command that was meant, with its parents: `ampli-rs pull`.
    fn meant(&self) -> String {
        let usage = self.usage();
        let is_name = |word: &&str| word.starts_with(|first: char| first.is_ascii_alphabetic());
        let words: Vec<&str> = usage.split(' ').take_while(is_name).collect();
        if words.is_empty() { "ampli-rs".to_owned() } else { words.join(" ") }
    }

    fn usage(&self) -> String {
        let usage = self.text(ContextKind::Usage);
        usage.lines().next().unwrap_or_default().trim_start_matches("Usage: ").to_owned()
    }

    fn text(&self, kind: ContextKind) -> String {
        self.words(kind).into_iter().next().unwrap_or_default()
    }

    fn words(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(word)) => vec![word.clone()],
            Some(ContextValue::Strings(words)) => words.clone(),
            Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
            _ => Vec::new(),
        }
    }
}

/// The name of an option without that of its value: `--format` of `--format <FORMAT>`.
fn option(argument: &str) -> &str {
    match argument.split_once(' ') {
        Some((name, _)) if name.starts_with('-') => name,
        _ => argument,
    }
}

fn list(words: &[String]) -> String {
    suggestion::list(words.iter().map(String::as_str))
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
