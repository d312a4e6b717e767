//! Events to PostHog.

mod call_extras;
mod distinct_id;
mod event;
mod form;
mod habits;
mod headers;
mod host;
mod member_list;
mod options;
mod places;
mod protocol;
mod replies;
mod seen;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::fmt;
use std::time::Duration;

use self::event::Event;
use self::habits::Habits;
use self::protocol::Endpoint;
use self::seen::Seen;
use super::http_sender::{HttpSender, settings_over_http};
use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};
use crate::properties::Properties;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Compression, Transport, without_secrets};

pub use self::options::PostHogOptions;
pub use self::protocol::PostHogProtocol;

/// The name of this library and its version, by which PostHog's makers tell libraries apart.
const LIBRARY: &str = "itly-runtime";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const LIBRARY_AND_VERSION: &str = concat!("itly-runtime/", env!("CARGO_PKG_VERSION"));

const MEBIBYTE: usize = 1024 * 1024;

/// How large an event may be that is none of AI.
const MOST_EVENT_BYTES: usize = 900 * 1024;

/// Events to [PostHog](https://posthog.com), its cloud or a server of one's own.
///
/// | call | event | properties |
/// |---|---|---|
/// | track | its name | its own |
/// | identify | `$identify` | `$set`: what is known of the user |
/// | group | `$groupidentify` | `$group_type`, `$group_key`, `$group_set`: what is known of the group |
/// | page | `$pageview` | its own, with `name` and `category` |
/// | screen | `$screen` | its own, with `$screen_name` |
/// | alias | `$create_alias` | `distinct_id`: the id from now on, `alias`: the former one |
///
/// Besides, each event has the [super properties](Self::super_properties) that it does not have itself, `$lib` and
/// `$lib_version` (with [`PostHogProtocol::V0`]), `$is_server` and, unless [allowed](Self::geoip), `$geoip_disable`.
/// PostHog's own properties, such as `$groups`, `$set_once`, `$session_id` and `$process_person_profile`, are passed on
/// wherever they are said: among the properties of the event, with one call as [`PostHogOptions`], or in the tracking plan,
/// as what it says about the event for this destination alone.
///
/// An event whose user id PostHog takes for nobody (`anonymous`, `null`, `0`, …) is dropped as
/// [`Invalid`](crate::DropReason::Invalid). So is one with an id of more than 200 characters with
/// [`PostHogProtocol::V1`]; with `V0`, PostHog cuts such an id.
///
/// ```no_run
/// use itly_runtime::{Delivery, Options, PostHog, Properties};
///
/// let posthog = PostHog::new("phc_example")
///     .host("https://eu.posthog.com")
///     .super_properties(Properties::from([("service", "billing")]));
/// let options: Options = Options::new().plugin(Delivery::new(posthog));
/// ```
pub struct PostHog {
    api_key: String,
    host: String,
    historical_migration: bool,
    habits: Habits,
    sender: HttpSender,
    seen: Seen,
}

impl PostHog {
    /// Events to PostHog's cloud in the United States over HTTP; `api_key` is that of the project (`phc_…`).
    #[cfg(feature = "_transport")]
    pub fn new(api_key: impl Into<String>) -> Self {
        Self::with_transport(api_key, DefaultTransport::new())
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(api_key: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self {
            api_key: api_key.into().trim().to_owned(),
            host: host::UNITED_STATES.to_owned(),
            historical_migration: false,
            habits: Habits::new(),
            sender: HttpSender::new(transport),
            seen: Seen::default(),
        }
    }

    /// Sets where PostHog is, `https://eu.posthog.com` say. The addresses of its clouds' web pages become those where they
    /// take events; an empty one is that of the default.
    #[must_use]
    pub fn host(mut self, host: &str) -> Self {
        self.host = host::normalised(host);
        self
    }

    /// Sets how PostHog is spoken to. Default: [`PostHogProtocol::V0`].
    #[must_use]
    pub fn protocol(mut self, protocol: PostHogProtocol) -> Self {
        self.habits.protocol = protocol;
        self
    }

    /// Sets whether PostHog may look up where the sender of events is. Default: no, for it is the server, not the user.
    #[must_use]
    pub fn geoip(mut self, geoip: bool) -> Self {
        self.habits.set_geoip(geoip);
        self
    }

    /// Sets whether the events come from another system, so that PostHog does not take them for a burst of new ones.
    /// Default: no.
    #[must_use]
    pub fn historical_migration(mut self, historical_migration: bool) -> Self {
        self.historical_migration = historical_migration;
        self
    }

    /// Sets properties of all events; an event's own have precedence, one by one.
    #[must_use]
    pub fn super_properties(mut self, properties: Properties<'static>) -> Self {
        self.habits.set_super_properties(properties);
        self
    }

    /// Sets the type of the groups that group calls are about, as a call does not say it. Default: `company`.
    #[must_use]
    pub fn group_type(mut self, group_type: impl Into<String>) -> Self {
        self.habits.group_type = group_type.into();
        self
    }

    fn url(&self, endpoint: Endpoint) -> String {
        format!("{}{}", self.host, endpoint.path(self.habits.protocol))
    }

    /// What `attempt` is made in.
    fn protocol_of(&self, attempt: &Attempt) -> PostHogProtocol {
        Endpoint::of_number(attempt.endpoint).protocol(self.habits.protocol)
    }
}

settings_over_http!(PostHog, default_compression: "not at all");

impl Destination for PostHog {
    fn name(&self) -> &str {
        "posthog"
    }

    /// As PostHog's own libraries: 8 MiB an event where it is one of AI, otherwise 900 KiB, and 15 seconds for an attempt.
    /// Batches have 9 MiB of the 20 MB that PostHog takes, so that the largest event has room in one.
    fn limits(&self) -> Limits {
        Limits::new().event_bytes(8 * MEBIBYTE).batch_bytes(9 * MEBIBYTE).timeout(Duration::from_secs(15))
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        let endpoint = if call_extras::is_ai(message) { Endpoint::AiEvents } else { Endpoint::Events };
        endpoint as usize
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        options::options_json(options)
    }

    fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        self.seen.forget();
        form::begin_batch(self.protocol_of(attempt), self.historical_migration, attempt.batch_time, body);
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        let protocol = self.protocol_of(attempt);
        let event = Event::of(message, &self.habits, protocol)?;
        if protocol == PostHogProtocol::V1 {
            self.seen.note(message.stamp.message_id)?;
        }
        let start = body.len();
        form::write_event(event, message.stamp, protocol, self.habits.defaults(protocol).members(), body);
        let bytes = body.len() - start;
        match Endpoint::of_number(attempt.endpoint) {
            Endpoint::Events if bytes > MOST_EVENT_BYTES => Err(Unfit::too_large(bytes, MOST_EVENT_BYTES)),
            Endpoint::Events | Endpoint::AiEvents => Ok(()),
        }
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        form::end_batch(self.protocol_of(attempt), attempt.time, body);
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let protocol = self.protocol_of(&batch.attempt);
        let url = self.url(Endpoint::of_number(batch.attempt.endpoint));
        let timeout = batch.attempt.timeout;
        let mut headers = vec![("Content-Type", "application/json"), ("User-Agent", LIBRARY_AND_VERSION)];
        let exchange = match protocol {
            PostHogProtocol::V0 => {
                self.sender.post(&url, &headers, &form::with_api_key(batch.body, &self.api_key), timeout)
            }
            PostHogProtocol::V1 => {
                let own = headers::of_attempt(&self.api_key, &batch.attempt);
                headers.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
                self.sender.post(&url, &headers, batch.body, timeout)
            }
        };
        replies::outcome(&exchange, batch, protocol)
    }
}

impl fmt::Debug for PostHog {
    /// Without the key, and without the values of headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("PostHog")
            .field("host", &without_secrets(&self.host))
            .field("protocol", &self.habits.protocol)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
