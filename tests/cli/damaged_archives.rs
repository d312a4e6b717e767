//! What is wrong with files is named and counted by all that reads them, and the rest is read, in little memory.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::playground::{self, Playground, Run};

/// So much room a command has for its data, in kilobytes.
const ROOM: u64 = 200_000;

/// How long a line is that no program would keep.
const LONG: u64 = 200_000_000;

/// A structured event, as Snowplow's pipeline has enriched it.
fn line() -> String {
    let mut fields = vec![""; 131];
    (fields[0], fields[5], fields[54]) = ("garden", "struct", "Seed Sown");
    fields.join("\t") + "\n"
}

/// A folder of files of which only one is sound; each has two events all the same, but those that can't be read at all.
fn damaged() -> Playground {
    let playground = Playground::new();
    let line = line();
    let around = |middle: &[u8]| [line.as_bytes(), middle, b"\n", line.as_bytes()].concat();
    let many = line.repeat(1_000);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
    gzip.write_all(many.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    // The first frame has two events, of the second one nothing is left but its beginning.
    let zstd = [
        zstd::encode_all(line.repeat(2).as_bytes(), 1).unwrap(),
        zstd::encode_all(many.as_bytes(), 1).unwrap(),
    ];
    let cut = zstd[0].len() + 12;
    let utf_16: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    playground.write("files/cut.gz", &gzip[..line.len() * 2 + 40]);
    playground.write("files/cut.zst", &zstd.concat()[..cut]);
    playground.write("files/half.tsv", [&line, &line, &line[..20]].concat());
    playground.write("files/latin-1.tsv", around(b"\xe9t\xe9"));
    playground.write("files/long.tsv", &line);
    playground.write("files/utf-16.tsv", utf_16);
    playground.write("files/whole.tsv", line.repeat(2));
    playground.write("files/zeros.tsv", around(&[0; 40]));
    // A hole takes no room on the disk, and reads as zeros.
    let mut long = File::options().write(true).open(playground.path("files/long.tsv")).unwrap();
    long.seek(SeekFrom::Start(line.len() as u64 + LONG)).unwrap();
    long.write_all(format!("\n{line}").as_bytes()).unwrap();
    // As if it had vanished between the listing and now.
    std::os::unix::fs::symlink("nowhere", playground.path("files/gone.tsv")).unwrap();
    playground
}

/// Runs the command with little room for its data.
fn run(playground: &Playground, arguments: &[&str]) -> Run {
    let mut command = playground.command("sh");
    command.args(["-c", &format!("ulimit -d {ROOM} && exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_ampli-rs")]);
    command.args(arguments);
    playground::finish(command, "")
}

const HELP: &str = "help: make them readable, then run the command again\n";

#[test]
fn transform_names_what_is_wrong_and_writes_the_rest() {
    let playground = damaged();
    let event = "{\"app_id\":\"garden\",\"event\":\"struct\",\"se_action\":\"Seed Sown\"}\n";
    let expected = format!(
        "warning: `files/gone.tsv` is left out: no such file or folder\n\
         files/cut.gz:3: the file breaks off in this line\n\
         warning: `files/cut.gz` can't be read after line 3: incomplete deflate stream\n\
         warning: `files/cut.zst` can't be read after line 2: incomplete frame\n\
         files/half.tsv:3: 9 fields in place of 131\n\
         files/latin-1.tsv:2: not UTF-8 at byte 0\n\
         files/long.tsv:2: too long: {} bytes\n\
         warning: `files/utf-16.tsv` can't be read: it is UTF-16: convert it to UTF-8\n\
         files/zeros.tsv:2: 1 field in place of 131\n\
         14 events, 5 bad lines in 8 files\n\
         error: 4 places could not be read, as told above; all else was\n{HELP}",
        LONG + 1
    );
    let run = run(&playground, &["transform", "files", "--threads", "2"]);
    run.prints(2, &event.repeat(14), &expected);
}

#[test]
fn infer_names_what_is_wrong_and_draws_the_rest() {
    let playground = damaged();
    let expected = format!(
        "warning: `files/gone.tsv` is left out: no such file or folder\n\
         files/cut.gz:3: the file breaks off in this record\n\
         warning: `files/cut.gz` can't be read after line 3: incomplete deflate stream\n\
         warning: `files/cut.zst` can't be read after line 2: incomplete frame\n\
         files/half.tsv:3: 9 fields in place of 131\n\
         files/latin-1.tsv:2: not UTF-8 at byte 0\n\
         files/long.tsv:2: too long: {} bytes\n\
         warning: `files/utf-16.tsv` can't be read after line 1: it is UTF-16: convert it to UTF-8\n\
         files/zeros.tsv:2: 1 field in place of 131\n\
         14 events, 5 bad records in 8 files\n\
         plan.json written: 1 event\n\
         next: write the descriptions, then `ampli-rs check --plan` the plan\n\
         error: 4 places could not be read, as told above; all else was\n{HELP}",
        LONG + 1
    );
    let run = run(&playground, &["infer", "files", "--threads", "2", "--output", "plan.json"]);
    run.says(2, &expected);
}

#[test]
fn audit_names_what_is_wrong_and_counts_the_rest() {
    let playground = damaged();
    let plan =
        r#"{"ampliPlan":1,"name":"Garden","events":[{"name":"Seed Sown","schema":{"type":"object"}}]}"#;
    playground.write("plan.json", plan);
    let arguments = ["audit", "files", "--plan", "plan.json", "--threads", "2", "--format", "json"];
    let run = run(&playground, &arguments);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let told: Vec<String> = report["files"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(
        told,
        [
            "files/cut.gz: 2 events, 2 unreadable",
            "files/cut.zst: 2 events, 1 unreadable",
            "files/gone.tsv: 0 events, 0 unreadable, no such file or folder",
            "files/half.tsv: 2 events, 1 unreadable",
            "files/latin-1.tsv: 2 events, 1 unreadable",
            "files/long.tsv: 2 events, 1 unreadable",
            "files/utf-16.tsv: 0 events, 1 unreadable",
            "files/whole.tsv: 2 events, 0 unreadable",
            "files/zeros.tsv: 2 events, 1 unreadable",
        ]
    );
}

/// What a report says of a file.
fn told(file: &Value) -> String {
    let failure = file["failure"].as_str().map_or_else(String::new, |why| format!(", {why}"));
    let name = file["name"].as_str().unwrap();
    format!("{name}: {} events, {} unreadable{failure}", file["events"], file["unreadable"])
}
