use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::attempt::Attempt;
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
    /// The destination has none of it, and wants nothing at all for a while.
    RateLimited {
        /// What it said.
        cause: String,
        /// For how long; if it did not say, as long as a failed batch waits.
        retry_after: Option<Duration>,
    },
    /// Each message has a fate of its own.
    Sorted {
        /// The fates, in the order of [`Batch::entries`](crate::Batch::entries); a message without one was delivered.
        fates: Vec<Fate>,
        /// How long the destination wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// The batch is too large for the destination, which has none of it: it is sent again in halves, and a message that
    /// is too large by itself is dropped.
    TooLarge {
        /// What the destination said.
        cause: String,
    },
    /// Because of one message or several, nobody knows which, the destination has none of the batch: it is sent again in
    /// halves until the bad ones stand alone, and those are dropped.
    Poisoned {
        /// What the destination said.
        cause: String,
    },
    /// The destination will never take the batch: it is dropped.
    Rejected {
        /// Why.
        cause: String,
    },
    /// The destination takes nothing from this program, whose key is wrong, say. Nothing is dropped: the destination is
    /// tried again after a minute or more, and as soon as it is configured anew.
    Unauthorized {
        /// What it said.
        cause: String,
    },
}

/// What became of one message of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// The destination has it.
    Delivered,
    /// The destination will never take it: it is dropped.
    Rejected {
        /// Why.
        cause: String,
    },
    /// The destination does not have it, and may have it after this pause: zero to send it again at once, `None` for the
    /// pause of a failed batch.
    Retry {
        /// The pause.
        after: Option<Duration>,
    },
}

impl Outcome {
    /// What an exchange over HTTP means, by the rules that most receivers share.
    ///
    /// | reply | outcome |
    /// |---|---|
    /// | 2xx | delivered |
    /// | 408, 5xx but 501 and 505, no reply at all | failed; `Retry-After` is heeded, in seconds or as a date |
    /// | 429 | rate limited; `Retry-After` is heeded |
    /// | 400 | poisoned |
    /// | 413 | too large |
    /// | 401, 402, 403 | unauthorized |
    /// | anything else, and a request that can't be sent as it is | rejected |
    pub fn of_exchange(exchange: &Result<Response, TransportError>, attempt: &Attempt) -> Self {
        match exchange {
            Ok(response) => Self::of_response(response, attempt),
            Err(error) if error.is_final() => Self::Rejected { cause: error.to_string() },
            Err(error) => Self::Failed { cause: error.to_string(), retry_after: None },
        }
    }

    /// What a reply over HTTP means, by the rules of [`of_exchange`](Self::of_exchange).
    pub fn of_response(response: &Response, attempt: &Attempt) -> Self {
        let status = response.status;
        let cause = format!("the receiver answered with status {status}");
        match status {
            200..=299 => Self::Delivered,
            400 => Self::Poisoned { cause },
            401..=403 => Self::Unauthorized { cause },
            408 | 500 | 502..=504 | 506..=599 => {
                Self::Failed { cause, retry_after: retry_after(response, attempt) }
            }
            413 => Self::TooLarge { cause },
            429 => Self::RateLimited { cause, retry_after: retry_after(response, attempt) },
            _ => Self::Rejected { cause },
        }
    }

    /// Why it is not simply delivered.
    pub(crate) fn cause(&self) -> Option<&str> {
        match self {
            Self::Delivered => None,
            Self::Sorted { fates, .. } => fates.iter().find_map(|fate| match fate {
                Fate::Rejected { cause } => Some(cause.as_str()),
                Fate::Delivered | Fate::Retry { .. } => None,
            }),
            Self::Failed { cause, .. }
            | Self::RateLimited { cause, .. }
            | Self::TooLarge { cause }
            | Self::Poisoned { cause }
            | Self::Rejected { cause }
            | Self::Unauthorized { cause } => Some(cause),
        }
    }
}

/// How long the sender of `response` wants to be left alone, by its `Retry-After` in seconds or as a date.
pub(crate) fn retry_after(response: &Response, attempt: &Attempt) -> Option<Duration> {
    let now: SystemTime = UNIX_EPOCH + Duration::from_millis(attempt.time.unix_milliseconds());
    parse_retry_after(response.header("retry-after")?, now)
}

#[cfg(test)]
impl Outcome {
    /// One word for each kind.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed { .. } => "failed",
            Self::RateLimited { .. } => "rate limited",
            Self::Sorted { .. } => "sorted",
            Self::TooLarge { .. } => "too large",
            Self::Poisoned { .. } => "poisoned",
            Self::Rejected { .. } => "rejected",
            Self::Unauthorized { .. } => "unauthorized",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Fate, Outcome};
    use crate::delivery::attempt::Attempt;
    use crate::stamp::{MessageId, Timestamp};
    use crate::transport::{Response, TransportError};

    fn outcome(exchange: Result<Response, TransportError>) -> Outcome {
        let time = Timestamp::from_unix_milliseconds(784_111_777_000);
        let attempt = Attempt::first(Duration::from_secs(1), time, MessageId::from_bytes([0; 16]));
        Outcome::of_exchange(&exchange, &attempt)
    }

    #[test]
    fn each_status_has_its_meaning() {
        let failed = [408, 500, 502, 503, 504, 506, 507, 520, 599];
        for status in 100..=999 {
            let expected = match status {
                200..=299 => "delivered",
                400 => "poisoned",
                401..=403 => "unauthorized",
                413 => "too large",
                429 => "rate limited",
                status if failed.contains(&status) || (508..599).contains(&status) => "failed",
                _ => "rejected",
            };
            assert_eq!(outcome(Ok(Response::new(status))).word(), expected, "{status}");
        }
    }

    #[test]
    fn no_reply_is_worth_another_attempt_but_a_bad_request_is_not() {
        assert_eq!(outcome(Err(TransportError::timeout("after 1s"))).word(), "failed");
        assert_eq!(outcome(Err(TransportError::connection("refused"))).word(), "failed");
        assert_eq!(outcome(Err(TransportError::request("`x` is no URL"))).word(), "rejected");
    }

    #[test]
    fn each_outcome_but_delivery_says_why() {
        let why = |status| outcome(Ok(Response::new(status))).cause().map(str::to_owned);
        assert_eq!(why(204), None);
        for status in [400, 401, 404, 413, 429, 500] {
            assert_eq!(why(status), Some(format!("the receiver answered with status {status}")));
        }
        let sorted = |fates| Outcome::Sorted { fates, retry_after: None };
        let rejected = |cause: &str| Fate::Rejected { cause: cause.to_owned() };
        let fates = vec![Fate::Delivered, rejected("no name"), rejected("no time")];
        assert_eq!(sorted(fates).cause(), Some("no name"));
        assert_eq!(sorted(vec![Fate::Delivered, Fate::Retry { after: None }]).cause(), None);
    }

    #[test]
    fn the_receiver_says_how_long_it_wants_to_be_left_alone() {
        let pause = |text: &str| match outcome(Ok(Response::new(429).with_header("Retry-After", text))) {
            Outcome::RateLimited { retry_after, .. } => retry_after,
            other => panic!("{other:?}"),
        };
        assert_eq!(pause("3"), Some(Duration::from_secs(3)));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:40 GMT"), Some(Duration::from_secs(3)));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:37 GMT"), None);
        assert_eq!(pause("soon"), None);
    }
}
