//! Events to Amplitude.

mod event;
mod identity;
mod options;
mod reply;

pub use self::options::{AmplitudeOptions, AmplitudePlan};

use std::any::Any;
use std::fmt;

use self::event::Form;
use super::address::address;
use super::http_sender::{HttpSender, settings_over_http};
use super::members::write_string;
use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};
#[cfg(feature = "_transport")]
use crate::destination::Missing;
use crate::properties::Properties;
#[cfg(feature = "_transport")]
use crate::tracking_plan::TrackingPlan;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Compression, Transport, without_secrets};

/// Events to [Amplitude](https://amplitude.com/docs/apis/analytics/http-v2): its HTTP V2 API, or its batch API.
///
/// | call | event |
/// |---|---|
/// | `track` | of the event's name |
/// | `identify` | `$identify`, the properties are `$set` |
/// | `group` | `$identify`, by which the user joins the group, and `$groupidentify` if there are properties |
///
/// Pages, screens and aliases have no counterpart: they are dropped and counted as
/// [`Invalid`](crate::DropReason::Invalid), and so are events of users whose id Amplitude would not take. It takes none
/// that stands for nobody (`anonymous`, `null`, …), and none of less than 5 characters unless
/// [`min_id_length`](Self::min_id_length) says otherwise.
///
/// One call is told more with [`AmplitudeOptions`]. When Amplitude names the events that it does not take, those are dropped
/// and the others are sent again at once; events of users and devices that send too many, after 30 seconds. A wrong key
/// stops the destination, and every 5xx is worth another attempt; for all other replies see [`Outcome::of_exchange`].
///
/// ```no_run
/// use itly_runtime::{Amplitude, Delivery, Options};
///
/// let options: Options = Options::new().plugin(Delivery::new(Amplitude::new("api-key").eu()));
/// ```
#[derive(Clone)]
pub struct Amplitude {
    api_key: String,
    host: String,
    api: Api,
    min_id_length: Option<usize>,
    settings: AmplitudeOptions,
    sender: HttpSender,
}

/// One of Amplitude's two ways in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Api {
    HttpV2,
    Batch,
}

impl Api {
    const fn path(self) -> &'static str {
        match self {
            Self::HttpV2 => "/2/httpapi",
            Self::Batch => "/batch",
        }
    }
}

impl Amplitude {
    /// Events to the project with this API key.
    #[cfg(feature = "_transport")]
    pub fn new(api_key: impl Into<String>) -> Self {
        Self::with_transport(api_key, DefaultTransport::new())
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(api_key: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self {
            api_key: api_key.into(),
            host: "https://api2.amplitude.com".to_owned(),
            api: Api::HttpV2,
            min_id_length: None,
            settings: AmplitudeOptions::new(),
            sender: HttpSender::new(transport),
        }
    }

    /// Sends to another place than Amplitude's own: `https://events.example.com`. A URL with the path of one of Amplitude's
    /// APIs chooses that one.
    #[must_use]
    pub fn host(mut self, url: impl Into<String>) -> Self {
        self.host = url.into();
        let has_path = |api: &Api| self.host.trim().trim_end_matches('/').ends_with(api.path());
        if let Some(api) = [Api::HttpV2, Api::Batch].into_iter().find(has_path) {
            self.api = api;
        }
        self
    }

    /// Sends to Amplitude's data centre in the European Union.
    #[must_use]
    pub fn eu(self) -> Self {
        self.host("https://api.eu.amplitude.com")
    }

    /// Sends by the batch API, which takes more at once: 20 MB, and 1,000 events of one user in a second instead of 30.
    #[must_use]
    pub fn batch_api(mut self) -> Self {
        self.api = Api::Batch;
        self
    }

    /// Sets how many characters ids must have; Amplitude is told so. Default: 5.
    #[must_use]
    pub fn min_id_length(mut self, characters: usize) -> Self {
        self.min_id_length = Some(characters);
        self
    }

    /// Sets what is said with every call that does not say it itself.
    #[must_use]
    pub fn options(mut self, options: AmplitudeOptions) -> Self {
        self.settings = options;
        self
    }

    fn form(&self) -> Form<'_> {
        let min_id_length = self.min_id_length.unwrap_or(identity::USUAL_MIN_LENGTH);
        Form { settings: &self.settings, min_id_length }
    }

    /// The destination of a plan, which must have a key.
    #[cfg(feature = "_transport")]
    pub(crate) fn from_plan(
        endpoint: Option<&str>,
        key: Option<&str>,
        plan: &TrackingPlan,
    ) -> Result<Self, Missing> {
        let made =
            Self::new(key.ok_or("key")?).options(AmplitudeOptions::new().plan(&AmplitudePlan::of(plan)));
        Ok(match endpoint {
            Some(url) => made.host(url),
            None => made,
        })
    }
}

settings_over_http!(Amplitude, default_compression: "not at all");

impl Destination for Amplitude {
    fn name(&self) -> &str {
        "amplitude"
    }

    fn limits(&self) -> Limits {
        match self.api {
            Api::HttpV2 => Limits::new().batch_events(1000).batch_bytes(1_000_000).firm(),
            Api::Batch => Limits::new().batch_events(2000).batch_bytes(20_000_000).firm(),
        }
    }

    fn items(&self, message: &Message<'_>) -> usize {
        self.form().items(message)
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        let members = match options.downcast_ref::<AmplitudeOptions>() {
            Some(options) => options.members(),
            None => options.downcast_ref::<Properties<'static>>()?,
        };
        Some(members.members_json().to_owned())
    }

    fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        body.extend_from_slice(b"{\"api_key\":");
        write_string(&self.api_key, body);
        if let Some(length) = self.min_id_length {
            body.extend_from_slice(format!(",\"options\":{{\"min_id_length\":{length}}}").as_bytes());
        }
        body.extend_from_slice(b",\"client_upload_time\":\"");
        body.extend_from_slice(&attempt.time.to_rfc3339());
        body.extend_from_slice(b"\",\"events\":[");
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        self.form().write(message, body)
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.extend_from_slice(b"]}");
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let url = address(&self.host, self.api.path());
        let headers = [("Content-Type", "application/json")];
        let exchange = self.sender.post(&url, &headers, batch.body, batch.attempt.timeout);
        reply::outcome(&exchange, batch)
    }
}

impl fmt::Debug for Amplitude {
    /// Without the key, and without the values of the headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Amplitude")
            .field("host", &without_secrets(&self.host))
            .field("api", &self.api)
            .field("min_id_length", &self.min_id_length)
            .field("options", &self.settings)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
