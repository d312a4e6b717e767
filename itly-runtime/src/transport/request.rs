use std::borrow::Cow;
use std::fmt;

/// What is sent: a `POST` with a body that is already written, or a `GET`.
///
/// ```
/// use itly_runtime::Request;
///
/// let request = Request::post("https://example.com/events", b"[]")
///     .header("content-type", "application/json")
///     .header("authorization", "Bearer secret");
///
/// assert!(!format!("{request:?}").contains("secret"));
/// ```
#[derive(Clone)]
pub struct Request<'a> {
    method: &'static str,
    url: Cow<'a, str>,
    headers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    body: &'a [u8],
}

impl<'a> Request<'a> {
    /// A `POST` without headers.
    pub fn post(url: impl Into<Cow<'a, str>>, body: &'a [u8]) -> Self {
        Self { method: "POST", url: url.into(), headers: Vec::new(), body }
    }

    /// A `GET` without headers, for receivers that take events in the query of a URL.
    pub fn get(url: impl Into<Cow<'a, str>>) -> Self {
        Self { method: "GET", url: url.into(), headers: Vec::new(), body: &[] }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// `POST`, or `GET`: then there is no body.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Where it goes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, in their order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The body; empty if the method is `GET`.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The same request to another place.
    #[cfg(feature = "_transport")]
    pub(crate) fn redirected(&self, url: String) -> Request<'a> {
        Self { method: self.method, url: url.into(), headers: self.headers.clone(), body: self.body }
    }
}

impl fmt::Debug for Request<'_> {
    /// Without the values of headers, the query and the user of the URL, which may hold keys, and without the body,
    /// which holds personal data.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("url", &without_secrets(&self.url))
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// `url` without its user and its query.
pub(crate) fn without_secrets(url: &str) -> String {
    let url = url.split_once(['?', '#']).map_or(url, |(before, _)| before);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let host_end = rest.find('/').unwrap_or(rest.len());
    match rest[..host_end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn no_secret_is_shown() {
        let request = Request::post("https://user:secret@example.com/a@b?key=secret", b"secret")
            .header("X-Api-Key", "secret");
        assert_eq!(
            format!("{request:?}"),
            r#"Request { method: "POST", url: "https://example.com/a@b", headers: ["X-Api-Key"], body_bytes: 6 }"#
        );
    }
}
