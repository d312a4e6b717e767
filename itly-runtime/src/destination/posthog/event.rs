//! Messages in PostHog's words, whatever the protocol.

use std::borrow::Cow;

use super::call_extras::CallExtras;
use super::distinct_id;
use super::habits::{Defaults, Habits};
use super::member_list::{MemberList, members_of};
use super::protocol::PostHogProtocol;
use crate::delivery::{Message, MessageKind, Unfit};
use crate::json::JsonText;
use crate::value::Value;

/// What is an option of the call wherever it is said, also among the properties of a user.
const CARRIED: [&str; 9] = [
    "$set_once",
    "$groups",
    "$process_person_profile",
    "$session_id",
    "$window_id",
    "$cookieless_mode",
    "$ignore_sent_at",
    "$product_tour_id",
    "$geoip_disable",
];

/// An event as both protocols write it, each in its own place.
pub(super) struct Event<'a> {
    pub(super) name: &'a str,
    pub(super) distinct_id: Cow<'a, str>,
    pub(super) properties: EventProperties<'a>,
}

/// The properties of an event.
pub(super) enum EventProperties<'a> {
    /// Members that have nothing in common with the defaults, and nothing that goes to another place.
    Apart(&'a str),
    /// Members of all origins.
    Merged(MemberList<'a>),
}

impl<'a> Event<'a> {
    /// What `message` becomes.
    ///
    /// # Errors
    ///
    /// If PostHog would refuse it, or take it for something else.
    pub(super) fn of(
        message: &Message<'a>,
        habits: &'a Habits,
        protocol: PostHogProtocol,
    ) -> Result<Self, Unfit> {
        let defaults = habits.defaults(protocol);
        let extras = CallExtras::of(message);
        if message.kind == MessageKind::Group {
            return group(message, &extras, habits, protocol);
        }
        let distinct_id = distinct_id::checked(message.user_id, "the user id", protocol)?;
        let name = name(message)?;
        if protocol == PostHogProtocol::V1 {
            distinct_id::within(name, "the name of the event")?;
        }
        let own = message.properties.unwrap_or_default();
        let mut over = MemberList::of(extras.properties);
        let properties = match message.kind {
            MessageKind::Identify => person(own, &mut over),
            MessageKind::Alias => {
                let previous = message.target.unwrap_or_default();
                alias(distinct_id, distinct_id::checked(previous, "the previous id", protocol)?)
            }
            // No clash is possible where no name of the one and every name of the other starts with `$`.
            MessageKind::Track if is_plain(message, own) && over.is_empty() && defaults.are_plain() => {
                let properties = EventProperties::Apart(own);
                return Ok(Self { name, distinct_id: distinct_id.into(), properties });
            }
            MessageKind::Track => planned(message, own),
            _ => place(message, own),
        };
        Ok(Self { name, distinct_id: distinct_id.into(), properties: completed(properties, over, defaults) })
    }
}

fn name<'a>(message: &Message<'a>) -> Result<&'a str, Unfit> {
    match message.kind {
        MessageKind::Identify => Ok("$identify"),
        MessageKind::Alias => Ok("$create_alias"),
        MessageKind::Page => Ok("$pageview"),
        MessageKind::Screen => Ok("$screen"),
        MessageKind::Group => Ok("$groupidentify"),
        MessageKind::Track => message
            .name
            .filter(|name| !name.is_empty())
            .ok_or_else(|| Unfit::new("the event has no name; PostHog takes none without")),
    }
}

/// Whether no member of `own`, the properties of the event, is one of PostHog's, and the plan adds none.
fn is_plain(message: &Message<'_>, own: &str) -> bool {
    message.metadata.is_none() && !own.contains('$')
}

/// The properties of an event, and those that the plan says for PostHog alone where the event has none of its own.
fn planned<'a>(message: &Message<'a>, own: &'a str) -> MemberList<'a> {
    let mut list = MemberList::of(own);
    // It may have been written by hand, and then be anything.
    let plan = message.metadata.filter(|json| matches!(Value::from_json(json), Some(Value::Object(_))));
    list.put_missing(plan.and_then(|json| members_of(json.trim())).unwrap_or_default());
    list
}

/// The options of the call have the last word, the defaults the first.
fn completed<'a>(
    mut own: MemberList<'a>,
    over: MemberList<'a>,
    defaults: &'a Defaults,
) -> EventProperties<'a> {
    own.put_list(over);
    own.put_missing(defaults.members());
    EventProperties::Merged(own)
}

/// The properties of a page or a screen have its name as PostHog calls it, unless they have their own.
fn place<'a>(message: &Message<'a>, own: &'a str) -> MemberList<'a> {
    let mut list = MemberList::of(own);
    let names = match message.kind {
        MessageKind::Page => [("name", message.name), ("category", message.category)],
        MessageKind::Screen => [("$screen_name", message.name), ("category", message.category)],
        _ => return list,
    };
    for (name, value) in names {
        if let Some(value) = value
            && !list.has(name)
        {
            list.put(name, json_string(value));
        }
    }
    list
}

/// The properties of a user go under `$set`, with those that are there already and those of `over` laid over them; what is
/// an option of the call stays outside.
fn person<'a>(own: &'a str, over: &mut MemberList<'a>) -> MemberList<'a> {
    let mut person = MemberList::of(own);
    let mut event = MemberList::default();
    let carried = CARRIED.map(|name| (name, person.take(name)));
    for set in [person.take("$set"), over.take("$set")] {
        if let Some(Cow::Borrowed(set)) = set {
            person.put_all(members_of(set).unwrap_or_default());
        }
    }
    event.put("$set", format!("{{{}}}", person.to_json()));
    for (name, value) in carried {
        if let Some(value) = value {
            event.put(name, value);
        }
    }
    event
}

/// The form of posthog-node: the id to keep is the event's own.
fn alias<'a>(distinct_id: &str, previous_id: &str) -> MemberList<'a> {
    let mut list = MemberList::default();
    list.put("distinct_id", json_string(distinct_id));
    list.put("alias", json_string(previous_id));
    list
}

fn group<'a>(
    message: &Message<'a>,
    extras: &CallExtras<'a>,
    habits: &'a Habits,
    protocol: PostHogProtocol,
) -> Result<Event<'a>, Unfit> {
    let group_type = extras.group_type.as_deref().unwrap_or(&habits.group_type);
    let group_key = message.target.unwrap_or_default();
    if group_type.is_empty() || group_key.is_empty() {
        return Err(Unfit::new("the group has no id or no type; PostHog knows a group by both"));
    }
    let distinct_id = if message.user_id.is_empty() {
        distinct_id::of_group(group_type, group_key).into()
    } else {
        distinct_id::checked(message.user_id, "the user id", protocol)?.into()
    };
    let mut list = MemberList::default();
    list.put("$group_type", json_string(group_type));
    list.put("$group_key", json_string(group_key));
    list.put("$group_set", format!("{{{}}}", message.properties.unwrap_or_default()));
    let properties = completed(list, MemberList::of(extras.properties), habits.defaults(protocol));
    Ok(Event { name: name(message)?, distinct_id, properties })
}

fn json_string(text: &str) -> String {
    let mut json = JsonText::new();
    json.string(text);
    json.into_string()
}
