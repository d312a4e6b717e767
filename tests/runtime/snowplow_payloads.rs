//! Whatever a program tracks, what goes to the collector follows the protocol's schemas, and says what was tracked: else
//! the event is refused before it is sent.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use itly_runtime::{
    Attempt, Destination, Message, MessageId, MessageKind, Properties, Request, Response, SelfDescribingJson,
    Snowplow, SnowplowOptions, SnowplowSubject, Stamp, StructuredEvent, Timestamp, Transport, TransportError,
    Unfit,
};
use jsonschema::{Draft, Validator};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

use crate::schema_rules::to_value;
use crate::support::shared_data::shared_data;
use crate::support::snowplow::{Fields, event_of_query, events};

const PROTOCOL: &str = "com.snowplowanalytics.snowplow";

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
        Err(TransportError::connection("nobody is there"))
    }
}

/// The schemas of Iglu Central that are there, compiled when they are first needed.
struct Schemas {
    folder: PathBuf,
    compiled: BTreeMap<String, Option<Validator>>,
}

impl Schemas {
    fn of_iglu_central() -> Option<Self> {
        Some(Self { folder: shared_data("snowplow-protocol/schemas")?, compiled: BTreeMap::new() })
    }

    /// The validator for `uri`; none for schemas that are no part of the protocol.
    fn validator(&mut self, uri: &str) -> Option<&Validator> {
        let path = uri.strip_prefix("iglu:").expect("a URI of Iglu");
        let folder = &self.folder;
        let compiled = self.compiled.entry(uri.to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(folder.join(path)).ok()?;
            let mut schema: Json = serde_json::from_str(&text).expect("a schema");
            // It names Iglu's own dialect, which is draft 4 with a word about the schema itself.
            schema.as_object_mut()?.remove("$schema");
            let options = jsonschema::options().offline().with_draft(Draft::Draft4);
            Some(options.should_validate_formats(true).build(&schema).expect("a valid schema"))
        });
        compiled.as_ref()
    }

    /// Asserts that `data` are valid by the schema at `uri`, if that is one of the protocol's.
    fn assert_valid(&mut self, uri: &str, data: &Json) -> Result<(), TestCaseError> {
        if let Some(validator) = self.validator(uri) {
            let errors: Vec<String> = validator.iter_errors(data).map(|error| error.to_string()).collect();
            prop_assert_eq!(errors, [""; 0], "{} by {}", data, uri);
        }
        Ok(())
    }

    /// Asserts that a self-describing JSON is one of the schema `PROTOCOL/name/jsonschema/version`, and valid by it.
    fn assert_envelope(&mut self, name: &str, version: &str, json: &Json) -> Result<(), TestCaseError> {
        let uri = format!("iglu:{PROTOCOL}/{name}/jsonschema/{version}");
        prop_assert_eq!(json["schema"].as_str(), Some(&*uri));
        prop_assert!(self.validator(&uri).is_some());
        self.assert_valid(&uri, &json["data"])
    }

    fn assert_self_describing(&mut self, json: &Json) -> Result<(), TestCaseError> {
        self.assert_valid(json["schema"].as_str().expect("a schema"), &json["data"])
    }

    /// Asserts that what is nested in the fields of an event is valid.
    fn assert_nested(&mut self, event: &Fields) -> Result<(), TestCaseError> {
        prop_assert_eq!(event["e"] == "ue", event.contains_key("ue_pr"));
        if let Some(envelope) = event.get("ue_pr") {
            self.assert_envelope("unstruct_event", "1-0-0", envelope)?;
            self.assert_self_describing(&envelope["data"])?;
        }
        if let Some(envelope) = event.get("co") {
            self.assert_envelope("contexts", "1-0-1", envelope)?;
            for entity in envelope["data"].as_array().expect("entities") {
                self.assert_self_describing(entity)?;
            }
        }
        Ok(())
    }
}

/// Everything about one call.
#[derive(Debug, Clone)]
struct Call {
    kind: MessageKind,
    texts: [Option<String>; 5],
    user: String,
    properties: Option<Vec<(String, Json)>>,
    options: Option<SnowplowOptions>,
}

impl Call {
    fn properties(&self) -> Option<Properties<'static>> {
        let members = self.properties.as_ref()?.iter();
        Some(members.fold(Properties::new(), |all, (name, value)| all.with(name, to_value(value))))
    }

    /// The body in which `tracker` sends the call, if it does.
    fn written(&self, tracker: &Snowplow) -> Result<String, Unfit> {
        let stamp =
            Stamp::new(MessageId::from_bytes([7; 16]), Timestamp::from_unix_milliseconds(1_767_323_045_678));
        let attempt = Attempt::first(Duration::from_secs(1), stamp.time, stamp.message_id);
        let properties = self.properties();
        let options = self.options.as_ref().and_then(|options| tracker.options_json(options));
        let mut message = Message::new(self.kind, stamp, &self.user);
        let [name, category, event_id, event_version, metadata] = &self.texts;
        message.name = name.as_deref();
        message.category = category.as_deref();
        message.event_id = event_id.as_deref();
        message.event_version = event_version.as_deref();
        message.metadata = metadata.as_deref();
        message.properties = properties.as_ref().map(Properties::members_json);
        message.options = options.as_deref();
        let mut body = Vec::new();
        tracker.begin(&mut body, &attempt);
        tracker.encode(&message, &mut body, &attempt)?;
        tracker.end(&mut body, &attempt);
        Ok(String::from_utf8(body).expect("UTF-8"))
    }
}

fn text() -> impl Strategy<Value = String> {
    let parts =
        &["", "a", "song_played", "Ü", "\"", "\\", "\n", "\u{0}", "💩", " ", "%", "&=", "+", "/", "."];
    prop::collection::vec(select(&parts[..]), 0..4).prop_map(|parts| parts.concat())
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1e9_f64..1e9).prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(text(), inner, 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

fn members() -> impl Strategy<Value = Vec<(String, Json)>> {
    let screen = &["type", "previousName", "previousId", "id", "name", "transitionType"];
    let name = prop_oneof![text(), select(&screen[..]).prop_map(str::to_owned)];
    prop::collection::btree_map(name, json(), 0..5).prop_map(|members| members.into_iter().collect())
}

fn schema_uri() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("iglu:com.acme/user/jsonschema/1-0-0".to_owned()),
        1 => text(),
        1 => text().prop_map(|text| format!("iglu:com.acme/{text}/jsonschema/1-0-0")),
    ]
}

fn entity() -> impl Strategy<Value = SelfDescribingJson> {
    (schema_uri(), text(), any::<i64>())
        .prop_map(|(uri, name, value)| SelfDescribingJson::new(uri, &Properties::new().with(&name, value)))
}

fn options() -> impl Strategy<Value = SnowplowOptions> {
    let number = prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY)];
    let texts = [(); 4].map(|()| option::of(text()));
    (option::of(schema_uri()), prop::collection::vec(entity(), 0..3), texts, option::of((text(), number)))
        .prop_map(|(schema, entities, [url, title, referrer, agent], structured)| {
            let mut options = entities.into_iter().fold(SnowplowOptions::new(), SnowplowOptions::entity);
            options = schema.into_iter().fold(options, SnowplowOptions::schema);
            options = url.into_iter().fold(options, SnowplowOptions::page_url);
            options = title.into_iter().fold(options, SnowplowOptions::page_title);
            options = referrer.into_iter().fold(options, SnowplowOptions::referrer);
            let subjects =
                agent.into_iter().map(|agent| SnowplowSubject::new().user_agent(agent).viewport(3, 2));
            options = subjects.fold(options, SnowplowOptions::subject);
            structured.into_iter().fold(options, |options, (text, value)| {
                options.structured(StructuredEvent::new(text.clone(), "a").label(text).value(value))
            })
        })
}

fn call() -> impl Strategy<Value = Call> {
    use MessageKind::{Alias, Group, Page, Screen, Track};
    let kind = prop_oneof![
        4 => Just(Track),
        2 => Just(Page),
        2 => Just(Screen),
        1 => select(&[Group, Alias][..]),
    ];
    let version = select(&["1.0.0", "2", "3-0-1", "next", ""][..]).prop_map(str::to_owned);
    let metadata = select(
        &[
            r#"{"vendor":"org.acme"}"#,
            r#"{"schema":"iglu:a/b/jsonschema/1-0-0","x":[1]}"#,
            r#"{"version":"7"}"#,
            "[]",
            "7",
        ][..],
    );
    let texts = (
        option::of(text()),
        option::of(text()),
        option::of(prop_oneof![text(), Just("song_played".to_owned()), schema_uri()]),
        option::of(version),
        option::of(metadata.prop_map(str::to_owned)),
    );
    let texts = texts.prop_map(|(a, b, c, d, e)| [a, b, c, d, e]);
    (kind, texts, text(), option::of(members()), option::of(options()))
        .prop_map(|(kind, texts, user, properties, options)| Call { kind, texts, user, properties, options })
}

fn tracker(is_plain: bool, page_schema: bool) -> Snowplow {
    let tracker =
        Snowplow::with_transport("collector.example.com", Nowhere).plain(is_plain).vendor("com.acme");
    if page_schema { tracker.page_schema("iglu:com.acme/page/jsonschema/1-0-0") } else { tracker }
}

#[test]
fn every_event_follows_the_schemas_or_is_not_sent() {
    let Some(mut schemas) = Schemas::of_iglu_central() else { return };
    let mut sent = BTreeMap::<String, usize>::new();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(1000));
    let strategy = (call(), any::<bool>(), any::<bool>());
    let schemas = std::cell::RefCell::new(&mut schemas);
    let sent_by_kind = std::cell::RefCell::new(&mut sent);
    let verdict = runner.run(&strategy, |(call, is_plain, page_schema)| {
        let tracker = tracker(is_plain, page_schema);
        let Ok(body) = call.written(&tracker) else { return Ok(()) };
        let body: Json = serde_json::from_str(&body).expect("JSON");
        let mut schemas = schemas.borrow_mut();
        schemas.assert_envelope("payload_data", "1-0-4", &body)?;
        let event = events(&body).remove(0);
        schemas.assert_nested(&event)?;
        if call.kind == MessageKind::Track && event["e"] == "ue" {
            let properties = call.properties().map_or_else(|| "{}".to_owned(), |all| all.to_json());
            let said: Json = serde_json::from_str(&properties).expect("JSON");
            prop_assert_eq!(&event["ue_pr"]["data"]["data"], &said);
        }
        prop_assert_eq!(event.get("uid").and_then(Json::as_str).unwrap_or_default(), &call.user);

        let query = call.written(&tracker.get(true)).expect("what can be posted can be got");
        prop_assert_eq!(event_of_query(&format!("/i?{query}")), event.clone());
        let kind = format!("{} {}", call.kind.name(), event["e"]);
        *sent_by_kind.borrow_mut().entry(kind).or_default() += 1;
        Ok(())
    });
    verdict.unwrap();
    let kinds: Vec<&str> = sent.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [r#"page "pv""#, r#"page "ue""#, r#"screen "ue""#, r#"track "se""#, r#"track "ue""#],
        "{sent:?}"
    );
}
