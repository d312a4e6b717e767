//! Enriched lines to JSON, against the Python SDK's `transform` and `json.dumps` and the npm SDK's `transform` and
//! `JSON.stringify` in the same run.
//!
//! `cargo bench -p snowplow-analytics --bench enriched`
//!
//! The SDKs are looked for in the folders that `AMPLI_PYTHON_SDK` and `AMPLI_NPM_SDK` name, else in `target`; the one that is
//! not there is left out:
//!
//! ```console
//! $ pip install --no-deps --target target/peer snowplow-analytics-sdk==0.2.3
//! $ npm install --prefix target/peer-npm snowplow-analytics-sdk@0.1.0
//! ```
//!
//! A figure is the least of many short rounds, so that whatever else the machine does is left out; the programs take turns.

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
const LINES_OF_PEER: usize = 10;

/// Transforms what it is asked to, and tells how many nanoseconds of CPU time that has taken, a line.
const PYTHON: &str = "
import json, sys, time
from snowplow_analytics_sdk.event_transformer import transform
for request in sys.stdin:
    count, line = json.loads(request)
    start = time.process_time()
    for _ in range(count):
        json.dumps(transform(line))
    print((time.process_time() - start) / count * 1e9, flush=True)
";

/// The same, its compiler's and its collector's threads counted.
const NODE: &str = "
const { transform } = require('snowplow-analytics-sdk');
require('readline').createInterface({ input: process.stdin }).on('line', request => {
    const [count, line] = JSON.parse(request);
    const start = process.cpuUsage();
    for (let done = 0; done < count; done++) JSON.stringify(transform(line));
    const spent = process.cpuUsage(start);
    console.log((spent.user + spent.system) / count * 1e3);
});
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
    let mut peers: Vec<Peer> = [Peer::python(), Peer::node()].into_iter().flatten().collect();
    for (name, line, budget) in [("sample line", sample, 15.0), ("entities", entities, 8.0)] {
        let (mut ours, mut strict, mut view, mut copy) = (f64::MAX, f64::MAX, f64::MAX, f64::MAX);
        peers.iter_mut().for_each(|peer| peer.least = f64::MAX);
        for _ in 0..ROUNDS {
            ours = ours.min(transformed(Compatibility::Python, &line));
            strict = strict.min(transformed(Compatibility::Strict, &line));
            view = view.min(per_line(|| black_box(Event::parse(black_box(&line)).is_ok())));
            copy = copy.min(split_and_copied(&line));
            peers.iter_mut().for_each(|peer| peer.transform(&line));
        }
        println!("{name}, {} bytes", line.len());
        println!("  split and copied      {copy:9.0} ns");
        println!("  seen as an event      {view:9.0} ns");
        for peer in &peers {
            println!("  {:<22}{:9.0} ns", peer.name, peer.least);
        }
        for (compatibility, spent) in [("python", ours), ("strict", strict)] {
            println!("  {compatibility:<22}{spent:9.0} ns, {:.1} of split and copied", spent / copy);
            for peer in &peers {
                let times = peer.least / spent;
                println!("  {:<22}{times:9.1} times cheaper than {} (budget: {budget})", "", peer.name);
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

/// A program that transforms what it is given.
struct Peer {
    name: &'static str,
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
    /// Nanoseconds of CPU time a line, in its best round.
    least: f64,
}

impl Peer {
    fn python() -> Option<Self> {
        let folder = installed("AMPLI_PYTHON_SDK", "peer", "snowplow_analytics_sdk", "Python SDK")?;
        let mut command = Command::new("python3");
        command.args(["-W", "ignore", "-c", PYTHON]).env("PYTHONPATH", folder);
        Self::start("Python SDK", command)
    }

    fn node() -> Option<Self> {
        let package = "node_modules/snowplow-analytics-sdk";
        let folder = installed("AMPLI_NPM_SDK", "peer-npm", package, "npm SDK")?;
        let mut command = Command::new("node");
        command.args(["--eval", NODE]).env("NODE_PATH", folder.join("node_modules"));
        Self::start("npm SDK", command)
    }

    fn start(name: &'static str, mut command: Command) -> Option<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let answers = BufReader::new(child.stdout.take()?);
        Some(Self { name, child, answers, least: f64::MAX })
    }

    fn transform(&mut self, line: &str) {
        let request = serde_json::json!([LINES_OF_PEER, line]);
        let mut answer = String::new();
        if let Some(stdin) = &mut self.child.stdin {
            let asked = writeln!(stdin, "{request}").and_then(|()| stdin.flush());
            let told = asked.and_then(|()| self.answers.read_line(&mut answer));
            assert!(told.is_ok(), "the {} answers", self.name);
        }
        self.least = self.least.min(answer.trim().parse().unwrap_or(f64::NAN));
    }
}

/// The folder of an SDK, if it is there.
fn installed(variable: &str, folder: &str, package: &str, name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target").join(folder), PathBuf::from);
    if folder.join(package).is_dir() {
        return Some(folder);
    }
    println!("the {name} is not in {}: it is left out", folder.display());
    None
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
