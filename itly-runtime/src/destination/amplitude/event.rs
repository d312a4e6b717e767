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
            self.write_plan(event);
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
        self.write_plan(event);
    }

    fn write_plan(&self, event: &mut Members<'_>) {
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

#[cfg(test)]
mod tests {
    use super::{AmplitudeOptions, Form};
    use crate::delivery::{Message, MessageKind};
    use crate::destination::amplitude::AmplitudePlan;
    use crate::destination::sample::{message, time};
    use crate::properties::Properties;

    fn written_with(message: &Message<'_>, settings: &AmplitudeOptions) -> Result<String, String> {
        let form = Form { settings, min_id_length: 5 };
        let mut body = Vec::new();
        form.write(message, &mut body).map_err(|unfit| unfit.to_string())?;
        let text = String::from_utf8(body).unwrap();
        assert_eq!(form.items(message), text.matches("event_type").count());
        Ok(text)
    }

    fn written(message: &Message<'_>) -> Result<String, String> {
        written_with(message, &AmplitudeOptions::new())
    }

    const HEAD: &str = r#""user_id":"user-1","time":1767323045678,"insert_id":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17","library":"itly-runtime/0.1.0""#;

    #[test]
    fn a_track_is_an_event() {
        let message = Message {
            name: Some("Song \"Played\""),
            properties: Some(r#""a":1.0"#),
            ..message(MessageKind::Track)
        };
        let expected = format!(r#"{{"event_type":"Song \"Played\"",{HEAD},"event_properties":{{"a":1.0}}}}"#);
        assert_eq!(written(&message), Ok(expected));
    }

    #[test]
    fn what_the_call_says_goes_before_the_plan_and_the_settings() {
        let settings = AmplitudeOptions::new()
            .platform("settings")
            .country("DE")
            .plan(&AmplitudePlan::new().branch("main").source("rust").version("1").version_id("v"));
        let options = AmplitudeOptions::new()
            .device_id("device-1")
            .platform("call")
            .groups(Properties::from([("company", "acme")]))
            .time(time())
            .increment(Properties::from([("n", 1)]));
        let message = Message {
            user_id: "",
            name: Some("e"),
            options: Some(options.members().members_json()),
            metadata: Some(r#"{"platform": "plan", "city": "Köln", "level": 3, "plan": {"version": "2"}}"#),
            ..message(MessageKind::Track)
        };
        let expected = concat!(
            r#"{"event_type":"e","time":1767323045678,"insert_id":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17","#,
            r#""library":"itly-runtime/0.1.0","event_properties":{},"user_properties":{"$add":{"n":1}},"#,
            r#""country":"DE","city":"Köln","device_id":"device-1","platform":"call","groups":{"company":"acme"},"#,
            r#""plan":{"branch":"main","source":"rust","versionId":"v","version":"2"}}"#,
        );
        assert_eq!(written_with(&message, &settings), Ok(expected.to_owned()));
    }

    #[test]
    fn identify_sets_and_does_what_else_it_is_told() {
        let identify = |options: &AmplitudeOptions, properties| {
            let options = options.members().members_json();
            written(&Message { options: Some(options), properties, ..message(MessageKind::Identify) })
        };
        let expected = |operations: &str| {
            Ok(format!(r#"{{"event_type":"$identify",{HEAD},"user_properties":{{{operations}}}}}"#))
        };
        assert_eq!(identify(&AmplitudeOptions::new(), None), expected(r#""$set":{}"#));
        let options = AmplitudeOptions::new()
            .unset("b")
            .unset("c")
            .clear_all()
            .set(Properties::from([("a", 1), ("d", 2)]));
        assert_eq!(
            identify(&options, Some(r#""a":0"#)),
            expected(r#""$set":{"d":2,"a":0},"$unset":{"b":"-","c":"-"},"$clearAll":"-""#)
        );
        let other = |options: AmplitudeOptions| options.set_once(Properties::from([("x", 1)]));
        assert_eq!(identify(&other(AmplitudeOptions::new()), None), expected(r#""$setOnce":{"x":1}"#));
    }

    #[test]
    fn a_group_is_joined_and_told_of() {
        let options = AmplitudeOptions::new().group_type("company");
        let group = |properties| {
            let options = Some(options.members().members_json());
            written(&Message { target: Some("acme"), options, properties, ..message(MessageKind::Group) })
        };
        let joined = format!(
            r#"{{"event_type":"$identify",{HEAD},"user_properties":{{"$set":{{"company":"acme"}}}},"groups":{{"company":"acme"}}}}"#
        );
        assert_eq!(group(None).as_ref(), Ok(&joined));
        let told = concat!(
            r#"{"event_type":"$groupidentify","time":1767323045678,"#,
            r#""insert_id":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17-group","library":"itly-runtime/0.1.0","#,
            r#""group_properties":{"$set":{"plan":"x"}},"groups":{"company":"acme"}}"#,
        );
        assert_eq!(group(Some(r#""plan":"x""#)), Ok(format!("{joined},{told}")));
        let message = Message { target: Some("acme"), ..message(MessageKind::Group) };
        assert!(written(&message).unwrap().contains(r#""groups":{"group":"acme"}"#));
    }

    #[test]
    fn what_amplitude_would_not_take_is_refused() {
        let cases = [
            (message(MessageKind::Page), "Amplitude has nothing like the call `page`"),
            (message(MessageKind::Screen), "Amplitude has nothing like the call `screen`"),
            (message(MessageKind::Alias), "Amplitude has nothing like the call `alias`"),
            (message(MessageKind::Track), "an event needs a name"),
            (message(MessageKind::Group), "a group needs an id"),
            (
                Message { user_id: "null", name: Some("e"), ..message(MessageKind::Track) },
                "Amplitude takes no user with the id `null`",
            ),
            (
                Message {
                    name: Some("e"),
                    options: Some(r#""time":"2026-01-02T03:04:05.678Z""#),
                    ..message(MessageKind::Track)
                },
                "Amplitude needs the time in milliseconds",
            ),
        ];
        for (message, refusal) in cases {
            let mut body = Vec::new();
            let form = Form { settings: &AmplitudeOptions::new(), min_id_length: 5 };
            assert_eq!(form.write(&message, &mut body).unwrap_err().to_string(), refusal);
        }
    }
}
