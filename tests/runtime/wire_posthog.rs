//! PostHog gets what its own SDKs send for the same calls: what they have sent is read as the calls that it was.

use itly_runtime::{
    CallOptions, Compression, Error, HttpTransport, Itly, PostHog, PostHogOptions, PostHogProtocol,
    Properties, UntypedEvent,
};
use serde_json::Value;

use crate::support::equivalence::assert_equivalent;
use crate::support::recordings::{recorded, sent, shared};

type Permitted = (&'static str, &'static str);

const V0: &str = "/batch/";
const V1: &str = "/i/v1/analytics/events";

const NAME: Permitted = ("body.batch[].properties.$lib", "each library names itself");
const VERSION: Permitted = ("body.batch[].properties.$lib_version", "each library names itself");

/// What the library for Python tells of its own run-time.
const RUN_TIME: [Permitted; 5] = [
    ("body.batch[].properties.$python_runtime", "it is about Python"),
    ("body.batch[].properties.$python_version", "it is about Python"),
    ("body.batch[].properties.$os", "it is about the server, not about the user"),
    ("body.batch[].properties.$os_version", "it is about the server, not about the user"),
    ("body.batch[].properties.$os_distro", "it is about the server, not about the user"),
];

/// The protocol v0 has them in either place, and the library for Node.js has them in the other one.
const PERSON: [Permitted; 4] = [
    ("body.batch[].$set", "it is said among the properties"),
    ("body.batch[].$set_once", "it is said among the properties"),
    ("body.batch[].properties.$set", "it is said here"),
    ("body.batch[].properties.$set_once", "it is said here"),
];

/// What `configured` sends for the calls that `theirs` tells of.
fn ours(theirs: &Value, configured: impl FnOnce(PostHog) -> PostHog) -> Value {
    let destination =
        |transport, url: String| configured(PostHog::with_transport("phc_test", transport).host(&url));
    let requests = sent(
        |server| destination(HttpTransport::without_proxy(), server.url("/")),
        |itly| theirs["body"]["batch"].as_array().unwrap().iter().try_for_each(|event| call(itly, event)),
    );
    let [request] = requests.try_into().unwrap();
    request
}

/// Makes the call that an event tells of.
fn call(itly: &Itly, event: &Value) -> Result<(), Error> {
    let (user, said) = (text(event, "distinct_id"), &event["properties"]);
    let set = [&event["$set"], &said["$set"]].into_iter().find(|it| !it.is_null());
    let set_once = [&event["$set_once"], &said["$set_once"]].into_iter().find(|it| !it.is_null());
    let mut options = PostHogOptions::new();
    for (group_type, key) in said["$groups"].as_object().into_iter().flatten() {
        options = options.group(group_type, key.as_str().unwrap());
    }
    match text(event, "event") {
        "$identify" => itly.identify(user, Some(&properties(set.unwrap()))),
        "$create_alias" => itly.alias(text(said, "distinct_id"), text(said, "alias")),
        "$groupidentify" => {
            assert_eq!(text(said, "$group_type"), "company");
            let of_group = properties(&said["$group_set"]);
            itly.group(nobody(user), text(said, "$group_key"), Some(&of_group))
        }
        "$pageview" => {
            let place = Properties::from([("$current_url", text(said, "$current_url"))]);
            itly.with_options(&to_posthog(options)).page(user, None, None, Some(&place))
        }
        name => {
            options = set.into_iter().fold(options, |options, set| options.set(properties(set)));
            options = set_once.into_iter().fold(options, |options, set| options.set_once(properties(set)));
            let event = UntypedEvent::new(name).properties(properties(said));
            itly.with_options(&to_posthog(options)).track(user, &event)
        }
    }
}

fn to_posthog(options: PostHogOptions) -> CallOptions {
    CallOptions::new().plugin("posthog", options)
}

/// Whom a call about a group alone is of: the library for Node.js makes the same of it as this one, that for Python makes up
/// an id.
fn nobody(user: &str) -> &str {
    if user.starts_with('$') { "" } else { "01890000-0000-7000-8000-000000000002" }
}

/// The program's own properties in `object`, texts, numbers and truths.
fn properties(object: &Value) -> Properties<'static> {
    let own = object.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with('$'));
    own.fold(Properties::new(), |properties, (name, value)| match value {
        Value::String(text) => properties.with(name, text.clone()),
        Value::Bool(truth) => properties.with(name, *truth),
        other => properties.with(name, other.as_i64().unwrap()),
    })
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap()
}

/// The recorded requests to `path`: those that `fixtures/requests` has, and those beside the repository.
fn recordings(fixture: &str, beside: &str, path: &str) -> Vec<Value> {
    let own = recorded(fixture).into_iter().filter(|request| request["path"] == path);
    own.chain(shared(beside, path)).collect()
}

#[test]
fn as_posthogs_library_for_python() {
    for theirs in recordings("posthog-python.jsonl", "golden-py.jsonl", V0) {
        let permitted = [&[NAME, VERSION][..], &RUN_TIME, &PERSON].concat();
        assert_equivalent(&theirs, &ours(&theirs, |posthog| posthog), &permitted);
    }
}

#[test]
fn as_posthogs_library_for_python_in_the_second_protocol() {
    for theirs in recordings("posthog-python.jsonl", "golden-py.jsonl", V1) {
        let none = ("body.batch[].options", "there are none, which needs no empty object");
        let permitted = [&[none][..], &RUN_TIME].concat();
        let second = |posthog: PostHog| posthog.protocol(PostHogProtocol::V1);
        assert_equivalent(&theirs, &ours(&theirs, second), &permitted);
    }
}

#[test]
fn as_posthogs_library_for_node() {
    for theirs in recordings("posthog-node.jsonl", "golden-node.jsonl", V0) {
        let permitted = [
            NAME,
            VERSION,
            ("body.historical_migration", "the library for Python says it too"),
            ("body.batch[].properties.$set_once", "there are none, which needs no empty object"),
        ];
        let has_place = theirs["body"]["batch"][0]["properties"]["$geoip_disable"].is_null();
        let configured = |posthog: PostHog| posthog.compression(Compression::Gzip).geoip(has_place);
        assert_equivalent(&theirs, &ours(&theirs, configured), &permitted);
    }
}
