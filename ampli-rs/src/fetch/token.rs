use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::process::{Command, Stdio};
use std::rc::Rc;

use crate::failure::Failure;

/// A secret that opens a plan. Never printed, not even for debugging.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token from its text; space around it is dropped.
    ///
    /// # Errors
    /// When it is empty or can't be sent in a header. The message does not contain it.
    pub fn new(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Failure::new(
                "the token is empty or contains other than printable ASCII characters",
                "check what `--token`, `AMPLI_TOKEN` or `token_command` give",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// What the program `command` (its name and arguments, no shell) prints.
    ///
    /// # Errors
    /// When it can't be run, fails, or prints no token.
    pub fn from_command(command: &[String]) -> Result<Self, Failure> {
        let Some((program, arguments)) = command.split_first() else {
            return Err(Failure::new("`token_command` is empty", "name a program and its arguments"));
        };
        let help = format!("run `{}` by hand, or give the token in `AMPLI_TOKEN`", command.join(" "));
        let output = Command::new(program)
            .args(arguments)
            .stderr(Stdio::inherit())
            .stdin(Stdio::inherit())
            .output()
            .map_err(|error| {
                Failure::new(format!("could not run `{program}` for a token: {error}"), &help)
            })?;
        if !output.status.success() {
            return Err(Failure::new(format!("`{program}` gave no token: {}", output.status), help));
        }
        Self::new(&String::from_utf8_lossy(&output.stdout))
    }

    /// The secret itself.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// Programs that print tokens, each run once however many plans it opens. Copies share what was printed.
#[derive(Debug, Clone, Default)]
pub struct TokenCommands(Rc<RefCell<BTreeMap<Vec<String>, Token>>>);

impl TokenCommands {
    /// What `command` prints, or has printed before.
    ///
    /// # Errors
    /// As [`Token::from_command`].
    pub fn token(&self, command: &[String]) -> Result<Token, Failure> {
        if let Some(token) = self.0.borrow().get(command) {
            return Ok(token.clone());
        }
        let token = Token::from_command(command)?;
        self.0.borrow_mut().insert(command.to_owned(), token.clone());
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new(" secret\n").unwrap();
        assert_eq!(token.secret(), "secret");
        assert_eq!(format!("{token:?}"), "Token(…)");
        let failure = Token::new("sec\u{1}ret").unwrap_err();
        assert!(!failure.to_string().contains("sec\u{1}"), "{failure}");
    }

    #[test]
    fn an_empty_token_is_refused() {
        assert_eq!(
            Token::new("").unwrap_err().to_string(),
            "the token is empty or contains other than printable ASCII characters\n\
             help: check what `--token`, `AMPLI_TOKEN` or `token_command` give",
        );
    }
}
