//! What Amplitude's replies mean: HTTP V2 API, "Status codes".

use std::time::Duration;

use crate::delivery::{Batch, Fate, Outcome};
use crate::destination::reply::outcome_retrying;
use crate::transport::{Response, TransportError};
use crate::value::Value;

/// How long Amplitude wants to be spared the events of a user or a device that sends too many.
const THROTTLED: Duration = Duration::from_secs(30);

pub(super) fn outcome(exchange: &Result<Response, TransportError>, batch: &Batch<'_>) -> Outcome {
    match exchange {
        Ok(response) if matches!(response.status, 400 | 429) => refused(response, batch),
        _ => outcome_retrying(|status| status >= 500, exchange, &batch.attempt),
    }
}

/// Amplitude names the events because of which it took none of them, though not always all that it would not take.
fn refused(response: &Response, batch: &Batch<'_>) -> Outcome {
    let text = String::from_utf8_lossy(&response.body);
    let reply = Reply(Value::from_json(&text).unwrap_or(Value::Null));
    let cause = reply.cause(response.status);
    if reply.is_about_key() {
        return Outcome::Unauthorized { cause };
    }
    let mut sorting = Sorting::new(batch);
    for list in ["events_with_invalid_fields", "events_with_missing_fields", "events_with_invalid_id_lengths"]
    {
        for (field, index) in reply.indices_by_field(list) {
            sorting.reject(index, format!("{cause}: `{list}` has it for `{field}`"));
        }
    }
    for index in reply.indices("silenced_events") {
        sorting.reject(index, format!("{cause}: the device is silenced"));
    }
    for index in reply.indices("throttled_events") {
        sorting.hold(index);
    }
    sorting.sort_by_ids(&reply, batch, &cause);
    if sorting.has_names {
        return Outcome::Sorted { fates: sorting.fates, retry_after: None };
    }
    match response.status {
        429 => Outcome::RateLimited { cause, retry_after: retry_after(response, batch) },
        _ if reply.text("missing_field").is_some() => Outcome::Rejected { cause },
        _ => Outcome::Poisoned { cause },
    }
}

fn retry_after(response: &Response, batch: &Batch<'_>) -> Option<Duration> {
    crate::delivery::retry_after(response, &batch.attempt).or(Some(THROTTLED))
}

/// The object that Amplitude replies with.
struct Reply<'a>(Value<'a>);

impl<'a> Reply<'a> {
    fn member(&self, name: &str) -> Option<&Value<'a>> {
        member(&self.0, name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.member(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    fn cause(&self, status: u16) -> String {
        let cause = format!("the receiver answered with status {status}");
        let said = [self.text("error").map(str::to_owned), self.missing_field()];
        said.into_iter().flatten().fold(cause, |cause, said| format!("{cause}: {said}"))
    }

    fn missing_field(&self) -> Option<String> {
        self.text("missing_field").map(|field| format!("`{field}` is missing"))
    }

    fn is_about_key(&self) -> bool {
        let error = self.text("error").unwrap_or_default().to_ascii_lowercase();
        error.contains("invalid api key") || self.text("missing_field") == Some("api_key")
    }

    fn indices(&self, name: &str) -> Vec<usize> {
        self.member(name).map(indices).unwrap_or_default()
    }

    fn indices_by_field(&self, name: &str) -> Vec<(&str, usize)> {
        let Some(Value::Object(fields)) = self.member(name) else { return Vec::new() };
        let of_field = fields.iter().map(|(field, list)| (&**field, indices(list)));
        of_field.flat_map(|(field, list)| list.into_iter().map(move |index| (field, index))).collect()
    }

    /// Whether the object `name` has the member `id`.
    fn names(&self, name: &str, id: &str) -> bool {
        matches!(self.member(name), Some(Value::Object(ids)) if ids.iter().any(|(named, _)| named == id))
    }
}

fn member<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    match value {
        Value::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

fn indices(list: &Value<'_>) -> Vec<usize> {
    let Value::Array(items) = list else { return Vec::new() };
    let index = |item: &Value<'_>| match item {
        Value::Integer(index) => usize::try_from(*index).ok(),
        _ => None,
    };
    items.iter().filter_map(index).collect()
}

/// The messages of a batch, by what is to become of them: they are sent again at once unless something else is said.
struct Sorting<'a> {
    batch: &'a Batch<'a>,
    fates: Vec<Fate>,
    has_names: bool,
}

impl<'a> Sorting<'a> {
    fn new(batch: &'a Batch<'a>) -> Self {
        let again = Fate::Retry { after: Some(Duration::ZERO) };
        Self { batch, fates: vec![again; batch.entries.len()], has_names: false }
    }

    fn reject(&mut self, index: usize, cause: String) {
        if let Some(message) = self.batch.message_of_item(index) {
            self.has_names = true;
            self.fates[message] = Fate::Rejected { cause };
        }
    }

    fn hold(&mut self, index: usize) {
        if let Some(message) = self.batch.message_of_item(index) {
            self.has_names = true;
            if !matches!(self.fates[message], Fate::Rejected { .. }) {
                self.fates[message] = Fate::Retry { after: Some(THROTTLED) };
            }
        }
    }

    /// Sorts by the ids of users and devices that the reply names: they stand in the batch.
    fn sort_by_ids(&mut self, reply: &Reply<'_>, batch: &Batch<'_>, cause: &str) {
        const LISTS: [(&str, &str, bool); 4] = [
            ("throttled_users", "user_id", false),
            ("throttled_devices", "device_id", false),
            ("exceeded_daily_quota_users", "user_id", true),
            ("exceeded_daily_quota_devices", "device_id", true),
        ];
        if LISTS.iter().all(|(list, _, _)| reply.member(list).is_none()) {
            return;
        }
        let body = String::from_utf8_lossy(batch.body);
        let body = Value::from_json(&body).unwrap_or(Value::Null);
        let Some(Value::Array(events)) = member(&body, "events") else { return };
        for (index, event) in events.iter().enumerate() {
            for (list, field, is_final) in LISTS {
                let Some(Value::String(id)) = member(event, field) else { continue };
                match reply.names(list, id) {
                    true if is_final => self.reject(index, format!("{cause}: `{list}` has it")),
                    true => self.hold(index),
                    false => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::outcome;
    use crate::delivery::{Fate, Outcome};
    use crate::destination::sample::{assert_statuses, sorted, statuses};
    use crate::transport::Response;

    /// Five messages, the third of which is a group of two events.
    const ITEMS: [usize; 5] = [1, 1, 2, 1, 1];

    const BODY: &str = r#"{"api_key":"k","events":[{"user_id":"user-0"},{"user_id":"user-1"},{"user_id":"user-2"},
        {"event_type":"$groupidentify"},{"user_id":"user-3","device_id":"device-3"},{"device_id":"device-4"}]}"#;

    fn of(status: u16, reply: &str) -> Outcome {
        sorted(outcome, BODY, &ITEMS, Response::new(status).with_body(reply))
    }

    /// A letter for each message: again at once, later, never.
    fn fates(status: u16, reply: &str) -> String {
        let Outcome::Sorted { fates, retry_after: None } = of(status, reply) else {
            panic!("{:?}", of(status, reply))
        };
        let letter = |fate: &Fate| match fate {
            Fate::Retry { after: Some(Duration::ZERO) } => 'a',
            Fate::Retry { after: Some(pause) } if pause.as_secs() == 30 => 'l',
            Fate::Rejected { .. } => 'n',
            other => panic!("{other:?}"),
        };
        fates.iter().map(letter).collect()
    }

    #[test]
    fn each_status_has_its_meaning() {
        assert_statuses(
            |exchange| match exchange {
                Ok(response) => sorted(outcome, BODY, &ITEMS, response.clone()),
                Err(error) => outcome(
                    &Err(error.clone()),
                    &crate::delivery::Batch::new(b"", &[], crate::destination::sample::attempt()),
                ),
            },
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
    fn events_that_are_named_are_dropped_and_the_others_sent_again() {
        let reply = r#"{"code":400,"error":"Request missing required field","missing_field":null,
            "events_with_invalid_fields":{"time":[0]},"events_with_missing_fields":{"event_type":[3]},
            "events_with_invalid_id_lengths":{"user_id":[4]},"silenced_events":[]}"#;
        assert_eq!(fates(400, reply), "nanna");
        let Outcome::Sorted { fates, .. } = of(400, reply) else { panic!() };
        let cause = "the receiver answered with status 400: Request missing required field: \
                     `events_with_invalid_fields` has it for `time`";
        assert_eq!(fates[0], Fate::Rejected { cause: cause.to_owned() });
    }

    #[test]
    fn silenced_events_are_dropped() {
        assert_eq!(fates(400, r#"{"silenced_devices":["device-4"],"silenced_events":[5]}"#), "aaaan");
    }

    #[test]
    fn throttled_events_wait_and_those_over_the_quota_are_dropped() {
        let reply = r#"{"code":429,"error":"Too many requests for some devices and users","eps_threshold":30,
            "throttled_devices":{"device-4":31},"throttled_users":{"user-3":32},"throttled_events":[1],
            "exceeded_daily_quota_users":{"user-0":500001},"exceeded_daily_quota_devices":{}}"#;
        assert_eq!(fates(429, reply), "nlall");
        let reply = r#"{"throttled_events":[5],"exceeded_daily_quota_devices":{"device-4":500001}}"#;
        assert_eq!(fates(429, reply), "aaaan");
    }

    #[test]
    fn when_no_event_is_named_the_reply_is_about_all_of_them() {
        let cause = |said: &str| format!("the receiver answered with status 400{said}");
        assert_eq!(of(400, r#"{"error":"Bad"}"#), Outcome::Poisoned { cause: cause(": Bad") });
        assert_eq!(of(400, "not JSON"), Outcome::Poisoned { cause: cause("") });
        // An index that the batch does not have must not lead to the same request again and again.
        let beyond = r#"{"silenced_events":[6,-1,"x"],"throttled_events":[99]}"#;
        assert_eq!(of(400, beyond), Outcome::Poisoned { cause: cause("") });
        let missing = r#"{"missing_field":"events"}"#;
        assert_eq!(of(400, missing), Outcome::Rejected { cause: cause(": `events` is missing") });
        let limited = Outcome::RateLimited {
            cause: "the receiver answered with status 429".to_owned(),
            retry_after: Some(Duration::from_secs(30)),
        };
        assert_eq!(of(429, r#"{"throttled_users":{"nobody":1}}"#), limited);
    }

    #[test]
    fn a_wrong_key_stops_the_destination() {
        for reply in [r#"{"error":"Invalid API key: k"}"#, r#"{"missing_field":"api_key"}"#] {
            assert!(matches!(of(400, reply), Outcome::Unauthorized { .. }), "{reply}");
        }
    }
}
