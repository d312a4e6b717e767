use super::Outcome;
use super::access::{Access, access};
use super::console::Console;
use super::place::{Place, places};
use super::reading;
use crate::cli::WhoamiArguments;
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::vendor::{self, Account, Vendor};
use crate::fetch::{Credentials, Location};

/// Tells who the tokens belong to that plans are fetched with.
pub(super) fn run(arguments: &WhoamiArguments, console: &Console) -> anyhow::Result<Outcome> {
    let project = reading::project(&arguments.plan)?;
    let places = places(arguments.place.as_deref(), &project)?;
    let mut outcome = Outcome::Clean;
    let mut text = String::new();
    for place in &places {
        let access = access(&place.location, &arguments.plan, &project)?;
        let from =
            access.found_in.as_ref().map(|place| format!(", by the token of {place}")).unwrap_or_default();
        let who = match ask(place, access, &project, console)? {
            Answer::Account(account) => described(&account),
            Answer::NotTold => "whose token it is can't be asked for".to_owned(),
            Answer::NoToken => {
                if wants_token(&place.location) {
                    outcome = Outcome::Findings;
                }
                "there is no token".to_owned()
            }
        };
        text.push_str(&format!("{}: {who}{from}\n", place.host));
    }
    if arguments.place.is_none() {
        let stored = Credentials::read()?.unwrap_or_default();
        for host in stored.hosts().filter(|host| places.iter().all(|place| place.host != *host)) {
            text.push_str(&format!("{host}: a token is stored\n"));
        }
    }
    if text.is_empty() {
        console.say("no plan of this project asks for a token, and none is stored");
    }
    console.print(text)?;
    Ok(outcome)
}

/// Addresses and schemas may be open to all.
fn wants_token(location: &Location) -> bool {
    matches!(location, Location::Vendor(locator) if locator.vendor != Vendor::Iglu)
}

/// What a place says of a token.
pub(super) enum Answer {
    Account(Account),
    /// The place has no way to ask.
    NotTold,
    NoToken,
}

/// Asks a place whom the token belongs to.
pub(super) fn ask(
    place: &Place,
    access: Access,
    project: &Project,
    console: &Console,
) -> Result<Answer, Failure> {
    if access.token.is_none() {
        return Ok(Answer::NoToken);
    }
    let Location::Vendor(locator) = &place.location else { return Ok(Answer::NotTold) };
    let account = vendor::whoami(locator.vendor, &access.settings(project, console)?)?;
    Ok(account.map_or(Answer::NotTold, Answer::Account))
}

/// An account in a line.
pub(super) fn described(account: &Account) -> String {
    let Account { user, organisations, workspaces } = account;
    let mut text = user.clone().unwrap_or_else(|| "a token of no person".to_owned());
    if !organisations.is_empty() {
        text.push_str(&format!(" of {}", organisations.join(", ")));
    }
    let names: Vec<&str> = workspaces
        .iter()
        .map(|workspace| if workspace.name.is_empty() { &workspace.id } else { &workspace.name })
        .map(String::as_str)
        .collect();
    if !names.is_empty() {
        text.push_str(&format!(" for {}", names.join(", ")));
    }
    text
}
