//! Who has the last word about a property, and where it ends up, whatever the properties are.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::{attempt, posthog, track};
use crate::delivery::{Destination, Message};
use crate::destination::posthog::PostHogProtocol;
use crate::transport::Response;

/// Properties by their names; the values are JSON texts.
type Members = BTreeMap<String, &'static str>;

const VERSION: &str = concat!('"', env!("CARGO_PKG_VERSION"), '"');

const VALUES: [&str; 9] = ["1", "1.0", "\"x\"", "\"\"", "null", "true", "false", "{\"a\":[1]}", "[]"];

const NAMES: [&str; 10] = [
    "$set",
    "$groups",
    "$lib",
    "$is_server",
    "$session_id",
    "$window_id",
    "$cookieless_mode",
    "$ignore_sent_at",
    "$process_person_profile",
    "$product_tour_id",
];

fn members() -> impl Strategy<Value = Members> {
    let name = prop_oneof![
        "[ab$\"\\\\é]{0,2}".prop_map(|name| name),
        proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
    ];
    proptest::collection::btree_map(name, proptest::sample::select(&VALUES[..]), 0..6)
}

fn text(members: &Members) -> String {
    let members = members.iter().map(|(name, value)| format!("{}:{value}", json!(name)));
    members.collect::<Vec<_>>().join(",")
}

/// The object with the members of all layers, the later ones over the earlier ones.
fn laid_over(layers: [&Members; 4]) -> Map<String, Json> {
    let members = layers.into_iter().flatten();
    members.map(|(name, value)| (name.clone(), serde_json::from_str(value).unwrap())).collect()
}

/// Moves what the second protocol has elsewhere out of `properties`, to where it has it.
fn lifted(properties: &mut Map<String, Json>) -> Map<String, Json> {
    let mut root = Map::new();
    let mut take = |from: &str, fits: fn(&Json) -> bool| properties.remove(from).filter(fits);
    let is_text = |json: &Json| json.as_str().is_some_and(|text| !text.is_empty());
    for name in ["session_id", "window_id"] {
        root.extend(take(&format!("${name}"), is_text).map(|value| (name.to_owned(), value)));
    }
    let options = [
        ("$cookieless_mode", "cookieless_mode", Json::is_boolean as fn(&Json) -> bool),
        ("$ignore_sent_at", "disable_skew_correction", Json::is_boolean),
        ("$process_person_profile", "process_person_profile", Json::is_boolean),
        ("$product_tour_id", "product_tour_id", is_text),
    ];
    let options: Map<String, Json> =
        options.into_iter().filter_map(|(from, to, fits)| Some((to.to_owned(), take(from, fits)?))).collect();
    if !options.is_empty() {
        root.insert("options".to_owned(), options.into());
    }
    root
}

proptest! {
    #[test]
    fn the_call_over_the_event_over_the_plan_over_the_defaults(
        own in members(),
        plan in proptest::option::of(members()),
        call in proptest::option::of(members()),
        is_second in any::<bool>(),
    ) {
        let protocol = if is_second { PostHogProtocol::V1 } else { PostHogProtocol::V0 };
        let (posthog, _) = posthog(Response::new(200), |posthog| posthog.protocol(protocol));
        let properties = text(&own);
        let metadata = plan.as_ref().map(|plan| format!("{{{}}}", text(plan)));
        let options = call.as_ref().map(|call| format!("\"properties\":{{{}}}", text(call)));
        let message = Message {
            properties: Some(&properties),
            metadata: metadata.as_deref(),
            options: options.as_deref(),
            ..track("")
        };
        let mut body = Vec::new();
        posthog.begin(&mut Vec::new(), &attempt());
        posthog.encode(&message, &mut body, &attempt()).unwrap();
        let mut event: Map<String, Json> = serde_json::from_slice(&body).unwrap();

        let mut defaults = vec![("$is_server", "true"), ("$geoip_disable", "true")];
        if !is_second {
            defaults.extend([("$lib", "\"itly-runtime\""), ("$lib_version", VERSION)]);
        }
        let defaults = defaults.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let mut expected =
            laid_over([&defaults, &plan.unwrap_or_default(), &own, &call.unwrap_or_default()]);
        let root = if is_second { lifted(&mut expected) } else { Map::new() };
        prop_assert_eq!(event.remove("properties"), Some(expected.into()));
        event.retain(|name, _| !["event", "uuid", "distinct_id", "timestamp"].contains(&name.as_str()));
        prop_assert_eq!(event, root);
    }
}
