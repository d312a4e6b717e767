//! An audit from gzip with schemas validated, against decompressing the same file and doing nothing.
//!
//! `cargo bench -p ampli-rs --bench audit`
//!
//! The events are generated, the same on every machine; the two take turns in one thread, and a figure is the least of
//! several rounds. `-- LINES` makes so many lines, and `-- LINES write FOLDER` leaves them and their plan there.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use ampli_rs::audit::{self, Planned, Samples};
use ampli_rs::collected::{Input, Progress};
use ampli_rs::parse;
use ampli_rs::plan::Plan;
use ampli_rs::text::PlanText;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const ROUNDS: usize = 5;
const BUDGET: f64 = 6.0;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let lines: u64 = words.first().and_then(|word| word.parse().ok()).unwrap_or(50_000);
    let kept = (words.get(1).map(String::as_str) == Some("write")).then(|| words.get(2)).flatten();
    let folder = kept.map_or_else(
        || std::env::temp_dir().join(format!("ampli-rs-audit-{}", std::process::id())),
        PathBuf::from,
    );
    fs::create_dir_all(&folder).expect("a folder");
    let (text, plan) = plan();
    fs::write(folder.join("plan.json"), text).expect("the folder is writable");
    let planned = Planned::new(&plan, None);
    for (name, line) in
        [("enriched.tsv.gz", enriched as fn(&mut Numbers) -> String), ("calls.ndjson.gz", call)]
    {
        let path = folder.join(name);
        let plain = generate(&path, lines, line).expect("the folder is writable");
        if kept.is_none() {
            measure(name, &path, plain, lines, &planned);
        }
    }
    if kept.is_none() {
        fs::remove_dir_all(&folder).expect("the folder is ours");
    }
}

fn measure(name: &str, path: &Path, plain: usize, lines: u64, planned: &Planned<'_>) {
    let input = Input::file(path, None);
    let (mut decompressed, mut audited) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let read = io::copy(&mut input.open().expect("the file"), &mut io::sink()).expect("gzip");
        decompressed = decompressed.min(start.elapsed().as_secs_f64());
        assert_eq!(read, plain as u64);
        let start = Instant::now();
        black_box(audit::file(planned, &input, None, Samples::Redacted, &Progress::default()));
        audited = audited.min(start.elapsed().as_secs_f64());
    }
    let per_line = |seconds: f64| seconds / lines as f64 * 1e6;
    println!("{name}, {} bytes a line", plain as u64 / lines);
    println!("  decompressed  {:6.2} µs a line", per_line(decompressed));
    println!(
        "  audited       {:6.2} µs a line, {:.1} times (budget: {BUDGET})",
        per_line(audited),
        audited / decompressed
    );
}

fn generate(path: &Path, lines: u64, line: fn(&mut Numbers) -> String) -> io::Result<usize> {
    let mut out = GzEncoder::new(File::create(path)?, Compression::default());
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut plain = 0;
    for _ in 0..lines {
        let line = line(&mut numbers);
        plain += line.len() + 1;
        writeln!(out, "{line}")?;
    }
    out.finish()?;
    Ok(plain)
}

/// Numbers that are the same on every machine: xorshift.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        )
    }
}

fn properties(numbers: &mut Numbers) -> Value {
    let quality = ["low", "normal", "high"][numbers.below(3) as usize];
    let tags = &["rock", "live", "remaster"][..numbers.below(4) as usize];
    let mut properties = json!({
        "song_id": numbers.uuid(),
        "title": format!("Song number {}", numbers.below(100_000)),
        "position": numbers.below(3_600),
        "volume": numbers.below(1_000) as f64 / 1_000.0,
        "quality": quality,
        "is_offline": numbers.below(2) == 0,
        "tags": tags,
        "artist": { "id": numbers.uuid(), "name": format!("Artist {}", numbers.below(5_000)) },
    });
    // One event of a hundred is not as planned.
    match numbers.below(300) {
        0 => properties["position"] = json!("12"),
        1 => properties["quality"] = json!("lossless"),
        2 => properties["extra"] = json!(1),
        _ => {}
    }
    properties
}

fn schema() -> Value {
    json!({
        "type": "object",
        "required": ["song_id", "title", "position"],
        "additionalProperties": false,
        "properties": {
            "song_id": { "type": "string", "format": "uuid" },
            "title": { "type": "string", "maxLength": 200 },
            "position": { "type": "integer", "minimum": 0, "maximum": 86_400 },
            "volume": { "type": "number", "minimum": 0, "maximum": 1 },
            "quality": { "enum": ["low", "normal", "high"] },
            "is_offline": { "type": "boolean" },
            "tags": { "type": "array", "maxItems": 10, "items": { "type": "string", "pattern": "^[a-z]+$" } },
            "artist": {
                "type": "object",
                "required": ["id"],
                "properties": { "id": { "type": "string", "minLength": 36 }, "name": { "type": "string" } }
            }
        }
    })
}

/// Names of schemas: of the event, and of an entity that comes with it.
const SCHEMAS: [&str; 2] =
    ["iglu:com.acme/song_played/jsonschema/1-0-0", "iglu:com.acme/listener/jsonschema/1-0-0"];

fn plan() -> (String, Plan) {
    let listener = json!({ "type": "object", "required": ["id"], "properties": {
        "id": { "type": "string", "format": "uuid" }, "plan": { "enum": ["free", "paid"] },
        "age": { "type": "integer", "minimum": 0 } } });
    let event = |name: &str, uri: &str, schema: &Value| json!({ "name": name, "id": uri, "version": "1-0-0", "schema": schema });
    let plan = json!({ "ampliPlan": 1, "name": "Songs", "events": [
        event("song_played", SCHEMAS[0], &schema()),
        event("listener", SCHEMAS[1], &listener),
        { "name": "Song Played", "schema": schema() },
    ] });
    let text = plan.to_string();
    let plan = parse::plan(&PlanText::single("plan.json".to_owned(), text.clone())).expect("a plan").plan;
    (text, plan)
}

fn moment(numbers: &mut Numbers) -> String {
    let (day, hour, minute) = (1 + numbers.below(28), numbers.below(24), numbers.below(60));
    format!("2026-11-{day:02} {hour:02}:{minute:02}:{:02}.{:03}", numbers.below(60), numbers.below(1_000))
}

/// An enriched event with a third of its fields, a self-describing event and two entities.
fn enriched(numbers: &mut Numbers) -> String {
    const ENVELOPE: &str = "iglu:com.snowplowanalytics.snowplow";
    let mut fields = vec![String::new(); 131];
    let time = moment(numbers);
    let event = json!({ "schema": format!("{ENVELOPE}/unstruct_event/jsonschema/1-0-0"),
        "data": { "schema": SCHEMAS[0], "data": properties(numbers) } });
    let listener = json!({ "id": numbers.uuid(), "plan": "paid", "age": numbers.below(90) });
    let page = json!({ "schema": "iglu:com.snowplowanalytics.snowplow/web_page/jsonschema/1-0-0", "data": { "id": numbers.uuid() } });
    let contexts = json!({ "schema": format!("{ENVELOPE}/contexts/jsonschema/1-0-0"),
        "data": [{ "schema": SCHEMAS[1], "data": listener }, page] });
    let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
    let page_number = numbers.below(10_000);
    let filled = [
        (0, "shop".to_owned()),
        (1, "web".to_owned()),
        (2, time.clone()),
        (3, time.clone()),
        (4, time.clone()),
        (5, "unstruct".to_owned()),
        (6, numbers.uuid()),
        (8, "cf".to_owned()),
        (9, "js-3.1.0".to_owned()),
        (10, "ssc-2.9.0-kinesis".to_owned()),
        (11, "snowplow-stream-enrich-3.8.0-common-3.8.0".to_owned()),
        (13, format!("10.0.{}.{}", numbers.below(256), numbers.below(256))),
        (15, numbers.uuid()),
        (16, numbers.below(90).to_string()),
        (17, numbers.uuid()),
        (18, "DE".to_owned()),
        (20, "Berlin".to_owned()),
        (22, "52.5".to_owned()),
        (23, "13.4".to_owned()),
        (29, format!("https://www.example.com/songs/{page_number}?utm_source=newsletter")),
        (30, format!("Song number {page_number}")),
        (52, contexts.to_string()),
        (58, event.to_string()),
        (77, agent.to_owned()),
        (103, "1920".to_owned()),
        (104, "1080".to_owned()),
        (123, numbers.uuid()),
        (124, time),
        (125, "com.acme".to_owned()),
        (126, "song_played".to_owned()),
        (127, "jsonschema".to_owned()),
        (128, "1-0-0".to_owned()),
    ];
    for (place, text) in filled {
        fields[place] = text;
    }
    fields.join("\t")
}

/// A call as the JSON Lines destination writes it.
fn call(numbers: &mut Numbers) -> String {
    let time = moment(numbers).replace(' ', "T") + "Z";
    json!({ "type": "track", "messageId": numbers.uuid(), "timestamp": time, "userId": format!("user-{}", numbers.below(9_999)),
        "event": "Song Played", "properties": properties(numbers) })
    .to_string()
}
