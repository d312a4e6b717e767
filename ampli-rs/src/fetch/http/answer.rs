//! What a server said, and what it means for the user.

use std::error::Error;
use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::Settings;
use crate::failure::{self, Failure};

const GIVE_A_TOKEN: &str = "give a token with `AMPLI_TOKEN`, `--token` or `token_command` in `ampli.toml`";

/// A good answer.
pub(super) enum Answer {
    /// The plan is the one that is kept.
    Unchanged,
    /// The plan, and the server's tag of it.
    Plan { body: Vec<u8>, tag: Option<String> },
}

/// A bad answer, or none.
pub(in crate::fetch) struct Refusal {
    pub(in crate::fetch) failure: Failure,
    /// Whether asking again may help; then with the wait that the server asks for.
    pub(in crate::fetch) again: Option<Option<Duration>>,
}

impl Refusal {
    /// A refusal that stays when we ask again.
    pub(in crate::fetch) fn final_one(failure: Failure) -> Self {
        Self { failure, again: None }
    }

    pub(in crate::fetch) fn passing(failure: Failure, asked_for: Option<Duration>) -> Self {
        Self { failure, again: Some(asked_for) }
    }
}

/// What the status of an answer that is no plan means.
pub(super) fn refused(name: &str, status: StatusCode, headers: &HeaderMap, with_token: bool) -> Refusal {
    refused_for(name, status, asked_for(headers), with_token)
}

/// What the status of an answer that is no plan means, when the server asks for a wait.
pub(in crate::fetch) fn refused_for(
    name: &str,
    status: StatusCode,
    asked_for: Option<Duration>,
    with_token: bool,
) -> Refusal {
    let (what, help) = match status.as_u16() {
        401 if with_token => {
            ("does not accept the token", "check that the token is the right one and not expired")
        }
        401 => ("asks for a token", GIVE_A_TOKEN),
        403 if with_token => {
            ("does not let this token read the plan", "ask the plan's owner for the right to read it")
        }
        403 => ("does not let everybody read the plan", GIVE_A_TOKEN),
        404 | 410 if with_token => {
            ("has no plan there", "check the address, and that the token may read the plan")
        }
        404 | 410 => {
            ("has no plan there", "check the address; some servers answer so when a token is missing")
        }
        407 => ("is behind a proxy that asks for a password", "check the proxy variables (`HTTPS_PROXY`)"),
        429 => (
            "is asked too often",
            "wait a while, then run the command again; `--offline` uses the saved plan",
        ),
        500..=599 => ("is in trouble", "run the command again later; `--offline` uses the saved plan"),
        _ => ("gave an answer that is no plan", "check the address"),
    };
    let message = format!("`{name}` {what} (HTTP status {status})");
    if !status.is_server_error() && !matches!(status.as_u16(), 408 | 425 | 429) {
        return Refusal::final_one(Failure::new(message, help));
    }
    match asked_for {
        Some(wait) if !wait.is_zero() => {
            let help = format!(
                "it asks to wait {} s; then run the command again, or use the saved plan with `--offline`",
                wait.as_secs()
            );
            Refusal::passing(Failure::new(message, help), Some(wait))
        }
        _ => Refusal::passing(Failure::new(message, help), None),
    }
}

/// The wait that a server asks for.
pub(in crate::fetch) fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    asked_for_at(headers, SystemTime::now())
}

/// The wait: seconds, or the date when to come again. The date is held against the server's own clock if the answer
/// tells it: ours may be wrong.
fn asked_for_at(headers: &HeaderMap, clock: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large is still the wish for a long wait.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let told = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(told.unwrap_or(clock)).unwrap_or_default())
}

/// What it means that there was no answer.
pub(in crate::fetch) fn unreachable(name: &str, error: &reqwest::Error, settings: &Settings) -> Refusal {
    let cause = root_cause(error);
    if error.is_redirect() {
        return Refusal::final_one(Failure::new(
            format!("`{name}` can't be read: {cause}"),
            "check the address",
        ));
    }
    if error.is_builder() {
        return Refusal::final_one(Failure::new(
            format!("`{name}` is no address: {cause}"),
            "check its spelling",
        ));
    }
    if error.is_timeout() {
        return Refusal::passing(too_slow(name, settings), None);
    }
    Refusal::passing(
        Failure::new(
            format!("could not reach `{name}`: {cause}"),
            "check the address and the network; `--offline` uses the saved plan",
        ),
        None,
    )
}

/// What it means that the answer ended before its end.
pub(super) fn cut_off(name: &str, error: &std::io::Error, settings: &Settings) -> Refusal {
    let timed_out = error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>());
    if timed_out.is_some_and(reqwest::Error::is_timeout) || error.kind() == std::io::ErrorKind::TimedOut {
        return Refusal::passing(too_slow(name, settings), None);
    }
    Refusal::passing(
        Failure::new(
            format!("the answer of `{name}` was cut off: {}", root_cause(error)),
            "run the command again; `--offline` uses the saved plan",
        ),
        None,
    )
}

fn too_slow(name: &str, settings: &Settings) -> Failure {
    Failure::new(
        format!("`{name}` did not answer within {:?}", settings.timeout),
        "run the command again later, or raise `timeout` under `[http]` in `ampli.toml`",
    )
}

/// The innermost cause, which is the one that says something; those around it repeat the address.
pub(in crate::fetch) fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut cause: &(dyn Error + 'static) = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.downcast_ref::<std::io::Error>().map_or_else(|| cause.to_string(), failure::reason)
}

/// Log-in pages and error pages come with status 200 more often than not, and the type is not to be relied on.
pub(in crate::fetch) fn is_web_page(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'<')
}

pub(super) fn web_page(name: &str, with_token: bool) -> Failure {
    let help = if with_token { "check the address; the plan's raw JSON is needed" } else { GIVE_A_TOKEN };
    Failure::new(format!("`{name}` answered with a web page, not with JSON; maybe one to log in"), help)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

    use super::asked_for_at;

    fn seconds(retry_after: &'static str, date: Option<&'static str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        headers.extend(date.map(|date| (DATE, HeaderValue::from_static(date))));
        let clock = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_700);
        asked_for_at(&headers, clock).map(|wait| wait.as_secs())
    }

    #[test]
    fn a_wait_is_told_in_seconds_or_as_a_date() {
        let (before, then) = ("Sun, 06 Nov 1994 08:49:30 GMT", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(seconds("7", None), Some(7));
        assert_eq!(seconds(then, Some(before)), Some(7));
        assert_eq!(seconds(then, None), Some(77), "by our own clock");
        assert_eq!(seconds(before, Some(then)), Some(0), "in the past");
        assert_eq!(seconds("99999999999999999999999", None), Some(u64::MAX));
    }

    #[test]
    fn anything_else_asks_for_nothing() {
        for text in ["", "soon", "-1", "1.5", "Sun, 06 Nov 1994"] {
            assert_eq!(seconds(text, None), None, "{text}");
        }
    }
}
