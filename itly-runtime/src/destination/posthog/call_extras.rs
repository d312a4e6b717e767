//! What the program says with one call, on its way through the queue.

use std::borrow::Cow;

use super::member_list::members_of;
use crate::delivery::Message;
use crate::json::members;
use crate::json_reader::RawMembers;
use crate::value::Value;

/// Stands first in the options of messages for the endpoint of AI events.
const AI: &str = "\"endpoint\":\"ai\"";

/// What a call says besides the event.
#[derive(Default)]
pub(super) struct CallExtras<'a> {
    /// Members for the properties of the event.
    pub(super) properties: &'a str,
    /// The type of the group.
    pub(super) group_type: Option<Cow<'a, str>>,
}

impl<'a> CallExtras<'a> {
    /// Those of `message`.
    pub(super) fn of(message: &Message<'a>) -> Self {
        let mut extras = Self::default();
        for member in message.options.map(RawMembers::new).into_iter().flatten() {
            match &*member.name {
                "properties" => extras.properties = members_of(member.value).unwrap_or_default(),
                "group_type" => extras.group_type = text(member.value),
                _ => {}
            }
        }
        extras
    }

    /// The text from which [`of`](Self::of) reads them.
    pub(super) fn to_json(&self, is_ai: bool) -> String {
        members(|writer| {
            if is_ai {
                writer.string("endpoint", "ai");
            }
            writer.optional_string("group_type", self.group_type.as_deref());
            writer.any_raw_property("properties", &format!("{{{}}}", self.properties));
        })
    }
}

/// Whether `message` is for the endpoint of AI events.
pub(super) fn is_ai(message: &Message<'_>) -> bool {
    message.options.is_some_and(|options| options.starts_with(AI))
}

fn text(json: &str) -> Option<Cow<'_, str>> {
    match Value::from_json(json)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}
