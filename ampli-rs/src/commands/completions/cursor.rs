//! What of the command line stands where the cursor is.

use clap::{Arg, Command};

/// The word at the cursor, and what is known of the words before it.
pub(super) struct Cursor<'c> {
    /// The tool as a whole.
    pub(super) tool: &'c Command,
    pub(super) command: &'c Command,
    pub(super) place: Place<'c>,
    /// What is typed of the word, and of the value without the option's name.
    pub(super) typed: String,
    /// The values of positional arguments of the command that are there.
    pub(super) given: Vec<String>,
    /// The values of options that are there, by the options' ids.
    options: Vec<(&'c str, String)>,
}

/// What may stand at the cursor.
pub(super) enum Place<'c> {
    /// The value of an option; `name` is what stands before it in the word: `--source=`.
    Value { argument: &'c Arg, name: String },
    /// An option's name.
    Option,
    /// The value of a positional argument, or a subcommand.
    Word { argument: Option<&'c Arg>, has_subcommands: bool },
}

impl<'c> Cursor<'c> {
    /// Goes through the words before the cursor. `tool` is built.
    pub(super) fn find(tool: &'c Command, before: &[String], current: &str) -> Self {
        let mut cursor = Self {
            tool,
            command: tool,
            place: Place::Option,
            typed: current.to_owned(),
            given: Vec::new(),
            options: Vec::new(),
        };
        let mut awaiting: Option<&'c Arg> = None;
        let mut is_escaped = false;
        for word in before {
            if let Some(argument) = awaiting.take() {
                cursor.options.push((argument.get_id().as_str(), word.clone()));
            } else if !is_escaped && word == "--" {
                is_escaped = true;
            } else if !is_escaped && word.starts_with('-') && word != "-" {
                awaiting = cursor.take_option(word);
            } else if let Some(command) = cursor.subcommand(word, is_escaped) {
                cursor.command = command;
                cursor.given.clear();
            } else {
                cursor.given.push(word.clone());
            }
        }
        cursor.settle(awaiting, is_escaped);
        cursor
    }

    /// The last value of the option with this id.
    pub(super) fn option(&self, id: &str) -> Option<&str> {
        let mut values = self.options.iter().rev().filter(|(known, _)| *known == id);
        values.next().map(|(_, value)| value.as_str())
    }

    fn settle(&mut self, awaiting: Option<&'c Arg>, is_escaped: bool) {
        let named = self.typed.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.place = if let Some(argument) = awaiting {
            Place::Value { argument, name: String::new() }
        } else if !is_escaped && self.typed.starts_with("--") {
            let argument = named.as_ref().and_then(|(name, _)| self.long(&name[2..]));
            match (argument, named) {
                (Some(argument), Some((name, value))) => {
                    self.typed = value;
                    Place::Value { argument, name: format!("{name}=") }
                }
                _ => Place::Option,
            }
        } else if !is_escaped && self.typed.starts_with('-') {
            Place::Option
        } else {
            let has_subcommands = !is_escaped && self.given.is_empty() && self.command.has_subcommands();
            Place::Word { argument: self.positional(), has_subcommands }
        };
    }

    /// Keeps the value of an option; the option, if its value is the next word.
    fn take_option(&mut self, word: &str) -> Option<&'c Arg> {
        let (argument, value) = match word.strip_prefix("--") {
            Some(long) => {
                let (name, value) = long.split_once('=').map_or((long, None), |(n, value)| (n, Some(value)));
                (self.long(name)?, value)
            }
            None => self.short(&word[1..])?,
        };
        let Some(value) = value else { return Some(argument) };
        self.options.push((argument.get_id().as_str(), value.to_owned()));
        None
    }

    /// The option of this name that takes a value.
    fn long(&self, name: &str) -> Option<&'c Arg> {
        let has_name = |argument: &&Arg| {
            argument.get_long() == Some(name)
                || argument.get_visible_aliases().is_some_and(|names| names.contains(&name))
        };
        self.command.get_arguments().find(has_name).filter(|argument| takes_value(argument))
    }

    /// Of several short options the one that takes a value, and what stands behind it.
    fn short<'w>(&self, letters: &'w str) -> Option<(&'c Arg, Option<&'w str>)> {
        letters.char_indices().find_map(|(index, letter)| {
            let mut known = self.command.get_arguments();
            let argument = known.find(|argument| argument.get_short() == Some(letter))?;
            let rest = &letters[index + letter.len_utf8()..];
            takes_value(argument).then_some((argument, Some(rest).filter(|rest| !rest.is_empty())))
        })
    }

    fn subcommand(&self, word: &str, is_escaped: bool) -> Option<&'c Command> {
        self.command.find_subcommand(word).filter(|_| !is_escaped && self.given.is_empty())
    }

    /// The positional argument that comes next.
    fn positional(&self) -> Option<&'c Arg> {
        let known: Vec<&Arg> = self.command.get_positionals().collect();
        let is_many = |argument: &&&Arg| argument.get_num_args().is_some_and(|count| count.max_values() > 1);
        known.get(self.given.len()).or_else(|| known.last().filter(is_many)).copied()
    }
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|count| count.takes_values())
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory as _};

    use super::{Cursor, Place};
    use crate::cli::Cli;

    fn tool() -> Command {
        let mut tool = Cli::command();
        tool.build();
        tool
    }

    #[track_caller]
    fn stands(line: &str, expected: &str) {
        let tool = tool();
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let (current, before) = words.split_last().unwrap();
        let cursor = Cursor::find(&tool, before, current);
        let place = match &cursor.place {
            Place::Value { argument, name } => format!("{name}{}", argument.get_id()),
            Place::Option => "option".to_owned(),
            Place::Word { argument, has_subcommands } => {
                let id = argument.map_or("", |argument| argument.get_id().as_str());
                format!("{id}{}", if *has_subcommands { "subcommand" } else { "" })
            }
        };
        let found = format!("{} {place} {}", cursor.command.get_name(), cursor.typed);
        assert_eq!(found.trim_end(), expected, "{line}");
    }

    #[test]
    fn the_place_is_found() {
        stands("", "ampli-rs subcommand");
        stands("pu", "ampli-rs subcommand pu");
        stands("-q pu", "ampli-rs subcommand pu");
        stands("-C folder pu", "ampli-rs subcommand pu");
        stands("-Cfolder pu", "ampli-rs subcommand pu");
        stands("-q", "ampli-rs option -q");
        stands("pull ", "pull sources");
        stands("pull web back", "pull sources back");
        stands("pull --path x back", "pull sources back");
        stands("pull --path ", "pull path");
        stands("pull --path=x back", "pull sources back");
        stands("pull --layout=mo", "pull --layout=layout mo");
        stands("pull --layout mo", "pull layout mo");
        stands("pull --che", "pull option --che");
        stands("pull -- --che", "pull sources --che");
        stands("inspect module ba", "inspect source ba");
        stands("inspect module backend x", "inspect  x");
        stands("audit ", "audit locationssubcommand");
        stands("audit run ", "run locations");
        stands("audit file ", "audit locations");
    }

    #[test]
    fn options_before_the_cursor_are_known() {
        let tool = tool();
        let words = ["-qC", "a", "pull", "--config", "b.toml", "--plan=c.json"].map(str::to_owned);
        let cursor = Cursor::find(&tool, &words, "");
        assert_eq!(cursor.option("directory"), Some("a"));
        assert_eq!(cursor.option("config"), Some("b.toml"));
        assert_eq!(cursor.option("plan"), Some("c.json"));
    }
}
