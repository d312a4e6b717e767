//! Enriched events that have failed: since Enrich 5 they may be lines like all others, without what was wrong in them, and
//! with an entity that has it and says why.

use std::borrow::Cow;

use snowplow_analytics::Event;

use crate::collected::raw::Raw;
use crate::collected::tape::Tape;
use crate::collected::{Entity, Failed};

/// The entity, whatever its revision.
const FAILURE: &str = "iglu:com.snowplowanalytics.snowplow/failure/jsonschema/1-";

/// What the entity says.
pub(super) struct Failure {
    pub(super) failed: Failed<'static>,
    schema: Option<String>,
    data: Option<String>,
}

impl Failure {
    /// That of an event with these entities, if it has failed.
    pub(super) fn of(entities: &[Entity<'_>]) -> Option<Self> {
        let entity = entities.iter().find(|entity| entity.schema.starts_with(FAILURE))?;
        let mut tape = Tape::default();
        let said = Raw::new(tape.read_sound(&entity.data).ok()?);
        let filled = |key: &str| said.get(key).and_then(Raw::filled).map(Cow::into_owned);
        let owned = |value: Raw<'_>| value.text().to_owned();
        let kind = filled("failureType").map_or("failure".into(), Cow::from);
        let messages = said.get("errors").map_or("[]".into(), |errors| owned(errors).into());
        Some(Self {
            failed: Failed { kind, messages },
            schema: filled("schema"),
            data: said.get("data").filter(|data| data.is_object()).map(owned),
        })
    }

    /// The schema and the data of the event itself, if they were what was wrong.
    pub(super) fn own(&self, event: &Event<'_>) -> Option<(String, String)> {
        let (vendor, name) = (event.event_vendor()?, event.event_name()?);
        let start = format!("iglu:{vendor}/{name}/");
        let schema = self.schema.clone().filter(|schema| schema.starts_with(&start))?;
        Some((schema, self.data.clone()?))
    }
}
