//! What the tests of delivery share: messages, and destinations that do as they are told.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Attempt, Batch, Clock, Delivery, DeliverySettings, DeliveryState, Destination, Flushed, HttpTransport,
    Limits, Message, MessageId, MessageKind, Outcome, Plugin, Stamp, Timestamp, Unfit, Webhook,
};

/// A track of `user`; the message id is the user, filled up with zeros.
pub(crate) fn message(user: &str) -> Message<'_> {
    let mut id = [0; 16];
    id.iter_mut().zip(user.bytes()).for_each(|(place, byte)| *place = byte);
    let stamp = Stamp::new(MessageId::from_bytes(id), Timestamp::from_unix_milliseconds(1_767_323_045_678));
    let mut message = Message::new(MessageKind::Track, stamp, user);
    message.name = Some("Song Played");
    message
}

/// What [`message`] becomes in the body of a webhook.
pub(crate) fn object(user: &str) -> String {
    let id = message(user).stamp.message_id;
    format!(
        r#"{{"type":"track","messageId":"{id}","timestamp":"2026-01-02T03:04:05.678Z","userId":"{user}","event":"Song Played"}}"#
    )
}

/// Hands over a message of each user.
pub(crate) fn push(delivery: &Delivery, users: &[&str]) {
    for user in users {
        let _ = delivery.push(&message(user));
    }
}

/// Flushes with a minute's time.
pub(crate) fn flush(delivery: &Delivery, clock: &ManualClock) -> Flushed {
    delivery.flush(clock.now() + Duration::from_secs(60)).unwrap()
}

/// Lets time pass until nothing is pending: for tests whose server has little real time to answer in.
pub(crate) fn let_time_pass(delivery: &Delivery, clock: &ManualClock) {
    delivery.request_flush();
    while delivery.stats().pending > 0 {
        clock.advance(Duration::from_secs(1));
        std::thread::yield_now();
    }
}

/// Accepted, sent, dropped and pending; the accounts must balance.
#[track_caller]
pub(crate) fn accounts(delivery: &Delivery) -> [u64; 4] {
    let stats = delivery.stats();
    assert!(stats.is_balanced(), "{stats:?}");
    [stats.accepted, stats.sent, stats.dropped.total(), stats.pending]
}

/// The same, and the server has taken each event once: it has answered `2xx` in full to as many message ids as were sent,
/// and to none of them twice. A batch whose answer was lost is sent again with the ids that it had, since delivery is at
/// least once; the server of the tests then counts the answer that arrived.
#[track_caller]
pub(crate) fn accounts_at(server: &ScriptedServer, delivery: &Delivery) -> [u64; 4] {
    let accounts = accounts(delivery);
    let mut taken = HashSet::new();
    for request in server.requests() {
        if request.status.is_some_and(|status| (200..300).contains(&status)) {
            for part in request.text().split("\"messageId\":\"").skip(1) {
                let id = part[..MESSAGE_ID_LENGTH].to_owned();
                assert!(taken.insert(id), "{} was sent twice", &part[..MESSAGE_ID_LENGTH]);
            }
        }
    }
    assert_eq!(taken.len() as u64, accounts[1], "taken by the server and counted as sent");
    accounts
}

/// The characters of a message id in JSON.
const MESSAGE_ID_LENGTH: usize = 36;

/// Waits until the thread of `delivery` has come to its end: a spool's folder is free for others then.
pub(crate) fn wait_for_end(delivery: &Delivery) {
    while delivery.stats().state != DeliveryState::Closed {
        std::thread::yield_now();
    }
}

/// Batches of two, and a clock that stands still.
pub(crate) fn settings(clock: &ManualClock) -> DeliverySettings {
    DeliverySettings::new().limits(Limits::new().batch_events(2)).clock(clock.clone())
}

/// A delivery to a webhook at `server`.
pub(crate) fn webhook(server: &ScriptedServer, settings: DeliverySettings) -> Delivery {
    let webhook = Webhook::with_transport(server.url("/events"), HttpTransport::without_proxy());
    Delivery::with_settings(webhook, settings)
}

/// Sends two events to a webhook that answers first with `reply`, which is a failure of the connection: the batch is kept,
/// and sent again with the same ids.
#[track_caller]
pub(crate) fn is_sent_again(reply: Reply) {
    let (server, clock) = (ScriptedServer::start([reply]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with("the connection to the receiver failed: "), "{cause}");
    assert_eq!(accounts_at(&server, &delivery), [2, 0, 0, 2]);

    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(server.requests()[1].text(), format!("[{},{}]", object("a"), object("b")));
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}

/// A destination that writes a line with the user, collects the bodies, and can be held up.
#[derive(Clone, Default)]
pub(crate) struct Collector {
    shared: Arc<(Mutex<Collected>, Condvar)>,
}

#[derive(Default)]
struct Collected {
    bodies: Vec<String>,
    is_shut: bool,
    waiting: usize,
}

impl Collector {
    /// One that lets no batch through until it is opened.
    pub(crate) fn shut() -> Self {
        let collector = Self::default();
        collector.shared.0.lock().unwrap().is_shut = true;
        collector
    }

    /// Lets everything through.
    pub(crate) fn open(&self) {
        self.shared.0.lock().unwrap().is_shut = false;
        self.shared.1.notify_all();
    }

    /// Waits until a batch is held up.
    pub(crate) fn wait_for_batch(&self) {
        drop(self.shared.1.wait_while(self.shared.0.lock().unwrap(), |it| it.waiting == 0).unwrap());
    }

    /// Waits until `count` batches are through, and returns them.
    pub(crate) fn wait_for_bodies(&self, count: usize) -> Vec<String> {
        let wait = self.shared.1.wait_while(self.shared.0.lock().unwrap(), |it| it.bodies.len() < count);
        wait.unwrap().bodies.clone()
    }

    /// The batches that are through.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.wait_for_bodies(0)
    }
}

impl Destination for Collector {
    fn name(&self) -> &str {
        "collector"
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        body.extend_from_slice(message.user_id.as_bytes());
        body.push(b'\n');
        Ok(())
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let (collected, changed) = &*self.shared;
        collected.lock().unwrap().waiting += 1;
        changed.notify_all();
        let mut collected = changed.wait_while(collected.lock().unwrap(), |it| it.is_shut).unwrap();
        collected.waiting -= 1;
        collected.bodies.push(String::from_utf8_lossy(batch.body).into_owned());
        changed.notify_all();
        Outcome::Delivered
    }
}
