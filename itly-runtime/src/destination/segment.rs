use std::any::Any;
use std::fmt;
use std::time::Duration;

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
    defaults: concat!(library_context!(), ",\"integrations\":{}"),
    says_channel: false,
    traits_in_context: false,
};

/// Events to [Segment](https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/): its HTTP Tracking
/// API, in batches.
///
/// Segment answers 200 also to what it throws away. What it would throw away is therefore dropped and counted here: an
/// event without a name, a call without a user, a call of more than 32 KB. Batches have 2,500 calls and 500 KB at most.
///
/// One call is told more with [`SegmentOptions`]. What replies mean: see [`Outcome::of_exchange`]; 410 and 460 are worth
/// another attempt, and a 429 tells by `Retry-After` or `X-RateLimit-Reset` for how long nothing is sent.
///
/// ```no_run
/// use itly_runtime::{Delivery, Options, Segment};
///
/// let options: Options = Options::new().plugin(Delivery::new(Segment::new("write-key").eu()));
/// ```
#[derive(Clone)]
pub struct Segment {
    write_key: String,
    url: String,
    settings: SegmentOptions,
    sender: HttpSender,
}

impl Segment {
    /// Events to the source with this write key.
    #[cfg(feature = "_transport")]
    pub fn new(write_key: impl Into<String>) -> Self {
        Self::with_transport(write_key, DefaultTransport::new())
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(write_key: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self {
            write_key: write_key.into(),
            url: address("https://api.segment.io", PATH),
            settings: SegmentOptions::new(),
            sender: HttpSender::new(transport),
        }
    }

    /// Sends to another place than Segment's own: `https://events.example.com`.
    #[must_use]
    pub fn host(mut self, url: &str) -> Self {
        self.url = address(url, PATH);
        self
    }

    /// Sends to Segment's region in the European Union. The other one takes its keys, too, and loses the events.
    #[must_use]
    pub fn eu(self) -> Self {
        self.host("https://events.eu1.segmentapis.com")
    }

    /// Sets what is said with every call that does not say it itself.
    #[must_use]
    pub fn options(mut self, options: SegmentOptions) -> Self {
        self.settings = options;
        self
    }
}

settings_over_http!(Segment, default_compression: "not at all");

impl Destination for Segment {
    fn name(&self) -> &str {
        "segment"
    }

    fn limits(&self) -> Limits {
        Limits::new().batch_events(2500).batch_bytes(500_000).event_bytes(MOST_CALL_BYTES).firm()
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
        segment_form::write_end(attempt, Some(&self.write_key), body);
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let authorization = basic_auth(&self.write_key, "");
        let headers = [("Content-Type", "application/json"), ("Authorization", &authorization)];
        let exchange = self.sender.post(&self.url, &headers, batch.body, batch.attempt.timeout);
        outcome(&exchange, &batch.attempt)
    }
}

fn outcome(exchange: &Result<Response, TransportError>, attempt: &Attempt) -> Outcome {
    match (outcome_retrying(|status| matches!(status, 410 | 460), exchange, attempt), exchange) {
        (Outcome::RateLimited { cause, retry_after: None }, Ok(response)) => {
            Outcome::RateLimited { cause, retry_after: reset(response, attempt) }
        }
        (outcome, _) => outcome,
    }
}

/// How long it is to the second that `X-RateLimit-Reset` names.
fn reset(response: &Response, attempt: &Attempt) -> Option<Duration> {
    let reset = response.header("x-ratelimit-reset")?.trim().parse::<u64>().ok()?.checked_mul(1000)?;
    let milliseconds = reset.checked_sub(attempt.time.unix_milliseconds())?;
    (milliseconds > 0).then(|| Duration::from_millis(milliseconds))
}

impl fmt::Debug for Segment {
    /// Without the key, and without the values of the headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Segment")
            .field("url", &without_secrets(&self.url))
            .field("options", &self.settings)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Segment, outcome};
    use crate::delivery::Outcome;
    use crate::destination::sample::{assert_statuses, attempt, statuses};
    use crate::transport::{Request, Response, Transport, TransportError};

    #[test]
    fn each_reply_has_its_meaning() {
        let server_errors: Vec<u16> =
            statuses(500, 599).into_iter().filter(|status| !matches!(status, 501 | 505)).collect();
        assert_statuses(
            |exchange| outcome(exchange, &attempt()),
            &[
                ("delivered", &statuses(200, 299)),
                ("poisoned", &[400]),
                ("unauthorized", &[401, 402, 403]),
                ("failed", &[[408, 410, 460].as_slice(), &server_errors].concat()),
                ("too large", &[413]),
                ("rate limited", &[429]),
            ],
        );
    }

    #[test]
    fn the_limit_of_the_rate_ends_when_the_receiver_says_so() {
        let pause = |name: &str, value: &str| match outcome(
            &Ok(Response::new(429).with_header(name, value)),
            &attempt(),
        ) {
            Outcome::RateLimited { retry_after, .. } => retry_after,
            other => panic!("{other:?}"),
        };
        assert_eq!(pause("Retry-After", "7"), Some(Duration::from_secs(7)));
        assert_eq!(pause("X-RateLimit-Reset", "1767323050"), Some(Duration::from_millis(4_322)));
        assert_eq!(pause("X-RateLimit-Reset", "1767323045"), None);
        assert_eq!(pause("X-RateLimit-Reset", "18446744073709551615"), None);
    }

    struct Nowhere;

    impl Transport for Nowhere {
        fn send(&self, _request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
            Ok(Response::new(200))
        }
    }

    #[test]
    fn no_key_is_shown() {
        let segment = Segment::with_transport("secret", Nowhere).header("X-Key", "secret").eu();
        let shown = format!("{segment:?}");
        assert!(
            !shown.contains("secret") && shown.contains("https://events.eu1.segmentapis.com/v1/batch"),
            "{shown}"
        );
    }
}
