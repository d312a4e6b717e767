//! Where the text of a plan comes from: a file, a folder, standard input, a URL.

mod cache;
mod decode;
mod file;
mod folder;
pub mod http;
mod location;
mod progress;
mod retry;
mod token;

use std::io;

pub use self::location::Location;
pub use self::token::Token;
use crate::failure::Failure;
use crate::text::PlanText;

/// The largest plan that is read, in bytes: 256 MiB.
pub const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// How to fetch.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Sent to the host of the URL as bearer token, and to no other.
    pub token: Option<Token>,
    /// Time limits and retries for URLs.
    pub http: http::Settings,
    /// Whether to show on standard error that something is going on.
    pub progress: bool,
}

/// Reads the text of the plan at `location`.
///
/// # Errors
/// When it can't be reached or read, or when it is not text in UTF-8. Nothing is said about the text itself:
/// that is for [`parse`](crate::parse).
pub fn plan_text(location: &Location, settings: &Settings) -> Result<PlanText, Failure> {
    let documents = match location {
        Location::StandardInput => vec![file::document("standard input", io::stdin().lock())?],
        Location::Path(path) if path.is_dir() => folder::documents(path)?,
        Location::Path(path) => vec![file::read(path)?],
        Location::Url(url) => {
            let _spinner =
                settings.progress.then(|| progress::Spinner::start(&format!("fetching {location}")));
            vec![http::document(url, settings)?]
        }
    };
    Ok(PlanText { origin: location.to_string(), documents })
}
