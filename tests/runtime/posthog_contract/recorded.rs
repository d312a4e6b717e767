//! Requests as the mock server got them.

use std::io::Read;

use flate2::read::{GzDecoder, ZlibDecoder};
use serde_json::Value as Json;

/// A request and the answer to it.
#[derive(Debug, Clone)]
pub(super) struct Recorded {
    /// By the clock of the test.
    pub(super) time_ms: u64,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    /// The body, decompressed; null if that is impossible or it is no JSON.
    pub(super) body: Json,
    pub(super) status: u16,
    pub(super) answer_headers: Vec<(String, String)>,
    pub(super) answer: Json,
}

impl Recorded {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    pub(super) fn answer_header(&self, name: &str) -> Option<&str> {
        find(&self.answer_headers, name)
    }

    /// The events: those of a batch, or the body itself.
    pub(super) fn events(&self) -> Vec<&Json> {
        match &self.body["batch"] {
            Json::Array(batch) => batch.iter().collect(),
            _ if self.body["event"].is_string() => vec![&self.body],
            _ => Vec::new(),
        }
    }

    /// The members called `name` of all events, null where there is none.
    pub(super) fn of_events(&self, name: &str) -> Vec<&Json> {
        self.events().into_iter().map(|event| &event[name]).collect()
    }

    pub(super) fn uuids(&self) -> Vec<&str> {
        self.of_events("uuid").into_iter().filter_map(Json::as_str).collect()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// `body` without its encoding.
pub(super) fn decoded(body: &[u8], encoding: Option<&str>) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    match encoding {
        None => text.extend_from_slice(body),
        Some("gzip") => drop(GzDecoder::new(body).read_to_end(&mut text).ok()?),
        Some("deflate") => drop(ZlibDecoder::new(body).read_to_end(&mut text).ok()?),
        #[cfg(feature = "zstd")]
        Some("zstd") => text = zstd::bulk::decompress(body, 1 << 24).ok()?,
        Some(_) => return None,
    }
    Some(text)
}
