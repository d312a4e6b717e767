//! Plans at vendors: what their APIs are asked, and what the user is told about every answer that they may give.

mod amplitude;
mod avo;
mod iglu;
mod posthog;
mod pull;
mod rudderstack;
mod segment;
mod status_is_written;
mod whoami;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ampli_rs::fetch::{self, Location, Settings, Token, http};
use ampli_rs::text::PlanText;
use serde_json::Value;

use crate::scripted_server::{Reply, ScriptedServer};

const TOKEN: &str = "s3cret:token";

/// What came of one look at a plan.
struct Asked {
    outcome: Result<PlanText, String>,
    /// The requests, whole.
    requests: Vec<String>,
    /// How long the tool would have waited, in milliseconds.
    waits: Vec<u128>,
}

impl Asked {
    /// The documents, by name.
    #[track_caller]
    fn documents(self) -> Vec<(String, Value)> {
        let text = self.outcome.unwrap();
        let read = |text: &str| serde_json::from_str(text).unwrap();
        text.documents.into_iter().map(|document| (document.name, read(&document.text))).collect()
    }

    /// The only document.
    #[track_caller]
    fn document(self) -> Value {
        let [(_, document)] = <[_; 1]>::try_from(self.documents()).unwrap();
        document
    }

    /// The events of the plan that the documents are; without a mistake in it.
    #[track_caller]
    fn events(&self) -> Vec<String> {
        let parsed = ampli_rs::parse::plan(self.outcome.as_ref().unwrap()).unwrap();
        assert!(!parsed.findings.has_errors(), "{:?}", parsed.findings);
        parsed.plan.events.iter().map(|event| event.title().to_owned()).collect()
    }

    /// Method and place of every request.
    fn places(&self) -> Vec<&str> {
        let first = |request: &'_ String| request.find(" http/1.1").unwrap_or_default();
        self.requests.iter().map(|request| &request[..first(request)]).collect()
    }
}

/// Settings with a token, whose waits are noted and not waited.
fn settings() -> (Settings, Arc<Mutex<Vec<u128>>>) {
    let waits = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&waits);
    let pause = http::Pause::new(move |wait: Duration| noted.lock().unwrap().push(wait.as_millis()));
    let http = http::Settings {
        timeout: Duration::from_secs(20),
        retries: 2,
        at_once: 1,
        cache: None,
        pause,
        ..http::Settings::default()
    };
    let token = Some(Token::new(TOKEN).unwrap());
    (Settings { token, http, ..Settings::default() }, waits)
}

/// Fetches `location`, whose `HOST` stands for a server with these replies.
fn ask(location: &str, replies: Vec<Reply>) -> Asked {
    let (settings, waits) = settings();
    ask_with(location, replies, settings, &waits)
}

/// The same without a token.
fn ask_without_token(location: &str, replies: Vec<Reply>) -> Asked {
    let (settings, waits) = settings();
    ask_with(location, replies, Settings { token: None, ..settings }, &waits)
}

fn ask_with(location: &str, replies: Vec<Reply>, settings: Settings, waits: &Mutex<Vec<u128>>) -> Asked {
    let count = replies.len();
    let server = ScriptedServer::start(replies);
    let host = server.url("");
    let settings = Settings { base_url: Some(host.clone()), ..settings };
    let location = Location::new(&location.replace("HOST", &host), Path::new(""));
    let outcome = fetch::plan_text(&location, &settings);
    let requests = server.requests();
    assert_eq!(requests.len(), count, "every reply is asked for once: {requests:#?}");
    let hidden = |text: String| text.replace(&host, "http://host");
    Asked {
        outcome: outcome.map(|text| renamed(text, &hidden)).map_err(|failure| {
            assert!(!failure.to_string().contains(TOKEN), "{failure}");
            hidden(failure.to_string())
        }),
        requests: requests.into_iter().map(hidden).collect(),
        waits: waits.lock().unwrap().clone(),
    }
}

fn renamed(mut text: PlanText, hidden: &impl Fn(String) -> String) -> PlanText {
    text.origin = hidden(text.origin);
    for document in &mut text.documents {
        document.name = hidden(std::mem::take(&mut document.name));
    }
    text
}

/// A case that fails: its name, the answers, and what the user is told.
type Failing = (&'static str, Vec<Reply>, &'static str);

/// Nothing of a plan is left by a fetch that fails, only what the user is told.
#[track_caller]
fn all_fail(location: &str, cases: Vec<Failing>) {
    for (name, replies, told) in cases {
        let asked = ask(location, replies);
        assert_eq!(asked.outcome.map(|_| ()), Err(told.to_owned()), "{name}");
    }
}

/// A good answer.
fn ok(body: &Value) -> Reply {
    Reply::json(&body.to_string())
}

/// Any other answer.
fn status(status: &str, body: &Value) -> Reply {
    Reply::new(status, &["content-type: application/json"], body.to_string())
}
