//! Snowplow's events as a collector reads them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// The fields of an event with what is nested in them as JSON, whichever of the two ways it was written.
pub(crate) type Fields = BTreeMap<String, Json>;

/// The events in the body of a `POST`.
pub(crate) fn events(body: &Json) -> Vec<Fields> {
    let events = body["data"].as_array().expect("a list of events");
    events.iter().map(|event| fields(event.as_object().expect("an event"))).collect()
}

fn fields(event: &serde_json::Map<String, Json>) -> Fields {
    event.iter().map(|(key, value)| field(key, value.as_str().expect("every value is a text"))).collect()
}

/// The event in the query of a `GET`.
pub(crate) fn event_of_query(path: &str) -> Fields {
    let (_, query) = path.split_once('?').expect("a query");
    let pairs = query.split('&').map(|pair| pair.split_once('=').expect("a key and a value"));
    pairs.map(|(key, value)| field(key, &percent_decoded(value))).collect()
}

fn field(key: &str, text: &str) -> (String, Json) {
    match key {
        "ue_px" => ("ue_pr".to_owned(), from_base64(text)),
        "cx" => ("co".to_owned(), from_base64(text)),
        "ue_pr" | "co" => (key.to_owned(), serde_json::from_str(text).expect("JSON")),
        _ => (key.to_owned(), text.into()),
    }
}

/// JSON in base64, in the alphabet for URLs, padded or not.
fn from_base64(text: &str) -> Json {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for character in text.trim_end_matches('=').bytes() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let digit = alphabet.iter().position(|other| *other == character).expect("a digit of base64");
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    serde_json::from_slice(&bytes).expect("JSON")
}

fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}
