//! Calls as updates of Mixpanel's profiles of users and groups.

use std::borrow::Cow;

use super::identity;
use crate::delivery::{Message, MessageKind, Unfit};
use crate::destination::members::Members;
use crate::json_reader::RawMembers;
use crate::value::Value;

/// What can be done to a profile besides `$set`; each is an update of its own.
const OPERATIONS: &[&str] = &["$set_once", "$add", "$append", "$union", "$remove", "$unset", "$delete"];

/// The updates of one `identify` or `group`.
pub(super) struct Updates<'a> {
    pub(super) message: &'a Message<'a>,
    /// Which kind of group it is about unless the call says so.
    pub(super) group_key: &'a str,
}

impl<'a> Updates<'a> {
    /// How many they are.
    pub(super) fn count(&self) -> usize {
        usize::from(self.sets()) + self.operations().count()
    }

    /// Writes them with commas between them.
    pub(super) fn write(&self, token: &str, body: &mut Vec<u8>) -> Result<(), Unfit> {
        self.check()?;
        if self.sets() {
            let properties = self.message.properties.unwrap_or_default();
            self.write_update(token, body, |update| update.members("$set", properties));
        }
        for (index, (operation, value)) in self.operations().enumerate() {
            if index > 0 || self.sets() {
                body.push(b',');
            }
            self.write_update(token, body, |update| update.raw(operation, value));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Unfit> {
        match self.message.kind {
            MessageKind::Group if self.group_id().is_empty() => Err(Unfit::new("a group needs an id")),
            MessageKind::Group => Ok(()),
            _ if self.message.user_id.is_empty() => Err(Unfit::new("a profile needs the id of a user")),
            _ => identity::check(self.message.user_id),
        }
    }

    fn write_update(&self, token: &str, body: &mut Vec<u8>, operate: impl FnOnce(&mut Members<'_>)) {
        Members::object(body, |update| {
            update.text("$token", token);
            if self.message.kind == MessageKind::Group {
                update.text("$group_key", &self.group_key());
                update.text("$group_id", self.group_id());
            } else {
                update.text("$distinct_id", self.message.user_id);
            }
            operate(update);
        });
    }

    /// Whether the properties of the call are set: a call with nothing at all makes the profile at least.
    fn sets(&self) -> bool {
        self.message.properties.is_some_and(|properties| !properties.is_empty())
            || self.operations().count() == 0
    }

    fn operations(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        OPERATIONS.iter().filter_map(|operation| Some((*operation, self.option(operation)?)))
    }

    /// What the call says under `name`, as JSON.
    fn option(&self, name: &str) -> Option<&'a str> {
        let mut options = RawMembers::new(self.message.options?);
        options.find(|option| option.name == name).map(|option| option.value)
    }

    fn group_key(&self) -> Cow<'a, str> {
        match self.option("group_key").and_then(Value::from_json) {
            Some(Value::String(key)) => key,
            _ => Cow::Borrowed(self.group_key),
        }
    }

    fn group_id(&self) -> &'a str {
        self.message.target.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Updates;
    use crate::delivery::{Message, MessageKind};
    use crate::destination::mixpanel::MixpanelOptions;
    use crate::destination::sample::message;
    use crate::properties::Properties;

    fn written(message: &Message<'_>) -> Result<String, String> {
        let updates = Updates { message, group_key: "group" };
        let mut body = Vec::new();
        updates.write("token", &mut body).map_err(|unfit| unfit.to_string())?;
        let text = String::from_utf8(body).unwrap();
        assert_eq!(updates.count(), text.matches("$token").count());
        Ok(text)
    }

    #[test]
    fn each_operation_is_an_update() {
        let options = MixpanelOptions::new()
            .unset("b")
            .unset("c")
            .delete()
            .increment(Properties::from([("n", 1)]))
            .set_once(Properties::from([("first", true)]));
        let identify = |options: &MixpanelOptions, properties| {
            let options = options.members().members_json();
            written(&Message { options: Some(options), properties, ..message(MessageKind::Identify) })
        };
        let update = |operation: &str| format!(r#"{{"$token":"token","$distinct_id":"user-1",{operation}}}"#);
        let operations = [
            r#""$set":{"a":1.0}"#,
            r#""$set_once":{"first":true}"#,
            r#""$add":{"n":1}"#,
            r#""$unset":["b","c"]"#,
            r#""$delete":"""#,
        ];
        let all = operations.map(update).join(",");
        assert_eq!(identify(&options, Some(r#""a":1.0"#)), Ok(all));
        let others = operations[1..].iter().map(|operation| update(operation)).collect::<Vec<_>>().join(",");
        assert_eq!(identify(&options, Some("")), Ok(others));
        assert_eq!(identify(&MixpanelOptions::new(), None), Ok(update(r#""$set":{}"#)));
    }

    #[test]
    fn a_group_has_its_key() {
        let group = |options: &MixpanelOptions| {
            let options = options.members().members_json();
            let message = Message {
                target: Some("acme"),
                options: Some(options),
                properties: Some(r#""a":1"#),
                ..message(MessageKind::Group)
            };
            written(&message)
        };
        let expected = |key: &str| {
            Ok(format!(r#"{{"$token":"token","$group_key":"{key}","$group_id":"acme","$set":{{"a":1}}}}"#))
        };
        assert_eq!(group(&MixpanelOptions::new()), expected("group"));
        assert_eq!(group(&MixpanelOptions::new().group_key("company")), expected("company"));
    }

    #[test]
    fn a_profile_is_somebodys() {
        let cases = [
            (Message { user_id: "", ..message(MessageKind::Identify) }, "a profile needs the id of a user"),
            (
                Message { user_id: "nil", ..message(MessageKind::Identify) },
                "Mixpanel takes no user with the id `nil`",
            ),
            (message(MessageKind::Group), "a group needs an id"),
        ];
        for (message, refusal) in cases {
            assert_eq!(written(&message), Err(refusal.to_owned()));
        }
    }
}
