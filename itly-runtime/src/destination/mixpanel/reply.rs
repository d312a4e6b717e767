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

#[cfg(test)]
mod tests {
    use super::outcome;
    use crate::delivery::{Batch, Fate, Outcome};
    use crate::destination::sample::{assert_statuses, attempt, sorted, statuses};
    use crate::transport::Response;

    fn of(status: u16, reply: &str) -> Outcome {
        sorted(outcome, "", &[1, 2, 1], Response::new(status).with_body(reply))
    }

    fn rejected(cause: &str) -> Fate {
        Fate::Rejected { cause: cause.to_owned() }
    }

    #[test]
    fn each_status_has_its_meaning() {
        assert_statuses(
            |exchange| outcome(exchange, &Batch::new(b"", &[], attempt())),
            &[
                ("delivered", &statuses(200, 299)),
                ("poisoned", &[400]),
                ("unauthorized", &[401, 402, 403]),
                ("failed", &[[408].as_slice(), &statuses(500, 599)].concat()),
                ("too large", &[413]),
                ("rate limited", &[429]),
            ],
        );
    }

    #[test]
    fn what_is_not_named_was_taken() {
        let reply = r#"{"code":400,"num_records_imported":1,"status":"Bad Request","failed_records":[
            {"index":0,"insert_id":"x","field":"properties.time","message":"too old"},
            {"index":2,"message":"no"}]}"#;
        let fates = vec![
            rejected("Mixpanel refuses `properties.time`: too old"),
            rejected("Mixpanel refuses the event: no"),
            Fate::Delivered,
        ];
        assert_eq!(of(400, reply), Outcome::Sorted { fates, retry_after: None });
    }

    #[test]
    fn a_record_without_an_index_is_known_by_its_id() {
        for key in ["insert_id", "$insert_id"] {
            let id = "03030303-0303-0303-0303-030303030303";
            let reply =
                format!(r#"{{"failed_records":[{{"{key}":"{id}","field":"event","message":"empty"}}]}}"#);
            let fates = vec![Fate::Delivered, Fate::Delivered, rejected("Mixpanel refuses `event`: empty")];
            assert_eq!(of(400, &reply), Outcome::Sorted { fates, retry_after: None });
        }
    }

    #[test]
    fn a_refusal_that_names_nothing_is_about_the_whole_batch() {
        let cause = "the receiver answered with status 400".to_owned();
        for reply in
            ["", "[]", r#"{"failed_records":[]}"#, r#"{"failed_records":[{"index":4},{"index":-1},{}]}"#]
        {
            assert_eq!(of(400, reply), Outcome::Poisoned { cause: cause.clone() }, "{reply}");
        }
    }

    #[test]
    fn a_success_may_be_none() {
        let refused = |cause: &str| Outcome::Rejected { cause: cause.to_owned() };
        assert_eq!(of(200, r#"{"status":0,"error":"no token"}"#), refused("no token"));
        assert_eq!(of(200, "0"), refused("Mixpanel took none of the updates"));
        for reply in ["1", r#"{"status":1,"error":null}"#, r#"{"code":200,"status":"OK"}"#, ""] {
            assert_eq!(of(200, reply), Outcome::Delivered, "{reply}");
        }
    }
}
