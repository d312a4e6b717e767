//! Segment tracking plans as the Config API had them, and what other vendors have taken over from it.

use super::losses::{Holds, Losses};
use super::message::{MessageForm, SEGMENT};
use super::versions::{counted, latest};
use crate::json::{Json, ObjectWriter};
use crate::plan::{EventKind, Plan};

pub(super) static HOLDS: Holds = Holds {
    form: "a Segment plan of the Config API",
    plan: &["name", "id", "description"],
    event: &["version", "description"],
};

/// What of the words about a call has a place in a rule that holds for it.
const HELD_OF_CALLS: &[&str] = &["description"];

/// Keys of the rules that hold for calls, and whether an unused one is a list.
const SYSTEM: &[(&str, EventKind, bool)] = &[
    ("global", EventKind::Context, false),
    ("identify_traits", EventKind::Identify, true),
    ("group_traits", EventKind::Group, true),
];

/// The plan, and how many events and calls it has.
pub(super) fn write<'a>(plan: &'a Plan, losses: &mut Losses<'a>) -> (Json, usize) {
    let mut rules = ObjectWriter::default();
    let mut count = 0;
    for (key, kind, is_list) in SYSTEM {
        let rule = call(plan, *kind, &SEGMENT, losses);
        count += usize::from(rule.is_some());
        let unused =
            if *is_list { Json::Array(Default::default()) } else { Json::Object(Default::default()) };
        rules.add(key, rule.unwrap_or(unused));
    }
    for event in &plan.events {
        if matches!(event.kind, EventKind::Page | EventKind::Screen) {
            losses.not_written(event, &format!("has no rules for `{}`", event.kind.word()));
        }
    }
    let tracked: Vec<_> = plan
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Track)
        .map(|event| (event.kind, event.name.as_str(), event))
        .collect();
    count += tracked.len();
    let versions = counted(&tracked);
    let entries = tracked.iter().zip(versions).map(|((_, _, event), version)| {
        losses.of_event(event, HOLDS.event, &[]);
        losses.version(event, &version.to_string());
        let mut entry = ObjectWriter::default();
        entry.text("name", Some(&event.name));
        entry.text("description", event.description.as_deref());
        entry.add("version", Json::Number(version.into()));
        entry.add("rules", SEGMENT.write(event, plan, ObjectWriter::default(), losses));
        entry.finish()
    });
    rules.add("events", entries.collect());
    let mut members = ObjectWriter::default();
    let id = plan.id.as_ref().map(|id| format!("workspaces/-/tracking-plans/{id}"));
    members.text("name", id.as_deref());
    members.text("display_name", Some(&plan.name));
    members.text("description", plan.description.as_deref());
    members.add("rules", rules.finish());
    (members.finish(), count)
}

/// The one rule that holds for a call: its latest version.
pub(super) fn call<'a>(
    plan: &'a Plan,
    kind: EventKind,
    form: &MessageForm,
    losses: &mut Losses<'a>,
) -> Option<Json> {
    let events: Vec<_> = plan
        .events
        .iter()
        .filter(|event| event.kind == kind)
        .map(|event| (kind, kind.word(), event))
        .collect();
    let latest = latest(&events);
    let mut rule = None;
    for (index, (_, word, event)) in events.into_iter().enumerate() {
        if !latest.contains(&index) {
            losses.not_written(event, &format!("has one rule for `{word}`, and there is another version"));
            continue;
        }
        losses.of_event(event, HELD_OF_CALLS, &[]);
        if !event.name.is_empty() {
            losses.other_name(event, word, "gives the call no name");
        }
        let mut about = ObjectWriter::default();
        about.text("description", event.description.as_deref());
        rule = Some(form.write(event, plan, about, losses));
    }
    rule
}
