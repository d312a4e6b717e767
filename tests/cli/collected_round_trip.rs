//! What our own destinations send is read back as it was tracked.

use std::io::Cursor;
use std::time::Duration;

use ampli_rs::collected::{EventKind, Format, Input, Reader, Record, open};
use itly_runtime::testing::{ManualClock, ScriptedServer};
use itly_runtime::{
    Amplitude, AmplitudeOptions, Clock as _, Compression, Delivery, DeliverySettings, Destination, Event,
    GroupCall, HttpTransport, IdentifyCall, JsonLines, MessageId, PageCall, Plugin as _, PostHog,
    PostHogProtocol, Properties, RudderStack, ScreenCall, Segment, Stamp, Timestamp, TrackCall, Webhook,
};
use proptest::prelude::*;
use serde_json::Value;

const TIME: u64 = 1_767_323_045_678;
const ID: &str = "07070707-0707-0707-0707-070707070707";

/// Each message has an id of its own: PostHog counts by it what has arrived.
fn stamp(number: u8) -> Stamp {
    Stamp::new(MessageId::from_bytes([number; 16]), Timestamp::from_unix_milliseconds(TIME))
}

/// Kind, name, version and properties of what is read back.
type Read = (EventKind, String, Option<String>, String);

/// Makes a call of each kind that the destination knows, and waits until they are sent.
fn send(destination: impl Destination + 'static, name: &str, properties: &Properties<'_>, pages: bool) {
    let clock = ManualClock::new();
    let delivery = Delivery::with_settings(destination, DeliverySettings::new().clock(clock.clone()));
    let event = Event::new(name).with_version(Some("1.0.2")).with_properties(Some(properties.clone()));
    delivery.track(&TrackCall::new("ada", &event, stamp(7))).unwrap();
    delivery.identify(&IdentifyCall::new("ada", Some(properties), stamp(1))).unwrap();
    delivery.group(&GroupCall::new("ada", "gardeners", Some(properties), stamp(2))).unwrap();
    if pages {
        delivery.page(&PageCall::new("ada", Some("c"), Some(name), Some(properties), stamp(3))).unwrap();
        delivery.screen(&ScreenCall::new("ada", Some(name), Some(properties), stamp(4))).unwrap();
    }
    delivery.flush(clock.now() + Duration::from_secs(60)).unwrap();
    let stats = delivery.stats();
    assert_eq!(stats.accepted, stats.sent, "{stats:?}");
}

/// All events, of which each says when it happened.
fn read(reader: &mut Reader) -> Vec<Read> {
    let mut read = Vec::new();
    while let Some(record) = reader.next() {
        let Record::Event(event) = record else { panic!("{record:?}") };
        assert_eq!(event.time, Some(i64::try_from(TIME).unwrap() * 1_000), "{event:?}");
        let properties = event.properties.text().to_owned();
        read.push((event.kind, event.name.into_owned(), event.version.map(Into::into), properties));
    }
    read
}

/// What a server gets, read back: the form that it is told to have, and the events.
fn over_http<D: Destination + 'static>(
    name: &str,
    properties: &Properties<'_>,
    pages: bool,
    destination: impl FnOnce(&str) -> D,
) -> (Option<Format>, Vec<Read>) {
    let server = ScriptedServer::start([]);
    send(destination(&server.url("")), name, properties, pages);
    let mut format = None;
    let mut events = Vec::new();
    for request in server.requests() {
        let mut reader = Reader::of("body", Cursor::new(request.body), None).unwrap();
        events.extend(read(&mut reader));
        format = reader.format();
    }
    (format, events)
}

fn transport() -> HttpTransport {
    HttpTransport::without_proxy()
}

/// The same members, whatever their order.
fn same(read: &[Read], kind: EventKind, name: &str, version: Option<&str>, properties: &str) {
    let own: Vec<_> = read.iter().filter(|(known, ..)| *known == kind).collect();
    let [(_, known, known_version, json)] = *own else { panic!("{kind:?}: {read:?}") };
    assert_eq!((known.as_str(), known_version.as_deref()), (name, version), "{kind:?}");
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let mut read = value(json);
    if matches!(kind, EventKind::Page | EventKind::Screen) {
        // Segment wants name and category among the properties too.
        let wanted = value(properties);
        read.as_object_mut().unwrap().retain(|key, _| wanted.get(key).is_some());
    }
    assert_eq!(read, value(properties), "{kind:?}");
}

proptest! {
    // Each case writes a file, and posts to six servers.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_call_comes_back_from_a_file(name in "\\PC{1,12}|[a\"\\\\\n\t]{1,6}", keys in prop::collection::vec("\\PC{0,6}", 0..5), number: i64) {
        let properties = some(&keys, &name, number);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        send(JsonLines::new(&path), &name, &properties, true);
        let json = properties.to_json();
        let no = String::new;
        let expected = vec![
            (EventKind::Track, name.clone(), Some("1.0.2".to_owned()), json.clone()),
            (EventKind::Identify, no(), None, json.clone()),
            (EventKind::Group, no(), None, json.clone()),
            (EventKind::Page, name.clone(), None, json.clone()),
            (EventKind::Screen, name.clone(), None, json),
        ];
        let mut reader = open(&Input::file(&path, None), None).unwrap();
        if let Some(Record::Event(event)) = reader.next() {
            prop_assert_eq!((event.id.as_deref(), event.line), (Some(ID), 1));
        }
        prop_assert_eq!(read(&mut open(&Input::file(&path, None), None).unwrap()), expected);
    }

    /// Names that begin with `$` are the vendors' own.
    #[test]
    fn every_call_comes_back_from_a_server(name in "[a-zA-Zé日\\\\\" ]{0,10}[a-z]", keys in prop::collection::hash_set("[a-zé\\\\\"][a-zA-Z \\.]{0,6}", 1..5), number: i32) {
        let keys: Vec<String> = keys.into_iter().collect();
        let properties = some(&keys, &name, i64::from(number));
        let json = properties.to_json();
        let all = |read: &[Read], version| {
            same(read, EventKind::Track, &name, version, &json);
            same(read, EventKind::Identify, "", None, &json);
            same(read, EventKind::Group, "", None, &json);
            same(read, EventKind::Page, &name, None, &json);
            same(read, EventKind::Screen, &name, None, &json);
        };

        let (format, read) = over_http(&name, &properties, true, |url| Segment::with_transport("key", transport()).host(url));
        prop_assert_eq!(format, Some(Format::Segment));
        all(&read, None);

        let (format, read) = over_http(&name, &properties, true, |url| {
            RudderStack::with_transport("key", transport()).host(url).compression(Compression::Gzip)
        });
        prop_assert_eq!(format, Some(Format::Segment));
        all(&read, None);

        for protocol in [PostHogProtocol::V0, PostHogProtocol::V1] {
            let (format, read) = over_http(&name, &properties, true, |url| {
                PostHog::with_transport("key", transport()).host(url).protocol(protocol).group_type("company")
            });
            prop_assert_eq!(format, Some(Format::PostHog));
            all(&read, None);
        }

        let (format, read) = over_http(&name, &properties, true, |url| Webhook::with_transport(format!("{url}/in"), transport()));
        prop_assert_eq!(format, Some(Format::JsonLines));
        all(&read, Some("1.0.2"));

        let (format, read) = over_http(&name, &properties, false, |url| {
            let options = AmplitudeOptions::new().group_type("company");
            Amplitude::with_transport("key", transport()).host(url).min_id_length(1).options(options)
        });
        prop_assert_eq!(format, Some(Format::Amplitude));
        same(&read, EventKind::Track, &name, None, &json);
        same(&read, EventKind::Group, "", None, &json);
        let of_user: Vec<_> = read.iter().filter(|(kind, ..)| *kind == EventKind::Identify).collect();
        prop_assert!(of_user.iter().any(|(.., said)| {
            serde_json::from_str::<Value>(said).unwrap() == serde_json::from_str::<Value>(&json).unwrap()
        }), "{:?}", of_user);
    }
}

/// Properties of these names.
fn some<'p>(keys: &'p [String], text: &'p str, number: i64) -> Properties<'p> {
    let mut properties = Properties::new();
    for (index, key) in keys.iter().enumerate() {
        properties = match index % 3 {
            0 => properties.with(key, number),
            1 => properties.with(key, text),
            _ => properties.with(key, index % 2 == 0),
        };
    }
    properties
}
