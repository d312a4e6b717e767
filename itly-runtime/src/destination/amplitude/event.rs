//! Calls as Amplitude's events: HTTP V2 API.

use super::identity;
use super::options::AmplitudeOptions;
use crate::delivery::{Message, MessageKind, Unfit};
use crate::destination::layers::Layers;
use crate::destination::members::Members;

const LIBRARY: &str = concat!("itly-runtime/", env!("CARGO_PKG_VERSION"));

/// Fields of an event that options and the plan's metadata may set; others are no concern of Amplitude's.
const FIELDS: &[&str] = &[
    "device_id",
    "session_id",
    "app_version",
    "platform",
    "os_name",
    "os_version",
    "device_brand",
    "device_manufacturer",
    "device_model",
    "carrier",
    "country",
    "region",
    "city",
    "dma",
    "language",
    "ip",
    "price",
    "quantity",
    "revenue",
    "productId",
    "revenueType",
];

/// What can be done to properties of users and groups, with an object of properties each.
const OPERATIONS: &[&str] =
    &["$setOnce", "$add", "$append", "$prepend", "$preInsert", "$postInsert", "$remove", "$unset"];

/// How calls are said in Amplitude's form.
pub(super) struct Form<'a> {
    pub(super) settings: &'a AmplitudeOptions,
    pub(super) min_id_length: usize,
}

/// One call, with what is said of it besides.
struct Call<'a> {
    message: &'a Message<'a>,
    layers: Layers<'a>,
}

impl Form<'_> {
    /// How many events a call becomes: a group is one that the user joins, and one that is told what is known of it.
    pub(super) fn items(&self, message: &Message<'_>) -> usize {
        if message.kind == MessageKind::Group {
            1 + usize::from(self.call(message).tells_of_group())
        } else {
            1
        }
    }

    /// Writes the events of a call, with a comma between them.
    pub(super) fn write(&self, message: &Message<'_>, body: &mut Vec<u8>) -> Result<(), Unfit> {
        let call = self.call(message);
        call.check(self.min_id_length)?;
        match message.kind {
            MessageKind::Track => call.write_track(body),
            MessageKind::Identify => call.write_identify(body),
            MessageKind::Group => {
                call.write_membership(body);
                if call.tells_of_group() {
                    body.push(b',');
                    call.write_group(body);
                }
            }
            other => {
                let call = other.name();
                return Err(Unfit::new(format!("Amplitude has nothing like the call `{call}`")));
            }
        }
        Ok(())
    }

    fn call<'a>(&'a self, message: &'a Message<'a>) -> Call<'a> {
        Call { message, layers: Layers::of(message, self.settings.members().members_json(), "") }
    }
}

impl Call<'_> {
    fn check(&self, min_id_length: usize) -> Result<(), Unfit> {
        let device_id = self.layers.text("device_id").unwrap_or_default();
        identity::check(self.message.user_id, &device_id, min_id_length)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if self.layers.raw("time").is_some_and(|time| !is_number(time)) {
            return Err(Unfit::new("Amplitude needs the time in milliseconds"));
        }
        match self.message.kind {
            MessageKind::Track if self.message.name.unwrap_or_default().is_empty() => {
                Err(Unfit::new("an event needs a name"))
            }
            MessageKind::Group if self.group().1.is_empty() => Err(Unfit::new("a group needs an id")),
            _ => Ok(()),
        }
    }

    fn write_track(&self, body: &mut Vec<u8>) {
        Members::object(body, |event| {
            self.write_head(self.message.name.unwrap_or_default(), true, "", event);
            event.members("event_properties", self.message.properties.unwrap_or_default());
            if self.has_operations() {
                event.nested("user_properties", |operations| self.write_operations("", operations));
            }
            self.write_fields(event);
        });
    }

    fn write_identify(&self, body: &mut Vec<u8>) {
        Members::object(body, |event| {
            self.write_head("$identify", true, "", event);
            let properties = self.message.properties.unwrap_or_default();
            event.nested("user_properties", |operations| self.write_operations(properties, operations));
            self.write_fields(event);
        });
    }

    /// The user joins the group.
    fn write_membership(&self, body: &mut Vec<u8>) {
        let (kind, id) = self.group();
        Members::object(body, |event| {
            self.write_head("$identify", true, "", event);
            event.nested("user_properties", |operations| {
                operations.nested("$set", |set| set.text(&kind, id));
            });
            self.write_fields(event);
        });
    }

    /// What is known of the group.
    fn write_group(&self, body: &mut Vec<u8>) {
        Members::object(body, |event| {
            self.write_head("$groupidentify", false, "-group", event);
            let properties = self.message.properties.unwrap_or_default();
            event.nested("group_properties", |operations| self.write_operations(properties, operations));
            self.write_groups(event);
        });
    }

    /// Writes what all events have; `suffix` tells the second event of a call from the first.
    fn write_head(&self, event_type: &str, has_user: bool, suffix: &str, event: &mut Members<'_>) {
        let Message { user_id, stamp, .. } = self.message;
        event.text("event_type", event_type);
        if has_user && !user_id.is_empty() {
            event.text("user_id", user_id);
        }
        match self.layers.raw("time") {
            Some(time) => event.raw("time", time),
            None => event.raw("time", &stamp.time.unix_milliseconds().to_string()),
        }
        event.ascii("insert_id", &[&stamp.message_id.to_text(), suffix.as_bytes()].concat());
        event.text("library", LIBRARY);
    }

    fn write_fields(&self, event: &mut Members<'_>) {
        self.layers.each(|name, value| {
            if FIELDS.contains(&name) {
                event.raw(name, value);
            }
        });
        self.write_groups(event);
        if self.layers.raw("plan").is_some() {
            event.nested("plan", |plan| self.layers.inner("plan").each(|name, value| plan.raw(name, value)));
        }
    }

    /// Writes the groups that the event is about.
    fn write_groups(&self, event: &mut Members<'_>) {
        if self.message.kind == MessageKind::Group {
            let (kind, id) = self.group();
            event.nested("groups", |groups| groups.text(&kind, id));
        } else if self.layers.raw("groups").is_some() {
            event.nested("groups", |groups| {
                self.layers.inner("groups").each(|name, value| groups.raw(name, value));
            });
        }
    }

    /// Writes what is to be done with properties; those of the call are set.
    fn write_operations(&self, properties: &str, operations: &mut Members<'_>) {
        let set = self.layers.inner("$set");
        if !properties.is_empty() || self.layers.raw("$set").is_some() || !self.has_operations() {
            operations.nested("$set", |members| {
                set.under(properties).each(|name, value| members.raw(name, value));
            });
        }
        for operation in OPERATIONS {
            if self.layers.raw(operation).is_some() {
                operations.nested(operation, |members| {
                    self.layers.inner(operation).each(|name, value| members.raw(name, value));
                });
            }
        }
        if let Some(value) = self.layers.raw("$clearAll") {
            operations.raw("$clearAll", value);
        }
    }

    fn has_operations(&self) -> bool {
        let mut others = OPERATIONS.iter().chain(&["$set", "$clearAll"]);
        others.any(|operation| self.layers.raw(operation).is_some())
    }

    fn tells_of_group(&self) -> bool {
        self.message.properties.is_some_and(|properties| !properties.is_empty()) || self.has_operations()
    }

    /// The kind and the id of the group that the call is about.
    fn group(&self) -> (std::borrow::Cow<'_, str>, &str) {
        let kind = self.layers.text("group_type").unwrap_or("group".into());
        (kind, self.message.target.unwrap_or_default())
    }
}
