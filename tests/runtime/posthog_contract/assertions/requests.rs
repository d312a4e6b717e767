//! How many requests there are, where they go, and what their bodies have beside events.

use serde_json::Value as Json;

use super::{Assertion, Parameters, Seen, ensure, equal, is_canonical_time, number, parameter, word};
use crate::posthog_contract::moment;
use crate::posthog_contract::recorded::Recorded;
use crate::posthog_contract::stage::Complaint;

pub(super) fn named(name: &str) -> Option<Assertion> {
    Some(match name {
        "assert_request_count" => count,
        "assert_request_count_gte" => count_at_least,
        "assert_sdk_did_not_retry" => exactly_one,
        "assert_request_path" => path,
        "assert_no_requests_to_paths" => no_paths,
        "assert_batch_format" => batch_format,
        "assert_token_present" => token,
        "assert_token_present_client" => token_of_events,
        "assert_events_in_batch_count" => events_in_batch,
        "assert_v1_body_format" => v1_body_format,
        "assert_body_field" => body_field,
        "assert_body_field_absent" => body_field_absent,
        "assert_v1_created_at_recent" => created_at_recent,
        "assert_compressed_body_decompressible" => decompressible,
        _ => return None,
    })
}

fn count(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (found, expected) = (seen.requests.len() as u64, number(parameters, "expected")?);
    ensure(found == expected, || format!("there are {found} requests, not {expected}"))
}

fn count_at_least(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (found, expected) = (seen.requests.len() as u64, number(parameters, "expected")?);
    ensure(found >= expected, || format!("there are {found} requests, fewer than {expected}"))
}

fn exactly_one(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    ensure(seen.requests.len() == 1, || format!("there are {} requests, not one", seen.requests.len()))
}

fn path(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = word(parameters, "expected")?;
    seen.first()?;
    let other = seen.requests.iter().find(|request| !is_path(&request.path, expected));
    ensure(other.is_none(), || format!("a request went to {:?}", other.map(|request| &request.path)))
}

fn no_paths(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let paths = parameter(parameters, "paths")?.as_array().ok_or("`paths` is no list")?;
    let is_forbidden =
        |request: &&Recorded| paths.iter().filter_map(Json::as_str).any(|path| is_path(&request.path, path));
    let found = seen.requests.iter().find(is_forbidden);
    ensure(found.is_none(), || format!("a request went to {:?}", found.map(|request| &request.path)))
}

/// A slash at the end says nothing.
fn is_path(path: &str, expected: &str) -> bool {
    path.trim_end_matches('/') == expected.trim_end_matches('/')
}

fn batch_format(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    seen.first()?;
    for request in seen.requests {
        if parameters.get("has_api_key_field") == Some(&Json::Bool(true)) {
            ensure(request.body["api_key"].is_string(), || "a body has no `api_key`".to_owned())?;
        }
        if parameters.get("has_batch_array") == Some(&Json::Bool(true)) {
            ensure(request.body["batch"].is_array(), || "a body has no list `batch`".to_owned())?;
        }
    }
    Ok(())
}

fn token(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameter(parameters, "expected")?;
    seen.first()?;
    for request in seen.requests {
        let at_root = [&request.body["api_key"], &request.body["token"]];
        let of_events = request.of_events("token");
        let is_there = at_root.into_iter().chain(of_events).any(|found| found == expected);
        ensure(is_there, || format!("a request to {} has no token", request.path))?;
    }
    Ok(())
}

fn token_of_events(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameter(parameters, "expected")?;
    seen.event()?;
    let is_there = |event: &Json| &event["token"] == expected || &event["properties"]["token"] == expected;
    ensure(seen.events().all(is_there), || "an event has no token".to_owned())
}

fn events_in_batch(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let found = seen.chosen(parameters)?.events().len() as u64;
    let expected = number(parameters, "expected")?;
    let holds = match parameters.get("operator").and_then(Json::as_str) {
        None | Some("eq") => found == expected,
        Some("gte") => found >= expected,
        Some(other) => return Err(format!("the operator `{other}` is unknown")),
    };
    ensure(holds, || format!("the request has {found} events, not {expected}"))
}

fn v1_body_format(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    seen.first()?;
    for request in seen.requests {
        let created_at = request.body["created_at"].as_str().unwrap_or_default();
        ensure(is_canonical_time(created_at), || format!("`created_at` is `{created_at}`"))?;
        ensure(!request.events().is_empty(), || "the batch is empty".to_owned())?;
    }
    Ok(())
}

fn body_field(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "field")?;
    let found = seen.chosen(parameters)?.body.get(name).ok_or_else(|| format!("the body has no `{name}`"))?;
    parameters.get("expected").map_or(Ok(()), |expected| equal(&format!("`{name}`"), found, expected))
}

fn body_field_absent(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let names = parameter(parameters, "fields")?.as_array().ok_or("`fields` is no list")?;
    seen.first()?;
    for name in names.iter().filter_map(Json::as_str) {
        let has_it = seen.requests.iter().any(|request| request.body.get(name).is_some());
        ensure(!has_it, || format!("a body has `{name}`"))?;
    }
    Ok(())
}

fn created_at_recent(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let most = parameters.get("max_age_seconds").and_then(Json::as_i64).unwrap_or(5);
    let text = seen.first()?.body["created_at"].as_str().unwrap_or_default();
    let created = moment::parse(text).ok_or_else(|| format!("`created_at` is `{text}`"))?;
    let since_epoch = created.duration_since(std::time::UNIX_EPOCH).map_err(|error| error.to_string())?;
    let age = seen.unix_milliseconds() - since_epoch.as_millis() as i64;
    ensure(age.abs() <= most * 1000, || format!("`created_at` is {age} ms old"))
}

fn decompressible(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let request = seen.first()?;
    ensure(request.header("Content-Encoding").is_some(), || "the body is not compressed".to_owned())?;
    ensure(!request.events().is_empty(), || "no events came out of the body".to_owned())
}
