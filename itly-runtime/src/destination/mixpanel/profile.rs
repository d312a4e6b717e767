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
