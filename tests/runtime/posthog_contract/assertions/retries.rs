//! How requests are repeated.

use serde_json::{Value as Json, json};

use super::{Assertion, Parameters, Seen, ensure, number};
use crate::posthog_contract::recorded::Recorded;
use crate::posthog_contract::stage::Complaint;

pub(super) fn named(name: &str) -> Option<Assertion> {
    Some(match name {
        "assert_final_success" => final_success,
        "assert_retry_delay" => retry_delay,
        "assert_backoff_implemented" => backoff,
        "assert_uuid_preserved_on_retry" => uuids_preserved,
        "assert_timestamp_preserved_on_retry" => timestamps_preserved,
        "assert_attempt_header_increments" => attempts_increment,
        "assert_request_id_preserved_on_retry" => request_id_preserved,
        "assert_request_timestamp_changes_on_retry" => request_timestamp_changes,
        "assert_different_request_ids" => request_ids_differ,
        "assert_partial_batch_retry_pruning" => pruning,
        _ => return None,
    })
}

fn final_success(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let successes = parameters.get("success_statuses").cloned().unwrap_or_else(|| json!([200]));
    let is_success =
        |request: &Recorded| successes.as_array().is_some_and(|all| all.contains(&json!(request.status)));
    ensure(seen.requests.iter().any(is_success), || "no request succeeded".to_owned())
}

fn delay(seen: &Seen<'_>) -> Result<u64, String> {
    let [first, second] = seen.pair()?;
    Ok(second.time_ms - first.time_ms)
}

fn retry_delay(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (found, least) = (delay(seen)?, number(parameters, "min_delay_ms")?);
    ensure(found >= least, || format!("the retry came after {found} ms, sooner than {least}"))
}

fn backoff(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (found, least) = (delay(seen)?, number(parameters, "min_first_delay_ms")?);
    ensure(found >= least, || format!("the retry came after {found} ms, sooner than {least}"))
}

fn preserved(seen: &Seen<'_>, name: &str) -> Complaint {
    let [first, second] = seen.pair()?.map(|request| request.of_events(name));
    let is_there = !first.is_empty() && first.iter().all(|value| value.is_string());
    ensure(is_there && first == second, || format!("`{name}` was {first:?}, then {second:?}"))
}

fn uuids_preserved(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    preserved(seen, "uuid")
}

fn timestamps_preserved(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    preserved(seen, "timestamp")
}

fn attempts_increment(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    seen.pair()?;
    let attempts: Vec<_> = seen.requests.iter().map(|request| request.header("PostHog-Attempt")).collect();
    let expected: Vec<String> = (1..=attempts.len()).map(|number| number.to_string()).collect();
    let is_right = attempts.iter().zip(&expected).all(|(found, expected)| *found == Some(expected));
    ensure(is_right, || format!("the attempts are {attempts:?}"))
}

/// The values of a header of all requests, of which there are two at least.
fn values<'a>(seen: &Seen<'a>, name: &str) -> Result<Vec<&'a str>, String> {
    seen.pair()?;
    let values = seen.requests.iter().map(|request| request.header(name));
    values.collect::<Option<_>>().ok_or_else(|| format!("a request has no header `{name}`"))
}

fn request_id_preserved(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let ids = values(seen, "PostHog-Request-Id")?;
    ensure(ids.iter().all(|id| *id == ids[0]), || format!("the ids are {ids:?}"))
}

fn request_timestamp_changes(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let times = values(seen, "PostHog-Request-Timestamp")?;
    ensure(times.windows(2).all(|pair| pair[0] != pair[1]), || format!("the times are {times:?}"))
}

fn request_ids_differ(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let ids = values(seen, "PostHog-Request-Id")?;
    ensure(ids[0] != ids[1], || format!("the ids are {ids:?}"))
}

/// The second request has those events of the first that its answer wants again.
fn pruning(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let [first, second] = seen.pair()?;
    let results = first.answer["results"].as_object().ok_or("the first answer has no results")?;
    let is_wanted = |uuid: &&str| results.get(*uuid).is_some_and(|it: &Json| it["result"] == "retry");
    let wanted: Vec<&str> = first.uuids().into_iter().filter(is_wanted).collect();
    let is_right = !wanted.is_empty() && wanted == second.uuids();
    ensure(is_right, || format!("{:?} were sent again, not {wanted:?}", second.uuids()))
}
