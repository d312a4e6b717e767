//! Our destinations beside the Rust libraries that others use for the same receivers.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml`
//!
//! Each library runs in a process of its own, delivers the same events of eight properties to a receiver in this one, and tells
//! at the end what CPU time its process has used, all its threads together, and how much memory at the most. Five thousand
//! events are tracked at a time and flushed, which is what the smallest default queue holds without loss.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

#[path = "../../bed_planted.rs"]
mod bed_planted;
mod ours;
#[expect(dead_code, reason = "the benchmark of delivery looks into bodies as well")]
#[path = "../../sink.rs"]
mod sink;
mod theirs;

use std::env;
use std::fs;
use std::process::Command;

use self::sink::Sink;

/// How many events are tracked before each flush.
const CHUNK: u32 = 5_000;

const CHUNKS: u32 = 40;

type Library = (&'static str, fn(&str));

const LIBRARIES: [Library; 6] = [
    ("itly-runtime, PostHog", ours::posthog),
    ("posthog-rs", theirs::posthog),
    ("itly-runtime, Segment", ours::segment),
    ("segment", theirs::segment),
    ("itly-runtime, Snowplow", ours::snowplow),
    ("snowplow_tracker", theirs::snowplow),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [library, url] = arguments.as_slice() {
        let index: usize = library.parse().expect("the number of a library");
        LIBRARIES[index].1(url);
        println!("{} {}", cpu_seconds(), most_resident_kibibytes());
        return;
    }
    println!("{:24} {:>28} {:>12}", "", "CPU s for a million events", "most memory");
    for (index, (name, _)) in LIBRARIES.iter().enumerate() {
        let sink = Sink::start();
        let url = sink.url().trim_end_matches("/events");
        let program = env::current_exe().expect("this program has a path");
        let output = Command::new(program).args([&index.to_string(), url]).output().expect("runs once more");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [seconds, kibibytes] = numbers.as_slice() else { panic!("{name} said {text:?}") };
        let million = seconds * 1e6 / f64::from(CHUNK * CHUNKS);
        println!("{name:24} {million:>28.2} {:>8.1} MiB", kibibytes / 1024.0);
    }
}

/// What all threads of this process have used, those that have ended included.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux tells what a process has used");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // User and system time in hundredths of a second: fields 14 and 15 of `proc_pid_stat(5)`.
    let ticks: f64 = [fields[11], fields[12]].iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn most_resident_kibibytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells the memory of a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number of kibibytes")
}
