//! The functions that send events and calls.

use super::docs::code;
use super::event::ReadEvent;
use super::layout;
use super::literal;
use super::type_text::anonymous;
use crate::module::{Function, Record};
use crate::plan::EventKind;

/// What every function returns.
const OUTPUT: &str = " -> Result<(), ::itly_runtime::Error> {";

/// The function that sends an event or makes a call; the context has none.
pub(super) fn of_event(
    read: &ReadEvent<'_>,
    record: &Record,
    docs: Vec<String>,
    deprecated: Option<String>,
) -> Option<Function> {
    let event = read.event;
    let takes_record = !record.fields.is_empty();
    let of_type = anonymous(&record.name, !record.generics.is_empty());
    let parameter = if event.kind == EventKind::Track { "event" } else { "properties" };
    let value = if takes_record { format!("&{parameter}") } else { format!("&{} {{}}", record.name) };
    let call = Call::of(event.kind, &event.name, &value)?;
    let mut parameters: Vec<String> =
        call.parameters.iter().map(|parameter| (*parameter).to_owned()).collect();
    if takes_record {
        parameters.push(format!("{parameter}: {of_type}"));
    }
    let handle = read.handle.handle.source();
    let root = if event.name.is_empty() { "super::ITLY" } else { "super::super::ITLY" };
    let arguments: Vec<&str> = call.arguments.iter().map(String::as_str).collect();
    Some(Function {
        docs: if takes_record { summary(docs, &record.name) } else { docs },
        deprecated,
        signature: layout::signature(0, &format!("pub fn {handle}"), &parameters, OUTPUT),
        body: layout::call(4, &format!("{root}.{}", event.kind.word()), &arguments, ""),
    })
}

/// The function of a call of which the plan says nothing.
pub(super) fn without_properties(kind: EventKind) -> Option<Function> {
    let call = Call::of(kind, "", "")?;
    let parameters: Vec<String> = call.parameters.iter().map(|parameter| (*parameter).to_owned()).collect();
    let mut arguments: Vec<&str> = call.arguments.iter().map(String::as_str).collect();
    arguments.pop();
    arguments.push("None");
    let word = kind.word();
    Some(Function {
        docs: vec![format!(" {}", call.saying)],
        deprecated: None,
        signature: layout::signature(0, &format!("pub fn {word}"), &parameters, OUTPUT),
        body: layout::call(4, &format!("ITLY.{word}"), &arguments, ""),
    })
}

/// The first paragraph of what is said, and a link to all of it.
fn summary(docs: Vec<String>, type_name: &str) -> Vec<String> {
    let mut lines: Vec<String> = docs.into_iter().take_while(|line| !line.is_empty()).collect();
    let is_code = lines.first().is_some_and(|first| first.starts_with(" ```") || first.starts_with(" ~~~"));
    if is_code {
        lines.clear();
    } else {
        lines.push(String::new());
    }
    lines.push(format!(" Sends {}.", link(type_name)));
    lines
}

fn link(type_name: &str) -> String {
    format!("[{}]", code(type_name))
}

/// What a call takes, and what it hands to the runtime.
struct Call {
    saying: &'static str,
    parameters: &'static [&'static str],
    arguments: Vec<String>,
}

impl Call {
    fn of(kind: EventKind, name: &str, value: &str) -> Option<Self> {
        let some = format!("Some({value})");
        let own_name = format!("Some({})", literal::string(name));
        let call = |saying, parameters, arguments: &[&str]| Self {
            saying,
            parameters,
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
        };
        Some(match (kind, name) {
            (EventKind::Context, _) => return None,
            (EventKind::Track, _) => call("", &["user_id: &str"], &["user_id", value]),
            (EventKind::Identify, _) => {
                call("Says that the user exists.", &["user_id: &str"], &["user_id", &some])
            }
            (EventKind::Group, _) => call(
                "Says that the user belongs to a group.",
                &["user_id: &str", "group_id: &str"],
                &["user_id", "group_id", &some],
            ),
            (EventKind::Page, "") => call(
                "Says that the user sees a page.",
                &["user_id: &str", CATEGORY, NAME],
                &["user_id", "category", "name", &some],
            ),
            (EventKind::Page, _) => {
                call("", &["user_id: &str", CATEGORY], &["user_id", "category", &own_name, &some])
            }
            (EventKind::Screen, "") => call(
                "Says that the user sees a screen.",
                &["user_id: &str", NAME],
                &["user_id", "name", &some],
            ),
            (EventKind::Screen, _) => call("", &["user_id: &str"], &["user_id", &own_name, &some]),
        })
    }
}

const CATEGORY: &str = "category: Option<&str>";
const NAME: &str = "name: Option<&str>";
