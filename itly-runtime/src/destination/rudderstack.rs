use std::any::Any;
use std::fmt;

use super::address::address;
use super::basic_auth::basic_auth;
use super::http_sender::{HttpSender, settings_over_http};
use super::reply::outcome_retrying;
use super::segment_form::{self, Dialect, MOST_CALL_BYTES, SegmentOptions, library_context};
use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Compression, Response, Transport, TransportError, without_secrets};

const PATH: &str = "/v1/batch";

const DIALECT: Dialect = Dialect {
    defaults: concat!(library_context!(), ",\"integrations\":{\"All\":true}"),
    says_channel: true,
    traits_in_context: true,
};

/// Events to [RudderStack](https://www.rudderstack.com/docs/api/http-api/): its HTTP API, in batches.
///
/// What RudderStack would not take is dropped and counted here: an event without a name, a call without a user, a call
/// of more than 32 KB. Batches have 4,000 KB at most.
///
/// One call is told more with [`SegmentOptions`], which are RudderStack's as well. What replies mean: see
/// [`Outcome::of_exchange`]; every 5xx is worth another attempt, and a 404 says that the source is disabled, so that
/// nothing is sent until the destination is tried again after a minute or more.
///
/// ```no_run
/// use itly_runtime::{Delivery, Options, RudderStack};
///
/// let rudderstack = RudderStack::new("write-key").host("https://example.dataplane.example.com");
/// let options: Options = Options::new().plugin(Delivery::new(rudderstack));
/// ```
#[derive(Clone)]
pub struct RudderStack {
    write_key: String,
    url: String,
    settings: SegmentOptions,
    sender: HttpSender,
}

impl RudderStack {
    /// Events to the source with this write key.
    #[cfg(feature = "_transport")]
    pub fn new(write_key: impl Into<String>) -> Self {
        Self::with_transport(write_key, DefaultTransport::new()).compression(Compression::Gzip)
    }

    /// The same over a transport of the program's own, not compressed.
    pub fn with_transport(write_key: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self {
            write_key: write_key.into(),
            url: address("https://hosted.rudderlabs.com", PATH),
            settings: SegmentOptions::new(),
            sender: HttpSender::new(transport),
        }
    }

    /// Sends to the data plane at `url`, which is each workspace's own.
    #[must_use]
    pub fn host(mut self, url: &str) -> Self {
        self.url = address(url, PATH);
        self
    }

    /// Sets what is said with every call that does not say it itself.
    #[must_use]
    pub fn options(mut self, options: SegmentOptions) -> Self {
        self.settings = options;
        self
    }
}

settings_over_http!(RudderStack, default_compression: "gzip, as RudderStack's own libraries do it");

impl Destination for RudderStack {
    fn name(&self) -> &str {
        "rudderstack"
    }

    fn limits(&self) -> Limits {
        Limits::new().batch_bytes(4_000_000).event_bytes(MOST_CALL_BYTES).firm()
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        segment_form::options_json(options)
    }

    fn begin(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.extend_from_slice(b"{\"batch\":[");
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        segment_form::write(message, &self.settings, &DIALECT, body)
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        segment_form::write_end(attempt, None, body);
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let authorization = basic_auth(&self.write_key, "");
        let headers = [("Content-Type", "application/json"), ("Authorization", &*authorization)];
        let exchange = self.sender.post(&self.url, &headers, batch.body, batch.attempt.timeout);
        outcome(&exchange, &batch.attempt)
    }
}

fn outcome(exchange: &Result<Response, TransportError>, attempt: &Attempt) -> Outcome {
    match exchange {
        Ok(response) if response.status == 404 => Outcome::Unauthorized {
            cause: "the receiver answered with status 404: the source is disabled".to_owned(),
        },
        _ => outcome_retrying(|status| status >= 500, exchange, attempt),
    }
}

impl fmt::Debug for RudderStack {
    /// Without the key, and without the values of the headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("RudderStack")
            .field("url", &without_secrets(&self.url))
            .field("options", &self.settings)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::outcome;
    use crate::destination::sample::{assert_statuses, attempt, statuses};

    #[test]
    fn each_reply_has_its_meaning() {
        assert_statuses(
            |exchange| outcome(exchange, &attempt()),
            &[
                ("delivered", &statuses(200, 299)),
                ("poisoned", &[400]),
                ("unauthorized", &[401, 402, 403, 404]),
                ("failed", &[[408].as_slice(), &statuses(500, 599)].concat()),
                ("too large", &[413]),
                ("rate limited", &[429]),
            ],
        );
    }
}
