//! How events and batches are written in each protocol.

use super::event::{Event, EventProperties};
use super::member_list::MemberList;
use super::places::{OPTIONS, ROOT};
use super::protocol::PostHogProtocol;
use crate::json::escape::escaped;
use crate::stamp::{Stamp, Timestamp};

/// Writes `event`; `defaults` are the members of every event.
pub(super) fn write_event(
    event: Event<'_>,
    stamp: Stamp,
    protocol: PostHogProtocol,
    defaults: &str,
    body: &mut Vec<u8>,
) {
    body.extend_from_slice(b"{\"event\":");
    write_string(event.name, body);
    body.extend_from_slice(b",\"uuid\":\"");
    body.extend_from_slice(&stamp.message_id.to_text());
    body.extend_from_slice(b"\",\"distinct_id\":");
    write_string(&event.distinct_id, body);
    body.extend_from_slice(b",\"timestamp\":\"");
    body.extend_from_slice(&stamp.time.to_rfc3339());
    body.push(b'"');
    match event.properties {
        EventProperties::Apart(own) => {
            let comma = if own.is_empty() || defaults.is_empty() { "" } else { "," };
            write_properties([own, comma, defaults], body);
        }
        EventProperties::Merged(mut members) => {
            if protocol == PostHogProtocol::V1 {
                lift(&mut members, body);
            }
            write_properties([&members.to_json()], body);
        }
    }
    body.push(b'}');
}

fn write_properties<const N: usize>(texts: [&str; N], body: &mut Vec<u8>) {
    body.extend_from_slice(b",\"properties\":{");
    for text in texts {
        body.extend_from_slice(text.as_bytes());
    }
    body.push(b'}');
}

fn write_string(text: &str, body: &mut Vec<u8>) {
    body.push(b'"');
    escaped(text, |piece| body.extend_from_slice(piece.as_bytes()));
    body.push(b'"');
}

/// Writes what stands before the events of a batch.
pub(super) fn begin_batch(
    protocol: PostHogProtocol,
    historical_migration: bool,
    created_at: Timestamp,
    body: &mut Vec<u8>,
) {
    if protocol == PostHogProtocol::V1 {
        body.extend_from_slice(b"{\"created_at\":\"");
        body.extend_from_slice(&created_at.to_rfc3339());
        body.extend_from_slice(if historical_migration {
            b"\",\"historical_migration\":true,\"batch\":["
        } else {
            b"\",\"batch\":["
        });
        return;
    }
    body.extend_from_slice(b"{\"historical_migration\":");
    body.extend_from_slice(if historical_migration { b"true" } else { b"false" });
    body.extend_from_slice(b",\"batch\":[");
}

/// Writes what stands behind the events of a batch.
pub(super) fn end_batch(protocol: PostHogProtocol, sent_at: Timestamp, body: &mut Vec<u8>) {
    body.push(b']');
    if protocol == PostHogProtocol::V0 {
        body.extend_from_slice(b",\"sent_at\":\"");
        body.extend_from_slice(&sent_at.to_rfc3339());
        body.push(b'"');
    }
    body.push(b'}');
}

/// `body`, a batch of the protocol v0, with the key that it needs as its first member. It is added at the last moment, so
/// that bodies can be shown.
pub(super) fn with_api_key(body: &[u8], api_key: &str) -> Vec<u8> {
    let mut keyed = Vec::with_capacity(body.len() + api_key.len() + 16);
    keyed.extend_from_slice(b"{\"api_key\":");
    write_string(api_key, &mut keyed);
    keyed.push(b',');
    keyed.extend_from_slice(body.strip_prefix(b"{").unwrap_or(body));
    keyed
}

/// Writes what the protocol v1 has in other places as members of the event, and takes it out of the properties.
fn lift(properties: &mut MemberList<'_>, body: &mut Vec<u8>) {
    for place in &ROOT {
        if let Some(value) = place.take(properties) {
            body.extend_from_slice(format!(",\"{}\":{value}", place.name).as_bytes());
        }
    }
    let mut options = MemberList::default();
    for place in &OPTIONS {
        if let Some(value) = place.take(properties) {
            options.put(place.name, value);
        }
    }
    if !options.is_empty() {
        body.extend_from_slice(format!(",\"options\":{{{}}}", options.to_json()).as_bytes());
    }
}
