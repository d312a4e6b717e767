use crate::properties::Properties;
use crate::stamp::Timestamp;

/// What a program says to Segment or RudderStack with one call, or with all of them.
///
/// What the call says goes before what the tracking plan says in the event's metadata, and both go before the settings
/// of the destination. Contexts and integrations are merged member by member. The plan's metadata is a JSON object with
/// the members `anonymousId`, `timestamp`, `context` and `integrations`.
///
/// ```
/// use itly_runtime::{CallOptions, Properties, SegmentOptions};
///
/// let options = SegmentOptions::new()
///     .anonymous_id("019b7d4a")
///     .context(Properties::from([("ip", "203.0.113.7")]))
///     .integrations(Properties::from([("All", false), ("Mixpanel", true)]));
/// let options = CallOptions::new().plugin("segment", options);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SegmentOptions {
    members: Properties<'static>,
}

impl SegmentOptions {
    /// Nothing but what the call says by itself.
    pub const fn new() -> Self {
        Self { members: Properties::new() }
    }

    /// Sets the id of a user who is not known yet. A call whose user id is empty is this user's alone.
    #[must_use]
    pub fn anonymous_id(self, id: &str) -> Self {
        Self { members: self.members.with("anonymousId", id) }
    }

    /// Sets when it happened, if that was not when the call was made.
    #[must_use]
    pub fn timestamp(self, timestamp: Timestamp) -> Self {
        Self { members: self.members.with("timestamp", timestamp.to_string()) }
    }

    /// Sets what is known of the circumstances: `ip`, `locale`, `userAgent`, ….
    #[must_use]
    pub fn context(self, context: Properties<'_>) -> Self {
        Self { members: self.members.with_object("context", &context) }
    }

    /// Sets where the vendor sends the event on to, by the names of its destinations, whose case counts; `All` stands for
    /// those that are not named.
    #[must_use]
    pub fn integrations(self, integrations: Properties<'_>) -> Self {
        Self { members: self.members.with_object("integrations", &integrations) }
    }

    pub(crate) fn members(&self) -> &Properties<'static> {
        &self.members
    }
}
