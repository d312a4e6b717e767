use crate::stamp::Stamp;

/// What one message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageKind {
    /// A user did something.
    Track,
    /// What is known of a user.
    Identify,
    /// A user belongs to a group.
    Group,
    /// A user sees a page.
    Page,
    /// A user sees a screen of an application.
    Screen,
    /// Two identities are one user.
    Alias,
}

impl MessageKind {
    /// The name of the kind: `track`, `identify`, `group`, `page`, `screen`, `alias`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Identify => "identify",
            Self::Group => "group",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Alias => "alias",
        }
    }
}

/// One call on its way to a destination, as [`Destination::encode`](crate::Destination::encode) sees it.
///
/// Id and time are those of the call: they stay the same over retries, and every destination gets the same ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message<'a> {
    /// What the message is about.
    pub kind: MessageKind,
    /// The id and the time of the call.
    pub stamp: Stamp,
    /// The user.
    pub user_id: &'a str,
    /// The other party: the group of a [`Group`](MessageKind::Group), the former id of an
    /// [`Alias`](MessageKind::Alias).
    pub target: Option<&'a str>,
    /// The category of a [`Page`](MessageKind::Page).
    pub category: Option<&'a str>,
    /// The event's wire name for a [`Track`](MessageKind::Track), the name of a page or a screen.
    pub name: Option<&'a str>,
    /// The plan's stable id of the event.
    pub event_id: Option<&'a str>,
    /// The version of the event in the plan's spelling.
    pub event_version: Option<&'a str>,
    /// The members of the JSON object of the properties, without the braces: `"n":1,"title":"x"`. `None` is not the
    /// same as no members.
    pub properties: Option<&'a str>,
    /// What the plan says about the event for this destination alone, as JSON text.
    pub metadata: Option<&'a str>,
    /// What the program says to this destination alone with this call, as the members of a JSON object: see
    /// [`Destination::options_json`](crate::Destination::options_json).
    pub options: Option<&'a str>,
}

impl<'a> Message<'a> {
    /// A message that says no more than who did something, and when.
    pub const fn new(kind: MessageKind, stamp: Stamp, user_id: &'a str) -> Self {
        Self {
            kind,
            stamp,
            user_id,
            target: None,
            category: None,
            name: None,
            event_id: None,
            event_version: None,
            properties: None,
            metadata: None,
            options: None,
        }
    }
}
