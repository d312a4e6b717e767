//! A plan behind an address: one GET, repeated while the server or the network is at fault.

pub(super) mod answer;
mod cache;
pub(super) mod client;
pub(super) mod redirect;
mod retry;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use self::answer::{Answer, Refusal};
use self::cache::Entry;
use super::location::without_secrets;
use super::{SIZE_LIMIT, decode};
use crate::failure::Failure;
use crate::text::Document;

/// How long to wait, how often to ask again, and where fetched plans are kept.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Time limit for reaching the server.
    pub connect_timeout: Duration,
    /// Time limit for one attempt, from the first byte sent to the last one received.
    pub timeout: Duration,
    /// How often to ask again after an error of the server or of the network.
    pub retries: u32,
    /// How many requests may be on their way at once, for plans that take one for each of their events.
    pub at_once: usize,
    /// The largest plan that is taken, in bytes, whatever it is compressed to.
    pub size_limit: u64,
    /// Folder of fetched plans; `None`: nothing is kept.
    pub cache: Option<PathBuf>,
    /// Waits between attempts.
    pub pause: Pause,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            retries: 3,
            at_once: 6,
            size_limit: SIZE_LIMIT,
            cache: cache::default_folder(),
            pause: Pause::default(),
        }
    }
}

/// Waits for a time; tests put a note in its place.
#[derive(Clone)]
pub struct Pause(Arc<dyn Fn(Duration) + Send + Sync>);

impl Pause {
    /// Calls `pause` where the tool would wait.
    pub fn new(pause: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        Self(Arc::new(pause))
    }
}

impl Default for Pause {
    fn default() -> Self {
        Self::new(std::thread::sleep)
    }
}

impl fmt::Debug for Pause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pause")
    }
}

/// Fetches the document at `url`.
pub(super) fn document(url: &str, settings: &super::Settings) -> Result<Document, Failure> {
    let name = without_secrets(url);
    let bytes = bytes(url, &name, settings)?;
    Ok(Document { text: decode::text(&name, bytes)?, name })
}

fn bytes(url: &str, name: &str, settings: &super::Settings) -> Result<Vec<u8>, Failure> {
    let http = &settings.http;
    let request = client::Request::new(url, name, settings.token.as_ref(), http)?;
    let cached = http.cache.as_deref().and_then(|folder| cache::load(folder, url));
    match persist(http, || request.send(cached.as_ref().map(|entry| entry.tag.as_str())))? {
        Answer::Unchanged => Ok(cached.map(|entry| entry.body).unwrap_or_default()),
        Answer::Plan { body, tag } => Ok(kept(url, http, body, tag)),
    }
}

/// Asks until there is a good answer, or one that stays as it is.
pub(super) fn persist<T>(
    settings: &Settings,
    mut ask: impl FnMut() -> Result<T, Refusal>,
) -> Result<T, Failure> {
    let mut failed = 0;
    loop {
        let Refusal { failure, again } = match ask() {
            Ok(answer) => return Ok(answer),
            Err(refusal) => refusal,
        };
        failed += 1;
        let wait = again.and_then(|asked_for| retry::wait(failed, settings.retries, asked_for));
        (settings.pause.0)(wait.ok_or(failure)?);
    }
}

/// Keeps the answer for the next time, when the server has tagged it.
fn kept(url: &str, settings: &Settings, body: Vec<u8>, tag: Option<String>) -> Vec<u8> {
    match (&settings.cache, tag) {
        (Some(folder), Some(tag)) => {
            let entry = Entry { tag, body };
            // Without cache the next run takes longer, nothing else.
            let _ = cache::store(folder, url, &entry);
            entry.body
        }
        _ => body,
    }
}
