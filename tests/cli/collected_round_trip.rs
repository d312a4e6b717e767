//! What our own destination writes is read back as it was sent.

use std::time::Duration;

use ampli_rs::collected::{EventKind, Input, Record, open};
use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Clock as _, Delivery, DeliverySettings, Event, GroupCall, IdentifyCall, JsonLines, MessageId, PageCall,
    Plugin, Properties, ScreenCall, Stamp, Timestamp, TrackCall,
};
use proptest::prelude::*;

const TIME: u64 = 1_767_323_045_678;

fn stamp() -> Stamp {
    Stamp::new(MessageId::from_bytes([7; 16]), Timestamp::from_unix_milliseconds(TIME))
}

/// Kind, name, version and properties of what is read back.
type Read = (EventKind, String, Option<String>, String);

/// Sends each kind of call with these properties, and reads them back.
fn sent_and_read(name: &str, properties: &Properties<'_>) -> Vec<Read> {
    let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
    let path = folder.path().join("events.jsonl");
    let settings = DeliverySettings::new().clock(clock.clone());
    let delivery = Delivery::with_settings(JsonLines::new(&path), settings);
    let event = Event::new(name).with_version(Some("1.0.2")).with_properties(Some(properties.clone()));
    delivery.track(&TrackCall::new("u", &event, stamp())).unwrap();
    delivery.identify(&IdentifyCall::new("u", Some(properties), stamp())).unwrap();
    delivery.group(&GroupCall::new("u", "g", Some(properties), stamp())).unwrap();
    delivery.page(&PageCall::new("u", Some("c"), Some(name), Some(properties), stamp())).unwrap();
    delivery.screen(&ScreenCall::new("u", None, None, stamp())).unwrap();
    delivery.flush(clock.now() + Duration::from_secs(60)).unwrap();

    let mut reader = open(&Input::file(&path, None), None).unwrap();
    let mut read = Vec::new();
    while let Some(record) = reader.next() {
        let Record::Event(event) = record else { panic!("{record:?}") };
        assert_eq!(event.time, Some(i64::try_from(TIME).unwrap() * 1_000));
        assert_eq!(event.id.as_deref(), Some("07070707-0707-0707-0707-070707070707"));
        assert_eq!(event.line, read.len() as u64 + 1);
        let properties = String::from_utf8(event.properties.into_owned()).unwrap();
        read.push((event.kind, event.name.into_owned(), event.version.map(Into::into), properties));
    }
    read
}

proptest! {
    // Each case writes a file.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_call_comes_back(name in "\\PC{1,12}|[a\"\\\\\n\t]{1,6}", keys in prop::collection::vec("\\PC{0,6}", 0..5), number: i64) {
        let mut properties = Properties::new();
        for (index, key) in keys.iter().enumerate() {
            properties = match index % 3 {
                0 => properties.with(key, number),
                1 => properties.with(key, name.as_str()),
                _ => properties.with(key, index % 2 == 0),
            };
        }
        let json = properties.to_json();
        let no = String::new;
        let expected = vec![
            (EventKind::Track, name.clone(), Some("1.0.2".to_owned()), json.clone()),
            (EventKind::Identify, no(), None, json.clone()),
            (EventKind::Group, no(), None, json.clone()),
            (EventKind::Page, name.clone(), None, json),
            (EventKind::Screen, no(), None, "{}".to_owned()),
        ];
        prop_assert_eq!(sent_and_read(&name, &properties), expected);
    }
}
