//! What `diff` costs, against reading both plans with serde_json.
//!
//! `cargo bench -p ampli-rs --bench comparison`
//!
//! Every figure is of a process of its own that does one thing once, as users run it: its CPU time, the least of several
//! rounds taken in turns. Only their ratios mean something. `in FOLDER limit|diff` is such a process, for profilers;
//! `plans EVENTS FOLDER` writes the plans for it.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod segment_plan;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One event in so many is changed.
const CHANGED: usize = 30;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["in", folder, "limit"] => limit(Path::new(folder)),
        ["in", folder, "diff"] => diff(folder),
        ["plans", events, folder] => {
            write_plans(events.parse().expect("a number of events"), Path::new(folder))
        }
        _ => [1_000, 10_000].into_iter().for_each(measure),
    }
}

fn measure(events: usize) {
    let folder = env::temp_dir().join(format!("ampli-rs-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the plans");
    write_plans(events, &folder);
    let mut least = [u64::MAX; 2];
    for _ in 0..7 {
        for (least, work) in least.iter_mut().zip(["limit", "diff"]) {
            *least = (*least).min(cost(&folder, work));
        }
    }
    fs::remove_dir_all(&folder).expect("the folder is ours");
    let [limit, diff] = least.map(|nanoseconds| nanoseconds as f64 / 1e6);
    println!("{events} events, one in {CHANGED} changed");
    println!("  serde_json: read both   {limit:8.1} ms");
    println!("  `diff`                  {diff:8.1} ms, {:.2} times", diff / limit);
}

/// CPU nanoseconds of a process that does `work`.
fn cost(folder: &Path, work: &str) -> u64 {
    let program = env::current_exe().expect("the benchmark has a path");
    let output = Command::new(program).arg("in").arg(folder).arg(work).output().expect("the benchmark runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().lines().last().and_then(|line| line.parse().ok()).expect("a number of nanoseconds")
}

/// The older plan, and a newer one: of the changed events some have another name, some another description, rule or type.
fn write_plans(events: usize, folder: &Path) {
    const START: &str = "{\"key\":";
    let older = segment_plan::segment_plan(events);
    let mut parts = older.split(START);
    let mut newer = parts.next().expect("what stands before the events").to_owned();
    for (number, event) in parts.enumerate() {
        newer.push_str(START);
        newer.push_str(&match (number % CHANGED, number / CHANGED % 4) {
            (0, 0) => event.replacen("\",", " Again\",", 1),
            (0, 1) => event.replacen("in centimetres", "in inches", 1),
            (0, 2) => event.replacen("\"maximum\":100", "\"maximum\":90", 1),
            (0, _) => event.replacen("\"type\":[\"number\"]", "\"type\":[\"integer\"]", 1),
            _ => event.to_owned(),
        });
    }
    fs::write(folder.join("older.json"), older).expect("the plan is written");
    fs::write(folder.join("newer.json"), newer).expect("the plan is written");
}

/// The least that anyone could do who reads both.
fn limit(folder: &Path) {
    let plans = ["older.json", "newer.json"].map(|name| {
        let bytes = fs::read(folder.join(name)).expect("the plan is there");
        serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON")
    });
    println!("{}", nanoseconds());
    drop(plans);
}

/// The whole command, as its program runs it.
fn diff(folder: &str) {
    let words = ["ampli-rs", "-C", folder, "diff", "older.json", "newer.json"].map(OsString::from);
    // Its status tells of changes.
    let _ = ampli_rs::commands::main(words);
    println!("{}", nanoseconds());
}

/// CPU time of this thread; the others of a run have none.
fn nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time by thread");
    text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number of nanoseconds")
}
