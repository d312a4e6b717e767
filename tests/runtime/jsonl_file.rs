//! Events as lines in a file.

use std::fs;
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    AliasCall, Delivery, DeliverySettings, Event, GroupCall, IdentifyCall, JsonLines, MessageId, PageCall,
    Plugin, Properties, ScreenCall, Stamp, Timestamp, TrackCall,
};

use crate::support::delivery::{accounts, flush, object, push};

fn stamp(last: u8) -> Stamp {
    let mut id = [0; 16];
    id[15] = last;
    Stamp::new(
        MessageId::from_bytes(id),
        Timestamp::from_unix_milliseconds(1_767_323_045_000 + u64::from(last)),
    )
}

#[test]
fn every_call_is_a_line() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
    let path = folder.path().join("deep/down/events.jsonl");
    let settings = DeliverySettings::new().clock(clock.clone());
    let delivery = Delivery::with_settings(JsonLines::new(&path), settings);
    let properties = Properties::new().with("n", 1).with("title", "é \"x\" & <y>\n");
    let event = Event::new("Song & Dance")
        .with_id(Some("e1"))
        .with_version(Some("1.0.0"))
        .with_properties(Some(properties.clone()));

    delivery.identify(&IdentifyCall::new("u", Some(&properties), stamp(1))).unwrap();
    delivery.alias(&AliasCall::new("u", "anonymous", stamp(2))).unwrap();
    delivery.group(&GroupCall::new("u", "g", None, stamp(3))).unwrap();
    delivery.page(&PageCall::new("u", Some("c"), Some("Home"), Some(&Properties::new()), stamp(4))).unwrap();
    delivery.screen(&ScreenCall::new("u", None, None, stamp(5))).unwrap();
    delivery.track(&TrackCall::new("u", &event, stamp(6))).unwrap();
    flush(&delivery, &clock);

    let head = |kind: &str, last: u8| {
        format!(
            r#"{{"type":"{kind}","messageId":"00000000-0000-0000-0000-00000000000{last}","timestamp":"2026-01-02T03:04:05.00{last}Z","userId":"u""#
        )
    };
    let members = r#"{"n":1,"title":"é \"x\" & <y>\n"}"#;
    let expected = [
        format!(r#"{},"traits":{members}}}"#, head("identify", 1)),
        format!(r#"{},"previousId":"anonymous"}}"#, head("alias", 2)),
        format!(r#"{},"groupId":"g"}}"#, head("group", 3)),
        format!(r#"{},"category":"c","name":"Home","properties":{{}}}}"#, head("page", 4)),
        format!("{}}}", head("screen", 5)),
        format!(
            r#"{},"event":"Song & Dance","eventId":"e1","eventVersion":"1.0.0","properties":{members}}}"#,
            head("track", 6)
        ),
    ];
    assert_eq!(fs::read_to_string(&path).unwrap(), expected.map(|line| line + "\n").concat());
    assert_eq!(accounts(&delivery), [6, 6, 0, 0]);
}

#[test]
fn lines_are_appended() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
    let path = folder.path().join("events.jsonl");
    for user in ["a", "b"] {
        let settings = DeliverySettings::new().clock(clock.clone());
        let delivery = Delivery::with_settings(JsonLines::new(&path), settings);
        push(&delivery, &[user]);
        flush(&delivery, &clock);
        assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{}\n{}\n", object("a"), object("b")));
}

#[test]
fn a_file_that_can_not_be_written_is_tried_again() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
    let (obstacle, path) = (folder.path().join("logs"), folder.path().join("logs/events.jsonl"));
    fs::write(&obstacle, "a file where the folder should be").unwrap();
    let settings = DeliverySettings::new().clock(clock.clone());
    let delivery = Delivery::with_settings(JsonLines::new(&path), settings);
    push(&delivery, &["a"]);
    delivery.request_flush();
    while delivery.stats().last_error.is_none() {
        std::thread::yield_now();
    }
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with(&format!("`{}` can't be written: ", path.display())), "{cause}");
    assert_eq!(accounts(&delivery), [1, 0, 0, 1]);

    let pause = clock.wait_until_parked("itly-jsonl").unwrap();
    fs::remove_file(&obstacle).unwrap();
    clock.advance(pause.max(Duration::from_secs(1)));
    flush(&delivery, &clock);
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{}\n", object("a")));
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
}
