use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::destination::Attempt;
use crate::transport::{Response, TransportError, parse_retry_after};

/// What came of an attempt to deliver a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The destination has the whole batch.
    Delivered,
    /// The destination has none of it, and may have it later.
    Failed {
        /// What went wrong, for [`Stats::last_error`](crate::Stats::last_error).
        cause: String,
        /// How long the destination wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// The destination will never take the batch: it is dropped.
    Rejected {
        /// Why.
        cause: String,
    },
}

impl Outcome {
    /// What an exchange over HTTP means, by the rules that most receivers share.
    ///
    /// | reply | outcome |
    /// |---|---|
    /// | 2xx | delivered |
    /// | 408, 429, 5xx but 501 and 505, no reply at all | failed; `Retry-After` is heeded, in seconds or as a date |
    /// | a request that can't be sent as it is | rejected |
    /// | anything else | rejected |
    pub fn of_exchange(exchange: &Result<Response, TransportError>, attempt: &Attempt) -> Self {
        match exchange {
            Ok(response) => Self::of_response(response, attempt),
            Err(error) if error.is_final() => Self::Rejected { cause: error.to_string() },
            Err(error) => Self::Failed { cause: error.to_string(), retry_after: None },
        }
    }

    fn of_response(response: &Response, attempt: &Attempt) -> Self {
        let status = response.status;
        let cause = format!("the receiver answered with status {status}");
        match status {
            200..=299 => Self::Delivered,
            408 | 429 | 500 | 502..=504 | 506..=599 => {
                let now = UNIX_EPOCH + Duration::from_millis(attempt.time.unix_milliseconds());
                Self::Failed { cause, retry_after: retry_after(response, now) }
            }
            _ => Self::Rejected { cause },
        }
    }
}

fn retry_after(response: &Response, now: SystemTime) -> Option<Duration> {
    parse_retry_after(response.header("retry-after")?, now)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Outcome;
    use crate::delivery::destination::Attempt;
    use crate::stamp::Timestamp;
    use crate::transport::{Response, TransportError};

    const ATTEMPT: Attempt = Attempt {
        number: 1,
        timeout: Duration::from_secs(1),
        time: Timestamp::from_unix_milliseconds(784_111_777_000),
    };

    fn word(exchange: Result<Response, TransportError>) -> &'static str {
        match Outcome::of_exchange(&exchange, &ATTEMPT) {
            Outcome::Delivered => "delivered",
            Outcome::Failed { .. } => "failed",
            Outcome::Rejected { .. } => "rejected",
        }
    }

    #[test]
    fn each_status_has_its_meaning() {
        let failed = [408, 429, 500, 502, 503, 504, 506, 507, 520, 599];
        for status in 100..=999 {
            let expected = match status {
                200..=299 => "delivered",
                status if failed.contains(&status) || (508..599).contains(&status) => "failed",
                _ => "rejected",
            };
            assert_eq!(word(Ok(Response::new(status))), expected, "{status}");
        }
    }

    #[test]
    fn no_reply_is_worth_another_attempt_but_a_bad_request_is_not() {
        assert_eq!(word(Err(TransportError::timeout("after 1s"))), "failed");
        assert_eq!(word(Err(TransportError::connection("refused"))), "failed");
        assert_eq!(word(Err(TransportError::request("`x` is no URL"))), "rejected");
    }

    #[test]
    fn the_receiver_says_how_long_it_wants_to_be_left_alone() {
        let pause = |text: &str| match Outcome::of_exchange(
            &Ok(Response::new(429).with_header("Retry-After", text)),
            &ATTEMPT,
        ) {
            Outcome::Failed { retry_after, .. } => retry_after,
            other => panic!("{other:?}"),
        };
        assert_eq!(pause("3"), Some(Duration::from_secs(3)));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:40 GMT"), Some(Duration::from_secs(3)));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:37 GMT"), None);
        assert_eq!(pause("soon"), None);
    }
}
