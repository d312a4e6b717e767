//! What opens a plan that is not on this machine: the token, and where a vendor's API is.

use crate::cli::PlanArguments;
use crate::config::{Project, VendorApi};
use crate::failure::Failure;
use crate::fetch::vendor::Vendor;
use crate::fetch::{Location, Token};

/// The variable for the token of any plan.
const TOKEN_VARIABLE: &str = "AMPLI_TOKEN";

/// What opens the plan at a location.
#[derive(Default)]
pub(super) struct Access {
    pub(super) token: Option<Token>,
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
        Location::Url(_) => {
            let command = project.config.token_command.as_deref();
            Ok(Access { token: token(arguments, &[TOKEN_VARIABLE], command)?, base_url: None })
        }
        Location::Vendor(locator) => of_vendor(locator.vendor, arguments, project),
    }
}

/// What opens the plans of a vendor.
pub(super) fn of_vendor(
    vendor: Vendor,
    arguments: &PlanArguments,
    project: &Project,
) -> Result<Access, Failure> {
    let config = &project.config;
    let api = config.vendor.get(&vendor);
    // The vendor's own variable comes first: the general one may hold the token of another vendor.
    let variables: Vec<&str> = vendor.token_variables().iter().copied().chain([TOKEN_VARIABLE]).collect();
    let command = api.and_then(|api| api.token_command.as_ref()).or(config.token_command.as_ref());
    Ok(Access {
        token: token(arguments, &variables, command.map(Vec::as_slice))?,
        base_url: base_url(vendor, api)?,
    })
}

/// The first that is given: on the command line, in a variable, by a program.
fn token(
    arguments: &PlanArguments,
    variables: &[&str],
    command: Option<&[String]>,
) -> Result<Option<Token>, Failure> {
    let given = arguments.token.clone().filter(|token| !token.is_empty());
    match given.or_else(|| variables.iter().find_map(|name| variable(name))) {
        Some(token) => Token::new(&token).map(Some),
        None => command.map(Token::from_command).transpose(),
    }
}

fn base_url(vendor: Vendor, api: Option<&VendorApi>) -> Result<Option<String>, Failure> {
    let configured = api.and_then(|api| api.base_url.clone());
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
