//! What stands in the headers of requests.

use serde_json::Value as Json;

use super::{Assertion, Parameters, Seen, ensure, is_canonical_time, is_uuid, matches, word};
use crate::posthog_contract::recorded::Recorded;
use crate::posthog_contract::stage::Complaint;

pub(super) fn named(name: &str) -> Option<Assertion> {
    Some(match name {
        "assert_request_has_header" => has_header,
        "assert_header_absent" => absent,
        "assert_header_value_matches" => value_matches,
        "assert_header_is_uuid" => is_uuid_header,
        "assert_header_is_rfc3339" => is_time_header,
        "assert_header_is_integer" => is_integer_header,
        "assert_authorization_bearer_token" => bearer_token,
        _ => return None,
    })
}

/// Complains of the first request whose header does not pass.
fn each(seen: &Seen<'_>, parameters: &Parameters, passes: impl Fn(Option<&str>) -> bool) -> Complaint {
    let name = word(parameters, "header")?;
    seen.first()?;
    let found = seen.requests.iter().map(|request: &Recorded| request.header(name)).find(|it| !passes(*it));
    ensure(found.is_none(), || format!("the header `{name}` is {:?}", found.flatten()))
}

fn has_header(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameters.get("expected").and_then(Json::as_str);
    each(seen, parameters, |found| {
        found.is_some_and(|found| expected.is_none_or(|expected| found == expected))
    })
}

fn absent(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    each(seen, parameters, |found| found.is_none())
}

fn value_matches(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let pattern = word(parameters, "pattern")?;
    let is_optional = parameters.get("optional") == Some(&Json::Bool(true));
    each(seen, parameters, |found| found.map_or(is_optional, |found| matches(found, pattern)))
}

fn is_uuid_header(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    each(seen, parameters, |found| found.is_some_and(is_uuid))
}

fn is_time_header(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    each(seen, parameters, |found| found.is_some_and(is_canonical_time))
}

fn is_integer_header(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    each(seen, parameters, |found| found.is_some_and(|found| found.parse::<i64>().is_ok()))?;
    let Some(expected) = parameters.get("expected").and_then(Json::as_i64) else { return Ok(()) };
    let name = word(parameters, "header")?;
    let found = seen.first()?.header(name).and_then(|found| found.parse().ok());
    ensure(found == Some(expected), || format!("the header `{name}` is {found:?}, not {expected}"))
}

fn bearer_token(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameters.get("expected").and_then(Json::as_str);
    seen.first()?;
    for request in seen.requests {
        let token = request.header("Authorization").and_then(|value| value.strip_prefix("Bearer "));
        let is_right = token.is_some_and(|token| expected.is_none_or(|expected| token == expected));
        ensure(is_right, || format!("the token is {token:?}"))?;
    }
    Ok(())
}
