//! What `pull` costs, against reading, parsing and writing the same bytes with serde_json; and how it grows.
//!
//! `cargo bench -p ampli-rs --bench generation`
//!
//! Every time is CPU time of this process, the least of several rounds; only their ratios mean something. Memory is that of
//! the whole command, in a process of its own. `once EVENTS pull|check|limit` does one thing once, for profilers.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod segment_plan;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use ampli_rs::lock::{Lock, SourceNames};
use ampli_rs::lower::Request;
use ampli_rs::output::{self, Disk, Output, OutputFile, Ownership};
use ampli_rs::parse::own::Keys;
use ampli_rs::text::{Document, PlanText};
use ampli_rs::{check, lower, parse, render};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["command", folder] => command(Path::new(folder)),
        ["once", events, work] => once(events.parse().expect("a number of events"), work),
        _ => {
            let small = measure(1_000, 9);
            let large = measure(10_000, 3);
            println!("growth from 1,000 to 10,000 events: {:.1} times (budget: 11)", large / small);
        }
    }
}

/// Measures a plan of `events` events; returns the CPU milliseconds of a pull without checks.
fn measure(events: usize, rounds: u32) -> f64 {
    let project = Project::new(events);
    let limit = least(rounds, &project, limit);
    let pull = least(rounds, &project, |project| pull(project, None));
    let checked = least(rounds, &project, |project| pull_checked(project));
    println!("{events} events");
    stages(&project);
    println!("  serde_json: read, parse, write   {limit:8.1} ms");
    println!("  parse, lower, render, write      {pull:8.1} ms, {:.2} times (budget: 3)", pull / limit);
    println!("  with every check                 {checked:8.1} ms, {:.2} times (budget: 8)", checked / limit);
    memory(&project);
    pull
}

/// Does one thing once.
fn once(events: usize, work: &str) {
    let project = Project::new(events);
    match work {
        "limit" => limit(&project),
        "check" => pull_checked(&project),
        _ => pull(&project, None),
    }
}

/// A folder with a plan, which goes away in the end.
struct Project {
    folder: PathBuf,
    plan: PathBuf,
}

impl Project {
    fn new(events: usize) -> Self {
        let folder = env::temp_dir().join(format!("ampli-rs-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the files");
        let plan = folder.join("plan.json");
        fs::write(&plan, segment_plan::segment_plan(events)).expect("the plan is written");
        Self { folder, plan }
    }

    fn text(&self) -> PlanText {
        let text = fs::read_to_string(&self.plan).expect("the plan is there");
        PlanText {
            origin: "plan.json".to_owned(),
            documents: vec![Document { name: "plan.json".to_owned(), text }],
        }
    }

    /// Removes what was made of the plan.
    fn clean(&self) {
        for entry in fs::read_dir(&self.folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                fs::remove_dir_all(path).expect("the folder is ours");
            } else if path != self.plan {
                fs::remove_file(path).expect("the file is ours");
            }
        }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).expect("the folder is ours");
    }
}

/// The least that anyone could do who reads the plan and writes as much.
fn limit(project: &Project) {
    let bytes = fs::read(&project.plan).expect("the plan is there");
    let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let copy = serde_json::to_vec(&value).expect("JSON");
    fs::write(project.folder.join("copy.json"), copy).expect("written");
}

fn pull_checked(project: &Project) {
    pull(project, Some(&check::Settings::default()));
}

/// Everything that `pull` does to a plan that has no lock and no SDK yet.
fn pull(project: &Project, rules: Option<&check::Settings>) {
    let text = project.text();
    let parsed = match rules {
        Some(rules) => ampli_rs::read(&text, rules),
        None => parse::plan(&text),
    };
    let plan = parsed.expect("the plan is valid").plan;
    let saved = parse::own::write(&plan, Keys::Omit);
    let mut names = SourceNames::default();
    let files = ampli_rs::sdk(&plan, &Request::default(), &mut names).files;
    write(project, files, saved, names);
}

/// All files at once, as `pull` writes them.
fn write(project: &Project, files: Vec<render::File>, saved: String, names: SourceNames) {
    let mut lock = Lock::default();
    lock.sources.insert("default".to_owned(), names);
    let root = project.folder.join("itly");
    let file = |path: PathBuf, text: String| OutputFile { path, text, ownership: Ownership::Name };
    let mut all = vec![
        file(project.folder.join("ampli.lock"), lock.to_text()),
        file(root.join("tracking-plan.json"), saved),
    ];
    all.extend(files.into_iter().map(|rendered| file(root.join(rendered.path), rendered.text)));
    let precious = Some(all[0].path.clone());
    let output = Output { root: project.folder.clone(), folders: vec![root], precious, files: all };
    output::write(&Disk, &output).expect("all is written");
}

/// What each stage costs.
fn stages(project: &Project) {
    let text = project.text();
    let mut parsed = None;
    let parse = least(3, project, |_| parsed = Some(parse::plan(&text).expect("the plan is valid")));
    let plan = parsed.expect("it was parsed").plan;
    let check = least(3, project, |_| drop(black_box(check::plan(&plan, &check::Settings::default()))));
    let mut module = None;
    let mut names = SourceNames::default();
    let lower = least(3, project, |_| {
        names = SourceNames::default();
        module = Some(lower::module(&plan, &Request::default(), &mut names).module);
    });
    let mut files = Vec::new();
    let render = least(3, project, |_| files = render::module(module.as_ref().expect("it was lowered")));
    let mut saved = String::new();
    let save = least(3, project, |_| saved = parse::own::write(&plan, Keys::Omit));
    let write = least(3, project, |project| write(project, files.clone(), saved.clone(), names.clone()));
    println!(
        "  parse {parse:.1}, check {check:.1}, lower {lower:.1}, render {render:.1}, saved plan {save:.1}, \
         lock and write {write:.1} ms ({} files)",
        files.len() + 2
    );
}

/// Runs the command on a project and says how much memory it took at most.
fn memory(project: &Project) {
    project.clean();
    let program = env::current_exe().expect("the benchmark has a path");
    let mut child = Command::new(program);
    let output = child.arg("command").arg(&project.folder).output().expect("the benchmark runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let kilobytes: u64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number");
    let plan = fs::metadata(&project.plan).expect("the plan is there").len();
    let times = (kilobytes * 1024) as f64 / plan as f64;
    println!("  peak memory of `pull`            {kilobytes:8} kB, {times:.1} times the plan (budget: 12)");
}

/// The whole command in this process; prints the kilobytes of its peak.
fn command(folder: &Path) {
    let folder = folder.as_os_str().to_owned();
    let words = ["pull", "default", "--plan", "plan.json", "--quiet"].map(OsString::from);
    let arguments = [OsString::from("ampli-rs"), "-C".into(), folder].into_iter().chain(words);
    // Status 1 tells of findings, such as names that are kept.
    let _ = ampli_rs::commands::main(arguments);
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells memory");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    println!("{}", peak.trim().trim_end_matches(" kB"));
}

/// CPU milliseconds, the least of all rounds. What was made before is gone when `work` starts.
fn least(rounds: u32, project: &Project, mut work: impl FnMut(&Project)) -> f64 {
    let spent = (0..rounds).map(|_| {
        project.clean();
        let before = nanoseconds();
        work(project);
        nanoseconds() - before
    });
    spent.min().map_or(f64::NAN, |nanoseconds| nanoseconds as f64 / 1e6)
}

fn nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time by thread");
    text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number of nanoseconds")
}
