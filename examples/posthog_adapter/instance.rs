//! One SDK, as a test of the harness uses it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use itly_runtime::{
    CallOptions, Clock, Delivery, DeliverySettings, Destination, Environment, Error, Itly, MessageId,
    Options, PostHog, PostHogOptions, RetryPolicy, Stamp, UntypedEvent, Value,
};
use serde_json::{Value as Json, json};

use super::adapter::{Protocol, Setup};
use super::exchanges::Exchanges;
use super::moment;

/// How long a flush waits for everything to be sent or given up: longer than all of a few retries, shorter than the
/// harness's own patience.
pub(crate) const FLUSH: Duration = Duration::from_secs(25);

pub(crate) struct Instance<C> {
    itly: Itly,
    delivery: Delivery,
    exchanges: Exchanges,
    clock: C,
}

impl<C: Clock + Clone + 'static> Instance<C> {
    /// One with these parameters of `/init`; what they do not say is as the SDK has it by default.
    pub(crate) fn new(
        setup: &Setup<C>,
        protocol: Protocol,
        test_id: &str,
        parameters: &Json,
    ) -> Result<Self, String> {
        let exchanges = Exchanges::default();
        let posthog = posthog(setup, protocol, test_id, parameters, &exchanges)?;
        let mut limits = posthog.limits();
        if let Some(events) = number(parameters, "flush_at") {
            limits = limits.batch_events(usize::try_from(events).unwrap_or(usize::MAX));
        }
        if let Some(milliseconds) = number(parameters, "flush_interval_ms") {
            limits = limits.interval(Duration::from_millis(milliseconds));
        }
        // A pause that PostHog asks for is a retry to the harness.
        let mut retry = RetryPolicy::new().count_requested_pauses(true);
        if let Some(retries) = number(parameters, "max_retries") {
            retry = retry.max_retries(u32::try_from(retries).unwrap_or(u32::MAX));
        }
        let settings = DeliverySettings::new().limits(limits).retry(retry).clock(setup.clock.clone());
        let delivery = Delivery::with_settings(exchanges.of(posthog), settings);
        let itly = Itly::new();
        let options = Options::new()
            .environment(Environment::Production)
            .clock(setup.clock.clone())
            .plugin(delivery.clone());
        itly.load(options).map_err(told)?;
        Ok(Self { itly, delivery, exchanges, clock: setup.clock.clone() })
    }

    /// `/capture`, and `/capture_ai` if `is_ai`.
    pub(crate) fn capture(&self, call: &Json, is_ai: bool) -> Result<Json, String> {
        let distinct_id = match &call["distinct_id"] {
            Json::Null => return Err("`distinct_id` is missing".to_owned()),
            Json::String(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(other.to_string()),
        };
        let name = call["event"].as_str().ok_or("`event` is missing")?;
        let mut event = UntypedEvent::new(name);
        if let Some(members) = call["properties"].as_object() {
            event = event.properties(members.iter().map(|(name, json)| (name, value(json))).collect());
        }
        let message_id = match call["uuid"].as_str() {
            Some(text) => message_id(text).ok_or_else(|| format!("`{text}` is no UUID"))?,
            None => Stamp::now(&self.clock).message_id,
        };
        let mut options = CallOptions::new().message_id(message_id).plugin("posthog", of_event(call, is_ai));
        if let Some(text) = call["timestamp"].as_str() {
            let time = moment::parse(text).ok_or_else(|| format!("`{text}` is no time of RFC 3339"))?;
            options = options.time(time);
        }
        self.itly.with_options(&options).track(&distinct_id, &event).map_err(told)?;
        Ok(json!({ "success": true, "uuid": message_id.to_string() }))
    }

    /// `/flush`
    pub(crate) fn flush(&self) -> Result<Json, String> {
        let report = self.itly.flush(FLUSH).map_err(told)?;
        Ok(json!({ "success": true, "events_flushed": report.total().sent }))
    }

    /// `/state`, with the number of events that were given up.
    pub(crate) fn state(&self) -> Json {
        let stats = self.delivery.stats();
        json!({
            "pending_events": stats.pending,
            "total_events_captured": stats.accepted,
            "total_events_sent": stats.sent,
            "total_events_dropped": stats.dropped.total(),
            "total_retries": stats.retries,
            "last_error": stats.last_error,
            "requests_made": self.exchanges.to_json(),
        })
    }

    /// Sends nothing more, and waits for nothing.
    pub(crate) fn end(&self) {
        // The second call fails, and there is nothing left to do then.
        let _ = self.itly.shutdown(Duration::ZERO);
    }
}

fn posthog<C>(
    setup: &Setup<C>,
    protocol: Protocol,
    test_id: &str,
    parameters: &Json,
    exchanges: &Exchanges,
) -> Result<PostHog, String> {
    let api_key = parameters["api_key"].as_str().ok_or("`api_key` is missing")?;
    let transport = exchanges.over(Arc::clone(&setup.transport));
    let mut posthog = PostHog::with_transport(api_key, transport).protocol(protocol.of_posthog());
    if let Some(host) = parameters["host"].as_str() {
        posthog = posthog.host(host);
    }
    if parameters["enable_compression"] == true {
        posthog = posthog.compression(setup.encoding);
    }
    if let Some(disable_geoip) = parameters["disable_geoip"].as_bool() {
        posthog = posthog.geoip(!disable_geoip);
    }
    if let Some(historical_migration) = parameters["historical_migration"].as_bool() {
        posthog = posthog.historical_migration(historical_migration);
    }
    if !test_id.is_empty() {
        posthog = posthog.header("X-Test-Id", test_id);
    }
    Ok(posthog)
}

/// The options of a call, those of the wrong type left out.
fn of_event(call: &Json, is_ai: bool) -> PostHogOptions {
    let said = &call["options"];
    let mut options = if is_ai { PostHogOptions::new().ai() } else { PostHogOptions::new() };
    if let Some(flag) = said["cookieless_mode"].as_bool() {
        options = options.cookieless_mode(flag);
    }
    if let Some(flag) = said["disable_skew_correction"].as_bool() {
        options = options.disable_skew_correction(flag);
    }
    if let Some(flag) = said["process_person_profile"].as_bool() {
        options = options.process_person_profile(flag);
    }
    if let Some(id) = said["product_tour_id"].as_str() {
        options = options.product_tour_id(id);
    }
    options
}

fn number(parameters: &Json, name: &str) -> Option<u64> {
    parameters[name].as_u64()
}

fn told(error: Error) -> String {
    error.to_string()
}

fn value(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Value::Integer(integer),
            (None, Some(unsigned)) => Value::Unsigned(unsigned),
            (None, None) => number.as_f64().into(),
        },
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect()),
        Json::Object(members) => {
            Value::Object(members.iter().map(|(name, json)| (name.as_str().into(), value(json))).collect())
        }
    }
}

fn message_id(text: &str) -> Option<MessageId> {
    let digits = text.replace('-', "");
    let number = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?;
    Some(MessageId::from_bytes(number.to_be_bytes()))
}
