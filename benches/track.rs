//! What one `track` call costs, against writing the same bytes by hand; what a disabled one costs; what becomes of a
//! burst.
//!
//! `cargo bench -p itly-runtime --bench track`
//!
//! With `-- calls NUMBER` or `-- by-hand NUMBER` that many events are written and nothing is measured: for valgrind, as
//! `benches/README.md` says.
//!
//! A figure is the least of many short rounds, so that whatever else the machine does is left out; only the ratios mean
//! something. The limit does what nobody can leave out: it checks the two rules, reads the clock, makes an id, and
//! writes the event's bytes into a thread-local buffer that is handed over as blocks of 64 KiB.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod bed_planted;
mod by_hand;

use std::hint::black_box;
use std::time::{Duration, Instant};

use itly_runtime::{
    Attempt, Batch, Delivery, Destination, Environment, Itly, Message, Needs, Options, Outcome,
    PlanValidator, Unfit, ValidationOptions,
};

use self::bed_planted::{GardenContext, event};

/// Few enough for a round to fit between two interruptions.
const EVENTS: u32 = 5_000;
const ROUNDS: u32 = 400;
const BURST: u32 = 200_000;

const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    if let Some(calls) = argument("calls") {
        let loaded = Loaded::with_plan(Environment::Production);
        loaded.track(calls);
        loaded.shut_down();
        return;
    }
    if let Some(calls) = argument("by-hand") {
        by_hand::write(calls);
        return;
    }
    println!("disabled track call   {:6.2} ns an event (budget: 5)", disabled());
    let limit = least(|| {
        let spent = elapsed(|| by_hand::write(EVENTS));
        by_hand::take_blocks();
        spent
    });
    println!("written by hand       {limit:6.1} ns an event");
    for environment in [Environment::Production, Environment::Development] {
        let call = Loaded::with_plan(environment).measure();
        println!(
            "one track call        {call:6.1} ns an event, {:.2} times the limit (budget: 1.6), {environment:?}",
            call / limit
        );
    }
    let unchecked = Loaded::new(with_context().validation(ValidationOptions::new().disabled(true))).measure();
    println!("  without validation  {unchecked:6.1} ns an event, {:.2} times the limit", unchecked / limit);
    burst();
}

/// The number behind `name` on the command line.
fn argument(name: &str) -> Option<u32> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next().map(|number| number.parse().expect("a number of calls"))
}

/// Nanoseconds an event, in the best of all rounds.
fn least(mut round: impl FnMut() -> Duration) -> f64 {
    let best = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    best.as_secs_f64() * 1e9 / f64::from(EVENTS)
}

fn elapsed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn disabled() -> f64 {
    const TIMES: u32 = 20;
    let itly = Itly::new();
    itly.load(Options::new().disabled(true)).expect("loads once");
    let event = event(1);
    let calls = || {
        for _ in 0..EVENTS * TIMES {
            black_box(&itly).track(black_box("some-user-id"), &event).expect("a disabled instance takes all");
        }
    };
    least(|| elapsed(calls)) / f64::from(TIMES)
}

fn with_context() -> Options {
    Options::<Needs<GardenContext>>::new().context(GardenContext { version: "1.0", region: "eu-west-1" })
}

/// An instance with a context, a destination that takes everything, and no logger.
struct Loaded {
    itly: Itly,
    delivery: Delivery,
}

impl Loaded {
    fn new(options: Options) -> Self {
        let delivery = Delivery::new(Nowhere);
        let itly = Itly::new();
        itly.load(options.plugin(delivery.clone())).expect("loads once");
        Self { itly, delivery }
    }

    /// As a generated SDK loads it: the plan's own checks are run on every event.
    fn with_plan(environment: Environment) -> Self {
        let validator = PlanValidator::new(&["Bed Planted", "context"]);
        Self::new(with_context().environment(environment).plugin(validator))
    }

    fn track(&self, events: u32) {
        for number in 0..events {
            self.itly.track(black_box("some-user-id"), &event(number)).expect("the event is valid");
        }
    }

    fn measure(self) -> f64 {
        let call = least(|| {
            let spent = elapsed(|| self.track(EVENTS));
            // Between rounds the queue is emptied, so that it is never full.
            self.itly.flush(PATIENCE).expect("flushes");
            spent
        });
        let stats = self.shut_down();
        assert_eq!(stats.sent, u64::from(EVENTS * ROUNDS), "nothing was refused");
        call
    }

    fn shut_down(&self) -> itly_runtime::Stats {
        self.itly.shutdown(PATIENCE).expect("shuts down once");
        let stats = self.delivery.stats();
        assert_eq!(stats.accepted, stats.sent + stats.dropped.total(), "every event is accounted for");
        stats
    }
}

/// A program that tracks faster than anything can be sent: what the queue can't hold is counted.
fn burst() {
    let loaded = Loaded::with_plan(Environment::Production);
    let spent = elapsed(|| loaded.track(BURST));
    let stats = loaded.shut_down();
    println!(
        "burst of {BURST}       {:6.1} ns an event, {} sent, {} dropped and counted",
        spent.as_secs_f64() * 1e9 / f64::from(BURST),
        stats.sent,
        stats.dropped.total(),
    );
}

/// Takes every batch and does nothing with it.
struct Nowhere;

impl Destination for Nowhere {
    fn name(&self) -> &str {
        "nowhere"
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        body.extend_from_slice(message.name.unwrap_or_default().as_bytes());
        Ok(())
    }

    fn deliver(&self, _batch: &Batch<'_>) -> Outcome {
        Outcome::Delivered
    }
}
