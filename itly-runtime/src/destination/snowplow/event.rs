//! Which of Snowplow's events a call becomes, and with which fields.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::fields::Fields;
use super::options::{Said, inside, text};
use super::self_describing::{self, misnamed_schema};
use super::{Snowplow, iglu};
use crate::delivery::{Attempt, Message, MessageKind, Unfit};
use crate::json::JsonText;
use crate::json_reader::RawMembers;
use crate::validation::Format;

/// What the events say of their tracker.
const TRACKER_VERSION: &str = concat!("rust-itly-", env!("CARGO_PKG_VERSION"));

/// All fields of `message`.
pub(super) fn fields<'a>(
    tracker: &'a Snowplow,
    message: &Message<'a>,
    attempt: &Attempt,
) -> Result<Fields<'a>, Unfit> {
    let said = Said::from_members(message.options);
    if let Some(mistake) = tracker.mistake.as_deref().or(said.mistake.as_deref()) {
        return Err(Unfit::new(mistake));
    }
    let mut fields = Fields::new();
    write_event(tracker, message, &said, &mut fields)?;
    write_entities(tracker, message, &said, &mut fields);
    fields.set("uid", message.user_id);
    fields.set_all(&tracker.fields.borrowed());
    fields.set_all(&said.fields);
    fields.set("eid", message.stamp.message_id.to_string());
    fields.set("dtm", message.stamp.time.unix_milliseconds().to_string());
    fields.set("tv", TRACKER_VERSION);
    fields.set("stm", attempt.time.unix_milliseconds().to_string());
    Ok(fields)
}

fn write_event<'a>(
    tracker: &Snowplow,
    message: &Message<'a>,
    said: &Said<'_>,
    fields: &mut Fields<'a>,
) -> Result<(), Unfit> {
    match message.kind {
        MessageKind::Track if said.fields.get("se_ca").is_some() => {
            fields.set("e", "se");
        }
        MessageKind::Track => {
            let schema = event_schema(tracker, message, said)?;
            write_self_describing(tracker, &schema, message.properties.unwrap_or_default(), fields);
        }
        MessageKind::Page if said.fields.get("url").is_some() => {
            fields.set("e", "pv");
            fields.set("page", message.name.unwrap_or_default());
        }
        MessageKind::Page | MessageKind::Screen => {
            write_self_describing(tracker, iglu::SCREEN_VIEW, &screen_view(message)?, fields);
        }
        MessageKind::Identify | MessageKind::Group | MessageKind::Alias => {
            return Err(Unfit::new(format!("Snowplow has no event for `{}`", message.kind.name())));
        }
    }
    Ok(())
}

fn write_self_describing(tracker: &Snowplow, schema: &str, members: &str, fields: &mut Fields<'_>) {
    let mut json = JsonText::new();
    json.object(|json| {
        json.key("schema");
        json.string(iglu::SELF_DESCRIBING_EVENT);
        json.key("data");
        self_describing::write(schema, members, json);
    });
    fields.set("e", "ue");
    write_json(tracker, ["ue_px", "ue_pr"], json, fields);
}

/// Sets the first of the keys to `json` in base64, or the second one to `json` as it is.
fn write_json(
    tracker: &Snowplow,
    [encoded, plain]: [&'static str; 2],
    json: JsonText,
    fields: &mut Fields<'_>,
) {
    if tracker.is_plain {
        fields.set(plain, json.into_string());
    } else {
        fields.set(encoded, BASE64_URL_SAFE_NO_PAD.encode(json.as_str()));
    }
}

/// The schema of a tracked event: as the call says, as the plan says for this destination, or made of the event's own
/// id and version.
fn event_schema<'a>(
    tracker: &'a Snowplow,
    message: &Message<'a>,
    said: &'a Said<'_>,
) -> Result<Cow<'a, str>, Unfit> {
    let planned = Planned::from_metadata(message.metadata);
    if let Some(schema) = said.schema.as_deref().map(Cow::Borrowed).or(planned.schema) {
        return checked(schema);
    }
    // Plans that are made of Iglu's schemas know their events by the whole name.
    if let Some(id) = message.event_id
        && planned.name.is_none()
        && id.starts_with("iglu:")
    {
        return checked(Cow::Borrowed(id));
    }
    let vendor = planned.vendor.or(tracker.vendor.as_deref().map(Cow::Borrowed)).ok_or_else(|| {
        Unfit::new(
            "the event has no vendor for its schema; set one with `Snowplow::vendor` or in the event's metadata",
        )
    })?;
    let name = planned.name.or(message.event_id.map(Cow::Borrowed)).or(message.name.map(Cow::Borrowed));
    let name = name.unwrap_or_default();
    if !iglu::is_name(&name) {
        return Err(Unfit::new(format!(
            "the event has no id in the plan, and `{name}` can't be the name of a schema; set a `schema` in its metadata"
        )));
    }
    let version = planned.version.or(message.event_version.map(Cow::Borrowed)).unwrap_or(Cow::Borrowed("1"));
    let Some(version) = iglu::version(&version) else {
        return Err(Unfit::new(format!(
            "the event's version `{version}` is none of a schema; write it as `1.0.0`"
        )));
    };
    checked(Cow::Owned(format!("iglu:{vendor}/{name}/jsonschema/{version}")))
}

fn checked(schema: Cow<'_, str>) -> Result<Cow<'_, str>, Unfit> {
    if iglu::is_uri(&schema) { Ok(schema) } else { Err(Unfit::new(misnamed_schema("the event", &schema))) }
}

/// What the plan says about the event for this destination: `{"schema":…}`, or some of `vendor`, `name`, `version`.
#[derive(Default)]
struct Planned<'a> {
    schema: Option<Cow<'a, str>>,
    vendor: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    version: Option<Cow<'a, str>>,
}

impl<'a> Planned<'a> {
    fn from_metadata(metadata: Option<&'a str>) -> Self {
        let mut planned = Self::default();
        for member in RawMembers::new(inside(metadata.unwrap_or_default())) {
            match &*member.name {
                "schema" => planned.schema = text(member.value),
                "vendor" => planned.vendor = text(member.value),
                "name" => planned.name = text(member.value),
                "version" => planned.version = text(member.value),
                _ => {}
            }
        }
        planned
    }
}

/// The members of a screen view. Its id is that of the call, so that it stays the same over retries.
fn screen_view(message: &Message<'_>) -> Result<String, Unfit> {
    let Some(name) = message.name.or(message.category).filter(|name| !name.is_empty()) else {
        return Err(Unfit::new(format!(
            "a {} without a name can't be sent; name it, or set its URL with `SnowplowOptions::page_url`",
            message.kind.name()
        )));
    };
    let mut members = JsonText::new();
    members.key("name");
    members.string(name);
    members.key("id");
    members.string(&message.stamp.message_id.to_string());
    if let Some(category) = message.category {
        members.key("type");
        members.string(category);
    }
    for member in RawMembers::new(message.properties.unwrap_or_default()) {
        if has_screen_view(&member.name, member.value, message.category) {
            members.key(&member.name);
            members.values(member.value);
        }
    }
    Ok(members.into_string())
}

/// Whether a screen view has a place for a property; the others travel as an entity, if at all.
fn has_screen_view(name: &str, value: &str, category: Option<&str>) -> bool {
    let Some(value) = text(value) else { return false };
    match name {
        "type" => category.is_none(),
        "previousName" | "previousType" | "transitionType" => true,
        "previousId" => Format::Uuid.holds(&value),
        _ => false,
    }
}

fn write_entities(tracker: &Snowplow, message: &Message<'_>, said: &Said<'_>, fields: &mut Fields<'_>) {
    let is_view = matches!(message.kind, MessageKind::Page | MessageKind::Screen);
    let properties = message.properties.filter(|members| !members.is_empty());
    let page = match (&tracker.page_schema, properties) {
        (Some(schema), Some(members)) if is_view => {
            let mut page = JsonText::new();
            self_describing::write(schema, members, &mut page);
            page.into_string()
        }
        _ => String::new(),
    };
    let entities = [&*tracker.entities, &page, said.entities];
    if entities.iter().all(|entities| entities.is_empty()) {
        return;
    }
    let mut json = JsonText::new();
    json.object(|json| {
        json.key("schema");
        json.string(iglu::ENTITIES);
        json.key("data");
        json.list(|json| {
            entities
                .iter()
                .filter(|entities| !entities.is_empty())
                .for_each(|entities| json.values(entities));
        });
    });
    write_json(tracker, ["cx", "co"], json, fields);
}
