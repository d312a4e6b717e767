//! What one `track` call costs, against writing the same bytes by hand; and what a disabled one costs.
//!
//! `cargo bench -p itly-runtime --bench track`
//!
//! Every figure is CPU time of the calling thread, the least of several rounds; only their ratios mean something. The
//! limit does what nobody can leave out: it checks two ranges, reads the clock, makes an id, and writes the event's
//! bytes into a thread-local buffer that is handed over as blocks of 64 KiB.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use std::cell::RefCell;
use std::fs;
use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use itly_runtime::{
    Attempt, Batch, Checker, Delivery, Destination, EventSpec, Itly, Message, Options, Outcome, Properties,
    PropertiesWriter, Rule, TypedEvent, Unfit, WriteProperties, WriteValue,
};

const EVENTS: u32 = 100_000;
const ROUNDS: u32 = 15;

fn main() {
    let limit = least(|| {
        by_hand(EVENTS);
        0
    });
    let track = {
        let delivery = Delivery::new(Nowhere);
        let itly = Itly::new();
        let options =
            Options::new().untyped_context(Properties::from([("version", "1.0"), ("region", "eu-west-1")]));
        itly.load(options.plugin(delivery.clone())).expect("loads once");
        let nanoseconds = least(|| {
            let spent = cpu(|| tracked(&itly, EVENTS));
            // Between rounds the queue is emptied, so that it is never full.
            itly.flush(Duration::from_secs(60)).expect("flushes");
            spent
        });
        let stats = delivery.stats();
        assert_eq!((stats.accepted, stats.pending), (u64::from(EVENTS * ROUNDS), 0), "nothing was refused");
        assert_eq!(stats.sent, stats.accepted);
        nanoseconds
    };
    let disabled = {
        let itly = Itly::new();
        itly.load(Options::new().disabled(true)).expect("loads once");
        least(|| {
            tracked(&itly, EVENTS * 10);
            0
        }) / 10.0
    };
    println!("written by hand       {limit:8.1} ns an event");
    println!(
        "one track call        {track:8.1} ns an event, {:.2} times the limit (budget: 1.6)",
        track / limit
    );
    println!("disabled track call   {disabled:8.2} ns an event (budget: 5)");
}

/// Nanoseconds an event, the least of all rounds. The work returns what it spent, or 0 to be measured here.
fn least(mut work: impl FnMut() -> u64) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let mut own = 0;
        let whole = cpu(|| own = work());
        if own > 0 { own } else { whole }
    });
    rounds.min().map_or(f64::NAN, |spent| spent as f64 / f64::from(EVENTS))
}

/// CPU nanoseconds that this thread spends in `work`, as Linux counts them.
fn cpu(work: impl FnOnce()) -> u64 {
    let before = thread_nanoseconds();
    work();
    thread_nanoseconds() - before
}

fn thread_nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time by thread");
    text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number of nanoseconds")
}

fn tracked(itly: &Itly, events: u32) {
    for number in 0..events {
        let event = event(number);
        itly.track(black_box("some-user-id"), &event).expect("the event is valid");
    }
}

fn event(number: u32) -> BedPlanted<'static> {
    black_box(BedPlanted {
        garden_id: "garden-0123456789",
        note: Some("tomatoes beside the basil"),
        layout: Layout::RaisedBeds,
        depth: i64::from(number % 100),
        area: Some(12.5),
        organic: Some(true),
        crops: Some(&["tomato", "basil", "marigold"]),
        soil: Soil { kind: SoilKind::Loam, acidity: Some(6.5) },
    })
}

/// The shape of generated code: see `benches/README.md`.
struct BedPlanted<'a> {
    garden_id: &'a str,
    note: Option<&'a str>,
    layout: Layout,
    depth: i64,
    area: Option<f64>,
    organic: Option<bool>,
    crops: Option<&'a [&'a str]>,
    soil: Soil,
}

#[derive(Clone, Copy)]
enum Layout {
    #[expect(dead_code, reason = "the plan has more values than this event uses")]
    Rows,
    RaisedBeds,
}

impl WriteValue for Layout {
    fn write_value(&self, to: &mut Vec<u8>) {
        let text = match self {
            Self::Rows => "rows",
            Self::RaisedBeds => "raised beds",
        };
        text.write_value(to);
    }
}

struct Soil {
    kind: SoilKind,
    acidity: Option<f64>,
}

#[derive(Clone, Copy)]
enum SoilKind {
    #[expect(dead_code, reason = "the plan has more values than this event uses")]
    Clay,
    Loam,
}

impl WriteValue for SoilKind {
    fn write_value(&self, to: &mut Vec<u8>) {
        let text = match self {
            Self::Clay => "clay",
            Self::Loam => "loam",
        };
        text.write_value(to);
    }
}

impl WriteProperties for Soil {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.property("kind", &self.kind);
        if let Some(acidity) = self.acidity {
            to.property("acidity", &acidity);
        }
    }
}

impl WriteProperties for BedPlanted<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("gardenId", self.garden_id);
        to.optional_string("note", self.note);
        to.property("layout", &self.layout);
        to.integer("depth", self.depth);
        to.optional_number("area", self.area);
        to.optional_boolean("organic", self.organic);
        to.property("crops", &self.crops);
        to.property("soil", &self.soil);
    }

    fn check(&self, report: &mut Checker<'_>) {
        const DEPTH: &[Rule] = &[
            Rule::Minimum(itly_runtime::Number::Integer(0)),
            Rule::Maximum(itly_runtime::Number::Integer(100)),
        ];
        const NOTE: &[Rule] = &[Rule::MaxLength(280)];
        report.property("depth", &self.depth, DEPTH);
        report.property("note", &self.note, NOTE);
    }
}

impl TypedEvent for BedPlanted<'_> {
    const SPEC: &'static EventSpec = &EventSpec {
        id: Some("5a4c1d0e-6a43-4a5e-9a37-5d0f0c3d2b11"),
        version: Some("1.0.0"),
        ..EventSpec::new("Bed Planted")
    };
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

static BLOCKS: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

thread_local! {
    static BLOCK: RefCell<Vec<u8>> = RefCell::new(Vec::with_capacity(80 * 1024));
}

fn by_hand(events: u32) {
    let mut counter: u64 = 0x9e37_79b9_7f4a_7c15;
    for number in 0..events {
        let event = event(number);
        if !(0..=100).contains(&event.depth) || event.note.is_some_and(|note| note.chars().count() > 280) {
            continue;
        }
        counter = counter.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        BLOCK.with_borrow_mut(|block| {
            write_by_hand(block, black_box("some-user-id"), &event, counter);
            if block.len() > 64 * 1024 {
                let full = std::mem::replace(block, Vec::with_capacity(80 * 1024));
                BLOCKS.lock().expect("no one panics").push(full);
            }
        });
    }
    BLOCKS.lock().expect("no one panics").clear();
}

/// The same bytes as the frame of the event: stamped, with context and properties as JSON.
fn write_by_hand(to: &mut Vec<u8>, user: &str, event: &BedPlanted<'_>, random: u64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    to.extend_from_slice(&((now << 16) | 0x7000).to_be_bytes());
    to.extend_from_slice(&random.to_be_bytes());
    to.extend_from_slice(&now.to_le_bytes());
    for text in [user, "Bed Planted", "5a4c1d0e-6a43-4a5e-9a37-5d0f0c3d2b11", "1.0.0"] {
        to.extend_from_slice(&(text.len() as u32).to_le_bytes());
        to.extend_from_slice(text.as_bytes());
    }
    to.extend_from_slice(br#""version":"1.0","region":"eu-west-1","gardenId":"#);
    event.garden_id.write_value(to);
    if let Some(note) = event.note {
        to.extend_from_slice(br#","note":"#);
        note.write_value(to);
    }
    to.extend_from_slice(match event.layout {
        Layout::Rows => br#","layout":"rows""#.as_slice(),
        Layout::RaisedBeds => br#","layout":"raised beds""#,
    });
    to.extend_from_slice(br#","depth":"#);
    event.depth.write_value(to);
    if let Some(area) = event.area {
        to.extend_from_slice(br#","area":"#);
        area.write_value(to);
    }
    if let Some(organic) = event.organic {
        to.extend_from_slice(if organic { br#","organic":true"#.as_slice() } else { br#","organic":false"# });
    }
    if let Some(crops) = event.crops {
        to.extend_from_slice(br#","crops":["#);
        for (index, crop) in crops.iter().enumerate() {
            if index > 0 {
                to.push(b',');
            }
            crop.write_value(to);
        }
        to.push(b']');
    }
    to.extend_from_slice(match event.soil.kind {
        SoilKind::Clay => br#","soil":{"kind":"clay""#.as_slice(),
        SoilKind::Loam => br#","soil":{"kind":"loam""#,
    });
    if let Some(acidity) = event.soil.acidity {
        to.extend_from_slice(br#","acidity":"#);
        acidity.write_value(to);
    }
    to.push(b'}');
}
