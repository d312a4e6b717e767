//! The files of an archive (zip) are read like those of a folder, and what is wrong with one of them is named.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::moto::Moto;
use crate::playground::{self, Playground, Run};
use crate::zip::{Member, archive};

const PLAN: &str = r#"{"ampliPlan": 1, "name": "Garden", "events": [
  {"name": "Seed Sown", "schema": {"type": "object", "properties": {"bed": {"type": "integer"}}}}
]}"#;

/// So many events, as Amplitude exports them.
fn events(count: usize) -> String {
    let event =
        |bed| json!({"event_type": "Seed Sown", "uuid": format!("{bed}"), "event_properties": {"bed": bed}});
    (0..count).map(|bed| format!("{}\n", event(bed))).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// As Amplitude's export comes: a folder of compressed files, one an hour.
fn export() -> Vec<u8> {
    archive(&[
        Member::stored("187520/", ""),
        Member::stored("187520/187520_2026-11-21_1#0.json.gz", gzip(&events(3))),
        Member::deflated("187520/187520_2026-11-21_0#0.json.gz", gzip(&events(2))),
        Member::deflated("187520/187520_2026-11-21_2#0.json", events(4)),
        Member::stored("__MACOSX/187520/._x", "resource"),
        Member::stored("empty.json", ""),
    ])
}

/// What a report says of each file.
fn files(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let told = |file: &Value| {
        let failure = file["failure"].as_str().map_or_else(String::new, |why| format!(", {why}"));
        let name = file["name"].as_str().unwrap();
        format!("{name}: {} events, {} unreadable{failure}", file["events"], file["unreadable"])
    };
    report["files"].as_array().unwrap().iter().map(told).collect()
}

const AUDIT: [&str; 6] = ["--plan", "plan.json", "--format", "json", "--fail-on", "none"];

fn audit(playground: &Playground, locations: &[&str]) -> Run {
    playground.run(&[&["audit"], locations, &AUDIT].concat())
}

#[test]
fn an_export_is_read_file_by_file() {
    let playground = Playground::with_plan(PLAN);
    playground.write("in/export.zip", export());
    let run = audit(&playground, &["in"]);
    let told = "2 files left out by name or size: marks, checksums, empty files\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, told));
    assert_eq!(
        files(&run),
        [
            "in/export.zip!/187520/187520_2026-11-21_0#0.json.gz: 2 events, 0 unreadable",
            "in/export.zip!/187520/187520_2026-11-21_1#0.json.gz: 3 events, 0 unreadable",
            "in/export.zip!/187520/187520_2026-11-21_2#0.json: 4 events, 0 unreadable",
        ]
    );
    let inferred = playground.run(&["infer", "in/export.zip"]);
    assert_eq!(inferred.status, 0);
    assert!(inferred.stderr.contains("9 events in 3 files\n"), "{}", inferred.stderr);
}

#[test]
fn what_is_in_an_archive_can_be_named() {
    let playground = Playground::with_plan(PLAN);
    playground.write("export.zip", export());
    let second = "export.zip!/187520/187520_2026-11-21_1#0.json.gz";
    assert_eq!(files(&audit(&playground, &[second])), [format!("{second}: 3 events, 0 unreadable")]);
    assert_eq!(files(&audit(&playground, &["export.zip!/*/*.gz"])).len(), 2);
    let missing = audit(&playground, &["export.zip!/other"]);
    let told = "warning: `export.zip!/other` is left out: no file is there\n\
                error: there is no file of events at `export.zip!/other`\n\
                help: name files, folders or patterns, or `-` for standard input\n";
    missing.says(2, told);
}

#[test]
fn an_archive_comes_by_a_pipe() {
    let playground = Playground::with_plan(PLAN);
    playground.write("export.zip", export());
    let mut command = playground.command("sh");
    let line = "/bin/cat export.zip | \"$0\" audit - --plan plan.json --format json";
    command.args(["-c", line, env!("CARGO_BIN_EXE_ampli-rs")]);
    let run = playground::finish(command, "");
    assert_eq!(files(&run).len(), 3);
    assert_eq!(files(&run)[2], "standard input!/187520/187520_2026-11-21_2#0.json: 4 events, 0 unreadable");
}

#[test]
fn the_files_of_an_archive_are_shared_out_and_kept() {
    let playground = Playground::with_plan(PLAN);
    playground.write("export.zip", export());
    let whole = audit(&playground, &["export.zip"]).stdout;
    let mut lines = String::new();
    for shard in ["1", "2"] {
        let names = playground.run(&["-q", "audit", "shards", "2", "export.zip", "--shard", shard]).stdout;
        assert!(!names.is_empty());
        let run = ["audit", "run", "--files-from", "-", "--plan", "plan.json"];
        lines += &playground.run_with(&run, &[], &names).stdout;
    }
    let merged = playground.run_with(&[&["audit", "merge"], &AUDIT[..]].concat(), &[], &lines);
    assert_eq!(merged.stdout, whole);
    let by_archive = playground.run_with(
        &["audit", "run", "--files-from", "-", "--plan", "plan.json"],
        &[],
        "export.zip\n",
    );
    assert_eq!(by_archive.stdout.lines().count(), 3);
    for _ in 0..2 {
        assert_eq!(audit(&playground, &["export.zip", "--manifest", "kept"]).stdout, whole);
    }
    assert_eq!(playground.names().iter().filter(|name| name.starts_with("kept/summaries/")).count(), 3);
}

#[test]
fn what_is_wrong_with_a_file_is_named_and_the_others_are_read() {
    let playground = Playground::with_plan(PLAN);
    let sound = Member::deflated("a.json", events(2));
    let other = |name: &str| Member::deflated(name, events(2));
    playground.write(
        "odd.zip",
        archive(&[
            sound.clone(),
            Member { within: Some(0), ..other("b-again.json") },
            Member { flags: 1, ..other("c-secret.json") },
            Member { method: 12, ..other("d-bzip2.json") },
            Member { checksum: 7, ..other("e-checksum.json") },
            Member { size: 40, ..other("f-longer.json") },
            Member::stored("g-nested.zip", archive(std::slice::from_ref(&sound))),
            other("a.json"),
            Member::deflated("h.json.gz", &gzip(&events(500))[..100]),
        ]),
    );
    let whole = archive(&[sound.clone(), sound]);
    playground.write("cut.zip", &whole[..whole.len() - 10]);
    let run = audit(&playground, &["odd.zip", "cut.zip"]);
    let told = "warning: `odd.zip` is left out: 1 file in it has the name of another one, and is not read\n\
         warning: `cut.zip` is left out: an archive (zip) without its end, which says what is in it\n";
    assert_eq!(run.stderr, told);
    assert_eq!(
        files(&run),
        [
            "cut.zip: 0 events, 0 unreadable, an archive (zip) without its end, which says what is in it",
            "odd.zip: 0 events, 0 unreadable, 1 file in it has the name of another one, and is not read",
            "odd.zip!/a.json: 2 events, 0 unreadable",
            "odd.zip!/b-again.json: 0 events, 0 unreadable, it lies in the bytes of another file of the archive, as in one that is made to do harm",
            "odd.zip!/c-secret.json: 0 events, 0 unreadable, encrypted: unpack the archive first, with its password",
            "odd.zip!/d-bzip2.json: 0 events, 0 unreadable, compressed by bzip2: unpack the archive first",
            "odd.zip!/e-checksum.json: 0 events, 0 unreadable, damaged: its checksum is not the one that the archive has",
            "odd.zip!/f-longer.json: 0 events, 0 unreadable, damaged: 134 bytes in place of the 40 that the archive says",
            "odd.zip!/g-nested.zip: 0 events, 0 unreadable, an archive of files, made by zip: unpack it first",
            "odd.zip!/h.json.gz: 0 events, 2 unreadable",
        ]
    );
}

#[test]
fn archives_lie_in_buckets() {
    let Some(server) = Moto::start() else { return };
    let playground = Playground::with_plan(PLAN);
    playground.write("export.zip", export());
    let program = format!(
        "
import boto3
s3 = boto3.client('s3')
s3.create_bucket(Bucket='events')
s3.upload_file({:?}, 'events', 'archive/export.zip')
",
        playground.path("export.zip")
    );
    assert!(server.python(&program).status().unwrap().success());
    let variables = [
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    let run =
        |location: &str| playground.run_with(&[&["audit", location], &AUDIT[..]].concat(), &variables, "");
    assert_eq!(files(&run("s3://events/archive")).len(), 3);
    let one = "s3://events/archive/export.zip!/187520/187520_2026-11-21_2#0.json";
    assert_eq!(files(&run(one)), [format!("{one}: 4 events, 0 unreadable")]);
}
