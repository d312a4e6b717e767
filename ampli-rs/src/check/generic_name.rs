//! # Name that says nothing
//!
//! ## What it does
//!
//! Looks for names of tracked events such as `click`, `event` or `test`, and of properties such as `data`, `value` or
//! `info`, also with a number after them: `event1`. The lists can be replaced:
//!
//! ```toml
//! [check.generic_names]
//! events = ["click", "test"]
//! properties = []
//! ```
//!
//! ## Why it matters
//!
//! A year later nobody knows what was clicked, and two teams have used the name for different things.
//!
//! ## Example
//!
//! ```json
//! { "name": "click", "schema": { "properties": { "data": { "type": "string" } } } }
//! ```
//!
//! ## What to do
//!
//! Say what happened to what: `Seed Sown` in the place of `click`, `seed_count` in the place of `value`.

use std::collections::HashSet;

use super::alike::{self, Alike};
use super::convention::words;
use super::findings::Findings;
use super::{Settings, names};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::plan::{EventKind, Plan};

pub(super) static GENERIC_NAME: Code = Code {
    id: "AMP0221",
    name: "generic-name",
    severity: Severity::Note,
    source: include_str!("generic_name.rs"),
};

/// Names of events that say nothing, unless the configuration has others.
pub(super) const EVENTS: &[&str] = &[
    "action",
    "activity",
    "asdf",
    "bar",
    "baz",
    "button click",
    "button clicked",
    "click",
    "clicked",
    "custom event",
    "data",
    "event",
    "example",
    "foo",
    "interaction",
    "misc",
    "my event",
    "name",
    "new event",
    "null",
    "other",
    "press",
    "pressed",
    "sample",
    "some event",
    "something",
    "stuff",
    "tap",
    "tapped",
    "temp",
    "test",
    "test event",
    "testing",
    "thing",
    "tmp",
    "track",
    "tracking",
    "undefined",
    "unnamed",
    "untitled",
    "value",
    "view",
    "viewed",
];

/// Names of properties that say nothing, unless the configuration has others.
pub(super) const PROPERTIES: &[&str] = &[
    "arg",
    "args",
    "asdf",
    "attribute",
    "attributes",
    "attr",
    "bar",
    "baz",
    "custom",
    "data",
    "extra",
    "field",
    "fields",
    "foo",
    "info",
    "information",
    "misc",
    "my property",
    "new property",
    "null",
    "obj",
    "object",
    "other",
    "param",
    "parameter",
    "parameters",
    "params",
    "payload",
    "prop",
    "properties",
    "property",
    "props",
    "sample",
    "something",
    "string",
    "stuff",
    "temp",
    "test",
    "testing",
    "thing",
    "tmp",
    "undefined",
    "unnamed",
    "untitled",
    "val",
    "value",
    "values",
];

pub(super) fn check(plan: &Plan, properties: &[Alike<'_>], settings: &Settings, findings: &mut Findings) {
    let events: HashSet<&str> = settings.generic.events.iter().map(String::as_str).collect();
    let live =
        plan.events.iter().filter(|event| event.kind == EventKind::Track && event.deprecation.is_none());
    for event in live.filter(|event| events.contains(bare(&event.name).as_str())) {
        let message = format!("the event name `{}` says nothing about what happened", visible(&event.name));
        let finding = Diagnostic::new(&GENERIC_NAME, message)
            .label(&event.name_location, names::name_part(event), "")
            .help("name what was done to what, such as `Seed Sown`")
            .of_event(event.title());
        findings.push(finding);
    }
    let generic: HashSet<&str> = settings.generic.properties.iter().map(String::as_str).collect();
    for alike in properties.iter().filter(|alike| generic.contains(bare(alike.name).as_str())) {
        let wanted =
            alike.reportable(&GENERIC_NAME, findings, |at| at.is_outermost && !at.property.value.deprecated);
        if wanted.is_empty() {
            continue;
        }
        let message = format!(
            "the property name `{}` of {} says nothing about what the value is",
            visible(alike.name),
            alike::owners(&wanted)
        );
        let finding = Diagnostic::new(&GENERIC_NAME, message).help("name what is measured or told");
        findings.push(alike::marked_properties(finding, &wanted));
    }
}

/// The words of a name in lower case, without a number at the end.
fn bare(name: &str) -> String {
    // Most names are longer than all that say nothing.
    let mut words = words(name);
    if words.len() > 1
        && words.last().is_some_and(|word| word.chars().all(|character| character.is_ascii_digit()))
    {
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        let length = last.trim_end_matches(|character: char| character.is_ascii_digit()).len();
        if length > 0 {
            last.truncate(length);
        }
    }
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{EVENTS, PROPERTIES, bare};

    #[test]
    fn spelling_and_numbers_do_not_matter() {
        for name in ["event", "Event", "EVENT", "event1", "event_2", "Event 3"] {
            assert_eq!(bare(name), "event", "{name}");
        }
        assert_eq!(bare("buttonClick"), "button click");
        assert_eq!(bare("404"), "404");
        assert_eq!(bare("step 1 done"), "step 1 done");
    }

    #[test]
    fn the_lists_are_written_as_names_are_compared() {
        for name in EVENTS.iter().chain(PROPERTIES) {
            assert_eq!(bare(name), *name);
        }
    }
}
