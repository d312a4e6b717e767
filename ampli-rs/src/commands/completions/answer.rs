//! Candidates as the shells' scripts take them.

use std::fmt::Write as _;

use super::bash_line::{BashLine, Quote};
use super::candidates::Candidate;
use crate::cli::Shell;
use crate::diagnostic::visible;

/// For bash, which puts in what it is given, with what is typed in front of it: quoted, or a name of a plan could be a command.
pub(super) fn bash(line: &BashLine, candidates: &[Candidate]) -> String {
    let mut text = String::new();
    for candidate in candidates {
        if let Some(rest) = candidate.word.get(line.kept..) {
            push_quoted(&mut text, rest, line.quote);
            text.push('\n');
        }
    }
    text
}

fn push_quoted(text: &mut String, word: &str, quote: Quote) {
    for character in word.chars() {
        match quote {
            Quote::Single if character == '\'' => text.push_str(r"'\''"),
            Quote::Single => text.push(character),
            Quote::Double => {
                text.push_str(if "\"\\$`".contains(character) { "\\" } else { "" });
                text.push(character);
            }
            Quote::None => {
                let is_plain = character.is_alphanumeric() || "-_./:=@,+%".contains(character);
                text.push_str(if is_plain { "" } else { "\\" });
                text.push(character);
            }
        }
    }
}

/// For the other shells, which quote by themselves: a word and what it means a line.
pub(super) fn lines(shell: Shell, candidates: &[Candidate]) -> String {
    let mut text = String::new();
    for Candidate { word, about } in candidates {
        let about = visible(about);
        // Writing to a `String` cannot fail.
        let _ = match shell {
            Shell::Zsh => {
                let word = word.replace('\\', "\\\\").replace(':', "\\:");
                let about = about.replace('\\', "\\\\");
                writeln!(text, "{word}{}{about}", if about.is_empty() { "" } else { ":" })
            }
            _ => writeln!(text, "{word}\t{about}"),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{BashLine, bash};
    use crate::commands::completions::candidates::Candidate;

    #[track_caller]
    fn answers(line: &str, word: &str, expected: &str) {
        let candidate = Candidate { word: word.to_owned(), about: String::new() };
        assert_eq!(bash(&BashLine::read(line), &[candidate]), format!("{expected}\n"));
    }

    #[test]
    fn bash_is_given_quoted_words() {
        answers("ampli-rs pull ", "$(touch x);`y`", r"\$\(touch\ x\)\;\`y\`");
        answers("ampli-rs pull \"", "$(touch x) \"`y`", "\\$(touch x) \\\"\\`y\\`");
        answers("ampli-rs pull '", "it's $(touch x)", r"it'\''s $(touch x)");
        answers("ampli-rs diff --source=w", "--source=web app", r"web\ app");
        answers("ampli-rs pull ", "Écran", "Écran");
    }
}
