//! What Mixpanel's replies mean: import API, and `strict` and `verbose` of the profile APIs.

use crate::delivery::{Batch, Fate, Outcome};
use crate::destination::reply::outcome_retrying;
use crate::transport::{Response, TransportError};
use crate::value::Value;

pub(super) fn outcome(exchange: &Result<Response, TransportError>, batch: &Batch<'_>) -> Outcome {
    let usual = outcome_retrying(|status| status >= 500, exchange, &batch.attempt);
    let Ok(response) = exchange else { return usual };
    let text = String::from_utf8_lossy(&response.body);
    let reply = Value::from_json(&text).unwrap_or(Value::Null);
    match response.status {
        400 => partial(&reply, batch).unwrap_or(usual),
        200 if is_refusal(&reply) => Outcome::Rejected {
            cause: said(&reply).unwrap_or("Mixpanel took none of the updates").to_owned(),
        },
        _ => usual,
    }
}

/// The fates of a batch of which Mixpanel took what it does not name; nothing if it names none.
fn partial(reply: &Value<'_>, batch: &Batch<'_>) -> Option<Outcome> {
    let Some(Value::Array(records)) = member(reply, "failed_records") else { return None };
    let mut fates = vec![Fate::Delivered; batch.entries.len()];
    let mut names_any = false;
    for record in records {
        if let Some(message) = index(record, batch) {
            names_any = true;
            fates[message] = Fate::Rejected { cause: cause(record) };
        }
    }
    names_any.then_some(Outcome::Sorted { fates, retry_after: None })
}

/// Which message a failed record is of.
fn index(record: &Value<'_>, batch: &Batch<'_>) -> Option<usize> {
    match member(record, "index") {
        Some(Value::Integer(index)) => batch.message_of_item(usize::try_from(*index).ok()?),
        _ => {
            let id = text(record, "insert_id").or_else(|| text(record, "$insert_id"))?;
            batch.entries.iter().position(|entry| entry.message_id.to_string() == id)
        }
    }
}

fn cause(record: &Value<'_>) -> String {
    let message = text(record, "message").unwrap_or("Mixpanel says no more");
    match text(record, "field") {
        Some(field) if !field.is_empty() => format!("Mixpanel refuses `{field}`: {message}"),
        _ => format!("Mixpanel refuses the event: {message}"),
    }
}

/// The profile APIs answer 200 also to what they refuse as a whole: `0`, or an object with the status 0.
fn is_refusal(reply: &Value<'_>) -> bool {
    let status = if let Value::Object(_) = reply { member(reply, "status") } else { Some(reply) };
    status == Some(&Value::Integer(0))
}

fn said<'v>(reply: &'v Value<'_>) -> Option<&'v str> {
    text(reply, "error")
}

fn text<'v>(value: &'v Value<'_>, name: &str) -> Option<&'v str> {
    match member(value, name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn member<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    match value {
        Value::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}
