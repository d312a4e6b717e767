use std::io::{self, BufRead, IsTerminal as _};

use super::Outcome;
use super::access::access;
use super::console::Console;
use super::place::{self, Place};
use super::reading;
use super::whoami::{self, Answer};
use crate::cli::{LoginArguments, LogoutArguments, PlanArguments};
use crate::failure::Failure;
use crate::fetch::{Credentials, Token};

/// Stores a token for a vendor or an address, after trying it where that can be done.
pub(super) fn run(arguments: &LoginArguments, console: &Console) -> anyhow::Result<Outcome> {
    let plan = PlanArguments { config: arguments.config.clone(), ..PlanArguments::default() };
    let project = reading::project(&plan)?;
    let place = place::only(arguments.place.as_deref(), &project)?;
    let mut stored = credentials()?;
    let terminal = io::stdin().is_terminal().then_some(rpassword::prompt_password);
    let text = ask(&place, terminal, io::stdin().lock())?;
    let token = Token::new(&text)?;
    let plan = PlanArguments { token: Some(text), ..plan };
    let answer = whoami::ask(&place, access(&place.location, &plan, &project)?, &project, console)?;
    stored.set(&place.host, token);
    stored.write()?;
    match answer {
        Answer::Account(account) => {
            console.say(format_args!("{}: logged in as {}", place.host, whoami::described(&account)));
        }
        Answer::NotTold | Answer::NoToken => {
            console.say(format_args!("{}: the token is stored; it could not be tried", place.host));
        }
    }
    console.say(format_args!("stored in {}", stored.path().display()));
    Ok(Outcome::Clean)
}

/// Forgets the token for a vendor or an address, or all of them.
pub(super) fn out(arguments: &LogoutArguments, console: &Console) -> anyhow::Result<Outcome> {
    let plan = PlanArguments { config: arguments.config.clone(), ..PlanArguments::default() };
    let project = reading::project(&plan)?;
    let mut stored = credentials()?;
    let hosts = if arguments.all {
        stored.hosts().map(str::to_owned).collect()
    } else {
        vec![place::only(arguments.place.as_deref(), &project)?.host]
    };
    for host in &hosts {
        let what = if stored.remove(host) { "logged out" } else { "there was no stored token" };
        console.say(format_args!("{host}: {what}"));
    }
    if !hosts.is_empty() {
        stored.write()?;
    }
    Ok(Outcome::Clean)
}

fn credentials() -> Result<Credentials, Failure> {
    Credentials::read()?.ok_or_else(|| {
        Failure::new(
            "there is no folder for tokens: `HOME` is not set",
            "set `AMPLI_CONFIG_DIR`, or give the token in `AMPLI_TOKEN`",
        )
    })
}

/// The token: typed at a terminal, which asks without showing what is typed, or the first line of the input.
fn ask(
    place: &Place,
    terminal: Option<impl FnOnce(String) -> io::Result<String>>,
    mut input: impl BufRead,
) -> io::Result<String> {
    if let Some(asked) = terminal {
        return asked(format!("token for {}: ", place.host));
    }
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{Place, ask};
    use crate::fetch::Location;

    fn place() -> Place {
        Place { location: Location::StandardInput, host: "api.garden.example".to_owned() }
    }

    #[test]
    fn a_terminal_is_asked_and_the_input_left_alone() {
        let mut asked = String::new();
        let terminal = |question: String| {
            asked = question;
            Ok("typed".to_owned())
        };
        let mut input = io::Cursor::new("piped\n");
        assert_eq!(ask(&place(), Some(terminal), &mut input).unwrap(), "typed");
        assert_eq!((asked.as_str(), input.position()), ("token for api.garden.example: ", 0));
    }

    #[test]
    fn without_a_terminal_the_first_line_is_the_token() {
        let none = None::<fn(String) -> io::Result<String>>;
        assert_eq!(ask(&place(), none, io::Cursor::new("piped\nnot this\n")).unwrap(), "piped\n");
    }

    #[test]
    fn what_a_terminal_refuses_ends_the_command() {
        let terminal = |_: String| Err(io::Error::from(io::ErrorKind::Interrupted));
        let ended = ask(&place(), Some(terminal), io::empty()).unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::Interrupted);
    }
}
