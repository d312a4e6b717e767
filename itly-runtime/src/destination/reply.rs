//! What replies mean to several vendors.

use crate::delivery::{Attempt, Outcome, retry_after};
use crate::transport::{Response, TransportError};

/// What an exchange means by the usual rules, except that the statuses that `is_passing` picks are worth another attempt.
pub(crate) fn outcome_retrying(
    is_passing: impl Fn(u16) -> bool,
    exchange: &Result<Response, TransportError>,
    attempt: &Attempt,
) -> Outcome {
    match exchange {
        Ok(response) if is_passing(response.status) => Outcome::Failed {
            cause: format!("the receiver answered with status {}", response.status),
            retry_after: retry_after(response, attempt),
        },
        _ => Outcome::of_exchange(exchange, attempt),
    }
}
