//! Mixpanel gets what its own SDKs send for the same calls, in batches and by the API that says what it does not take.

use itly_runtime::{
    CallOptions, Error, HttpTransport, Itly, Mixpanel, MixpanelOptions, Properties, UntypedEvent,
};
use serde_json::{Value, json};

use crate::support::equivalence::assert_equivalent;
use crate::support::recordings::{recorded, sent};

const FORM: (&str, &str) = ("headers.content-type", "the APIs take JSON as well as forms");
const TOKEN: (&str, &str) = ("body[].properties.token", "the request is authorized for the project");
const LIBRARY: (&str, &str) = ("body[].properties.mp_lib", "each library names itself");
const VERSION: (&str, &str) = ("body[].properties.$lib_version", "each library has its own");
const ID: (&str, &str) = ("body[].properties.$insert_id", "the import API needs one");
const METHOD: (&str, &str) = ("method", "what is posted stands in no log of URLs");
const PATH: (&str, &str) = ("path", "the import API takes events of any age");
const AUTHORIZATION: (&str, &str) = ("headers.authorization", "the import API needs one");
const JSON: (&str, &str) = ("headers.content-type", "a body has a type");
const UPDATE_TIME: (&str, &str) = ("body[].$time", "it is when Mixpanel gets it if nothing else is said");

/// The calls of `fixtures/requests/calls.py`, and the alias of `calls.cjs`.
fn calls(itly: &Itly) -> Result<(), Error> {
    let options = |options: MixpanelOptions| CallOptions::new().plugin("mixpanel", options);
    itly.track("user-1", &UntypedEvent::new("Song Played").property("title", "x").property("n", 1))?;
    itly.alias("user-1", "anonymous-1")?;
    let of_user = MixpanelOptions::new()
        .set_once(Properties::from([("first", true)]))
        .increment(Properties::from([("visits", 1)]))
        .append(Properties::from([("tags", "t")]))
        .union(Properties::new().with("colours", vec![itly_runtime::Value::from("red")]))
        .remove(Properties::from([("tags", "u")]))
        .unset("trial")
        .delete();
    itly.with_options(&options(of_user))
        .identify("user-1", Some(&Properties::from([("$email", "a@example.com")])))?;
    let of_group = MixpanelOptions::new()
        .set_once(Properties::from([("first", true)]))
        .union(Properties::new().with("colours", vec![itly_runtime::Value::from("red")]))
        .remove(Properties::from([("colours", "blue")]))
        .unset("trial")
        .delete();
    itly.with_options(&options(of_group)).group("user-1", "acme", Some(&Properties::from([("plan", "x")])))
}

/// The requests to `/import`, `/engage` and `/groups`.
fn mixpanel() -> [Value; 3] {
    let requests = sent(
        |server| {
            Mixpanel::with_transport("mixpanel-token", HttpTransport::without_proxy())
                .host(server.url(""))
                .group_key("company")
        },
        calls,
    );
    requests.try_into().expect("a request for each API")
}

/// What was sent to `path` one at a time, as one request with all of it, in the order of the operations.
fn gathered(requests: &[Value], path: &str, operations: &[&str]) -> Value {
    let of_path = requests.iter().filter(|request| request["path"] == path);
    let mut all: Vec<&Value> = of_path.collect();
    all.sort_by_key(|request| {
        operations.iter().position(|operation| request["body"].get(operation).is_some())
    });
    let mut gathered = all[0].clone();
    gathered["body"] = all.iter().map(|request| request["body"].clone()).collect();
    gathered
}

const OPERATIONS: &[&str] =
    &["$set", "$set_once", "$add", "$append", "$union", "$remove", "$unset", "$delete"];

/// One of our requests with only one of its items.
fn only(request: &Value, item: usize) -> Value {
    let mut only = request.clone();
    only["body"] = json!([request["body"][item]]);
    only
}

#[test]
fn as_its_library_for_python() {
    let theirs = recorded("mixpanel-python.jsonl");
    let [import, engage, groups] = mixpanel();
    let seconds = ("body[].properties.time", "milliseconds say more than seconds, and are taken as well");
    assert_equivalent(
        &gathered(&theirs, "/import", &[]),
        &only(&import, 0),
        &[FORM, TOKEN, LIBRARY, VERSION, seconds],
    );
    assert_equivalent(&gathered(&theirs, "/engage", OPERATIONS), &engage, &[FORM, UPDATE_TIME]);
    assert_equivalent(&gathered(&theirs, "/groups", OPERATIONS), &groups, &[FORM, UPDATE_TIME]);
}

#[test]
fn as_its_library_for_node() {
    let theirs = recorded("mixpanel-node.jsonl");
    let [import, engage, groups] = mixpanel();
    let time = ("body[].properties.time", "the import API needs one of an alias, too");
    let events = gathered(&theirs, "/track", &[]);
    let permitted = [METHOD, PATH, AUTHORIZATION, JSON, TOKEN, LIBRARY, VERSION, ID, time];
    assert_equivalent(&events, &import, &permitted);
    assert_equivalent(&gathered(&theirs, "/engage", OPERATIONS), &engage, &[METHOD, JSON]);
    assert_equivalent(&gathered(&theirs, "/groups", OPERATIONS), &groups, &[METHOD, JSON]);
}
