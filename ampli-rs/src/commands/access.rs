//! What opens a plan that is not on this machine: the token, and where a vendor's API is.

use super::console::Console;
use crate::cli::PlanArguments;
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::vendor::{Locator, Vendor};
use crate::fetch::{self, Credentials, Location, Token};

/// The variable for the token of any plan.
const TOKEN_VARIABLE: &str = "AMPLI_TOKEN";

/// What opens the plan at a location.
#[derive(Default)]
pub(super) struct Access {
    pub(super) token: Option<Token>,
    /// Where the token was found, as messages say it.
    pub(super) found_in: Option<String>,
    pub(super) base_url: Option<String>,
}

/// What opens the plan at `location`; nothing for those on this machine.
pub(super) fn access(
    location: &Location,
    arguments: &PlanArguments,
    project: &Project,
) -> Result<Access, Failure> {
    match location {
        Location::Path(_) | Location::StandardInput => Ok(Access::default()),
        Location::Url(url) => {
            let command = project.config.token_command.as_deref();
            let found = token(arguments, &[TOKEN_VARIABLE], command, fetch::host(url), project)?;
            Ok(Access::new(found, None))
        }
        Location::Vendor(locator) => of_vendor(locator, arguments, project),
    }
}

/// What opens the plans of a vendor.
fn of_vendor(locator: &Locator, arguments: &PlanArguments, project: &Project) -> Result<Access, Failure> {
    let (vendor, config) = (locator.vendor, &project.config);
    let api = config.vendor.get(&vendor);
    let base_url = base_url(vendor, project)?;
    // The vendor's own variable comes first: the general one may hold the token of another vendor.
    let variables: Vec<&str> = vendor.token_variables().iter().copied().chain([TOKEN_VARIABLE]).collect();
    let command = api.and_then(|api| api.token_command.as_ref()).or(config.token_command.as_ref());
    let host = fetch::host(locator.address(base_url.as_deref()));
    let found = token(arguments, &variables, command.map(Vec::as_slice), host, project)?;
    Ok(Access::new(found, base_url))
}

impl Access {
    fn new(found: Option<(Token, String)>, base_url: Option<String>) -> Self {
        let (token, found_in) = found.unzip();
        Self { token, found_in, base_url }
    }

    /// How to fetch with it.
    pub(super) fn settings(self, project: &Project, console: &Console) -> Result<fetch::Settings, Failure> {
        Ok(fetch::Settings {
            token: self.token,
            base_url: self.base_url,
            http: project.config.http.settings()?,
            named_in: None,
            progress: console.shows_progress(),
        })
    }
}

/// The first that is given: on the command line, in a variable, by a program, by `login`. With it where it was found.
fn token(
    arguments: &PlanArguments,
    variables: &[&str],
    command: Option<&[String]>,
    host: Option<String>,
    project: &Project,
) -> Result<Option<(Token, String)>, Failure> {
    if let Some(token) = arguments.token.as_deref().filter(|token| !token.is_empty()) {
        return Ok(Some((Token::new(token)?, "`--token`".to_owned())));
    }
    if let Some((name, token)) = variables.iter().find_map(|name| Some((name, variable(name)?))) {
        return Ok(Some((Token::new(&token)?, format!("`{name}`"))));
    }
    if let Some(command) = command {
        return Ok(Some((project.token_commands.token(command)?, "`token_command`".to_owned())));
    }
    let Some(host) = host else { return Ok(None) };
    let stored = Credentials::read()?.and_then(|stored| stored.token(&host).cloned());
    Ok(stored.map(|token| (token, "`ampli-rs login`".to_owned())))
}

/// Where the vendor's API is, if the user says so.
pub(super) fn base_url(vendor: Vendor, project: &Project) -> Result<Option<String>, Failure> {
    let configured = project.config.vendor.get(&vendor).and_then(|api| api.base_url.clone());
    if vendor == Vendor::Iglu && configured.is_some() {
        return Err(Failure::new(
            "`base_url` under `[vendor.iglu]` in `ampli.toml` is not used: the location says where the registry is",
            format!("remove it, and write the location as `{}`", vendor.usage()),
        ));
    }
    Ok(vendor.base_url_variable().and_then(variable).or(configured))
}

/// An empty variable is none, as everywhere.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
