use std::any::Any;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::call::CallOption;
use crate::clock::Clock;
use crate::stamp::{MessageId, Stamp, Timestamp};

/// What is said with one call: options for single plugins, and an id and a time other than those of the moment.
///
/// Each plugin sees its own entry alone. Which type it understands is in its documentation; it ignores any other one.
///
/// ```
/// use itly_runtime::CallOptions;
///
/// struct Priority(u8);
///
/// let options = CallOptions::new().plugin("my-queue", Priority(9));
/// ```
#[derive(Default)]
pub struct CallOptions {
    entries: Vec<(String, Box<CallOption>)>,
    given: GivenStamp,
}

/// The parts of a stamp that the program gives itself.
#[derive(Default)]
struct GivenStamp {
    message_id: Option<MessageId>,
    time: Option<Timestamp>,
}

impl CallOptions {
    /// No options.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), given: GivenStamp { message_id: None, time: None } }
    }

    /// Sets the id of the call, which otherwise is a new one: for calls that were given one elsewhere.
    ///
    /// Receivers take two calls with one id for the same call.
    #[must_use]
    pub const fn message_id(mut self, id: MessageId) -> Self {
        self.given.message_id = Some(id);
        self
    }

    /// Sets when it happened, which otherwise is now. What lies before 1970 becomes its beginning.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use itly_runtime::CallOptions;
    ///
    /// let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
    /// let options = CallOptions::new().time(an_hour_ago);
    /// ```
    #[must_use]
    pub fn time(mut self, time: SystemTime) -> Self {
        self.given.time = Some(Timestamp::from(time.duration_since(UNIX_EPOCH).unwrap_or_default()));
        self
    }

    /// Adds what the plugins named `id` get; a later entry replaces an earlier one.
    #[must_use]
    pub fn plugin(mut self, id: impl Into<String>, options: impl Any + Send + Sync) -> Self {
        let id = id.into();
        self.entries.retain(|(other, _)| *other != id);
        self.entries.push((id, Box::new(options)));
        self
    }

    pub(crate) fn of(&self, id: &str) -> Option<&CallOption> {
        self.entries.iter().find(|(other, _)| other == id).map(|(_, options)| &**options)
    }

    /// The id and the time of a call that is made now.
    pub(crate) fn stamp(&self, clock: &dyn Clock) -> Stamp {
        let now = Stamp::now(clock);
        Stamp {
            message_id: self.given.message_id.unwrap_or(now.message_id),
            time: self.given.time.unwrap_or(now.time),
        }
    }
}
