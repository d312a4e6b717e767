//! RudderStack tracking plans as RudderTyper 1 commits them (`plan.json`), in the second version of the API.

use super::losses::{Holds, Losses};
use super::message::RUDDERSTACK;
use super::segment_config::call;
use super::versions::integer;
use crate::json::{Json, ObjectWriter};
use crate::plan::{EventKind, Plan};

pub(super) static HOLDS: Holds = Holds {
    form: "a RudderStack `plan.json`",
    plan: &["name", "id", "version", "description"],
    event: &["id", "version", "description"],
};

/// The plan, and how many events and calls it has.
pub(super) fn write<'a>(plan: &'a Plan, losses: &mut Losses<'a>) -> (Json, usize) {
    let mut rules = ObjectWriter::default();
    let global = call(plan, EventKind::Context, &RUDDERSTACK, losses);
    let mut count = usize::from(global.is_some());
    if let Some(global) = global {
        rules.add("global", global);
    }
    let mut entries = Vec::new();
    for event in plan.events.iter().filter(|event| event.kind != EventKind::Context) {
        losses.of_event(event, HOLDS.event, &[]);
        let mut entry = ObjectWriter::default();
        entry.text("id", event.id.as_deref());
        entry.text("name", Some(&event.name));
        entry.text("description", event.description.as_deref());
        entry.text("eventType", Some(event.kind.word()));
        entry.text("version", event.version.as_deref());
        entry.add("rules", RUDDERSTACK.write(event, plan, ObjectWriter::default(), losses));
        entries.push(entry.finish());
    }
    count += entries.len();
    rules.add("events", entries.into_iter().collect());
    let mut members = about(plan);
    members.text("creationType", Some("Data catalog"));
    members.add("rules", rules.finish());
    (members.finish(), count)
}

/// What RudderStack says about a plan as a whole.
pub(super) fn about(plan: &Plan) -> ObjectWriter {
    let mut members = ObjectWriter::default();
    members.text("id", plan.id.as_deref());
    members.text("name", Some(&plan.name));
    members.text("description", plan.description.as_deref());
    if let Some(version) = &plan.version {
        // RudderStack counts; what is no number is kept as it is.
        let number = integer(version).map(|number| Json::Number(number.into()));
        members.add("version", number.unwrap_or_else(|| Json::from(version.as_str())));
    }
    members
}
