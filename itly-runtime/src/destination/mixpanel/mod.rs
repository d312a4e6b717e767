//! Events to Mixpanel.

mod event;
mod identity;
mod options;
mod profile;
mod reply;
mod shape;

pub use self::options::MixpanelOptions;

use std::any::Any;
use std::fmt;

use self::profile::Updates;
use super::address::address;
use super::basic_auth::basic_auth;
use super::http_sender::{HttpSender, settings_over_http};
use crate::delivery::{Attempt, Batch, Destination, Limits, Message, MessageKind, Outcome, Unfit};
use crate::properties::Properties;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Compression, Transport, without_secrets};

/// The endpoint of events.
const IMPORT: usize = 0;
/// The endpoint of users' profiles.
const ENGAGE: usize = 1;
/// The endpoint of groups' profiles.
const GROUPS: usize = 2;

/// Events to [Mixpanel](https://developer.mixpanel.com/reference/import-events): its import API, and those of profiles.
///
/// | call | becomes |
/// |---|---|
/// | `track` | an event |
/// | `identify` | updates of the user's profile: `$set`, and the operations of [`MixpanelOptions`] |
/// | `group` | the same of the group's profile |
/// | `alias` | the event `$create_alias` |
///
/// Pages and screens have no counterpart: they are dropped and counted as [`Invalid`](crate::DropReason::Invalid), and so
/// is what Mixpanel would refuse: users whose id stands for nobody (`anonymous`, `null`, …), events from before 1971 or
/// from more than an hour ahead, 255 properties or more, objects in objects more than 3 deep, lists of 255 items or more.
/// The properties `time`, `distinct_id` and `$insert_id` of an event go before what the call says.
///
/// When Mixpanel names the events that it does not take, it has taken the others: the named are dropped, and nothing is sent
/// again. Every 5xx is worth another attempt; for all other replies see [`Outcome::of_exchange`].
///
/// ```no_run
/// use itly_runtime::{Delivery, Mixpanel, Options};
///
/// let mixpanel = Mixpanel::new("project-token").service_account("user", "secret", "12345").eu();
/// let options: Options = Options::new().plugin(Delivery::new(mixpanel));
/// ```
#[derive(Clone)]
pub struct Mixpanel {
    token: String,
    account: Option<Account>,
    host: String,
    batch_bytes: usize,
    group_key: String,
    sender: HttpSender,
}

/// A service account, and the project that it writes to.
#[derive(Clone)]
struct Account {
    authorization: String,
    project_id: String,
}

impl Mixpanel {
    /// Events to the project with this token.
    #[cfg(feature = "_transport")]
    pub fn new(token: impl Into<String>) -> Self {
        Self::with_transport(token, DefaultTransport::new())
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(token: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self {
            token: token.into(),
            account: None,
            host: "https://api.mixpanel.com".to_owned(),
            batch_bytes: 2_000_000,
            group_key: "group".to_owned(),
            sender: HttpSender::new(transport),
        }
    }

    /// Sends events in the name of a service account instead of the project's token.
    #[must_use]
    pub fn service_account(mut self, user: &str, secret: &str, project_id: impl Into<String>) -> Self {
        self.account =
            Some(Account { authorization: basic_auth(user, secret), project_id: project_id.into() });
        self
    }

    /// Sends to another place than Mixpanel's own: `https://events.example.com`.
    #[must_use]
    pub fn host(mut self, url: impl Into<String>) -> Self {
        self.host = url.into();
        self
    }

    /// Sends to Mixpanel's data centre in the European Union.
    #[must_use]
    pub fn eu(self) -> Self {
        self.host("https://api-eu.mixpanel.com")
    }

    /// Sends to Mixpanel's data centre in India.
    #[must_use]
    pub fn india(self) -> Self {
        self.host("https://api-in.mixpanel.com")
    }

    /// Sets how large a batch may be. Default: 2 MB, which every project may send; some may send 10.
    #[must_use]
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        self
    }

    /// Sets which kind of group `group` calls are about: a group key of the project. Default: `group`.
    #[must_use]
    pub fn group_key(mut self, key: impl Into<String>) -> Self {
        self.group_key = key.into();
        self
    }

    fn updates<'a>(&'a self, message: &'a Message<'a>) -> Updates<'a> {
        Updates { message, group_key: &self.group_key }
    }

    fn url(&self, endpoint: usize) -> String {
        const PROFILE_QUERY: &str = "?ip=0&strict=1&verbose=1";
        match endpoint {
            ENGAGE => address(&self.host, "/engage") + PROFILE_QUERY,
            GROUPS => address(&self.host, "/groups") + PROFILE_QUERY,
            _ => {
                let import = address(&self.host, "/import") + "?strict=1";
                match &self.account {
                    Some(account) => format!("{import}&project_id={}", account.project_id),
                    None => import,
                }
            }
        }
    }
}

settings_over_http!(Mixpanel, default_compression: "not at all; Mixpanel takes gzip");

impl Destination for Mixpanel {
    fn name(&self) -> &str {
        "mixpanel"
    }

    fn limits(&self) -> Limits {
        Limits::new().batch_events(2000).batch_bytes(self.batch_bytes).event_bytes(1_000_000).firm()
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        match message.kind {
            MessageKind::Identify => ENGAGE,
            MessageKind::Group => GROUPS,
            _ => IMPORT,
        }
    }

    fn items(&self, message: &Message<'_>) -> usize {
        match message.kind {
            MessageKind::Identify | MessageKind::Group => self.updates(message).count(),
            _ => 1,
        }
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        let members = match options.downcast_ref::<MixpanelOptions>() {
            Some(options) => options.members(),
            None => options.downcast_ref::<Properties<'static>>()?,
        };
        Some(members.members_json().to_owned())
    }

    fn begin(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.push(b'[');
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        match message.kind {
            MessageKind::Identify | MessageKind::Group => self.updates(message).write(&self.token, body),
            _ => event::write(message, attempt.time, body),
        }
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.push(b']');
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let authorization = match &self.account {
            Some(account) => account.authorization.clone(),
            None => basic_auth(&self.token, ""),
        };
        let mut headers = vec![("Content-Type", "application/json")];
        if batch.attempt.endpoint == IMPORT {
            headers.push(("Authorization", &authorization));
        }
        let url = self.url(batch.attempt.endpoint);
        let exchange = self.sender.post(&url, &headers, batch.body, batch.attempt.timeout);
        reply::outcome(&exchange, batch)
    }
}

impl fmt::Debug for Mixpanel {
    /// Without the keys, and without the values of the headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Mixpanel")
            .field("host", &without_secrets(&self.host))
            .field("has_service_account", &self.account.is_some())
            .field("batch_bytes", &self.batch_bytes)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
