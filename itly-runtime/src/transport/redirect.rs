use std::time::{Duration, Instant};

use super::request::Request;
use super::response::Response;

/// How often a request is sent on to another place.
const MOST_REDIRECTS: u32 = 3;

/// Sends `request` by `send`, and after it where the answer says, within `timeout`.
pub(crate) fn follow<E>(
    request: &Request<'_>,
    timeout: Duration,
    send: impl Fn(&Request<'_>, Duration) -> Result<Response, E>,
) -> Result<Response, E> {
    let deadline = Instant::now().checked_add(timeout);
    let left = || deadline.map_or(timeout, |deadline| deadline.saturating_duration_since(Instant::now()));
    let mut response = send(request, timeout)?;
    let mut url = request.url().to_owned();
    for _ in 0..MOST_REDIRECTS {
        let Some(target) = target(&url, &response) else { break };
        response = send(&request.redirected(target.clone()), left())?;
        url = target;
    }
    Ok(response)
}

/// Where `response` sends the request on, if it may go there with its body and its keys.
///
/// A request to record events is only recorded if it arrives as it is, so that a `POST` is repeated as a `POST`, and
/// never turned into a `GET`. It stays with the same host, and goes from `http` to `https` but not back: its headers hold
/// keys.
fn target(url: &str, response: &Response) -> Option<String> {
    if !matches!(response.status, 301 | 302 | 307 | 308) {
        return None;
    }
    let location = response.header("location")?;
    // Readers of URLs differ about these two, so that the host might be another one than it seems.
    if location.contains(['\\', '@']) {
        return None;
    }
    let from = Place::of(url)?;
    if location.starts_with('/') && !location.starts_with("//") {
        return Some(format!("{}://{}{location}", from.scheme, from.authority));
    }
    let to = Place::of(location)?;
    let is_same_host = to.host().eq_ignore_ascii_case(from.host());
    let is_same_place = to.scheme == from.scheme && to.port() == from.port();
    let is_upgrade = from.scheme == "http" && to.scheme == "https";
    (is_same_host && (is_same_place || is_upgrade)).then(|| location.to_owned())
}

struct Place<'a> {
    scheme: &'a str,
    authority: &'a str,
}

impl<'a> Place<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let scheme = ["http", "https"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
        let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        Some(Self { scheme, authority })
    }

    fn host(&self) -> &'a str {
        let port = self.authority.rsplit_once(':').filter(|(_, port)| is_port(port));
        port.map_or(self.authority, |(host, _)| host)
    }

    fn port(&self) -> &'a str {
        let port = self.authority.rsplit_once(':').map(|(_, port)| port).filter(|port| is_port(port));
        port.unwrap_or(if self.scheme == "https" { "443" } else { "80" })
    }
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::target;
    use crate::transport::response::Response;

    /// What addresses are made of.
    const PARTS: [&str; 14] =
        ["https", "http", ":", "//", "/", "\\", "@", "?", "#", "example.com", "EXAMPLE.com", "a.", "80", " "];

    fn to(status: u16, from: &str, location: &str) -> Option<String> {
        target(from, &Response::new(status).with_header("Location", location))
    }

    #[test]
    fn the_same_host_is_followed() {
        let cases = [
            ("http://example.com/a", "/b?c", "http://example.com/b?c"),
            ("http://example.com/a", "http://example.com:80/b", "http://example.com:80/b"),
            ("http://example.com/a", "https://EXAMPLE.com/a", "https://EXAMPLE.com/a"),
            ("http://127.0.0.1:9/a", "http://127.0.0.1:9/b", "http://127.0.0.1:9/b"),
            ("http://[::1]:9", "http://[::1]:9/b", "http://[::1]:9/b"),
        ];
        for (from, location, expected) in cases {
            for status in [301, 302, 307, 308] {
                assert_eq!(to(status, from, location).as_deref(), Some(expected), "{status} {location}");
            }
        }
    }

    #[test]
    fn keys_stay_with_their_host() {
        let cases = [
            ("https://example.com/a", "http://example.com/a"),
            ("https://example.com/a", "https://example.org/a"),
            ("https://example.com/a", "https://example.com:8443/a"),
            ("https://example.com/a", "https://example.com@example.org/a"),
            ("https://example.com/a", "https://example.com\\@example.org/a/../"),
            ("https://example.com/a", "//example.org/a"),
            ("https://example.com/a", "file:///etc/passwd"),
            ("https://example.com/a", "b"),
        ];
        for (from, location) in cases {
            assert_eq!(to(308, from, location), None, "{location}");
        }
    }

    #[test]
    fn other_answers_are_no_redirects() {
        for status in [200, 300, 303, 304, 404] {
            assert_eq!(to(status, "http://example.com/a", "/b"), None);
        }
        assert_eq!(target("http://example.com", &Response::new(308)), None);
    }

    proptest! {
        #[test]
        fn wherever_an_answer_points_the_host_stays(
            parts in vec(select(&PARTS[..]), 0..8),
            tail in any::<String>(),
        ) {
            let location = format!("{}{tail}", parts.concat());
            if let Some(url) = to(307, "http://example.com/a", &location) {
                let (scheme, rest) = url.split_once("://").expect("an address");
                prop_assert!(["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()), "{}", url);
                let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
                prop_assert_eq!(host.to_ascii_lowercase(), "example.com", "{}", url);
            }
        }
    }
}
