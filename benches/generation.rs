//! What `pull` costs, against reading, parsing and writing the same bytes with serde_json; and how it grows.
//!
//! `cargo bench -p ampli-rs --bench generation`
//!
//! Every figure is of a process of its own that does one thing once, as users run it: CPU time from its start until all is
//! written, the least of several rounds taken in turns, and the most memory that it held. Only their ratios mean something.
//! `in FOLDER limit|pull|command` is such a process, for profilers; `plan EVENTS` prints a plan for it.

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
use ampli_rs::saved_plan::SavedPlan;
use ampli_rs::text::PlanText;
use ampli_rs::{check, lower, parse, render};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["in", folder, work] => println!("{}", Cost::of(Path::new(folder), work).to_line()),
        ["plan", events] => {
            print!("{}", segment_plan::segment_plan(events.parse().expect("a number of events")))
        }
        _ => {
            let small = measure(1_000, 15);
            let large = measure(10_000, 5);
            println!("growth from 1,000 to 10,000 events: {:.1} times (budget: 11)", large / small);
        }
    }
}

/// Measures a plan of `events` events; returns the CPU milliseconds of the command.
fn measure(events: usize, rounds: u32) -> f64 {
    let project = Project::new(events);
    let mut least = [Cost::MOST; 3];
    for round in 0..rounds {
        for (least, work) in least.iter_mut().zip(["limit", "pull", "command"]) {
            let cost = project.cost(work, round);
            least.nanoseconds = least.nanoseconds.min(cost.nanoseconds);
            least.kilobytes = least.kilobytes.min(cost.kilobytes);
        }
    }
    let [limit, pull, command] = least.map(|cost| cost.nanoseconds as f64 / 1e6);
    let memory = least[2].kilobytes;
    let plan = fs::metadata(project.plan()).expect("the plan is there").len() as f64 / 1024.0;
    println!("{events} events");
    println!("  serde_json: read, parse, write   {limit:8.1} ms");
    println!("  parse, lower, render, write      {pull:8.1} ms, {:.2} times (budget: 3)", pull / limit);
    println!("  `pull`, with every check         {command:8.1} ms, {:.2} times (budget: 8)", command / limit);
    println!(
        "  its peak of memory               {memory:8} kB, {:.1} times the plan (budget: 12)",
        memory as f64 / plan
    );
    stages(&project);
    command
}

/// A folder with a plan, which goes away in the end.
struct Project(PathBuf);

impl Project {
    fn new(events: usize) -> Self {
        let folder = env::temp_dir().join(format!("ampli-rs-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the files");
        let project = Self(folder);
        fs::write(project.plan(), segment_plan::segment_plan(events)).expect("the plan is written");
        project
    }

    fn plan(&self) -> PathBuf {
        plan(&self.0)
    }

    /// What `work` costs in a process of its own, in a folder of its own: file systems are slow where much was removed just
    /// before.
    fn cost(&self, work: &str, round: u32) -> Cost {
        let folder = self.0.join(format!("{work}-{round}"));
        fs::create_dir(&folder).expect("a folder for one round");
        fs::copy(self.plan(), plan(&folder)).expect("the plan is copied");
        let program = env::current_exe().expect("the benchmark has a path");
        let output =
            Command::new(program).arg("in").arg(folder).arg(work).output().expect("the benchmark runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Cost::from_line(String::from_utf8_lossy(&output.stdout).trim())
    }

    /// Removes what was made of the plan.
    fn clean(&self) {
        for entry in fs::read_dir(&self.0).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                fs::remove_dir_all(path).expect("the folder is ours");
            } else if path != self.plan() {
                fs::remove_file(path).expect("the file is ours");
            }
        }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("the folder is ours");
    }
}

fn plan(folder: &Path) -> PathBuf {
    folder.join("plan.json")
}

fn text(folder: &Path) -> PlanText {
    let text = fs::read_to_string(plan(folder)).expect("the plan is there");
    PlanText::single("plan.json".to_owned(), text)
}

/// What a process has used since its start.
#[derive(Clone, Copy)]
struct Cost {
    nanoseconds: u64,
    kilobytes: u64,
}

impl Cost {
    const MOST: Self = Self { nanoseconds: u64::MAX, kilobytes: u64::MAX };

    /// Does `work` once in this process.
    fn of(folder: &Path, work: &str) -> Self {
        match work {
            "limit" => limit(folder),
            "pull" => pull(folder),
            _ => command(folder),
        }
        let status = fs::read_to_string("/proc/self/status").expect("Linux tells memory");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        let peak = peak.trim().trim_end_matches(" kB").parse().expect("a number of kilobytes");
        Self { nanoseconds: nanoseconds(), kilobytes: peak }
    }

    fn to_line(self) -> String {
        format!("{} {}", self.nanoseconds, self.kilobytes)
    }

    fn from_line(line: &str) -> Self {
        let (nanoseconds, kilobytes) = line.split_once(' ').expect("two numbers");
        let number = |text: &str| text.parse().expect("a number");
        Self { nanoseconds: number(nanoseconds), kilobytes: number(kilobytes) }
    }
}

/// CPU time of this thread; the others of a run have none.
fn nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time by thread");
    text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number of nanoseconds")
}

/// The least that anyone could do who reads the plan and writes as much.
fn limit(folder: &Path) {
    let bytes = fs::read(plan(folder)).expect("the plan is there");
    let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let copy = serde_json::to_vec(&value).expect("JSON");
    fs::write(folder.join("copy.json"), copy).expect("written");
}

/// What the command does to a plan that has no lock and no SDK yet, but for the checks.
fn pull(folder: &Path) {
    let text = text(folder);
    let plan = parse::plan(&text).expect("the plan is valid").plan;
    let saved = SavedPlan::new(&plan);
    let mut names = SourceNames::default();
    let files = ampli_rs::sdk(&plan, &request(), &mut names).files;
    write(folder, files, saved.text, names);
}

/// The whole command, as its program runs it.
fn command(folder: &Path) {
    let folder = folder.as_os_str().to_owned();
    let words = ["pull", "default", "--plan", "plan.json", "--quiet"].map(OsString::from);
    let arguments = [OsString::from("ampli-rs"), "-C".into(), folder].into_iter().chain(words);
    // Status 1 tells of findings, such as names that are kept.
    let _ = ampli_rs::commands::main(arguments);
}

fn request() -> Request {
    Request { testing: true, ..Request::default() }
}

/// All files at once, as `pull` writes them.
fn write(folder: &Path, files: Vec<render::File>, saved: String, names: SourceNames) {
    let mut lock = Lock::default();
    lock.sources.insert("default".to_owned(), names);
    let root = folder.join("itly");
    let file = |path: PathBuf, text: String| OutputFile { path, text, ownership: Ownership::Name };
    let precious = folder.join("ampli.lock");
    let mut all = vec![file(precious.clone(), lock.to_text()), file(root.join("tracking-plan.json"), saved)];
    all.extend(files.into_iter().map(|rendered| file(root.join(rendered.path), rendered.text)));
    let output = Output {
        root: folder.to_owned(),
        folders: vec![root],
        precious: Some(precious),
        files: all,
        ..Output::default()
    };
    output::write(&Disk, &output).expect("all is written");
}

/// How often each stage is measured.
const ROUNDS: usize = 3;

/// What each stage costs, in this process.
fn stages(project: &Project) {
    let text = text(&project.0);
    let mut parsed = None;
    let parse = least(project, || parsed = Some(parse::plan(&text).expect("the plan is valid")));
    let plan = parsed.expect("it was parsed").plan;
    let check = least(project, || drop(black_box(check::plan(&plan, &check::Settings::default()))));
    let mut module = None;
    let mut names = SourceNames::default();
    let lower = least(project, || {
        names = SourceNames::default();
        module = Some(lower::module(&plan, &request(), &mut names).module.map_events(Vec::from_iter));
    });
    let mut files = Vec::new();
    let mut modules = vec![module; ROUNDS];
    let render = least(project, || files = render::module(modules.pop().flatten().expect("it was lowered")));
    let mut saved = String::new();
    let save = least(project, || saved = SavedPlan::new(&plan).text);
    let write = least(project, || write(&project.0, files.clone(), saved.clone(), names.clone()));
    println!(
        "  parse {parse:.1}, check {check:.1}, lower {lower:.1}, render {render:.1}, saved plan {save:.1}, \
         lock and write {write:.1} ms ({} files)",
        files.len() + 2
    );
}

/// CPU milliseconds, the least of some rounds. What was made before is gone when `work` starts.
fn least(project: &Project, mut work: impl FnMut()) -> f64 {
    let spent = (0..ROUNDS).map(|_| {
        project.clean();
        let before = nanoseconds();
        work();
        nanoseconds() - before
    });
    spent.min().map_or(f64::NAN, |nanoseconds| nanoseconds as f64 / 1e6)
}
