//! The recordings beside the repository, call by call: what an official SDK has sent is read as the call that it was, the
//! call is made by this library, and both requests say the same.

use itly_runtime::{
    Amplitude, AmplitudeOptions, CallOptions, Compression, Error, HttpTransport, Itly, Mixpanel, Properties,
    RudderStack, Segment, UntypedEvent,
};
use serde_json::{Value, json};

use crate::support::equivalence::assert_equivalent;
use crate::support::recordings::{joined, sent, shared};

type Permitted = (&'static str, &'static str);

const LIBRARY: Permitted = ("body.batch[].context.library", "each library names itself");
const NOBODY: Permitted = ("body.batch[].anonymousId", "there is no anonymous user, which needs no `null`");
const KEY: Permitted = ("body.writeKey", "the libraries of today write it");

/// The properties that an object has; those of the recordings are no objects and no lists.
fn properties(object: &Value) -> Properties<'static> {
    let mut properties = Properties::new();
    for (name, value) in object.as_object().into_iter().flatten() {
        properties = match value {
            Value::String(text) => properties.with(name, text.clone()),
            Value::Bool(truth) => properties.with(name, *truth),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => properties.with(name, integer),
                None => properties.with(name, number.as_f64().unwrap()),
            },
            other => panic!("{name}: {other}"),
        };
    }
    properties
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Makes the call that an item of Segment's form tells of.
fn segment_call(itly: &Itly, item: &Value) -> Result<(), Error> {
    let (user, of_item) = (text(item, "userId"), properties(&item["properties"]));
    let traits = [&item["traits"], &item["context"]["traits"]];
    let traits = properties(traits.into_iter().find(|traits| !traits.is_null()).unwrap_or(&Value::Null));
    match text(item, "type") {
        "track" => itly.track(user, &UntypedEvent::new(text(item, "event")).properties(of_item)),
        "identify" => itly.identify(user, Some(&traits)),
        "group" => itly.group(user, text(item, "groupId"), Some(&traits)),
        "alias" => itly.alias(user, text(item, "previousId")),
        "page" => itly.page(user, item["category"].as_str(), item["name"].as_str(), Some(&of_item)),
        "screen" => itly.screen(user, item["name"].as_str(), Some(&of_item)),
        other => panic!("{other}"),
    }
}

fn segment(theirs: &Value) -> Value {
    let requests = sent(
        |server| Segment::with_transport("wk", HttpTransport::without_proxy()).host(&server.url("")),
        |itly| each(&theirs["body"]["batch"], |item| segment_call(itly, item)),
    );
    joined(&requests, "batch")
}

fn rudderstack(theirs: &Value) -> Value {
    let requests = sent(
        |server| {
            RudderStack::with_transport("wk", HttpTransport::without_proxy())
                .host(&server.url(""))
                .compression(Compression::Gzip)
        },
        |itly| each(&theirs["body"]["batch"], |item| segment_call(itly, item)),
    );
    joined(&requests, "batch")
}

fn each(list: &Value, call: impl FnMut(&Value) -> Result<(), Error>) -> Result<(), Error> {
    list.as_array().into_iter().flatten().try_for_each(call)
}

/// Whether the library called `name` sent the request.
fn is_of(request: &Value, name: &str) -> bool {
    let library = &request["body"]["batch"][0]["context"]["library"];
    format!("{} {}", text(library, "name"), text(library, "version")).starts_with(name)
}

#[test]
fn segment_for_python() {
    for theirs in shared("golden-py.jsonl", "/v1/batch") {
        if is_of(&theirs, "analytics-python 2.4") {
            let permitted = [
                LIBRARY,
                NOBODY,
                ("body.batch[].messageId", "the program has given one"),
                ("body.batch[].category", "a screen has none here"),
            ];
            assert_equivalent(&theirs, &segment(&theirs), &permitted);
        }
    }
}

#[test]
fn segment_for_node() {
    for theirs in shared("golden-node.jsonl", "/v1/batch") {
        if is_of(&theirs, "@segment") {
            let permitted = [LIBRARY, ("body.batch[]._metadata", "it is about Node.js")];
            assert_equivalent(&theirs, &segment(&theirs), &permitted);
        }
    }
}

#[test]
fn segment_for_itly() {
    for theirs in shared("golden-itly.jsonl", "/v1/batch") {
        assert_equivalent(&theirs, &segment(&theirs), &[LIBRARY, NOBODY, KEY]);
    }
}

#[test]
fn rudderstack_for_python() {
    for theirs in shared("golden-py.jsonl", "/v1/batch") {
        if is_of(&theirs, "analytics-python 2.1") {
            let original = ("body.batch[].originalTimestamp", "the library for Node.js has it");
            assert_equivalent(&theirs, &rudderstack(&theirs), &[LIBRARY, NOBODY, original]);
        }
    }
}

#[test]
fn rudderstack_for_node() {
    for theirs in shared("golden-node.jsonl", "/v1/batch") {
        if is_of(&theirs, "analytics-node") {
            let permitted = [
                LIBRARY,
                ("body.batch[]._metadata", "it is about Node.js"),
                ("headers.content-type", "the body is JSON"),
                ("body.timestamp", "the API does not know it"),
                ("body.batch[].sentAt", "the batch has it"),
                ("body.batch[].integrations", "the library for Python has it"),
            ];
            assert_equivalent(&theirs, &rudderstack(&theirs), &permitted);
        }
    }
}

/// Makes the call that an event of Amplitude's tells of; what is known of a group is told with who joins it.
fn amplitude_call(itly: &Itly, event: &Value, group: &Value) -> Result<(), Error> {
    let user = text(event, "user_id");
    let options = |options: AmplitudeOptions| CallOptions::new().plugin("amplitude", options);
    match text(event, "event_type") {
        "$groupidentify" => Ok(()),
        "$identify" => match event["groups"].as_object().and_then(|groups| groups.iter().next()) {
            Some((kind, id)) => itly.with_options(&options(AmplitudeOptions::new().group_type(kind))).group(
                user,
                id.as_str().unwrap_or_default(),
                Some(&properties(&group["group_properties"]["$set"])),
            ),
            None => {
                let operations = &event["user_properties"];
                let mut others = AmplitudeOptions::new();
                if !operations["$add"].is_null() {
                    others = others.increment(properties(&operations["$add"]));
                }
                if !operations["$setOnce"].is_null() {
                    others = others.set_once(properties(&operations["$setOnce"]));
                }
                itly.with_options(&options(others)).identify(user, Some(&properties(&operations["$set"])))
            }
        },
        name => itly.track(user, &UntypedEvent::new(name).properties(properties(&event["event_properties"]))),
    }
}

/// The events with each `$groupidentify` behind the `$identify` by which the user joins the group.
fn in_our_order(events: &Value) -> Value {
    let mut events = events.as_array().unwrap().clone();
    for index in 1..events.len() {
        if text(&events[index - 1], "event_type") == "$groupidentify" && !events[index]["groups"].is_null() {
            events.swap(index - 1, index);
        }
    }
    events.into()
}

fn amplitude(theirs: &Value, key: &str) -> Value {
    let events = &theirs["body"]["events"];
    let is_group = |event: &&Value| text(event, "event_type") == "$groupidentify";
    let group = events.as_array().into_iter().flatten().find(is_group).unwrap_or(&Value::Null);
    let requests = sent(
        |server| {
            let destination =
                Amplitude::with_transport(key, HttpTransport::without_proxy()).host(server.url(""));
            match theirs["body"]["options"]["min_id_length"].as_u64() {
                Some(length) => destination.min_id_length(usize::try_from(length).unwrap()),
                None => destination,
            }
        },
        |itly| each(events, |event| amplitude_call(itly, event, group)),
    );
    joined(&requests, "events")
}

const AMPLITUDE_LIBRARY: Permitted = ("body.events[].library", "each library names itself");
const UPLOAD_TIME: Permitted = ("body.client_upload_time", "the library for Node.js has it");
const INSERT_ID: Permitted = ("body.events[].insert_id", "the program has given one");

/// Amplitude, for Python, for Node.js and from Itly's plugin.
#[test]
fn amplitude_for_all() {
    let encoding = ("headers.content-type", "JSON has one encoding");
    let cases: [(&str, &str, &[Permitted]); 3] = [
        ("golden-py.jsonl", "amp_key", &[AMPLITUDE_LIBRARY, UPLOAD_TIME, INSERT_ID, encoding]),
        (
            "golden-node.jsonl",
            "amp_key",
            &[
                AMPLITUDE_LIBRARY,
                INSERT_ID,
                ("body.events[].event_id", "it counts what a single program sends"),
                ("body.options", "there are none"),
                (
                    "body.events[].user_id",
                    "what is known of a group is nobody's own, as the library for Python has it",
                ),
            ],
        ),
        (
            "golden-itly.jsonl",
            "amp",
            &[
                AMPLITUDE_LIBRARY,
                UPLOAD_TIME,
                ("body.events[].insert_id", "an event that is sent again is not counted again"),
            ],
        ),
    ];
    for (file, key, permitted) in cases {
        for mut theirs in shared(file, "/2/httpapi") {
            let ours = amplitude(&theirs, key);
            theirs["body"]["events"] = in_our_order(&theirs["body"]["events"]);
            assert_equivalent(&theirs, &ours, permitted);
        }
    }
}

/// What our requests say of one call each, as the libraries of Mixpanel send it.
fn mixpanel(call: impl FnOnce(&Itly) -> Result<(), Error>) -> Value {
    let requests = sent(
        |server| Mixpanel::with_transport("mp_tok", HttpTransport::without_proxy()).host(server.url("")),
        call,
    );
    json!({"body": requests[0]["body"][0]})
}

#[test]
fn mixpanel_for_python() {
    for theirs in shared("golden-py.jsonl", "/track") {
        let (event, user) = (&theirs["body"], &theirs["body"]["properties"]["distinct_id"]);
        let song = UntypedEvent::new(text(event, "event")).property("a", 1);
        let ours = mixpanel(|itly| itly.track(user.as_str().unwrap(), &song));
        let permitted = [
            ("body.properties.token", "the request is authorized for the project"),
            ("body.properties.mp_lib", "each library names itself"),
            ("body.properties.$lib_version", "each library has its own"),
        ];
        assert_equivalent(&json!({"body": event}), &ours, &permitted);
    }
    for theirs in shared("golden-py.jsonl", "/engage").into_iter().take(1) {
        let profile = properties(&theirs["body"]["$set"]);
        let ours = mixpanel(|itly| itly.identify(text(&theirs["body"], "$distinct_id"), Some(&profile)));
        let time = ("body.$time", "it is when Mixpanel gets it if nothing else is said");
        assert_equivalent(&json!({"body": theirs["body"]}), &ours, &[time]);
    }
}
