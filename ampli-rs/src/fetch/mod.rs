//! Where the text of a plan comes from: a file, a folder, standard input, a URL, a vendor's API.

mod absent;
#[cfg(feature = "cli")]
mod credentials;
mod decode;
mod file;
mod folder;
#[cfg(feature = "cli")]
pub mod http;
mod location;
#[cfg(feature = "cli")]
mod progress;
#[cfg(feature = "cli")]
mod token;
#[cfg(feature = "cli")]
pub mod vendor;

use std::path::Path;

#[cfg(feature = "cli")]
pub use self::credentials::Credentials;
#[cfg(feature = "cli")]
pub(crate) use self::decode::text as decoded;
#[cfg(feature = "cli")]
pub(crate) use self::file::too_large;
#[cfg(feature = "cli")]
pub(crate) use self::folder::{may_be_of_plan, without_plans};
pub use self::location::Location;
#[cfg(feature = "cli")]
pub use self::location::host;
#[cfg(feature = "cli")]
pub use self::token::{Token, TokenCommands};
use crate::failure::Failure;
use crate::text::PlanText;

/// The largest plan that is read, in bytes: 256 MiB.
pub const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// How to fetch.
#[cfg(feature = "cli")]
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Sent to the host of the URL as bearer token, or to the vendor's as it wants it, and to no other.
    pub token: Option<Token>,
    /// Where the vendor's API is; `None`: where it is for most. Iglu's locations say it themselves.
    pub base_url: Option<String>,
    /// Time limits and retries for URLs.
    pub http: http::Settings,
    /// The file that names the location, for messages; `None`: the user has named it.
    pub named_in: Option<String>,
    /// Whether to show on standard error that something is going on.
    pub progress: bool,
}

/// Reads the text of the plan at `location`.
///
/// # Errors
/// When it can't be reached or read, or when it is not text in UTF-8. Nothing is said about the text itself:
/// that is for [`parse`](crate::parse).
#[cfg(feature = "cli")]
pub fn plan_text(location: &Location, settings: &Settings) -> Result<PlanText, Failure> {
    let document = match location {
        Location::Path(path) if !path.exists() => {
            return Err(absent::failure(path, settings.named_in.as_deref()));
        }
        Location::Path(path) => return on_disk(path),
        Location::StandardInput => file::document("standard input", std::io::stdin().lock())?,
        Location::Url(url) => {
            let _spinner =
                settings.progress.then(|| progress::Spinner::start(&format!("fetching {location}")));
            http::document(url, settings)?
        }
        Location::Vendor(locator) => {
            let _spinner =
                settings.progress.then(|| progress::Spinner::start(&format!("fetching {location}")));
            return vendor::plan_text(locator, settings);
        }
    };
    Ok(PlanText { origin: location.to_string(), documents: vec![document] })
}

/// Reads the text of the plan in a file or a folder.
///
/// # Errors
/// When it can't be read, or when it is not text in UTF-8.
pub fn on_disk(path: &Path) -> Result<PlanText, Failure> {
    if !path.exists() {
        return Err(absent::failure(path, None));
    }
    let documents = if path.is_dir() { folder::documents(path)? } else { vec![file::read(path)?] };
    Ok(PlanText { origin: path.display().to_string(), documents })
}
