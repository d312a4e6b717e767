//! What events have in them.

use std::collections::HashSet;
use std::time::SystemTime;

use serde_json::Value as Json;

use super::{
    Assertion, Parameters, Seen, ensure, equal, is_canonical_time, is_uuid, number, parameter, word,
};
use crate::posthog_contract::moment;
use crate::posthog_contract::recorded::Recorded;
use crate::posthog_contract::stage::Complaint;

pub(super) fn named(name: &str) -> Option<Assertion> {
    Some(match name {
        "assert_event_field" => field,
        "assert_event_has_field" => has_field,
        "assert_event_field_is_string" => field_is_string,
        "assert_event_field_is_rfc3339" => field_is_time,
        "assert_event_field_not_in_properties" => field_not_in_properties,
        "assert_event_property" => property,
        "assert_event_property_is_object" => property_is_object,
        "assert_event_property_in_named_event" => property_of_named,
        "assert_event_count_with_name" => count_with_name,
        "assert_event_option" => option,
        "assert_uuid_format" => uuid_format,
        "assert_all_uuids_unique" | "assert_different_uuids" => uuids_unique,
        "assert_no_duplicate_events_in_batch" => no_duplicates,
        "assert_action_result" => action_result,
        "assert_action_result_uuid_matches_event" => action_result_uuid,
        "assert_v1_event_format" => v1_event_format,
        _ => return None,
    })
}

/// A member of an event that is there and not null.
fn member<'a>(event: &'a Json, name: &str) -> Result<&'a Json, String> {
    event.get(name).filter(|value| !value.is_null()).ok_or_else(|| format!("the event has no `{name}`"))
}

fn field(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "field")?;
    let expected = parameter(parameters, "expected")?;
    equal(&format!("`{name}`"), member(seen.event()?, name)?, expected)
}

fn has_field(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    member(seen.event()?, word(parameters, "field")?).map(|_| ())
}

fn field_is_string(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "field")?;
    let found = member(seen.event()?, name)?;
    ensure(found.is_string(), || format!("`{name}` is {found}, no text"))
}

fn field_is_time(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "field")?;
    let found = member(seen.event()?, name)?.as_str().unwrap_or_default();
    ensure(is_canonical_time(found), || format!("`{name}` is `{found}`, no time in UTC"))?;
    let Some(expected) = parameters.get("expected") else { return Ok(()) };
    let is_same = instant(expected.as_str().unwrap_or_default())? == instant(found)?;
    ensure(is_same, || format!("`{name}` is `{found}`, not {expected}"))
}

fn instant(text: &str) -> Result<SystemTime, String> {
    moment::parse(text).ok_or_else(|| format!("`{text}` is no time"))
}

fn field_not_in_properties(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (event, name) = (seen.event()?, word(parameters, "field")?);
    member(event, name)?;
    ensure(event["properties"].get(name).is_none(), || format!("the properties have `{name}`"))
}

fn property(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "property")?;
    let found = seen.event()?["properties"].get(name);
    if let Some(exists) = parameters.get("exists").and_then(Json::as_bool) {
        ensure(found.is_some() == exists, || format!("the property `{name}` is {found:?}"))?;
    }
    let Some(expected) = parameters.get("expected") else { return Ok(()) };
    equal(&format!("the property `{name}`"), found.unwrap_or(&Json::Null), expected)
}

fn property_is_object(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "property")?;
    let found = &seen.event()?["properties"][name];
    ensure(found.is_object(), || format!("the property `{name}` is {found}, no object"))
}

fn property_of_named(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (event, name) = (parameter(parameters, "event_name")?, word(parameters, "property")?);
    let found = seen.events().find(|it| &it["event"] == event);
    let found = found.ok_or_else(|| format!("there is no event {event}"))?;
    equal(&format!("the property `{name}`"), &found["properties"][name], parameter(parameters, "expected")?)
}

fn count_with_name(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let (name, expected) = (parameter(parameters, "name")?, number(parameters, "expected")?);
    let found = seen.events().filter(|event| &event["event"] == name).count() as u64;
    ensure(found == expected, || format!("there are {found} events {name}, not {expected}"))
}

fn option(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "option")?;
    let events = seen.chosen(parameters)?.events();
    let event = events.first().ok_or("the request has no event")?;
    let found = event["options"].get(name);
    let wants = |word: &str| parameters.get(word) == Some(&Json::Bool(true));
    if wants("absent") {
        ensure(found.is_none(), || format!("the option `{name}` is {found:?}"))?;
    }
    if wants("exists") {
        ensure(found.is_some(), || format!("there is no option `{name}`"))?;
    }
    let Some(expected) = parameters.get("expected") else { return Ok(()) };
    equal(&format!("the option `{name}`"), found.unwrap_or(&Json::Null), expected)
}

fn uuid_format(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let name = word(parameters, "field")?;
    let found = member(seen.event()?, name)?;
    ensure(found.as_str().is_some_and(is_uuid), || format!("`{name}` is {found}, no UUID"))
}

fn uuids_unique(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    let uuids: Vec<&str> = seen.requests.iter().flat_map(Recorded::uuids).collect();
    let count = uuids.len();
    ensure(count == seen.events().count() && count > 1, || format!("{count} events have a UUID"))?;
    ensure(uuids.into_iter().collect::<HashSet<_>>().len() == count, || "a UUID comes twice".to_owned())
}

fn no_duplicates(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    seen.event()?;
    for request in seen.requests {
        let uuids = request.uuids();
        let count = uuids.len();
        let is_unique = uuids.into_iter().collect::<HashSet<_>>().len() == count;
        ensure(is_unique, || "an event comes twice in one batch".to_owned())?;
    }
    Ok(())
}

fn action_result(seen: &Seen<'_>, parameters: &Parameters) -> Complaint {
    let expected = parameter(parameters, "expected")?;
    let found = match parameters.get("field").and_then(Json::as_str) {
        Some(name) => &seen.returned.last[name],
        None => &seen.returned.last,
    };
    equal("the result", found, expected)
}

fn action_result_uuid(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    equal("the UUID that was returned", &seen.returned.uuid, member(seen.event()?, "uuid")?)
}

fn v1_event_format(seen: &Seen<'_>, _: &Parameters) -> Complaint {
    seen.event()?;
    for event in seen.events() {
        for name in ["event", "uuid", "distinct_id", "timestamp"] {
            ensure(member(event, name)?.is_string(), || format!("`{name}` is {}", event[name]))?;
        }
    }
    Ok(())
}
