//! A registry of self-describing schemas, as Iglu serves them.

use super::definitions::Definitions;
use super::iglu_address::{Address, addresses, is_version, titles, vendor};
use super::losses::{Holds, Losses};
use super::schema::{Dialect, SchemaWriter};
use super::{File, Settings};
use crate::json::{Json, ObjectWriter, pretty};
use crate::plan::{Deprecation, Event, EventKind, Plan};

pub(super) static HOLDS: Holds =
    Holds { form: "an Iglu registry", plan: &[], event: &["id", "version", "description", "deprecated"] };

/// What a schema of schemas says that describe themselves.
const SELF_DESCRIBING: &str =
    "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#";

/// How readers tell that a later version takes the place of a schema.
const SUPERSEDED: &str = "superseded by version ";

pub(super) fn write<'a>(plan: &'a Plan, settings: &Settings, losses: &mut Losses<'a>) -> Vec<File> {
    let vendor = settings.vendor.clone().unwrap_or_else(|| vendor(plan));
    let addresses = addresses(plan, &vendor);
    let titles = titles(&addresses);
    let mut files = Vec::with_capacity(addresses.len());
    for ((event, address), title) in plan.events.iter().zip(&addresses).zip(&titles) {
        let later = later_version(event);
        let lost_end = event.deprecation.is_some() && later.is_none();
        losses.of_event(event, HOLDS.event, if lost_end { &["deprecated"] } else { &[] });
        if event.kind != EventKind::Track {
            losses.other_name(event, title, "knows no calls, only events");
        } else if *title != event.name {
            losses.other_name(event, title, "has names of letters, digits, `-` and `_`");
        }
        losses.version(event, &address.version);
        losses.id(event, &address.uri());
        let json = schema(event, plan, address, later, losses);
        files.push(File { path: format!("schemas/{}", address.path()), text: pretty(&json) });
    }
    files
}

/// The version that takes the place of the event, if that is all there is to its end.
fn later_version(event: &Event) -> Option<&str> {
    let Deprecation { since: None, replacement: None, note: Some(note) } = event.deprecation.as_ref()? else {
        return None;
    };
    note.strip_prefix(SUPERSEDED).filter(|version| is_version(version))
}

fn schema<'a>(
    event: &'a Event,
    plan: &'a Plan,
    address: &Address,
    later: Option<&str>,
    losses: &mut Losses<'a>,
) -> Json {
    let definitions = Definitions::of(event, plan);
    losses.of_definitions(event, &definitions);
    let writer = SchemaWriter { dialect: Dialect::Four, references: &definitions.references };
    let mut schema = ObjectWriter::default();
    schema.text("$schema", Some(SELF_DESCRIBING));
    schema.text("description", event.description.as_deref());
    schema.add("self", about_itself(address));
    schema.text("$supersededBy", later);
    if !event.name.is_empty() && event.name != address.name {
        schema.text("title", Some(&event.name));
    }
    schema.append(writer.object(&event.properties));
    definitions.write(&mut schema, &writer);
    schema.finish()
}

fn about_itself(address: &Address) -> Json {
    let mut members = ObjectWriter::default();
    members.text("vendor", Some(&address.vendor));
    members.text("name", Some(&address.name));
    members.text("format", Some("jsonschema"));
    members.text("version", Some(&address.version));
    members.finish()
}
