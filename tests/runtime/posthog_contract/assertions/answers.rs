//! What the mock server answered: whether it is the server that the tests think it is.

use serde_json::Value as Json;

use super::{Assertion, Parameters, Seen, ensure, equal, number, parameter, word};
use crate::posthog_contract::stage::Complaint;

pub(super) fn named(name: &str) -> Option<Assertion> {
    Some(match name {
        "assert_v1_response_status" => status,
        "assert_v1_response_has_results_map" => has_results,
        "assert_v1_response_results_count" => results_count,
        "assert_v1_per_event_result" => result_of_event,
        "assert_v1_all_events_result" => result_of_all,
        "assert_v1_error_response_format" => error_format,
        "assert_v1_error_tag" => error_tag,
        "assert_v1_retry_after_present" => retry_after_present,
        "assert_v1_retry_after_absent" => retry_after_absent,
        "assert_v1_response_echoes_request_id" => echoes_request_id,
        _ => return None,
    })
}

fn status(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    equal("the status", &seen.first()?.status.into(), parameter(parameters, "expected")?)
}

fn results<'a>(seen: &Seen<'a>) -> Result<&'a serde_json::Map<String, Json>, String> {
    seen.first()?.answer["results"].as_object().ok_or_else(|| "the answer has no results".to_owned())
}

fn has_results(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    results(seen).map(|_| ())
}

fn results_count(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (found, expected) = (results(seen)?.len() as u64, number(parameters, "expected")?);
    ensure(found == expected, || format!("there are {found} results, not {expected}"))
}

fn result_of_event(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let uuid = word(parameters, "uuid")?;
    let found = results(seen)?.get(uuid).ok_or_else(|| format!("there is no result of `{uuid}`"))?;
    equal("the result", &found["result"], parameter(parameters, "expected_result")?)?;
    let Some(details) = parameters.get("expected_details") else { return Ok(()) };
    equal("the details", &found["details"], details)
}

fn result_of_all(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameter(parameters, "expected_result")?;
    let other = results(seen)?.values().find(|it| &it["result"] != expected);
    ensure(other.is_none(), || format!("a result is {other:?}"))
}

fn error_format(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let answer = &seen.first()?.answer;
    let members = ["error", "error_description", "error_uri"];
    let is_right = members.iter().all(|name| answer[name].is_string());
    ensure(is_right, || format!("the answer is {answer}"))
}

fn error_tag(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    equal("the error", &seen.first()?.answer["error"], parameter(parameters, "expected")?)
}

fn retry_after_present(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let is_there = seen.first()?.answer_header("Retry-After").is_some();
    ensure(is_there, || "the answer has no `Retry-After`".to_owned())
}

fn retry_after_absent(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let is_there = seen.first()?.answer_header("Retry-After").is_some();
    ensure(!is_there, || "the answer has a `Retry-After`".to_owned())
}

fn echoes_request_id(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let request = seen.first()?;
    let (sent, echoed) = (request.header("PostHog-Request-Id"), request.answer_header("PostHog-Request-Id"));
    ensure(sent.is_some() && sent == echoed, || format!("{sent:?} was answered with {echoed:?}"))
}
