//! Plans behind the vendors' own APIs: one file a vendor.
//!
//! What comes out are documents as the vendor writes them, the pages of a list joined. A plan comes whole or not at
//! all: when any request fails for good, the whole fetch does.

mod account;
mod amplitude;
mod answer;
mod avo;
mod iglu;
mod implementation;
mod locator;
mod pages;
mod parallel;
mod posthog;
mod profile;
mod refusal;
mod rudderstack;
mod segment;
mod session;

pub use self::account::{Account, Branch, Workspace};
pub use self::implementation::{CodePlace, Implementation, ImplementedEvent, Written};
pub use self::locator::Locator;
pub use self::profile::Vendor;
use self::session::Session;
use super::Settings;
use super::progress::Spinner;
use crate::failure::Failure;
use crate::text::{Document, PlanText};

/// Fetches the plan that `locator` names.
pub(super) fn plan_text(locator: &Locator, settings: &Settings) -> Result<PlanText, Failure> {
    locator.check()?;
    let documents = match locator.vendor {
        Vendor::Iglu => iglu::documents(locator, settings)?,
        vendor => {
            let session = session(vendor, locator.to_string(), READ, settings)?;
            read(&session, locator)?
        }
    };
    Ok(PlanText { origin: locator.to_string(), documents })
}

fn read(session: &Session<'_>, locator: &Locator) -> Result<Vec<Document>, Failure> {
    let document = match locator.vendor {
        Vendor::Amplitude => amplitude::document(session, locator)?,
        Vendor::Segment => segment::document(session, &locator.plan)?,
        Vendor::RudderStack => rudderstack::document(session, locator)?,
        Vendor::Avo => avo::document(session, locator)?,
        Vendor::PostHog => return posthog::documents(session, &locator.plan),
        Vendor::Iglu => return Ok(Vec::new()),
    };
    Ok(vec![document])
}

/// Who the token of `settings` belongs to; `None` when the vendor has no way to ask.
///
/// # Errors
/// When the vendor can't be reached or does not accept the token.
pub fn whoami(vendor: Vendor, settings: &Settings) -> Result<Option<Account>, Failure> {
    if matches!(vendor, Vendor::Avo | Vendor::Iglu) {
        return Ok(None);
    }
    let session = session(vendor, format!("{}:", vendor.word()), READ, settings)?;
    match vendor {
        Vendor::Amplitude => amplitude::account(&session),
        Vendor::Segment => segment::account(&session),
        Vendor::RudderStack => rudderstack::account(&session),
        Vendor::PostHog => posthog::account(&session),
        Vendor::Avo | Vendor::Iglu => return Ok(None),
    }
    .map(Some)
}

/// The branches of the plan that `locator` names; `None` when the vendor has no branches, or no way to ask for them.
///
/// # Errors
/// When the vendor can't be reached, does not accept the token, or has no such plan.
pub fn branches(locator: &Locator, settings: &Settings) -> Result<Option<Vec<Branch>>, Failure> {
    if locator.vendor != Vendor::Amplitude {
        return Ok(None);
    }
    let session = session(locator.vendor, locator.to_string(), READ, settings)?;
    amplitude::branches(&session, locator).map(Some)
}

/// Tells the vendor of the plan that `locator` names which of its events the programs send, and where.
///
/// # Errors
/// When the vendor takes no such thing, can't be reached, does not accept the token, has no such version of the plan, or
/// has not taken the status of every event.
pub fn write_status(
    locator: &Locator,
    implementation: &Implementation,
    settings: &Settings,
) -> Result<Written, Failure> {
    if !locator.vendor.takes_status() {
        return Err(Failure::new(
            format!("{} does not take the status of events", locator.vendor.name()),
            "run the command without `--update`",
        ));
    }
    let _spinner = settings.progress.then(|| Spinner::start(&format!("writing to {locator}")));
    let session = session(locator.vendor, locator.to_string(), "write the status of events to", settings)?;
    amplitude::write(&session, locator, implementation)
}

/// What sessions are for that only ask.
const READ: &str = "read";

/// A session at the vendor's usual address, or at the one in the settings.
fn session<'a>(
    vendor: Vendor,
    subject: String,
    purpose: &'static str,
    settings: &'a Settings,
) -> Result<Session<'a>, Failure> {
    let base_url = settings.base_url.as_deref().or(vendor.base_url()).unwrap_or_default();
    Session::open(vendor, subject, purpose, base_url, settings)
}

/// The failure that a plan has nothing in it: code that was generated before stays as it is.
fn empty(session: &Session<'_>, what: &str) -> Failure {
    Failure::new(
        format!("`{}` has no {what}", session.subject),
        "check that it is the right one; nothing was written",
    )
}
