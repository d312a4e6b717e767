//! RudderStack's data catalogue, with the schema of every event as its API gives them.

use super::losses::{Holds, Losses};
use super::message::{CATALOGUE, section};
use super::rudderstack::about;
use super::versions::latest;
use crate::json::{Json, ObjectWriter};
use crate::plan::{EventKind, Plan};

pub(super) static HOLDS: Holds = Holds {
    form: "a RudderStack catalogue",
    plan: &["name", "id", "version", "description"],
    event: &["id", "description", "category"],
};

/// The plan, and how many events and calls it has.
pub(super) fn write<'a>(plan: &'a Plan, losses: &mut Losses<'a>) -> (Json, usize) {
    let named: Vec<_> = plan.events.iter().map(|event| (event.kind, event.name.as_str(), event)).collect();
    let latest = latest(&named);
    let mut entries = Vec::new();
    for (index, (kind, name, event)) in named.into_iter().enumerate() {
        if kind == EventKind::Context {
            losses.not_written(event, "has no properties that all events have");
            continue;
        }
        if !latest.contains(&index) {
            losses.not_written(event, "has no versions, and there is a later one");
            continue;
        }
        losses.of_event(event, HOLDS.event, &[]);
        let mut entry = ObjectWriter::default();
        entry.text("id", event.id.as_deref());
        entry.text("name", Some(name));
        entry.text("description", event.description.as_deref());
        entry.text("eventType", Some(kind.word()));
        entry.text("categoryId", event.category.as_deref());
        entry.text("identitySection", Some(section(kind)));
        entry.add("rules", CATALOGUE.write(event, plan, ObjectWriter::default(), losses));
        entries.push(entry.finish());
    }
    let count = entries.len();
    let mut members = about(plan);
    members.add("events", entries.into_iter().collect());
    (members.finish(), count)
}
