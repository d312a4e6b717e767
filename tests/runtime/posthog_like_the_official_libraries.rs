//! The same calls as in recordings of PostHog's own libraries give requests that say the same to PostHog.
//!
//! What does not count: names and versions of libraries, what they tell of their own run-time, ids that they make up, and
//! where one and the same thing can be said in two places.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use flate2::read::GzDecoder;
use itly_runtime::testing::{ManualClock, ReceivedRequest, ScriptedServer};
use itly_runtime::{
    CallOptions, Compression, Delivery, DeliverySettings, HttpTransport, Itly, MessageId, Options, PostHog,
    PostHogOptions, PostHogProtocol, Properties, UntypedEvent,
};
use serde_json::{Map, Value as Json, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/golden-requests");

/// The recorded request to `path` in a file; says so where the file is absent.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn recorded(file: &str, path: &str) -> Option<Json> {
    let file = Path::new(FOLDER).join(file);
    let Ok(text) = std::fs::read_to_string(&file) else {
        assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", file.display());
        println!("skipped: the recorded requests are not there");
        return None;
    };
    let mut requests = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    Some(requests.find(|request| request["path"] == path).unwrap())
}

/// What a program has for these tests.
struct Program {
    itly: Itly,
    delivery: Delivery,
    server: ScriptedServer,
}

impl Program {
    fn new(configure: impl FnOnce(PostHog) -> PostHog) -> Self {
        let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
        let posthog =
            PostHog::with_transport("phc_test", HttpTransport::without_proxy()).host(&server.url(""));
        let settings = DeliverySettings::new().clock(clock.clone());
        let delivery = Delivery::with_settings(configure(posthog), settings);
        let itly = Itly::new();
        itly.load(Options::new().clock(clock).plugin(delivery.clone())).unwrap();
        Self { itly, delivery, server }
    }

    /// The calls of the recordings, which both languages made; `identify` is what each has its own way for.
    fn call(&self, movie: Properties<'static>, page: &str, identify: impl FnOnce(&Itly)) {
        let id = MessageId::from_bytes(*b"\x01\x89\0\0\0\0\x70\0\x80\0\0\0\0\0\0\x01");
        let movie_options = at_noon().message_id(id);
        let calls = self.itly.with_options(&movie_options);
        calls.track("user-1", &UntypedEvent::new("movie played").properties(movie)).unwrap();
        identify(&self.itly);
        let options = at_noon();
        let calls = self.itly.with_options(&options);
        calls.alias("user-1", "anon-1").unwrap();
        calls.group("", "acme", Some(&Properties::from([("plan", "x")]))).unwrap();
        let options = at_noon().plugin("posthog", PostHogOptions::new().group("company", "acme"));
        let place = Properties::from([("$current_url", page)]);
        self.itly.with_options(&options).page("user-1", None, None, Some(&place)).unwrap();
    }

    /// The only request, after everything was sent.
    #[track_caller]
    fn request(self) -> ReceivedRequest {
        self.itly.shutdown(Duration::from_secs(60)).unwrap();
        let stats = self.delivery.stats();
        assert_eq!((stats.accepted, stats.sent, stats.pending), (stats.sent, stats.sent, 0));
        let [request] = self.server.requests().try_into().unwrap();
        request
    }
}

/// When the calls of the recordings were said to be made.
fn at_noon() -> CallOptions {
    CallOptions::new().time(UNIX_EPOCH + Duration::from_millis(1_767_323_045_678))
}

/// `posthog.set` and `posthog.set_once`, which are events of these names.
fn set_and_set_once(itly: &Itly) {
    let email = PostHogOptions::new().set(Properties::from([("email", "a@b.c")]));
    let first = PostHogOptions::new().set_once(Properties::from([("first", true)]));
    for (name, said) in [("$set", email), ("$set_once", first)] {
        let options = at_noon().plugin("posthog", said);
        itly.with_options(&options).track("user-1", &UntypedEvent::new(name)).unwrap();
    }
}

/// What a batch says.
fn meaning(mut body: Json) -> Json {
    for (name, absent) in [("historical_migration", json!(false)), ("api_key", Json::Null)] {
        let value = body.get(name).cloned().unwrap_or(absent);
        body[name] = value;
    }
    for name in ["sent_at", "created_at"] {
        // When a batch is made says nothing, that it is said does.
        if let Some(time) = body.get_mut(name) {
            *time = is_time(time).into();
        }
    }
    for event in body["batch"].as_array_mut().unwrap() {
        simplify(event);
    }
    body
}

fn simplify(event: &mut Json) {
    let is_given = event["uuid"] == "01890000-0000-7000-8000-000000000001";
    if !is_given {
        event["uuid"] = (event["uuid"].as_str().unwrap().len() == 36).into();
    }
    event["timestamp"] = is_time(&event["timestamp"]).into();
    if event["options"] == json!({}) || event["options"].is_null() {
        event.as_object_mut().unwrap().remove("options");
    }
    let event = event.as_object_mut().unwrap();
    // The protocol v0 has them in either place.
    let root: Map<_, _> = ["$set", "$set_once"].iter().filter_map(|name| event.remove_entry(*name)).collect();
    let properties = event["properties"].as_object_mut().unwrap();
    properties.extend(root);
    properties.retain(|name, value| {
        let is_of_run_time = name.starts_with("$python_") || name.starts_with("$os");
        let says_nothing = name == "$set_once" && *value == json!({});
        !is_of_run_time && !says_nothing
    });
    for name in ["$lib", "$lib_version"] {
        properties.entry(name).and_modify(|value| *value = value.is_string().into());
    }
    match event["event"].as_str() {
        // Two ids become one person, whichever is named first.
        Some("$create_alias") => {
            let mut ids = ["distinct_id", "alias"].map(|name| event["properties"][name].take().to_string());
            ids.sort();
            event["properties"]["ids"] = json!(ids);
            event.remove("distinct_id");
        }
        // It stands for nobody.
        Some("$groupidentify") => drop(event.remove("distinct_id")),
        _ => {}
    }
}

/// Whether it is a time in UTC.
fn is_time(text: &Json) -> bool {
    let text = text.as_str().unwrap();
    text.len() > 19 && (text.ends_with('Z') || text.ends_with("+00:00"))
}

/// What the headers say, by those that say anything.
fn headers<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Json {
    let meant = all.filter_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let meaning = match name.as_str() {
            "content-type" | "content-encoding" | "authorization" | "posthog-attempt" => json!(value),
            "user-agent" | "posthog-sdk-info" => json!(value.split('/').count()),
            "posthog-request-id" => json!(value.len()),
            "posthog-request-timestamp" => json!(is_time(&json!(value))),
            _ => return None,
        };
        Some((name, meaning))
    });
    Json::Object(meant.collect())
}

#[track_caller]
fn assert_same(recorded: &Json, request: &ReceivedRequest, body: Json) {
    assert_eq!(recorded["path"], request.path);
    let of_recording = recorded["headers"].as_object().unwrap().iter();
    let of_recording = headers(of_recording.map(|(name, value)| (name.as_str(), value.as_str().unwrap())));
    assert_eq!(
        of_recording,
        headers(request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    );
    assert_eq!(meaning(recorded["body"].clone()), meaning(body));
}

#[test]
fn python_in_the_first_protocol() {
    let Some(recorded) = recorded("golden-py.jsonl", "/batch/") else { return };
    let program = Program::new(|posthog| posthog);
    let movie = Properties::from([("movie_id", "123".into()), ("n", itly_runtime::Value::Integer(1))]);
    program.call(movie, "https://example.com", set_and_set_once);
    let request = program.request();
    let body = serde_json::from_slice(&request.body).unwrap();
    assert_same(&recorded, &request, body);
}

#[test]
fn python_in_the_second_protocol() {
    let Some(recorded) = recorded("golden-py.jsonl", "/i/v1/analytics/events") else { return };
    let program = Program::new(|posthog| posthog.protocol(PostHogProtocol::V1));
    let movie = Properties::from([("movie_id", "123".into()), ("n", itly_runtime::Value::Integer(1))]);
    program.call(movie, "https://example.com", set_and_set_once);
    let request = program.request();
    let body = serde_json::from_slice(&request.body).unwrap();
    assert_same(&recorded, &request, body);
}

#[test]
fn node() {
    let Some(recorded) = recorded("golden-node.jsonl", "/batch/") else { return };
    let program = Program::new(|posthog| posthog.geoip(true).compression(Compression::Gzip));
    program.call(Properties::from([("a", 1)]), "https://e.com", |itly| {
        let email = Properties::from([("email", "a@b.c")]);
        itly.with_options(&at_noon()).identify("user-1", Some(&email)).unwrap();
    });
    let request = program.request();
    let body = serde_json::from_reader(GzDecoder::new(&*request.body)).unwrap();
    assert_same(&recorded, &request, body);
}
