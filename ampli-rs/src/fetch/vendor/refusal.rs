//! What a vendor's refusals mean for the user.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::Vendor;
use super::session::Session;
use crate::failure::Failure;
use crate::fetch::http::answer::{self, Refusal};
use crate::json::Json;

/// How much of a vendor's own words is shown, in characters.
const LONGEST_WORDS: usize = 200;

/// What an answer means that is not the one that was asked for.
pub(super) fn of(
    session: &Session<'_>,
    place: &str,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Refusal {
    let body: Json = serde_json::from_slice(body).unwrap_or_default();
    let said = words(&body).filter(|words| !session.betrays_token(words));
    let because = format!(" (HTTP status {status})");
    match status.as_u16() {
        401 => Refusal::final_one(token_refused(session, &because)),
        403 => Refusal::final_one(not_allowed(session, &because)),
        404 | 410 => Refusal::final_one(absent(session, &because)),
        // RudderStack answers so for what is not there.
        400 if said.is_some_and(|words| words.to_lowercase().contains("not found")) => {
            Refusal::final_one(absent(session, &because))
        }
        400 | 422 => Refusal::final_one(refused(session, place, said, &because)),
        _ => {
            let wait = answer::asked_for(headers).or_else(|| segments_wait(&body));
            answer::refused_for(place, status, wait, session.has_token())
        }
    }
}

/// The token is not taken; `because` is the status, if it is not all in the body.
pub(super) fn token_refused(session: &Session<'_>, because: &str) -> Failure {
    let vendor = session.vendor;
    if !session.has_token() {
        return Failure::new(
            format!(
                "{} asks for a token to {} `{}`{because}",
                vendor.name(),
                session.purpose,
                session.subject
            ),
            vendor.how_to_give_a_token(),
        );
    }
    Failure::new(
        format!("{} does not accept the token{because}", vendor.name()),
        format!("it may be mistyped or have expired: make a new one and {}", vendor.how_to_give_a_token()),
    )
}

/// The token is taken but opens something else.
pub(super) fn not_allowed(session: &Session<'_>, because: &str) -> Failure {
    let vendor = session.vendor;
    let whom = if session.has_token() { "this token" } else { "everybody" };
    Failure::new(
        format!("{} does not let {whom} {} `{}`{because}", vendor.name(), session.purpose, session.subject),
        vendor.right(),
    )
}

fn absent(session: &Session<'_>, because: &str) -> Failure {
    let vendor = session.vendor;
    let help = match vendor {
        Vendor::Iglu => format!(
            "check the location, written `{}`; without a key only public schemas are seen",
            vendor.usage()
        ),
        _ => format!("check the id, and that the token belongs to where it is; written `{}`", vendor.usage()),
    };
    Failure::new(
        format!("{} has no {} `{}`{because}", vendor.name(), vendor.subject(), session.subject),
        help,
    )
}

/// The vendor does not like the question.
pub(super) fn refused(session: &Session<'_>, place: &str, said: Option<&str>, because: &str) -> Failure {
    let said = match said {
        Some(said) => format!(": {}", said.chars().take(LONGEST_WORDS).collect::<String>()),
        None => String::new(),
    };
    Failure::new(format!("`{place}` refused the request{because}{said}"), session.check_base_url())
}

/// What the vendor itself says, wherever it says it.
fn words(body: &Json) -> Option<&str> {
    let first = body.get("errors").and_then(|errors| errors.items().first());
    [body.get("message"), body.get("detail"), body.get("error"), first.and_then(|error| error.get("message"))]
        .into_iter()
        .flatten()
        .find_map(Json::as_str)
}

/// Segment tells the wait in the body, in milliseconds; whole seconds are waited.
fn segments_wait(body: &Json) -> Option<Duration> {
    let wait = body.get("errors")?.items().first()?.get("data")?.get("msBeforeNext")?;
    let Json::Number(milliseconds) = wait else { return None };
    Some(Duration::from_secs(milliseconds.as_u64()?.div_ceil(1000)))
}
