//! The functions that send events and calls.

use std::borrow::Cow;

use super::docs::code;
use super::layout;
use super::literal;
use super::read::ReadEvent;
use super::type_text::anonymous;
use crate::module::{Function, Lines, Record};
use crate::plan::EventKind;

/// What every function returns.
const OUTPUT: &str = " -> Result<(), ::itly_runtime::Error> {";

/// The function that sends an event or makes a call; the context has none.
pub(super) fn of_event(
    read: &ReadEvent<'_>,
    record: &Record,
    docs: &Lines,
    deprecated: Option<String>,
) -> Option<Function> {
    let event = read.event;
    let takes_record = !record.fields.is_empty();
    let parameter = if event.kind == EventKind::Track { "event" } else { "properties" };
    let value = if takes_record { ["&", parameter].concat() } else { ["&", &record.name, " {}"].concat() };
    let call = Call::of(event.kind, &event.name, &value)?;
    let taken = [parameter, ": ", &anonymous(&record.name, !record.generics.is_empty())].concat();
    let mut parameters = call.parameters.to_vec();
    if takes_record {
        parameters.push(&taken);
    }
    let head = ["pub fn ", &read.handle.handle.source()].concat();
    let root = if event.name.is_empty() { "super::ITLY." } else { "super::super::ITLY." };
    let target = [root, event.kind.word()].concat();
    let arguments: Vec<&str> = call.arguments.iter().map(AsRef::as_ref).collect();
    Some(Function {
        docs: if takes_record { summary(docs, &record.name) } else { docs.clone() },
        deprecated,
        signature: Lines::with(|to| layout::signature(to, 0, &head, &parameters, OUTPUT)),
        body: Lines::with(|to| layout::call(to, 4, &target, &arguments, "")),
    })
}

/// The function of a call of which the plan says nothing.
pub(super) fn without_properties(kind: EventKind) -> Option<Function> {
    let call = Call::of(kind, "", "")?;
    let mut arguments: Vec<&str> = call.arguments.iter().map(AsRef::as_ref).collect();
    arguments.pop();
    arguments.push("None");
    let word = kind.word();
    let head = ["pub fn ", word].concat();
    let target = ["ITLY.", word].concat();
    Some(Function {
        docs: Lines::of(&[" ", call.saying]),
        deprecated: None,
        signature: Lines::with(|to| layout::signature(to, 0, &head, call.parameters, OUTPUT)),
        body: Lines::with(|to| layout::call(to, 4, &target, &arguments, "")),
    })
}

/// What the function of a call takes besides the properties; nothing for the context, which has none.
pub(super) fn parameters(kind: EventKind, name: &str) -> &'static [&'static str] {
    Call::of(kind, name, "").map_or(&[], |call| call.parameters)
}

/// The first paragraph of what is said, and a link to all of it.
fn summary(docs: &Lines, type_name: &str) -> Lines {
    let mut lines = Lines::new();
    let is_code =
        docs.iter().next().is_some_and(|first| first.starts_with(" ```") || first.starts_with(" ~~~"));
    if !is_code {
        docs.iter().take_while(|line| !line.is_empty()).for_each(|line| lines.push(&[line]));
        lines.push(&[]);
    }
    lines.push(&[" Sends ", &link(type_name), "."]);
    lines
}

fn link(type_name: &str) -> String {
    ["[", &code(type_name), "]"].concat()
}

/// What a call takes, and what it hands to the runtime.
struct Call<'v> {
    saying: &'static str,
    parameters: &'static [&'static str],
    arguments: Vec<Cow<'v, str>>,
}

impl<'v> Call<'v> {
    fn of(kind: EventKind, name: &str, value: &'v str) -> Option<Self> {
        let (saying, parameters): (_, &[&str]) = match (kind, name) {
            (EventKind::Context, _) => return None,
            (EventKind::Track, _) => ("", &["user_id: &str"]),
            (EventKind::Identify, _) => ("Says that the user exists.", &["user_id: &str"]),
            (EventKind::Group, _) => {
                ("Says that the user belongs to a group.", &["user_id: &str", "group_id: &str"])
            }
            (EventKind::Page, "") => ("Says that the user sees a page.", &["user_id: &str", CATEGORY, NAME]),
            (EventKind::Page, _) => ("", &["user_id: &str", CATEGORY]),
            (EventKind::Screen, "") => ("Says that the user sees a screen.", &["user_id: &str", NAME]),
            (EventKind::Screen, _) => ("", &["user_id: &str"]),
        };
        let mut arguments: Vec<Cow<'v, str>> = vec!["user_id".into()];
        match kind {
            EventKind::Group => arguments.push("group_id".into()),
            EventKind::Page => arguments.push("category".into()),
            _ => {}
        }
        if matches!(kind, EventKind::Page | EventKind::Screen) {
            let own_name = if name.is_empty() { "name".into() } else { some(&literal::string(name)).into() };
            arguments.push(own_name);
        }
        arguments.push(if kind == EventKind::Track { value.into() } else { some(value).into() });
        Some(Self { saying, parameters, arguments })
    }
}

fn some(value: &str) -> String {
    ["Some(", value, ")"].concat()
}

const CATEGORY: &str = "category: Option<&str>";
const NAME: &str = "name: Option<&str>";
