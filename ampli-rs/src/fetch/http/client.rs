use std::error::Error;
use std::fmt;
use std::io::Read;

use reqwest::blocking::{Client, Response};
use reqwest::header::{ACCEPT, ETAG, IF_NONE_MATCH};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{StatusCode, Url};

use super::Settings;
use super::answer::{self, Answer, Refusal};
use super::redirect::{self, is_loopback};
use crate::failure::Failure;
use crate::fetch::location::without_secrets;
use crate::fetch::{Token, file};
use crate::tls;

/// A request that can be sent more than once.
pub(super) struct Request<'a> {
    client: Client,
    url: Url,
    name: &'a str,
    token: Option<&'a Token>,
    settings: &'a Settings,
}

impl<'a> Request<'a> {
    pub(super) fn new(
        url: &str,
        name: &'a str,
        token: Option<&'a Token>,
        settings: &'a Settings,
    ) -> Result<Self, Failure> {
        let url = Url::parse(url).map_err(|error| {
            Failure::new(format!("`{name}` is no address: {error}"), "check its spelling")
        })?;
        if token.is_some() {
            refuse_clear_text(&url, name)?;
        }
        let client = client(&url, settings, Policy::custom(follow))?;
        Ok(Self { client, url, name, token, settings })
    }

    /// Asks for the plan, unless it is still the one that has the tag.
    pub(super) fn send(&self, tag: Option<&str>) -> Result<Answer, Refusal> {
        let mut request = self.client.get(self.url.clone()).header(ACCEPT, "application/json");
        if let Some(token) = self.token {
            request = request.bearer_auth(token.secret());
        }
        if let Some(tag) = tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        let response =
            request.send().map_err(|error| answer::unreachable(self.name, &error, self.settings))?;
        match response.status() {
            StatusCode::NOT_MODIFIED if tag.is_some() => Ok(Answer::Unchanged),
            StatusCode::OK => self.receive(response),
            status => Err(answer::refused(self.name, status, response.headers(), self.token.is_some())),
        }
    }

    fn receive(&self, response: Response) -> Result<Answer, Refusal> {
        let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let body = body(response, self.name, self.settings)?;
        if answer::is_web_page(&body) {
            return Err(Refusal::final_one(answer::web_page(self.name, self.token.is_some())));
        }
        Ok(Answer::Plan { body, tag })
    }
}

/// A client for the host of `url`.
pub(in crate::fetch) fn client(url: &Url, settings: &Settings, redirects: Policy) -> Result<Client, Failure> {
    let mut builder = Client::builder()
        .user_agent(concat!("ampli-rs/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.timeout)
        .redirect(redirects)
        .referer(false);
    builder = if is_loopback(url) { builder.no_proxy() } else { builder };
    builder.tls_backend_preconfigured(tls::client()?).build().map_err(|error| {
        Failure::new(
            format!("could not set up the connection: {}", answer::root_cause(&error)),
            "check the proxy variables (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`)",
        )
    })
}

/// Refuses to send a token where others can read it.
pub(in crate::fetch) fn refuse_clear_text(url: &Url, name: &str) -> Result<(), Failure> {
    if url.scheme() != "http" || is_loopback(url) {
        return Ok(());
    }
    Err(Failure::new(
        format!("the token would be sent to `{name}` for everybody on the way to read"),
        "use `https://`, or give no token",
    ))
}

/// The whole body of an answer, unless it is larger than plans may be.
pub(in crate::fetch) fn body(
    response: Response,
    name: &str,
    settings: &Settings,
) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    response
        .take(settings.size_limit.saturating_add(1))
        .read_to_end(&mut body)
        .map_err(|error| answer::cut_off(name, &error, settings))?;
    if body.len() as u64 > settings.size_limit {
        return Err(Refusal::final_one(file::too_large(name, settings.size_limit)));
    }
    Ok(body)
}

/// A redirect that leads nowhere.
#[derive(Debug)]
struct Lost(String);

impl fmt::Display for Lost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Lost {}

/// `reqwest` itself sends the token to no other host than the first one.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let next = without_secrets(attempt.url().as_str());
    let refusal = attempt.previous().last().and_then(|from| redirect::refusal(from, attempt.url()));
    if let Some(why) = refusal {
        attempt.error(Lost(format!("it is redirected to `{next}`, {why}")))
    } else if attempt.previous().contains(attempt.url()) {
        attempt.error(Lost(format!("it is redirected in a circle, back to `{next}`")))
    } else if attempt.previous().len() > redirect::MOST {
        attempt
            .error(Lost(format!("it is redirected more than {} times, at last to `{next}`", redirect::MOST)))
    } else {
        attempt.follow()
    }
}
