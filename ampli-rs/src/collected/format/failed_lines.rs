//! Enriched events that have failed: since Enrich 5 they may be lines like all others, without what was wrong in them, and
//! with an entity that has it and says why.

use std::borrow::Cow;

use snowplow_analytics::Event;

use crate::collected::raw::Raw;
use crate::collected::{Entity, Failed};

/// The entity, whatever its revision.
const FAILURE: &str = "iglu:com.snowplowanalytics.snowplow/failure/jsonschema/1-";

/// What the entity says.
pub(super) struct Failure<'a> {
    pub(super) failed: Failed<'a>,
    schema: Option<Cow<'a, str>>,
    data: Option<Raw<'a>>,
}

impl<'a> Failure<'a> {
    /// That of an event with these entities, if it has failed.
    pub(super) fn of(entities: &[Entity<'a>]) -> Option<Self> {
        let entity = entities.iter().find(|entity| entity.schema.starts_with(FAILURE))?;
        let Cow::Borrowed(data) = entity.data else { return None };
        let said = Raw::read(str::from_utf8(data).ok()?).ok()?;
        let kind = said.get("failureType").and_then(Raw::filled).unwrap_or("failure".into());
        let messages =
            said.get("errors").map_or(Cow::Borrowed(&b"[]"[..]), |errors| errors.text().as_bytes().into());
        Some(Self {
            failed: Failed { kind, messages },
            schema: said.get("schema").and_then(Raw::filled),
            data: said.get("data").filter(|data| data.is_object()),
        })
    }

    /// The schema and the data of the event itself, if they were what was wrong.
    pub(super) fn own(&self, event: &Event<'a>) -> Option<(Cow<'a, str>, Cow<'a, [u8]>)> {
        let (vendor, name) = (event.event_vendor()?, event.event_name()?);
        let start = format!("iglu:{vendor}/{name}/");
        let schema = self.schema.clone().filter(|schema| schema.starts_with(&start))?;
        Some((schema, self.data?.text().as_bytes().into()))
    }
}
