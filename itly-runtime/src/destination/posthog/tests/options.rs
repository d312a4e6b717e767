use std::any::Any;

use super::{attempt, posthog, track};
use crate::delivery::{Destination, Message, MessageKind};
use crate::destination::posthog::PostHogOptions;
use crate::properties::Properties;
use crate::transport::Response;

/// The properties of `message` when it is sent with `options`, without the defaults.
fn properties(message: Message<'_>, options: &(dyn Any + Send + Sync)) -> String {
    let (posthog, _) = posthog(Response::new(200), |posthog| posthog.geoip(true));
    let options = posthog.options_json(options);
    let message = Message { options: options.as_deref(), ..message };
    let mut body = Vec::new();
    posthog.encode(&message, &mut body, &attempt()).unwrap();
    let text = String::from_utf8(body).unwrap();
    let start = text.find("\"properties\":{").unwrap() + 14;
    let end = text.find("\"$lib\":").unwrap();
    text[start..end].trim_end_matches(',').to_owned()
}

#[test]
fn each_option_is_a_property_under_posthogs_name() {
    let options = PostHogOptions::new()
        .group("company", "first")
        .group("team", "blue")
        .group("company", "acme")
        .set(Properties::from([("plan", "pro")]))
        .set_once(Properties::from([("seen", 0.5)]))
        .process_person_profile(false)
        .session_id("s")
        .window_id("w")
        .cookieless_mode(true)
        .disable_skew_correction(true)
        .product_tour_id("t")
        .disable_geoip(false);
    assert_eq!(
        properties(track(r#""n":1"#), &options),
        r#""n":1,"$groups":{"team":"blue","company":"acme"},"$set":{"plan":"pro"},"$set_once":{"seen":0.5},"$process_person_profile":false,"$session_id":"s","$window_id":"w","$cookieless_mode":true,"$ignore_sent_at":true,"$product_tour_id":"t","$geoip_disable":false"#
    );
    assert_eq!(properties(track(r#""n":1"#), &PostHogOptions::new()), r#""n":1"#);
}

#[test]
fn an_option_replaces_the_property_where_it_stands() {
    let options = PostHogOptions::new().session_id("of the call");
    assert_eq!(
        properties(track(r#""$session_id":"of the event","n":1"#), &options),
        r#""$session_id":"of the call","n":1"#
    );
}

#[test]
fn what_is_set_with_an_identify_call_is_set_with_the_rest() {
    let identify = Message { properties: Some(r#""a":1,"b":1"#), ..super::message(MessageKind::Identify) };
    let options = PostHogOptions::new().set(Properties::from([("b", 2), ("c", 2)]));
    assert_eq!(properties(identify, &options), r#""$set":{"a":1,"b":2,"c":2}"#);
}

#[test]
fn a_group_call_may_name_the_type_of_its_group() {
    let group = Message { target: Some("g"), ..super::message(MessageKind::Group) };
    let options = PostHogOptions::new().group_type("pro\"ject");
    assert_eq!(properties(group, &options), r#""$group_type":"pro\"ject","$group_key":"g","$group_set":{}"#);
}

#[test]
fn plain_properties_are_properties_for_posthog_alone() {
    let options = Properties::from([("n", 2), ("endpoint", 3)]);
    assert_eq!(properties(track(r#""n":1"#), &options), r#""n":2,"endpoint":3"#);
    assert_eq!(properties(track(r#""n":1"#), &"of another type"), r#""n":1"#);
}

#[test]
fn ai_events_are_for_the_second_endpoint() {
    let (posthog, _) = posthog(Response::new(200), |posthog| posthog);
    let endpoint =
        |options: Option<String>| posthog.endpoint(&Message { options: options.as_deref(), ..track("") });
    assert_eq!(endpoint(None), 0);
    assert_eq!(endpoint(posthog.options_json(&PostHogOptions::new().group_type("ai"))), 0);
    assert_eq!(endpoint(posthog.options_json(&Properties::from([("endpoint", "ai")]))), 0);
    assert_eq!(endpoint(posthog.options_json(&PostHogOptions::new().ai().group("a", "b"))), 1);
}
