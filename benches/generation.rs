//! What `pull` costs, against reading, parsing and writing the same bytes with serde_json; and how it grows.
//!
//! `cargo bench -p ampli-rs --bench generation`
//!
//! Every figure is CPU time of this process, the least of several rounds; only their ratios mean something.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod segment_plan;

use std::fs;
use std::hint::black_box;
use std::path::Path;

use ampli_rs::lock::{Lock, SourceNames};
use ampli_rs::lower::Request;
use ampli_rs::parse::own::Keys;
use ampli_rs::render::File;
use ampli_rs::text::{Document, PlanText};
use ampli_rs::{check, lower, parse, render};

fn main() {
    if let Some(events) =
        std::env::args().nth(2).filter(|_| std::env::args().nth(1).as_deref() == Some("pull"))
    {
        let events: usize = events.parse().expect("n");
        let folder = std::env::temp_dir().join(format!("ampli-rs-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the files");
        let path = folder.join("plan.json");
        fs::write(&path, segment_plan::segment_plan(events)).expect("the plan is written");
        pull(&path, &folder, None);
        return;
    }
    let small = measure(1_000, 9);
    let large = measure(10_000, 3);
    println!("growth from 1,000 to 10,000 events: {:.1} times (budget: 11)", large / small);
    let peak = fs::read_to_string("/proc/self/status").expect("Linux tells memory");
    let peak = peak.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak").trim();
    let plan = segment_plan::segment_plan(10_000).len() / 1024;
    println!("peak memory of the whole run: {peak}; the 10,000-event plan: {plan} kB (budget: 12 times)");
}

/// Measures a plan of `events` events; returns the CPU milliseconds of a pull without checks.
fn measure(events: usize, rounds: u32) -> f64 {
    let folder = std::env::temp_dir().join(format!("ampli-rs-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the files");
    let path = folder.join("plan.json");
    fs::write(&path, segment_plan::segment_plan(events)).expect("the plan is written");

    let limit = least(rounds, || {
        let bytes = fs::read(&path).expect("the plan is there");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        fs::write(folder.join("copy.json"), serde_json::to_vec(&value).expect("JSON")).expect("written");
    });
    let pull = least(rounds, || pull(&path, &folder, None));
    let checked = least(rounds, || pull_checked(&path, &folder));

    println!("{events} events");
    stages(&path, &folder);
    println!("  serde_json: read, parse, write   {limit:8.1} ms");
    println!("  parse, lower, render, write      {pull:8.1} ms, {:.2} times (budget: 3)", pull / limit);
    println!("  with every check                 {checked:8.1} ms, {:.2} times (budget: 8)", checked / limit);
    fs::remove_dir_all(&folder).expect("the folder is ours");
    pull
}

/// What each stage costs, once.
fn stages(path: &Path, folder: &Path) {
    let text = plan_text(path);
    let mut parsed = None;
    let parse = least(3, || parsed = Some(parse::plan(&text).expect("the plan is valid")));
    let plan = parsed.expect("it was parsed").plan;
    let check = least(3, || drop(black_box(check::plan(&plan, &check::Settings::default()))));
    let mut module = None;
    let mut names = SourceNames::default();
    let lower = least(3, || {
        names = SourceNames::default();
        module = Some(lower::module(&plan, &Request::default(), &mut names).module);
    });
    let mut files = Vec::new();
    let render = least(3, || files = render::module(module.as_ref().expect("it was lowered")));
    let write = least(3, || write_files(&files, &folder.join("itly")));
    let mut lock = Lock::default();
    lock.sources.insert("default".to_owned(), names);
    let save = least(3, || {
        black_box((parse::own::write(&plan, Keys::Omit), lock.to_text()));
    });
    println!(
        "  parse {parse:.1}, check {check:.1}, lower {lower:.1}, render {render:.1}, write {write:.1} ({} files), saved plan and lock {save:.1} ms",
        files.len()
    );
}

fn plan_text(path: &Path) -> PlanText {
    let text = fs::read_to_string(path).expect("the plan is there");
    PlanText {
        origin: "plan.json".to_owned(),
        documents: vec![Document { name: "plan.json".to_owned(), text }],
    }
}

fn write_files(files: &[File], root: &Path) {
    for file in files {
        let target = root.join(&file.path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("created");
        fs::write(target, &file.text).expect("written");
    }
}

fn pull_checked(path: &Path, folder: &Path) {
    pull(path, folder, Some(&check::Settings::default()));
}

/// Everything that `pull` does to a plan that has no lock and no SDK yet.
fn pull(path: &Path, folder: &Path, rules: Option<&check::Settings>) {
    let text = fs::read_to_string(path).expect("the plan is there");
    let text = PlanText {
        origin: "plan.json".to_owned(),
        documents: vec![Document { name: "plan.json".to_owned(), text }],
    };
    let parsed = match rules {
        Some(rules) => ampli_rs::read(&text, rules),
        None => parse::plan(&text),
    };
    let plan = parsed.expect("the plan is valid").plan;
    let mut names = SourceNames::default();
    let sdk = ampli_rs::sdk(&plan, &Request::default(), &mut names);
    let mut lock = Lock::default();
    lock.sources.insert("default".to_owned(), names);
    let root = folder.join("itly");
    write_files(black_box(&sdk.files), &root);
    fs::write(root.join("tracking-plan.json"), parse::own::write(&plan, Keys::Omit)).expect("written");
    fs::write(folder.join("ampli.lock"), lock.to_text()).expect("written");
}

/// CPU milliseconds, the least of all rounds.
fn least(rounds: u32, mut work: impl FnMut()) -> f64 {
    let spent = (0..rounds).map(|_| {
        let before = nanoseconds();
        work();
        nanoseconds() - before
    });
    spent.min().map_or(f64::NAN, |nanoseconds| nanoseconds as f64 / 1e6)
}

fn nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time by thread");
    text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number of nanoseconds")
}
