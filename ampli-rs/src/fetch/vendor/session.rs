use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};

use super::Vendor;
use super::answer::Answer;
use super::refusal;
use crate::failure::Failure;
use crate::fetch::http::answer::{self, Refusal};
use crate::fetch::http::{self, client, redirect};
use crate::fetch::location::without_secrets;
use crate::fetch::{Token, decode, file};

/// Which answer counts as none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absence {
    /// That nothing is there.
    Allowed,
    /// That the question can't be answered.
    Unanswerable,
    /// Every answer counts.
    Refused,
}

/// Requests to one vendor for one plan, with everything that they have in common.
pub(super) struct Session<'a> {
    pub(super) vendor: Vendor,
    /// How messages call the plan.
    pub(super) subject: String,
    /// What is to be done with it, as messages say it.
    pub(super) purpose: &'static str,
    client: Client,
    base: Url,
    token: Option<&'a Token>,
    settings: &'a http::Settings,
    /// The bytes of all answers.
    received: AtomicU64,
}

impl<'a> Session<'a> {
    /// A session with the API at `base_url`. Nothing is sent yet.
    pub(super) fn open(
        vendor: Vendor,
        subject: String,
        purpose: &'static str,
        base_url: &str,
        settings: &'a crate::fetch::Settings,
    ) -> Result<Self, Failure> {
        let shown = without_secrets(base_url);
        let base = Url::parse(base_url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let base = base.ok_or_else(|| {
            Failure::new(
                format!("`{shown}` is no address of an API"),
                "write it as `https://HOST`; it stands in `ampli.toml`, in a variable or in the location",
            )
        })?;
        let token = settings.token.as_ref();
        // Schemas may be public.
        if token.is_none() && vendor != Vendor::Iglu {
            return Err(Failure::new(
                format!("{} asks for a token to {purpose} `{subject}`", vendor.name()),
                vendor.how_to_give_a_token(),
            ));
        }
        if token.is_some() {
            client::refuse_clear_text(&base, &shown)?;
        }
        let client = client::client(&base, &settings.http, Policy::none())?;
        Ok(Self {
            vendor,
            subject,
            purpose,
            client,
            base,
            token,
            settings: &settings.http,
            received: AtomicU64::new(0),
        })
    }

    /// What is at `path`, with this query.
    pub(super) fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, Failure> {
        let mut url = self.address(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.whole(&url, None)
    }

    /// What is at `path`, with this query; `None` when nothing of use is there.
    pub(super) fn find(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Option<Answer>, Failure> {
        let mut url = self.address(path);
        url.query_pairs_mut().extend_pairs(query);
        self.exchange(&url, None, Absence::Allowed)
    }

    /// What is at `path` with a query that the vendor itself has made.
    pub(super) fn get_as_told(&self, path: &[&str], query: &str) -> Result<Answer, Failure> {
        let mut url = self.address(path);
        url.set_query(Some(query));
        self.whole(&url, None)
    }

    /// The answer to `body`, which is JSON. Only for what may be sent more than once.
    pub(super) fn post(&self, path: &[&str], body: &str) -> Result<Answer, Failure> {
        let url = self.address(path);
        self.whole(&url, Some(body))
    }

    /// As [`post`](Self::post); `None` when the vendor says that it is no question for it.
    pub(super) fn try_post(&self, path: &[&str], body: &str) -> Result<Option<Answer>, Failure> {
        self.exchange(&self.address(path), Some(body), Absence::Unanswerable)
    }

    /// How messages call the place at `path`.
    pub(super) fn place(&self, path: &[&str]) -> String {
        shown(&self.address(path))
    }

    fn address(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.set_query(None);
        url.set_fragment(None);
        // Addresses of the web always have a path.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    fn whole(&self, url: &Url, body: Option<&str>) -> Result<Answer, Failure> {
        let answer = self.exchange(url, body, Absence::Refused)?;
        answer.ok_or_else(|| self.unusable(&shown(url), "no JSON"))
    }

    fn exchange(&self, url: &Url, body: Option<&str>, absence: Absence) -> Result<Option<Answer>, Failure> {
        let place = shown(url);
        let bytes = http::persist(self.settings, || {
            let response = self.follow(url, &place, body)?;
            let (status, headers) = (response.status(), response.headers().clone());
            let elsewhere = !is_trusted(&self.base, response.url(), self.vendor);
            if elsewhere && matches!(status.as_u16(), 401 | 403) && self.token.is_some() {
                // The token was not sent there, so nothing can be said about it.
                return Err(Refusal::final_one(self.moved(&place, response.url())));
            }
            let bytes = client::body(response, &place, self.settings)?;
            match status {
                StatusCode::OK => Ok(Some(bytes)),
                // A store of files says 403 for a file that is not there to those who may not list it.
                StatusCode::NOT_FOUND | StatusCode::FORBIDDEN if absence == Absence::Allowed => Ok(None),
                StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY
                    if absence == Absence::Unanswerable =>
                {
                    Ok(None)
                }
                _ => Err(refusal::of(self, &place, status, &headers, &bytes)),
            }
        })?;
        let Some(bytes) = bytes else { return Ok(None) };
        let size = bytes.len() as u64;
        if self.received.fetch_add(size, Ordering::Relaxed) + size > self.settings.size_limit {
            return Err(file::too_large(&self.subject, self.settings.size_limit));
        }
        match answer::is_web_page(&bytes) {
            true if absence == Absence::Allowed => Ok(None),
            true => Err(self.unusable(&place, "a web page, not with JSON")),
            false => Ok(Answer::new(self.vendor, place.clone(), decode::text(&place, bytes)?)),
        }
    }

    /// Goes where the vendor sends us. Questions with a body are not sent elsewhere.
    fn follow(&self, url: &Url, place: &str, body: Option<&str>) -> Result<Response, Refusal> {
        let mut url = url.clone();
        for _ in 0..=redirect::MOST {
            let request = match body {
                None => self.client.get(url.clone()),
                Some(body) => self
                    .client
                    .post(url.clone())
                    .header(CONTENT_TYPE, "application/json")
                    .body(body.to_owned()),
            };
            let request = self.authorised(&url, request.header(ACCEPT, "application/json"));
            let response =
                request.send().map_err(|error| answer::unreachable(place, &error, self.settings))?;
            let next = match response.status().as_u16() {
                301 | 302 | 303 | 307 | 308 => response.headers().get(LOCATION),
                _ => None,
            };
            let Some(next) = next.and_then(|next| url.join(next.to_str().ok()?).ok()) else {
                return Ok(response);
            };
            if body.is_some() || redirect::refusal(&url, &next).is_some() {
                return Err(Refusal::final_one(self.moved(place, &next)));
            }
            url = next;
        }
        Err(Refusal::final_one(self.moved(place, &url)))
    }

    /// The token goes to the vendor's own host only.
    fn authorised(&self, url: &Url, request: RequestBuilder) -> RequestBuilder {
        let Some(token) = self.token.filter(|_| is_trusted(&self.base, url, self.vendor)) else {
            return request;
        };
        match (self.vendor, token.secret().split_once(':')) {
            (Vendor::Iglu, _) => request.header("apikey", token.secret()),
            (Vendor::Avo, Some((name, secret))) => request.basic_auth(name, Some(secret)),
            // Without colon it is what Avo's pages show: name and secret, already encoded.
            (Vendor::Avo, None) => request.header("authorization", format!("Basic {}", token.secret())),
            _ => request.bearer_auth(token.secret()),
        }
    }

    /// How many requests may be on their way at once.
    pub(super) fn at_once(&self) -> usize {
        self.settings.at_once
    }

    /// Whether a token is sent.
    pub(super) fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// Whether `text` gives the token away.
    pub(super) fn betrays_token(&self, text: &str) -> bool {
        self.token.is_some_and(|token| text.contains(token.secret()))
    }

    fn moved(&self, place: &str, next: &Url) -> Failure {
        Failure::new(
            format!("`{place}` can't be read: it is redirected to `{}`", without_secrets(next.as_str())),
            self.check_base_url(),
        )
    }

    fn unusable(&self, place: &str, what: &str) -> Failure {
        Failure::new(format!("`{place}` answered with {what}"), self.check_base_url())
    }

    pub(super) fn check_base_url(&self) -> String {
        check_base_url(self.vendor)
    }
}

/// What to do when the answers are not those of the vendor's API.
pub(super) fn check_base_url(vendor: Vendor) -> String {
    match vendor.base_url_variable() {
        Some(variable) => format!(
            "check the address of the API: `base_url` under `[vendor.{}]` in `ampli.toml`, or `{variable}`",
            vendor.word()
        ),
        None => format!("check the address in the location; it is written `{}`", vendor.usage()),
    }
}

/// With its query, which holds no secrets: that tells which page it is.
fn shown(url: &Url) -> String {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", without_secrets(&url.as_str().replacen(&query, "", 1)))
}

/// Whether `url` belongs to those who are asked at `base`.
///
/// Segment sends workspaces in the EU to a sub-domain, which wants the token too.
fn is_trusted(base: &Url, url: &Url, vendor: Vendor) -> bool {
    const SEGMENT: &str = "api.segmentapis.com";
    if url.origin() == base.origin() {
        return true;
    }
    let belongs = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        url.scheme() == "https"
            && url.port_or_known_default() == Some(443)
            && host.strip_suffix(SEGMENT).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    vendor == Vendor::Segment && belongs(base) && belongs(url)
}

#[cfg(test)]
mod tests {
    use reqwest::Url;

    use super::{Vendor, is_trusted, shown};

    fn trusts(vendor: Vendor, base: &str, url: &str) -> bool {
        is_trusted(&Url::parse(base).unwrap(), &Url::parse(url).unwrap(), vendor)
    }

    #[test]
    fn the_token_goes_to_the_vendor_only() {
        let base = "https://api.segmentapis.com";
        for url in ["https://api.segmentapis.com/x", "https://eu1.api.segmentapis.com:443/x"] {
            assert!(trusts(Vendor::Segment, base, url), "{url}");
        }
        for url in [
            "http://api.segmentapis.com/x",
            "http://eu1.api.segmentapis.com/x",
            "https://evilapi.segmentapis.com/x",
            "https://api.segmentapis.com.evil.com/x",
            "https://eu1.api.segmentapis.com:8443/x",
            "https://evil.com/api.segmentapis.com",
        ] {
            assert!(!trusts(Vendor::Segment, base, url), "{url}");
        }
        assert!(!trusts(Vendor::Avo, base, "https://eu1.api.segmentapis.com/x"));
        assert!(!trusts(Vendor::Segment, "https://self.hosted", "https://eu1.api.segmentapis.com/x"));
    }

    #[test]
    fn a_place_is_shown_with_its_query_and_without_its_password() {
        let url = Url::parse("https://me:secret@host/api/rules?page=2").unwrap();
        assert_eq!(shown(&url), "https://host/api/rules?page=2");
    }
}
