use std::io::{self, BufRead as _, IsTerminal as _};

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
    let text = ask(&place)?;
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

/// The token: typed without being shown, or the first line of standard input.
fn ask(place: &Place) -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password(format!("token for {}: ", place.host))?);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}
