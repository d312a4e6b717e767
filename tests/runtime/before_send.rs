//! What a hook before the queue returns is sent; what it drops or panics over is not.

use itly_runtime::testing::{ManualClock, ScriptedServer};
use itly_runtime::{DropReason, Properties};

use crate::support::delivery::{accounts, flush, message, object, push, settings, webhook};

#[test]
fn an_event_can_be_changed_and_hooks_see_what_those_before_them_did() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let settings = settings(&clock)
        .before_send(|mut event| {
            event.user_id = format!("{}-1", event.user_id).into();
            event.properties = Some(Properties::new().with("n", 1).with("secret", "x"));
            Some(event)
        })
        .before_send(|mut event| {
            assert_eq!(event.user_id, "a-1");
            event.name = event.name.map(|name| name.to_uppercase().into());
            event.properties = event.properties.map(|properties| properties.without("secret"));
            Some(event)
        });
    let delivery = webhook(&server, settings);
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    let expected = object("a")
        .replace(r#""userId":"a""#, r#""userId":"a-1""#)
        .replace(r#""Song Played"}"#, r#""SONG PLAYED","properties":{"n":1}}"#);
    assert_eq!(server.requests()[0].text(), format!("[{expected}]"));
}

#[test]
fn an_event_can_be_dropped_and_a_panic_drops_it() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let settings = settings(&clock).before_send(|event| match &*event.user_id {
        "a" => None,
        "b" => panic!("the hook's own fault"),
        _ => Some(event),
    });
    let delivery = webhook(&server, settings);
    assert_eq!(delivery.push(&message("a")), Err(DropReason::BeforeSend));
    assert_eq!(delivery.push(&message("b")), Err(DropReason::BeforeSend));
    assert_eq!(delivery.push(&message("c")), Ok(()));
    flush(&delivery, &clock);
    assert_eq!(server.requests()[0].text(), format!("[{}]", object("c")));
    assert_eq!(delivery.stats().dropped.of(DropReason::BeforeSend), 2);
    assert_eq!(accounts(&delivery), [3, 1, 2, 0]);
}
