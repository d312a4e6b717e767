use super::LIBRARY_AND_VERSION;
use crate::delivery::Attempt;

/// The headers that the protocol v1 wants with each attempt: id the same for all attempts at a batch, number and time not.
pub(super) fn of_attempt(api_key: &str, attempt: &Attempt) -> [(&'static str, String); 5] {
    [
        ("Authorization", format!("Bearer {api_key}")),
        ("PostHog-Sdk-Info", LIBRARY_AND_VERSION.to_owned()),
        ("PostHog-Attempt", attempt.number.to_string()),
        ("PostHog-Request-Id", attempt.batch_id.to_string()),
        ("PostHog-Request-Timestamp", attempt.time.to_string()),
    ]
}
