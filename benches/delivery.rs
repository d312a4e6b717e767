//! What it costs to deliver events to a local receiver, against posting batches that are written already; the memory of
//! queued events; what becomes of a burst.
//!
//! `cargo bench -p itly-runtime --features webhook --bench delivery`
//!
//! CPU time is counted thread by thread, as Linux tells it in `/proc`: that of the destination's own thread on the one
//! side, that of a bare loop over the same transport on the other. The receiver runs in this process and is not counted;
//! nor are the `track` calls: see `benches/track.rs`.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod bed_planted;
mod sink;

use std::fs;
use std::path::Path;
use std::time::Duration;

use itly_runtime::{
    Attempt, Batch, Delivery, Destination, HttpTransport, Itly, Limits, Message, Needs, Options, Outcome,
    PlanValidator, Request, Transport, Unfit, Webhook,
};

use self::bed_planted::{GardenContext, event};
use self::sink::Sink;

const BATCH: u32 = 1_000;
const ROUND: u32 = 100_000;
const ROUNDS: u32 = 20;
const BURST: u32 = 200_000;

const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    memory();
    let sink = Sink::start();
    let delivery = Delivery::new(webhook(&sink));
    let itly = load(&delivery);
    send(&itly, BATCH);
    let body = sink.last_body();
    let worker = thread_named("itly-webhook");
    let transport = HttpTransport::without_proxy();
    // One beside the other, so that what else the machine does falls on both.
    let rounds: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|_| {
            let bare = cpu_seconds_of("/proc/thread-self", || post(&transport, &sink, &body, ROUND / BATCH));
            (bare, cpu_seconds_of(&worker, || send(&itly, ROUND)))
        })
        .collect();
    itly.shutdown(PATIENCE).expect("shuts down once");
    assert_eq!(delivery.stats().sent, u64::from(ROUND * ROUNDS + BATCH), "everything arrives");

    let least = |seconds: fn(&(f64, f64)) -> f64| rounds.iter().map(seconds).fold(f64::INFINITY, f64::min);
    let (bare, delivered) = (least(|round| round.0), least(|round| round.1));
    let size = body.len() / BATCH as usize;
    println!("bare loop             {bare:6.3} CPU s for a million events, {size} bytes each");
    println!(
        "delivery              {delivered:6.3} CPU s, {:.2} times the bare loop (budget: 2)",
        delivered / bare
    );
    burst(&sink);
}

fn webhook(sink: &Sink) -> Webhook {
    Webhook::with_transport(sink.url(), HttpTransport::without_proxy())
}

fn load(delivery: &Delivery) -> Itly {
    let itly = Itly::new();
    let context = GardenContext { version: "1.0", region: "eu-west-1" };
    let options = Options::<Needs<GardenContext>>::new().context(context);
    let validator = PlanValidator::new(&["Bed Planted", "context"]);
    itly.load(options.plugin(validator).plugin(delivery.clone())).expect("loads once");
    itly
}

fn track(itly: &Itly, events: u32) {
    for number in 0..events {
        itly.track("some-user-id", &event(number)).expect("the event is valid");
    }
}

fn send(itly: &Itly, events: u32) {
    track(itly, events);
    itly.flush(PATIENCE).expect("flushes");
}

/// Posts a batch that is written already.
fn post(transport: &HttpTransport, sink: &Sink, body: &[u8], times: u32) {
    for _ in 0..times {
        let request = Request::post(sink.url(), body).header("Content-Type", "application/json");
        let answer = transport.send(&request, PATIENCE).expect("the receiver answers");
        assert_eq!(answer.status, 200);
    }
}

/// CPU seconds that a thread spends while `work` runs, for a million events.
fn cpu_seconds_of(thread: impl AsRef<Path>, work: impl FnOnce()) -> f64 {
    let before = cpu_seconds(&thread);
    work();
    (cpu_seconds(&thread) - before) * 1e6 / f64::from(ROUND)
}

/// The folder of the thread in `/proc`.
fn thread_named(name: &str) -> String {
    let threads = fs::read_dir("/proc/self/task").expect("Linux lists threads").flatten();
    let has_name =
        |path: &Path| fs::read_to_string(path.join("comm")).is_ok_and(|comm| comm.trim_end() == name);
    let thread = threads.map(|entry| entry.path()).find(|path| has_name(path));
    thread.expect("the thread runs").display().to_string()
}

fn cpu_seconds(thread: impl AsRef<Path>) -> f64 {
    let text =
        fs::read_to_string(thread.as_ref().join("schedstat")).expect("Linux counts CPU time by thread");
    let nanoseconds: Option<f64> = text.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.expect("a number of nanoseconds") / 1e9
}

/// How much more memory is resident with 10,000 events in the queue.
fn memory() {
    const EVENTS: u32 = 10_000;
    let delivery = Delivery::new(Waiting);
    let itly = load(&delivery);
    track(&itly, 1);
    let before = resident_bytes();
    track(&itly, EVENTS);
    let grown = resident_bytes() - before;
    let queued = delivery.stats().pending_bytes as f64;
    println!(
        "memory                {grown} bytes for {EVENTS} events of {queued} bytes, {:.2} times (budget: 2)",
        grown as f64 / queued
    );
    itly.shutdown(PATIENCE).expect("shuts down once");
}

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells the memory of a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the resident memory");
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number of kibibytes");
    kibibytes * 1024
}

/// A program that tracks faster than anything can be sent.
fn burst(sink: &Sink) {
    let delivery = Delivery::new(webhook(sink));
    let itly = load(&delivery);
    track(&itly, BURST);
    itly.shutdown(PATIENCE).expect("shuts down once");
    let stats = delivery.stats();
    assert_eq!(stats.accepted, u64::from(BURST));
    assert_eq!(stats.accepted, stats.sent + stats.dropped.total(), "every event is accounted for");
    println!("burst of {BURST}       {} sent, {} dropped and counted", stats.sent, stats.dropped.total());
}

/// Asks for no event before it is shut down.
struct Waiting;

impl Destination for Waiting {
    fn name(&self) -> &str {
        "waiting"
    }

    fn limits(&self) -> Limits {
        let hour = Duration::from_secs(60 * 60);
        Limits::new().batch_events(usize::MAX).batch_bytes(usize::MAX).interval(hour)
    }

    fn encode(&self, _message: &Message<'_>, _body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        Ok(())
    }

    fn deliver(&self, _batch: &Batch<'_>) -> Outcome {
        Outcome::Delivered
    }
}
