//! What PostHog's answers mean.

use std::collections::HashMap;

use super::protocol::PostHogProtocol;
use crate::delivery::{Attempt, Batch, Entry, Fate, Outcome, retry_after};
use crate::transport::{Response, TransportError};
use crate::value::Value;

/// How much of the receiver's own words is kept.
const MOST_WORDS: usize = 200;

/// What became of `batch`.
pub(super) fn outcome(
    exchange: &Result<Response, TransportError>,
    batch: &Batch<'_>,
    protocol: PostHogProtocol,
) -> Outcome {
    match (exchange, protocol) {
        (Err(_), _) => Outcome::of_exchange(exchange, &batch.attempt),
        (Ok(response), PostHogProtocol::V0) => of_v0(response, batch),
        (Ok(response), PostHogProtocol::V1) => of_v1(response, batch),
    }
}

/// | reply | outcome |
/// |---|---|
/// | 2xx | delivered, unless it says that the quota is used up |
/// | 408, 5xx | failed |
/// | 429 | rate limited |
/// | 400 | poisoned: one bad event makes PostHog refuse all of them |
/// | 413 | too large |
/// | 401, 402, 403 | unauthorized |
/// | anything else | rejected |
fn of_v0(response: &Response, batch: &Batch<'_>) -> Outcome {
    let cause = cause(response);
    match response.status {
        200..=299 if is_over_quota(response) => {
            let cause =
                "the project's quota is used up: PostHog took the events and threw them away".to_owned();
            Outcome::Rejected { cause }
        }
        200..=299 => Outcome::Delivered,
        408 | 500..=599 => failed(cause, response, &batch.attempt),
        429 => Outcome::RateLimited { cause, retry_after: retry_after(response, &batch.attempt) },
        400 => Outcome::Poisoned { cause },
        413 => Outcome::TooLarge { cause },
        401..=403 => Outcome::Unauthorized { cause },
        _ => Outcome::Rejected { cause },
    }
}

/// | reply | outcome |
/// |---|---|
/// | 2xx | what it says of each event; those of which it says nothing are delivered |
/// | 408, 500, 502, 503, 504 | failed |
/// | 413 | too large |
/// | 401, 402, 403 | unauthorized |
/// | anything else, 400 and 429 too | rejected |
fn of_v1(response: &Response, batch: &Batch<'_>) -> Outcome {
    let cause = cause(response);
    match response.status {
        200..=299 => of_results(response, batch),
        408 | 500 | 502..=504 => failed(cause, response, &batch.attempt),
        413 => Outcome::TooLarge { cause },
        401..=403 => Outcome::Unauthorized { cause },
        _ => Outcome::Rejected { cause },
    }
}

fn failed(cause: String, response: &Response, attempt: &Attempt) -> Outcome {
    Outcome::Failed { cause, retry_after: retry_after(response, attempt) }
}

/// Status and the receiver's own words, if there are any that can be read.
fn cause(response: &Response) -> String {
    let status = response.status;
    let body = json(response);
    let words =
        ["detail", "error_description", "error"].into_iter().find_map(|name| match member(&body, name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        });
    match words {
        Some(words) => {
            let words: String = words.chars().filter(|word| !word.is_control()).take(MOST_WORDS).collect();
            format!("PostHog answered with status {status}: {words}")
        }
        None => format!("PostHog answered with status {status}"),
    }
}

/// Above its quota a project gets the usual answer, with a list of what was thrown away.
fn is_over_quota(response: &Response) -> bool {
    let body = json(response);
    let Some(Value::Array(limited)) = member(&body, "quota_limited") else { return false };
    limited.iter().any(|what| matches!(what, Value::String(name) if name == "events"))
}

fn of_results(response: &Response, batch: &Batch<'_>) -> Outcome {
    let body = json(response);
    let Some(Value::Object(results)) = member(&body, "results") else { return Outcome::Delivered };
    let results: HashMap<&str, &Value<'_>> = results.iter().map(|(id, result)| (&**id, result)).collect();
    let fates: Vec<Fate> = batch.entries.iter().map(|entry| fate(entry, &results)).collect();
    if fates.iter().all(|fate| *fate == Fate::Delivered) {
        return Outcome::Delivered;
    }
    Outcome::Sorted { fates, retry_after: retry_after(response, &batch.attempt) }
}

/// Only what PostHog asks for is sent again; a word that is not known yet is none that asks.
fn fate(entry: &Entry, results: &HashMap<&str, &Value<'_>>) -> Fate {
    let id = entry.message_id.to_text();
    let Some(result) = std::str::from_utf8(&id).ok().and_then(|id| results.get(id)) else {
        return Fate::Delivered;
    };
    let word = text(result, "result").unwrap_or_default();
    match word {
        "ok" | "warning" => Fate::Delivered,
        "retry" => Fate::Retry { after: None },
        _ => Fate::Rejected { cause: verdict(word, text(result, "details")) },
    }
}

fn verdict(word: &str, details: Option<&str>) -> String {
    match details.filter(|details| !details.is_empty()) {
        Some(details) => {
            let details: String = details.chars().take(MOST_WORDS).collect();
            format!("PostHog answered `{word}` for the event: {details}")
        }
        None => format!("PostHog answered `{word}` for the event"),
    }
}

fn json(response: &Response) -> Option<Value<'_>> {
    Value::from_json(std::str::from_utf8(&response.body).ok()?)
}

fn member<'a>(value: &'a Option<Value<'_>>, name: &str) -> Option<&'a Value<'a>> {
    let Some(Value::Object(members)) = value else { return None };
    members.iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

fn text<'a>(value: &'a Value<'_>, name: &str) -> Option<&'a str> {
    let Value::Object(members) = value else { return None };
    match members.iter().find(|(other, _)| other == name) {
        Some((_, Value::String(text))) => Some(text),
        _ => None,
    }
}
