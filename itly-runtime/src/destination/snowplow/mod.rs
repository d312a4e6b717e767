//! Events to a Snowplow collector, by the protocol of Snowplow's trackers, version 2.

mod event;
mod fields;
mod iglu;
mod options;
mod self_describing;
mod subject;

use std::any::Any;
use std::fmt;

pub use self::options::{SnowplowOptions, StructuredEvent};
pub use self::self_describing::SelfDescribingJson;
pub use self::subject::{SnowplowPlatform, SnowplowSubject};

use self::fields::Fields;
use self::self_describing::misnamed_schema;
use super::http_sender::{HttpSender, settings_over_http};
use crate::delivery::{Attempt, Batch, Destination, Limits, Message, MessageKind, Outcome, Unfit};
#[cfg(feature = "_transport")]
use crate::destination::Missing;
use crate::json::JsonText;
#[cfg(feature = "_transport")]
use crate::tracking_plan::TrackingPlan;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Response, Transport, TransportError, without_secrets};

/// Where collectors take batches of events.
const POST_PATH: &str = "/com.snowplowanalytics.snowplow/tp2";

/// Which messages an endpoint is for: those that become events.
const EVENTS: usize = 0;

/// Those of which Snowplow has nothing to learn.
const NOWHERE: usize = 1;

/// Events to a [Snowplow](https://docs.snowplow.io) collector.
///
/// | call | event |
/// |---|---|
/// | `track` | a self-describing event; with [`SnowplowOptions::structured`], a structured one |
/// | `page` | a screen view; with [`SnowplowOptions::page_url`], a page view |
/// | `screen` | a screen view |
/// | `identify` | none: every event says whose it is, and the call is counted as sent |
/// | `group`, `alias` | none: Snowplow has no word for them, and the call is dropped as [`Invalid`](crate::DropReason::Invalid) |
///
/// The schema of a tracked event is `iglu:<vendor>/<event id>/jsonschema/<version>`, of the plan's id and version of the
/// event (`1.2.0` is `1-2-0`) and the [`vendor`](Self::vendor) of the tracker; without a version it is `1-0-0`, and an
/// event without an id goes by its name, if that can be the name of a schema. An id that is an Iglu URI itself is taken
/// as it is. The event's metadata in the plan for this destination may say otherwise, with `schema`, the whole URI, or
/// with `vendor`, `name` and `version`; so may [`SnowplowOptions::schema`] for one call.
///
/// The id of the call is the event's id (`eid`) and that of a screen view, so that a batch that is sent twice counts
/// once. An event that is larger than a million bytes is dropped as [`TooLarge`](crate::DropReason::TooLarge): collectors
/// answer 200 to it and do not take it.
///
/// What a status means:
///
/// | reply | outcome |
/// |---|---|
/// | 2xx | delivered |
/// | 408, 429, 5xx, no reply at all | sent again later; `Retry-After` is heeded |
/// | 413 | sent again in halves |
/// | 401, 402, 403 | kept until the collector takes events again |
/// | anything else | dropped |
///
/// ```
/// # #[cfg(feature = "http")]
/// # fn main() {
/// use itly_runtime::{Delivery, Options, Snowplow};
///
/// let snowplow = Snowplow::new("collector.example.com").vendor("com.acme").app_id("shop");
/// let options: Options = Options::new().plugin(Delivery::new(snowplow));
/// # }
/// # #[cfg(not(feature = "http"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Snowplow {
    collector: String,
    sender: HttpSender,
    uses_get: bool,
    is_plain: bool,
    vendor: Option<String>,
    page_schema: Option<String>,
    /// The entities of every event, separated by commas.
    entities: String,
    /// Platform, namespace, application and subject.
    fields: Fields<'static>,
    /// What is wrong with all this, so that no event can be sent.
    mistake: Option<String>,
}

impl Snowplow {
    /// Events to the collector at `collector_url`: `https://collector.example.com`, or the host alone.
    #[cfg(feature = "_transport")]
    pub fn new(collector_url: impl AsRef<str>) -> Self {
        Self::with_transport(collector_url, DefaultTransport::new())
    }

    /// The destination of a plan, which must have an endpoint. Plans have a place for a key, and Snowplow has no keys: it is
    /// the vendor of the plan's schemas.
    #[cfg(feature = "_transport")]
    pub(crate) fn from_plan(
        endpoint: Option<&str>,
        key: Option<&str>,
        _plan: &TrackingPlan,
    ) -> Result<Self, Missing> {
        let snowplow = Self::new(endpoint.ok_or("endpoint")?);
        Ok(match key {
            Some(vendor) => snowplow.vendor(vendor),
            None => snowplow,
        })
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(collector_url: impl AsRef<str>, transport: impl Transport + 'static) -> Self {
        let mut fields = Fields::new();
        fields.set("p", SnowplowPlatform::Server.code());
        Self {
            collector: collector(collector_url.as_ref()),
            sender: HttpSender::new(transport),
            uses_get: false,
            is_plain: false,
            vendor: None,
            page_schema: None,
            entities: String::new(),
            fields,
            mistake: None,
        }
    }

    /// Sets the vendor in the schemas of the plan's events: `com.acme`.
    #[must_use]
    pub fn vendor(mut self, vendor: impl Into<String>) -> Self {
        let vendor = vendor.into();
        if !iglu::is_vendor(&vendor) {
            self.note(format!(
                "the vendor `{vendor}` can't be in the name of a schema; write it as `com.acme`"
            ));
        }
        self.vendor = Some(vendor);
        self
    }

    /// Sets the name of the application: `aid`.
    #[must_use]
    pub fn app_id(mut self, id: impl Into<String>) -> Self {
        self.fields.set("aid", id.into());
        self
    }

    /// Sets the name of this tracker among those of the application: `tna`.
    #[must_use]
    pub fn namespace(mut self, name: impl Into<String>) -> Self {
        self.fields.set("tna", name.into());
        self
    }

    /// Sets where the events happen. Default: [`SnowplowPlatform::Server`].
    #[must_use]
    pub fn platform(mut self, platform: SnowplowPlatform) -> Self {
        self.fields.set("p", platform.code());
        self
    }

    /// Sets who all events are about; what [`SnowplowOptions::subject`] says goes before it.
    #[must_use]
    pub fn subject(mut self, subject: SnowplowSubject) -> Self {
        self.fields.set_all(&subject.fields);
        self
    }

    /// Adds an entity to every event.
    #[must_use]
    pub fn entity(mut self, entity: SelfDescribingJson) -> Self {
        let mut text = JsonText::new();
        entity.write(&mut text);
        if !self.entities.is_empty() {
            self.entities.push(',');
        }
        self.entities.push_str(text.as_str());
        if let Some(mistake) = entity.mistake() {
            self.note(mistake);
        }
        self
    }

    /// Sends the properties of pages and screens as an entity by this schema: `iglu:com.acme/page/jsonschema/1-0-0`.
    /// By default they are left out, but for those that a screen view has itself: `type`, `previousName`, `previousId`,
    /// `previousType`, `transitionType`.
    #[must_use]
    pub fn page_schema(mut self, uri: impl Into<String>) -> Self {
        let uri = uri.into();
        if !iglu::is_uri(&uri) {
            self.note(misnamed_schema("pages", &uri));
        }
        self.page_schema = Some(uri);
        self
    }

    /// Sets whether events and entities are written as they are, and not in base64: easier to read on the way, and larger
    /// the more quotes they have. Default: no, as in Snowplow's own trackers.
    #[must_use]
    pub fn plain(mut self, plain: bool) -> Self {
        self.is_plain = plain;
        self
    }

    /// Sets whether each event is a `GET`, for collectors that take no `POST`. Default: no.
    ///
    /// Events that are too long for the line of a request, beyond 16,000 bytes, are dropped as
    /// [`TooLarge`](crate::DropReason::TooLarge).
    #[must_use]
    pub fn get(mut self, get: bool) -> Self {
        self.uses_get = get;
        self
    }

    fn note(&mut self, mistake: String) {
        self.mistake.get_or_insert(mistake);
    }

    fn send(&self, batch: &Batch<'_>) -> Result<Response, TransportError> {
        let timeout = batch.attempt.timeout;
        if self.uses_get {
            let query = String::from_utf8_lossy(batch.body);
            return self.sender.get(&format!("{}/i?{query}", self.collector), &[], timeout);
        }
        let headers = [("Content-Type", "application/json; charset=utf-8")];
        self.sender.post(&format!("{}{POST_PATH}", self.collector), &headers, batch.body, timeout)
    }
}

settings_over_http!(Snowplow);

impl Destination for Snowplow {
    fn name(&self) -> &str {
        "snowplow"
    }

    /// Collectors take two megabytes a request, and a megabyte an event. A line of a request has 20,480 bytes at most.
    fn limits(&self) -> Limits {
        if self.uses_get {
            Limits::new().batch_events(1).event_bytes(16_000).firm()
        } else {
            Limits::new().batch_events(500).event_bytes(1_000_000).firm()
        }
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        if message.kind == MessageKind::Identify { NOWHERE } else { EVENTS }
    }

    /// An event that is a request of its own fills a batch, whatever the limits say.
    fn items(&self, _message: &Message<'_>) -> usize {
        if self.uses_get { usize::MAX } else { 1 }
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        options.downcast_ref::<SnowplowOptions>().map(SnowplowOptions::to_members)
    }

    fn begin(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        if !self.uses_get {
            body.extend_from_slice(b"{\"schema\":\"");
            body.extend_from_slice(iglu::PAYLOAD.as_bytes());
            body.extend_from_slice(b"\",\"data\":[");
        }
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        if attempt.endpoint == NOWHERE {
            return Ok(());
        }
        let fields = event::fields(self, message, attempt)?;
        if self.uses_get {
            fields.write_query(body);
        } else {
            fields.write_json(body);
        }
        Ok(())
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        if !self.uses_get {
            body.extend_from_slice(b"]}");
        }
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        if batch.attempt.endpoint == NOWHERE {
            return Outcome::Delivered;
        }
        outcome(&self.send(batch), &batch.attempt)
    }
}

/// What an exchange with a collector means: every trouble of a server is worth another attempt, and a request that is
/// refused once is refused again, which no search for a bad event would help.
fn outcome(exchange: &Result<Response, TransportError>, attempt: &Attempt) -> Outcome {
    let is_in_trouble = exchange.as_ref().is_ok_and(|response| (500..=599).contains(&response.status));
    match Outcome::of_exchange(exchange, attempt) {
        Outcome::RateLimited { cause, retry_after } => Outcome::Failed { cause, retry_after },
        Outcome::Rejected { cause } if is_in_trouble => Outcome::Failed { cause, retry_after: None },
        Outcome::Poisoned { cause } => Outcome::Rejected { cause },
        outcome => outcome,
    }
}

/// The URL of a collector without the path, over TLS unless it says otherwise.
fn collector(url: &str) -> String {
    let url = url.trim();
    let url = url.strip_suffix(POST_PATH).unwrap_or(url).trim_end_matches('/');
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

impl fmt::Debug for Snowplow {
    /// Without the values of the headers, which may be keys, and without the subject, who is a person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Snowplow")
            .field("collector", &without_secrets(&self.collector))
            .field("headers", &headers)
            .field("uses_get", &self.uses_get)
            .field("vendor", &self.vendor)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
