//! A plan behind an address: every answer that a server may give, and what the user is told.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ampli_rs::failure::Failure;
use ampli_rs::fetch::{self, Location, Settings, Token, http};
use tempfile::TempDir;

use crate::scripted_server::{Reply, ScriptedServer};

/// A fetch with noted waits in the place of real ones.
struct Fetch {
    settings: Settings,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Fetch {
    fn new() -> Self {
        let waits = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&waits);
        let pause = http::Pause::new(move |wait| noted.lock().unwrap().push(wait));
        let http = http::Settings {
            timeout: Duration::from_secs(20),
            retries: 2,
            cache: None,
            pause,
            ..http::Settings::default()
        };
        Self { settings: Settings { http, ..Settings::default() }, waits }
    }

    fn token(mut self, token: &str) -> Self {
        self.settings.token = Some(Token::new(token).unwrap());
        self
    }

    fn text(&self, url: &str) -> Result<String, Failure> {
        let text = fetch::plan_text(&Location::new(url, Path::new("")), &self.settings)?;
        let [document] = <[_; 1]>::try_from(text.documents).unwrap();
        Ok(document.text)
    }

    fn waits(&self) -> Vec<u128> {
        self.waits.lock().unwrap().iter().map(Duration::as_millis).collect()
    }
}

/// What the user is told when a server gives this answer, whatever its port.
fn told(fetch: &Fetch, replies: impl IntoIterator<Item = Reply>) -> String {
    let server = ScriptedServer::start(replies);
    let failure = fetch.text(&server.url("/plan.json?key=secret")).unwrap_err();
    failure.to_string().replace(&server.url(""), "http://host")
}

#[test]
fn a_plan_is_fetched_with_the_token() {
    let server = ScriptedServer::start([Reply::json("\u{feff}{}")]);
    let fetch = Fetch::new().token("secret");
    assert_eq!(fetch.text(&server.url("/plan.json")).as_deref(), Ok("{}"));
    let requests = server.requests();
    assert!(requests[0].contains("\r\nauthorization: bearer secret\r\n"), "{requests:?}");
    assert!(requests[0].contains("\r\naccept-encoding: gzip\r\n"), "{requests:?}");
}

#[test]
fn a_compressed_plan_is_unpacked() {
    const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x2d\x4b\xcd\x2b\x29\x56\xb2\x8a\x8e\xad\x05\x00\x3a\x79\x4c\x5f\x0d\x00\x00\x00";
    let server = ScriptedServer::start([Reply::new("200 OK", &["content-encoding: gzip"], GZIP)]);
    assert_eq!(Fetch::new().text(&server.url("/plan")).as_deref(), Ok("{\"events\":[]}"));
}

#[test]
fn an_unchanged_plan_is_not_sent_again() {
    let cache = TempDir::new().unwrap();
    let mut fetch = Fetch::new();
    fetch.settings.http.cache = Some(cache.path().to_owned());
    let server = ScriptedServer::start([
        Reply::new("200 OK", &["etag: \"v1\""], "{}"),
        Reply::new("304 Not Modified", &[], ""),
        Reply::new("200 OK", &["etag: \"v2\""], "{\"events\":[]}"),
    ]);
    let url = server.url("/plan");
    assert_eq!(fetch.text(&url).as_deref(), Ok("{}"));
    assert_eq!(fetch.text(&url).as_deref(), Ok("{}"));
    assert_eq!(fetch.text(&url).as_deref(), Ok("{\"events\":[]}"));
    let requests = server.requests();
    let asked: Vec<bool> = requests.iter().map(|request| request.contains("if-none-match: \"v1\"")).collect();
    assert_eq!(asked, [false, true, true]);
}

#[test]
fn a_server_in_trouble_is_asked_again() {
    let server = ScriptedServer::start([
        Reply::new("500 Internal Server Error", &[], ""),
        Reply::new("429 Too Many Requests", &["retry-after: 7"], ""),
        Reply::json("{}"),
    ]);
    let fetch = Fetch::new();
    assert_eq!(fetch.text(&server.url("/plan")).as_deref(), Ok("{}"));
    assert_eq!(fetch.waits(), [500, 7000]);
}

#[test]
fn a_server_that_stays_in_trouble_is_reported() {
    let fetch = Fetch::new();
    let trouble = || Reply::new("503 Service Unavailable", &[], "");
    assert_eq!(
        told(&fetch, [trouble(), trouble(), trouble()]),
        "`http://host/plan.json?…` is in trouble (HTTP status 503 Service Unavailable)\n\
         help: run the command again later; `--offline` uses the saved plan",
    );
    assert_eq!(fetch.waits(), [500, 1000]);
}

#[test]
fn an_unbearable_wait_is_not_waited() {
    let fetch = Fetch::new();
    assert_eq!(
        told(&fetch, [Reply::new("429 Too Many Requests", &["retry-after: 3600"], "")]),
        "`http://host/plan.json?…` is asked too often (HTTP status 429 Too Many Requests)\n\
         help: it asks to wait 3600 s; then run the command again, or use the saved plan with `--offline`",
    );
    assert_eq!(fetch.waits(), [0; 0]);
}

#[test]
fn a_wait_may_be_told_as_a_date() {
    let (date, now) = ("retry-after: Sun, 06 Nov 1994 08:49:37 GMT", "date: Sun, 06 Nov 1994 08:49:28 GMT");
    let later = "date: Sun, 06 Nov 1994 09:00:00 GMT";
    let server = ScriptedServer::start([
        Reply::new("503 Service Unavailable", &[date, now], ""),
        Reply::new("503 Service Unavailable", &[date, later], ""),
        Reply::json("{}"),
    ]);
    let fetch = Fetch::new();
    assert_eq!(fetch.text(&server.url("/plan")).as_deref(), Ok("{}"));
    assert_eq!(fetch.waits(), [9000, 1000]);

    let fetch = Fetch::new();
    let tomorrow = "retry-after: Mon, 07 Nov 1994 08:49:28 GMT";
    assert_eq!(
        told(&fetch, [Reply::new("503 Service Unavailable", &[tomorrow, now], "")]),
        "`http://host/plan.json?…` is in trouble (HTTP status 503 Service Unavailable)\n\
         help: it asks to wait 86400 s; then run the command again, or use the saved plan with `--offline`",
    );
    assert_eq!(fetch.waits(), [0; 0]);
}

#[test]
fn refusals_say_what_to_do() {
    let refusal = |status: &str| told(&Fetch::new(), [Reply::new(status, &[], "")]);
    assert_eq!(
        refusal("401 Unauthorized"),
        "`http://host/plan.json?…` asks for a token (HTTP status 401 Unauthorized)\n\
         help: give a token with `AMPLI_TOKEN`, `--token` or `token_command` in `ampli.toml`",
    );
    assert_eq!(
        refusal("404 Not Found"),
        "`http://host/plan.json?…` has no plan there (HTTP status 404 Not Found)\n\
         help: check the address; some servers answer so when a token is missing",
    );
    let refusal = |status: &str| told(&Fetch::new().token("hidden"), [Reply::new(status, &[], "")]);
    assert_eq!(
        refusal("401 Unauthorized"),
        "`http://host/plan.json?…` does not accept the token (HTTP status 401 Unauthorized)\n\
         help: check that the token is the right one and not expired",
    );
    assert_eq!(
        refusal("403 Forbidden"),
        "`http://host/plan.json?…` does not let this token read the plan (HTTP status 403 Forbidden)\n\
         help: ask the plan's owner for the right to read it",
    );
}

#[test]
fn a_web_page_is_recognised() {
    let page = "<!doctype html><title>Log in</title>";
    assert_eq!(
        told(&Fetch::new(), [Reply::new("200 OK", &["content-type: application/json"], page)]),
        "`http://host/plan.json?…` answered with a web page, not with JSON; maybe one to log in\n\
         help: give a token with `AMPLI_TOKEN`, `--token` or `token_command` in `ampli.toml`",
    );
}

#[test]
fn silence_ends_with_the_time_limit() {
    let mut fetch = Fetch::new();
    fetch.settings.http.timeout = Duration::from_millis(50);
    fetch.settings.http.retries = 0;
    assert_eq!(
        told(&fetch, [Reply::Silence]),
        "`http://host/plan.json?…` did not answer within 50ms\n\
         help: run the command again later, or raise `timeout` under `[http]` in `ampli.toml`",
    );
}

#[test]
fn a_body_that_is_cut_off_is_fetched_again() {
    let cut = || Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"events\":".to_vec());
    let server = ScriptedServer::start([cut(), Reply::json("{}")]);
    assert_eq!(Fetch::new().text(&server.url("/plan")).as_deref(), Ok("{}"));
    let message = told(&Fetch::new(), [cut(), cut(), cut()]);
    assert!(message.starts_with("the answer of `http://host/plan.json?…` was cut off: "), "{message}");
}

#[test]
fn a_server_that_hangs_up_is_asked_again() {
    let server = ScriptedServer::start([Reply::Bytes(Vec::new()), Reply::json("{}")]);
    assert_eq!(Fetch::new().text(&server.url("/plan")).as_deref(), Ok("{}"));
}

#[test]
fn nobody_there_is_reported() {
    let url = ScriptedServer::start([]).url("/plan");
    let fetch = Fetch::new();
    let failure = fetch.text(&url).unwrap_err();
    assert!(failure.message().starts_with(&format!("could not reach `{url}`: ")), "{failure}");
    assert_eq!(failure.help(), "check the address and the network; `--offline` uses the saved plan");
    assert_eq!(fetch.waits(), [500, 1000]);
}

#[test]
fn redirects_are_followed_without_giving_the_token_away() {
    let other = ScriptedServer::start([Reply::json("{}")]);
    let moved = |to: &str| Reply::new("302 Found", &[&format!("location: {to}")], "");
    let server = ScriptedServer::start([moved("/new"), moved(&other.url("/plan"))]);
    let fetch = Fetch::new().token("secret");
    assert_eq!(fetch.text(&server.url("/old")).as_deref(), Ok("{}"));
    assert!(server.requests().iter().all(|request| request.contains("bearer secret")));
    assert!(!other.requests()[0].contains("secret"));
}

#[test]
fn a_circle_of_redirects_is_named() {
    let server = ScriptedServer::start([
        Reply::new("302 Found", &["location: /b"], ""),
        Reply::new("302 Found", &["location: /a"], ""),
    ]);
    let failure = Fetch::new().text(&server.url("/a")).unwrap_err();
    assert_eq!(
        failure.to_string().replace(&server.url(""), "http://host"),
        "`http://host/a` can't be read: it is redirected in a circle, back to `http://host/a`\n\
         help: check the address",
    );
}

#[test]
fn endless_redirects_end() {
    let step = |number: usize| Reply::new("302 Found", &[&format!("location: /{number}")], "");
    let server = ScriptedServer::start((1..=11).map(step));
    let failure = Fetch::new().text(&server.url("/0")).unwrap_err();
    assert_eq!(
        failure.message().replace(&server.url(""), "http://host"),
        "`http://host/0` can't be read: it is redirected more than 10 times, at last to `http://host/11`",
    );
}

#[test]
fn a_token_is_not_sent_in_the_clear() {
    let failure = Fetch::new().token("secret").text("http://plans.invalid/plan.json").unwrap_err();
    assert_eq!(
        failure.to_string(),
        "the token would be sent to `http://plans.invalid/plan.json` for everybody on the way to read\n\
         help: use `https://`, or give no token",
    );
}

#[test]
fn an_address_that_is_none_is_refused() {
    let failure = Fetch::new().text("http://[::1/plan").unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`http://[::1/plan` is no address: invalid IPv6 address\nhelp: check its spelling"
    );
}
