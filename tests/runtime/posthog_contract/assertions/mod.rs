//! What the contract asserts, one function for each of its actions.

mod answers;
mod events;
mod headers;
mod requests;
mod retries;

use itly_runtime::Clock;
use itly_runtime::testing::ManualClock;
use regex_lite::Regex;
use serde_json::{Map, Value as Json};

use super::recorded::Recorded;
use super::stage::{Complaint, Returned};

/// What an assertion looks at.
pub(super) struct Seen<'a> {
    /// The requests so far.
    pub(super) requests: &'a [Recorded],
    pub(super) returned: &'a Returned,
    pub(super) clock: &'a ManualClock,
}

/// The parameters of a step.
pub(super) type Parameters = Map<String, Json>;

pub(super) type Assertion = fn(&Seen<'_>, &Parameters) -> Complaint;

/// The assertion of that name.
pub(super) fn named(name: &str) -> Option<Assertion> {
    requests::named(name)
        .or_else(|| events::named(name))
        .or_else(|| headers::named(name))
        .or_else(|| retries::named(name))
        .or_else(|| answers::named(name))
}

impl<'a> Seen<'a> {
    fn first(&self) -> Result<&'a Recorded, String> {
        self.requests.first().ok_or_else(|| "there is no request".to_owned())
    }

    /// The first two requests.
    fn pair(&self) -> Result<[&'a Recorded; 2], String> {
        match self.requests {
            [first, second, ..] => Ok([first, second]),
            _ => Err(format!("there are {} requests, not two", self.requests.len())),
        }
    }

    /// The request that a parameter names by its index, from the end if it is negative; the first one unless there is such a
    /// parameter.
    fn chosen(&self, parameters: &Parameters) -> Result<&'a Recorded, String> {
        let index = parameters.get("request_index").and_then(Json::as_i64).unwrap_or_default();
        let from_start = if index < 0 { index + self.requests.len() as i64 } else { index };
        let found = usize::try_from(from_start).ok().and_then(|index| self.requests.get(index));
        found.ok_or_else(|| format!("there is no request {index} among {}", self.requests.len()))
    }

    /// The first event of the first request.
    fn event(&self) -> Result<&'a Json, String> {
        self.first()?.events().into_iter().next().ok_or_else(|| "the first request has no event".to_owned())
    }

    /// The events of all requests.
    fn events(&self) -> impl Iterator<Item = &'a Json> {
        self.requests.iter().flat_map(Recorded::events)
    }

    fn unix_milliseconds(&self) -> i64 {
        self.clock.unix_time().as_millis() as i64
    }
}

/// A parameter that must be there.
fn parameter<'a>(parameters: &'a Parameters, name: &str) -> Result<&'a Json, String> {
    parameters.get(name).ok_or_else(|| format!("the step lacks `{name}`"))
}

/// A parameter that is a text.
fn word<'a>(parameters: &'a Parameters, name: &str) -> Result<&'a str, String> {
    parameter(parameters, name)?.as_str().ok_or_else(|| format!("`{name}` is no text"))
}

fn number(parameters: &Parameters, name: &str) -> Result<u64, String> {
    parameter(parameters, name)?.as_u64().ok_or_else(|| format!("`{name}` is no number"))
}

/// Complains unless `holds`.
fn ensure(holds: bool, complaint: impl FnOnce() -> String) -> Complaint {
    if holds { Ok(()) } else { Err(complaint()) }
}

fn equal(what: &str, found: &Json, expected: &Json) -> Complaint {
    ensure(found == expected, || format!("{what} is {found}, not {expected}"))
}

fn is_uuid(text: &str) -> bool {
    matches(text, "^(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
}

/// RFC 3339 in UTC.
fn is_canonical_time(text: &str) -> bool {
    matches(text, r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)$")
}

fn matches(text: &str, pattern: &str) -> bool {
    Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
}
