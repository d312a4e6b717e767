//! Segment tracking plans as the Public API has them.

use ecow::EcoString;

use super::losses::{Holds, Losses};
use super::message::SEGMENT;
use super::versions::counted;
use crate::json::{Json, Member, ObjectWriter};
use crate::plan::{Deprecation, Event, EventKind, Plan};

pub(super) static HOLDS: Holds = Holds {
    form: "a Segment plan",
    plan: &["name", "id", "description"],
    event: &["version", "description", "tags", "deprecated"],
};

/// The date that stands for none.
const NEVER: &str = "0001-";

/// The plan, and how many rules it has.
pub(super) fn write<'a>(plan: &'a Plan, losses: &mut Losses<'a>) -> (Json, usize) {
    let named: Vec<_> = plan.events.iter().map(|event| (event.kind, name(event), event)).collect();
    let versions = counted(&named);
    let rules: Vec<Json> = named
        .iter()
        .zip(versions)
        .map(|((_, name, event), version)| rule(event, name, version, plan, losses))
        .collect();
    let count = rules.len();
    let mut members = ObjectWriter::default();
    members.text("id", plan.id.as_deref());
    members.text("name", Some(&plan.name));
    members.text("description", plan.description.as_deref());
    members.text("type", Some("LIVE"));
    members.add("rules", rules.into_iter().collect());
    (members.finish(), count)
}

fn rule<'a>(event: &'a Event, name: &str, version: u64, plan: &'a Plan, losses: &mut Losses<'a>) -> Json {
    let since = event.deprecation.as_ref().and_then(|deprecation| deprecation.since.as_deref());
    let since = since.filter(|since| is_date(since));
    let labels = labels(&event.tags);
    let mut lost = lost_of_deprecation(event.deprecation.as_ref(), since);
    lost.extend((labels.len() < event.tags.len()).then_some("tags"));
    losses.of_event(event, HOLDS.event, &lost);
    losses.version(event, &version.to_string());
    if name != event.name {
        let title = if name.is_empty() { event.kind.word() } else { name };
        losses.other_name(event, title, "has no such name for the call");
    }
    let mut about = ObjectWriter::default();
    about.text("description", event.description.as_deref());
    about.object("labels", labels.into_iter());
    let mut members = ObjectWriter::default();
    members.text("key", Some(key(event, name)));
    members.text("type", Some(kind(event.kind)));
    members.add("version", Json::Number(version.into()));
    members.add("jsonSchema", SEGMENT.write(event, plan, about, losses));
    members.text("deprecatedAt", since);
    members.finish()
}

/// The name that the form has for the event; empty for calls that have none.
fn name(event: &Event) -> &str {
    match event.kind {
        EventKind::Track => &event.name,
        EventKind::Page | EventKind::Screen if event.name.eq_ignore_ascii_case(event.kind.word()) => "",
        EventKind::Page | EventKind::Screen => &event.name,
        EventKind::Identify | EventKind::Group | EventKind::Context => "",
    }
}

/// Rules of calls without a name are called by what they are.
fn key<'e>(event: &Event, name: &'e str) -> &'e str {
    match event.kind {
        _ if !name.is_empty() => name,
        EventKind::Context => "common",
        kind => kind.word(),
    }
}

fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Track => "TRACK",
        EventKind::Identify => "IDENTIFY",
        EventKind::Group => "GROUP",
        EventKind::Page => "PAGE",
        EventKind::Screen => "SCREEN",
        EventKind::Context => "COMMON",
    }
}

/// Whether a text starts with a date, and one that means something.
fn is_date(text: &str) -> bool {
    let (date, rest) = text.split_at_checked("2026-03-01".len()).unwrap_or_default();
    let shape: String =
        date.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    shape == "0000-00-00" && (rest.is_empty() || rest.starts_with('T')) && !date.starts_with(NEVER)
}

/// What is said about the end of an event beside the date.
fn lost_of_deprecation(deprecation: Option<&Deprecation>, date: Option<&str>) -> Vec<&'static str> {
    let Some(Deprecation { replacement, note, .. }) = deprecation else { return Vec::new() };
    if date.is_none() {
        return vec!["deprecated"];
    }
    let parts = [("deprecated.replacement", replacement), ("deprecated.note", note)];
    parts.into_iter().filter(|(_, said)| said.is_some()).map(|(word, _)| word).collect()
}

/// Labels are an object of texts: `team:orchard` is the label `team`. A tag whose label is taken is a label by itself; one that
/// is there twice is there once.
fn labels(tags: &[EcoString]) -> Vec<Member> {
    let mut labels: Vec<Member> = Vec::new();
    for tag in tags {
        let parts = tag.split_once(':').filter(|(_, value)| !value.is_empty());
        let is_free = |key: &str, labels: &[Member]| labels.iter().all(|(known, _)| **known != *key);
        match parts.filter(|(key, _)| is_free(key, &labels)) {
            Some((key, value)) => labels.push((key.into(), Json::from(value))),
            None if is_free(tag, &labels) => labels.push((tag.as_str().into(), Json::from(""))),
            None => {}
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::{is_date, labels};

    #[test]
    fn dates_are_told_from_versions() {
        let are = [
            "2026-03-01",
            "2026-03-01T00:00:00Z",
            "3-0-0",
            "2026-03",
            "0001-01-01T00:00:00.000Z",
            "2026-03-01é",
            "é",
        ]
        .map(is_date);
        assert_eq!(are, [true, true, false, false, false, false, false]);
    }

    #[test]
    fn no_tag_is_lost_among_labels() {
        let tags = ["core", "team:orchard", "team:bed", "a:", "core:x", "core"].map(ecow::EcoString::from);
        let labels: Vec<_> = labels(&tags)
            .into_iter()
            .map(|(key, value)| format!("{key}={}", value.as_str().unwrap()))
            .collect();
        assert_eq!(labels, ["core=", "team=orchard", "team:bed=", "a:=", "core:x="]);
    }
}
