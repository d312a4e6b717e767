use std::borrow::Cow;

use super::message::{Message, MessageKind};
use crate::isolation::guarded;
use crate::properties::Properties;
use crate::stamp::Stamp;

pub(crate) type BeforeSend = dyn for<'a> Fn(Outgoing<'a>) -> Option<Outgoing<'a>> + Send + Sync;

/// A call on its way into the queue of one destination, as the hooks of
/// [`DeliverySettings::before_send`](crate::DeliverySettings::before_send) see and change it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outgoing<'a> {
    /// What it is about.
    pub kind: MessageKind,
    /// The id and the time of the call.
    pub stamp: Stamp,
    /// The user.
    pub user_id: Cow<'a, str>,
    /// The other party: the group, or the former id of an alias.
    pub target: Option<Cow<'a, str>>,
    /// The category of a page.
    pub category: Option<Cow<'a, str>>,
    /// The event's wire name, or the name of a page or a screen.
    pub name: Option<Cow<'a, str>>,
    /// The properties, those of the context included.
    pub properties: Option<Properties<'a>>,
    original: Message<'a>,
}

impl<'a> Outgoing<'a> {
    fn of(message: &Message<'a>) -> Self {
        Self {
            kind: message.kind,
            stamp: message.stamp,
            user_id: message.user_id.into(),
            target: message.target.map(Into::into),
            category: message.category.map(Into::into),
            name: message.name.map(Into::into),
            properties: message.properties.map(Properties::from_members),
            original: *message,
        }
    }

    fn message(&self) -> Message<'_> {
        Message {
            kind: self.kind,
            stamp: self.stamp,
            user_id: &self.user_id,
            target: self.target.as_deref(),
            category: self.category.as_deref(),
            name: self.name.as_deref(),
            properties: self.properties.as_ref().map(Properties::members_json),
            ..self.original
        }
    }
}

/// Sends `message` through all of `hooks` in their order and to `push`; nothing if one of them drops it or panics: the
/// original is never sent in its place.
pub(crate) fn through<T>(
    hooks: &[impl AsRef<BeforeSend>],
    message: &Message<'_>,
    push: impl FnOnce(&Message<'_>) -> T,
) -> Option<T> {
    let mut outgoing = Outgoing::of(message);
    for hook in hooks {
        outgoing = guarded(|| hook.as_ref()(outgoing)).ok().flatten()?;
    }
    Some(push(&outgoing.message()))
}
