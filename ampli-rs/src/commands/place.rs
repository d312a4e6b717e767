//! Places that tokens are for: vendors, addresses, and the plans of a project.

use std::path::Path;

use super::access::base_url;
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::vendor::{Locator, Vendor};
use crate::fetch::{self, Location};
use crate::suggestion;

/// A place that tokens are for.
pub(super) struct Place {
    pub(super) location: Location,
    /// What tokens for it are stored by.
    pub(super) host: String,
}

/// The place that the user names, or those of the project's plans, each once.
///
/// # Errors
/// When what is named is no such place.
pub(super) fn places(named: Option<&str>, project: &Project) -> Result<Vec<Place>, Failure> {
    if let Some(text) = named {
        return Ok(vec![place(location(text)?, project)?]);
    }
    let config = &project.config;
    let plans = config.plan.iter().chain(config.source.values().filter_map(|source| source.plan.as_ref()));
    let mut places: Vec<Place> = Vec::new();
    for location in plans.map(|plan| Location::new(plan, &project.folder)) {
        if matches!(location, Location::Path(_) | Location::StandardInput) {
            continue;
        }
        let place = place(location, project)?;
        if places.iter().all(|known| known.host != place.host) {
            places.push(place);
        }
    }
    Ok(places)
}

/// The only place, if there is one.
///
/// # Errors
/// When there is none, or more than one.
pub(super) fn only(named: Option<&str>, project: &Project) -> Result<Place, Failure> {
    let mut places = places(named, project)?;
    match (places.pop(), places.is_empty()) {
        (Some(place), true) => Ok(place),
        (None, _) => Err(Failure::new(
            "no plan of this project is at a vendor or an address",
            "name the place that the token is for, as in `ampli-rs login segment`",
        )),
        (Some(last), false) => {
            let hosts = places.iter().map(|place| place.host.as_str()).chain([last.host.as_str()]);
            Err(Failure::new(
                "the plans of this project are at several places",
                format!("name one of {}", suggestion::list(hosts)),
            ))
        }
    }
}

fn location(text: &str) -> Result<Location, Failure> {
    if let Some(locator) = Locator::parse(&format!("{text}:")).filter(|_| !text.contains(':')) {
        // A registry is named by its address alone.
        if locator.vendor == Vendor::Iglu {
            locator.check()?;
        }
        return Ok(Location::Vendor(locator));
    }
    match Location::new(text, Path::new("")) {
        // A host, as `whoami` prints it.
        Location::Path(_) if text.contains('.') && !text.contains('/') => {
            Ok(Location::Url(format!("https://{text}")))
        }
        Location::Path(_) | Location::StandardInput => {
            let vendors = Vendor::ALL.into_iter().map(Vendor::word);
            Err(Failure::new(
                format!("`{text}` is neither a vendor nor an address"),
                suggestion::did_you_mean(text, vendors),
            ))
        }
        location => Ok(location),
    }
}

fn place(location: Location, project: &Project) -> Result<Place, Failure> {
    let host = match &location {
        Location::Vendor(locator) => {
            let base_url = base_url(locator.vendor, project)?;
            fetch::host(locator.address(base_url.as_deref()))
        }
        Location::Url(url) => fetch::host(url),
        Location::Path(_) | Location::StandardInput => None,
    };
    let host = host.ok_or_else(|| {
        Failure::new(format!("`{location}` names no host"), "write it as `https://HOST/…`, or name a vendor")
    })?;
    Ok(Place { location, host })
}
