//! Which events the programs send, written back: one mutation with all of them.
//!
//! It sets what it says, whatever was there before: to send it twice does no harm.

use super::{found_branch, post, version, workspace};
use crate::failure::Failure;
use crate::fetch::vendor::answer::{Answer, object};
use crate::fetch::vendor::session::Session;
use crate::fetch::vendor::{CodePlace, Implementation, ImplementedEvent, Locator, Written};
use crate::json::Json;
use crate::suggestion;

const OPERATION: &str = "editEventStatuses";

/// A list of `true`, one for each event, is the answer.
const MUTATION: &str =
    "mutation editEventStatuses($input: [EditEventStatusInput!]!) { editEventStatuses(input: $input) }";

/// Of the events that are not taken, no more than these are named.
const MOST_NAMED: usize = 10;

/// Writes the status of the events to the version of the branch that `locator` names.
pub(in crate::fetch::vendor) fn write(
    session: &Session<'_>,
    locator: &Locator,
    implementation: &Implementation,
) -> Result<Written, Failure> {
    let (org, workspace) = workspace(session, &locator.plan)?;
    let branch = found_branch(session, locator, &org, &workspace)?;
    if branch.is_default && implementation.spares_default_branch {
        return Ok(Written::Spared);
    }
    let version = version(session, locator, (&org, &workspace), &branch)?;
    let events = &implementation.events;
    if events.is_empty() {
        return Ok(Written::Whole);
    }
    let input: Json = events.iter().map(|event| input(event, &branch.step.id, &version)).collect();
    let body = object([
        ("operationName", OPERATION.into()),
        ("query", MUTATION.into()),
        ("variables", object([("input", input)])),
    ]);
    let answer = post(session, OPERATION, &serde_json::to_string(&body).unwrap_or_default())?;
    let refused = refused(&answer, events)?;
    if refused.is_empty() {
        return Ok(Written::Whole);
    }
    Err(Failure::new(
        format!(
            "Amplitude has not taken the status of {} of {} events: {}",
            refused.len(),
            events.len(),
            suggestion::list(refused.iter().take(MOST_NAMED).map(|event| event.name.as_str()))
        ),
        format!("check that the branch `{}` still has them, then run the command again", branch.step.name),
    ))
}

fn input(event: &ImplementedEvent, branch: &str, version: &str) -> Json {
    let status = if event.places.is_empty() { "absent" } else { "instrumented" };
    object([
        ("branchId", branch.into()),
        ("versionId", version.into()),
        ("sourceId", event.source_id.as_str().into()),
        ("eventId", event.id.as_str().into()),
        ("status", status.into()),
        ("input", event.places.iter().map(place).collect()),
    ])
}

fn place(place: &CodePlace) -> Json {
    object([
        ("path", place.path.as_str().into()),
        ("row", Json::Number(place.row.into())),
        ("column", Json::Number(place.column.into())),
    ])
}

/// The events whose status was not taken.
fn refused<'e>(
    answer: &Answer,
    events: &'e [ImplementedEvent],
) -> Result<Vec<&'e ImplementedEvent>, Failure> {
    let taken = answer.list(&["data", OPERATION])?;
    let is_taken = |index: usize| taken.get(index).and_then(Json::as_bool) == Some(true);
    Ok(events.iter().enumerate().filter(|(index, _)| !is_taken(*index)).map(|(_, event)| event).collect())
}
