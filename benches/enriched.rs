//! Enriched lines to JSON, against the Python SDK's `transform` and `json.dumps` in the same run.
//!
//! `cargo bench -p snowplow-analytics --bench enriched`
//!
//! The Python SDK is looked for in the folder that `AMPLI_PYTHON_SDK` names, else in `target/peer`:
//! `pip install --no-deps --target target/peer snowplow-analytics-sdk==0.2.3`. A figure is the least of many short
//! rounds, so that whatever else the machine does is left out; the two programs take turns.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use snowplow_analytics::{Compatibility, Event, FIELD_COUNT, Field, Transformer};

const ROUNDS: usize = 200;
/// Few enough for a round to fit between two interruptions.
const LINES: usize = 100;
const PYTHON_LINES: usize = 10;

const PEER: &str = "
import json, sys, time
from snowplow_analytics_sdk.event_transformer import transform
for request in sys.stdin:
    count, line = json.loads(request)
    start = time.process_time()
    for _ in range(count):
        json.dumps(transform(line))
    print((time.process_time() - start) / count * 1e9, flush=True)
";

fn main() {
    let [sample, entities] = [sample_line(), line_of_entities()];
    // For valgrind: so many lines are transformed, and nothing is measured.
    if let Some(count) = std::env::args().skip_while(|word| word != "lines").nth(1) {
        let line = if std::env::args().any(|word| word == "sample") { sample } else { entities };
        let mut out = Vec::new();
        let mut transformer = Transformer::new(Compatibility::Python);
        for _ in 0..count.parse().unwrap_or(1_000) {
            out.clear();
            black_box(transformer.line(&line, &mut out).is_ok());
        }
        return;
    }
    let mut peer = Peer::start();
    for (name, line, budget) in [("sample line", sample, 15.0), ("entities", entities, 8.0)] {
        let (mut python, mut ours, mut strict, mut view, mut copy) =
            (f64::MAX, f64::MAX, f64::MAX, f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            ours = ours.min(transformed(Compatibility::Python, &line));
            strict = strict.min(transformed(Compatibility::Strict, &line));
            view = view.min(per_line(|| black_box(Event::parse(black_box(&line)).is_ok())));
            copy = copy.min(split_and_copied(&line));
            if let Some(peer) = &mut peer {
                python = python.min(peer.transform(&line));
            }
        }
        println!("{name}, {} bytes", line.len());
        println!("  split and copied      {copy:9.0} ns");
        println!("  seen as an event      {view:9.0} ns");
        if peer.is_some() {
            println!("  Python SDK            {python:9.0} ns");
        }
        for (compatibility, spent) in [("python", ours), ("strict", strict)] {
            println!("  {compatibility:<22}{spent:9.0} ns, {:.1} of split and copied", spent / copy);
            if peer.is_some() {
                println!("  {:<22}{:9.1} times cheaper than Python (budget: {budget})", "", python / spent);
            }
        }
    }
}

/// The Python SDK's own sample, if it lies beside the repository; else a line like it.
fn sample_line() -> String {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/enriched/go/sample.tsv");
    let python = shared.with_file_name("../python/sample.tsv");
    let text = fs::read_to_string(python).unwrap_or_else(|_| line_of_entities());
    // The sample's event is in an envelope for contexts, which strict compatibility refuses.
    let mut fields: Vec<&str> = text.trim_end().split('\t').collect();
    let event = fields[58].replacen("/contexts/", "/unstruct_event/", 1);
    fields[58] = &event;
    fields.join("\t")
}

/// A line of a web page: a dozen entities, a self-describing event, the usual fields.
fn line_of_entities() -> String {
    let entity = |number: usize| {
        format!(
            r#"{{"schema":"iglu:com.acme.shop/product_{}/jsonschema/1-0-{number}","data":{{"id":"product-{number}","name":"Garden gloves, size {number}","category":"garden/tools","price":{number}.99,"quantity":{number},"currency":"EUR","inStock":true,"list":"search results","position":{number},"variant":null,"sizes":["S","M","L"],"dimensions":{{"width":10.5,"height":{number},"unit":"cm"}},"description":"Grüne Handschuhe für den Garten \"extra\""}}}}"#,
            number % 5
        )
    };
    let entities: Vec<String> = (0..12).map(entity).collect();
    let contexts = format!(
        r#"{{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0","data":[{}]}}"#,
        entities.join(",")
    );
    let event = r#"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{"schema":"iglu:com.acme.shop/product_listed/jsonschema/2-1-0","data":{"query":"gloves","results":12,"filters":{"color":["green"],"price":{"max":20}}}}}"#;
    let mut fields = vec![String::new(); FIELD_COUNT];
    for (name, text) in [
        ("app_id", "shop"),
        ("platform", "web"),
        ("etl_tstamp", "2026-01-26 00:01:25.292"),
        ("collector_tstamp", "2026-01-26 00:02:05"),
        ("dvce_created_tstamp", "2026-01-26 00:03:57.885"),
        ("event", "unstruct"),
        ("event_id", "c6ef3124-b53a-4b13-a233-0088f79dcbcb"),
        ("v_tracker", "js-3.24.0"),
        ("v_collector", "ssc-3.1.0"),
        ("v_etl", "snowplow-enrich-5.0.0"),
        ("user_id", "jon.doe@example.com"),
        ("user_ipaddress", "192.0.2.7"),
        ("domain_userid", "bc2e92ec-6c20-4a14-9d5c-1b6b2c8d7e11"),
        ("domain_sessionidx", "3"),
        ("geo_latitude", "37.443604"),
        ("geo_longitude", "-122.4124"),
        ("page_url", "https://shop.example.com/search?q=gloves&page=1"),
        ("page_title", "Search results — gloves"),
        ("page_urlport", "443"),
        ("contexts", &contexts),
        ("unstruct_event", event),
        (
            "useragent",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
        ),
        ("br_viewwidth", "1280"),
        ("br_viewheight", "720"),
        ("derived_tstamp", "2026-01-26 00:03:57.886"),
        ("event_vendor", "com.acme.shop"),
        ("event_name", "product_listed"),
        ("event_format", "jsonschema"),
        ("event_version", "2-1-0"),
    ] {
        let field = Field::named(name).map_or(0, Field::index);
        fields[field] = text.to_owned();
    }
    fields.join("\t")
}

fn transformed(compatibility: Compatibility, line: &str) -> f64 {
    let mut transformer = Transformer::new(compatibility);
    let mut out = Vec::new();
    per_line(|| {
        out.clear();
        let done = transformer.line(black_box(line), &mut out).is_ok();
        assert!(done, "the line is sound");
        black_box(out.len()) > 0
    })
}

fn split_and_copied(line: &str) -> f64 {
    let mut out = Vec::new();
    per_line(|| {
        out.clear();
        black_box(line).split('\t').for_each(|field| out.extend_from_slice(field.as_bytes()));
        black_box(out.len()) > 0
    })
}

fn per_line(mut work: impl FnMut() -> bool) -> f64 {
    let start = Instant::now();
    for _ in 0..LINES {
        black_box(work());
    }
    start.elapsed().as_nanos() as f64 / LINES as f64
}

/// A Python program that transforms what it is given.
struct Peer {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Peer {
    fn start() -> Option<Self> {
        let folder = std::env::var_os("AMPLI_PYTHON_SDK").map(PathBuf::from);
        let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peer"));
        if !folder.join("snowplow_analytics_sdk").is_dir() {
            println!("the Python SDK is not in {}: it is left out", folder.display());
            return None;
        }
        let mut command = Command::new("python3");
        command.args(["-W", "ignore", "-c", PEER]).env("PYTHONPATH", folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let answers = BufReader::new(child.stdout.take()?);
        Some(Self { child, answers })
    }

    /// Nanoseconds of CPU time a line.
    fn transform(&mut self, line: &str) -> f64 {
        let request = serde_json::json!([PYTHON_LINES, line]);
        let mut answer = String::new();
        if let Some(stdin) = &mut self.child.stdin {
            let asked = writeln!(stdin, "{request}").and_then(|()| stdin.flush());
            let told = asked.and_then(|()| self.answers.read_line(&mut answer));
            assert!(told.is_ok(), "the Python program answers");
        }
        answer.trim().parse().unwrap_or(f64::NAN)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
