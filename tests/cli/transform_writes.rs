//! `transform` writes enriched events as JSON, in the order of the files, and tells of every line that is none.

use std::fmt::Write as _;
use std::io::Read;
use std::process::Stdio;

use crate::playground::Playground;

/// An enriched event with this application.
fn line(application: &str) -> String {
    let mut fields = vec![""; 131];
    (fields[0], fields[1]) = (application, "web");
    fields.join("\t")
}

fn json(application: &str) -> String {
    format!("{{\"app_id\":\"{application}\",\"platform\":\"web\"}}\n")
}

#[test]
fn events_go_to_standard_output_and_bad_lines_are_told() {
    let playground = Playground::new();
    playground.write("events.tsv", format!("{}\nnonsense\n\n{}\r\n", line("one"), line("two")));
    playground.run(&["transform", "events.tsv"]).prints(
        0,
        &(json("one") + &json("two")),
        "events.tsv:2: 1 field in place of 131\n2 events, 1 bad line in 1 file\n",
    );
    playground.run(&["-q", "transform", "events.tsv", "--fail-on-bad"]).prints(
        1,
        &(json("one") + &json("two")),
        "events.tsv:2: 1 field in place of 131\n",
    );
}

#[test]
fn standard_input_is_read_and_strict_is_strict() {
    let playground = Playground::new();
    let input = line("one");
    let arguments = ["transform", "-", "--compat", "strict"];
    let expected = "standard input:1: `collector_tstamp` is empty, and required; `event_id` is empty, and required; \
                    `v_collector` is empty, and required; `v_etl` is empty, and required\n\
                    0 events, 1 bad line in 1 file\n";
    playground.run_with(&arguments, &[], &input).prints(0, "", expected);
}

#[test]
fn many_files_come_in_their_order_whatever_their_size() {
    let playground = Playground::new();
    let (mut events, mut told) = (String::new(), String::new());
    for file in 0..40 {
        let name = format!("run=2026-11-{:02}-00-00-00/part-{file:02}", file / 10 + 1);
        let lines = if file % 7 == 0 { 3_000 } else { 2 };
        let mut text = String::new();
        for number in 0..lines {
            writeln!(text, "{}", line(&format!("{file}-{number}"))).unwrap();
            events.push_str(&json(&format!("{file}-{number}")));
        }
        text.push_str("bad\n");
        writeln!(told, "archive/{name}:{}: 1 field in place of 131", lines + 1).unwrap();
        playground.write(&format!("archive/{name}"), text);
    }
    playground.write("archive/run=2026-11-01-00-00-00/_SUCCESS", "");
    playground.write("archive/.hidden/part-00", "hidden");
    let says = |head: &str| format!("{head}{told}18068 events, 40 bad lines in 40 files\n");
    let left_out = "2 files left out by name or size: marks, checksums, empty files\n";
    playground.run(&["transform", "archive", "--threads", "4"]).prints(0, &events, &says(left_out));
    let run =
        playground.run(&["transform", "archive/run=*/part-*", "--output", "all.ndjson", "--threads", "3"]);
    run.prints(0, "", &says(""));
    assert_eq!(playground.read("all.ndjson"), events);
}

#[test]
fn a_file_is_not_overwritten_unless_it_is_said() {
    let playground = Playground::new();
    playground.write("events.tsv", line("one"));
    playground.write("all.ndjson", "mine");
    playground.run(&["transform", "events.tsv", "--output", "all.ndjson"]).says(
        2,
        "error: `all.ndjson` is there already\nhelp: name another file, or overwrite it with `--force`\n",
    );
    let run = playground.run(&["transform", "events.tsv", "--output", "all.ndjson", "--force"]);
    run.says(0, "1 event in 1 file\n");
    assert_eq!(playground.names(), ["all.ndjson", "events.tsv"]);
    assert_eq!(playground.read("all.ndjson"), json("one"));
    playground.run(&["transform", "events.tsv", "--output", "missing/all.ndjson"]).says(
        2,
        "error: could not write `missing/all.ndjson`: no such file or folder\n\
         help: check the path; it is relative to where you are\n",
    );
}

#[cfg(unix)]
#[test]
fn a_device_is_written_into_and_a_folder_is_refused() {
    use std::os::unix::fs::FileTypeExt as _;

    let playground = Playground::new();
    playground.write("events.tsv", line("one"));
    for force in [&[][..], &["--force"]] {
        let arguments = [&["-q", "transform", "events.tsv", "--output", "/dev/null"], force].concat();
        playground.run(&arguments).prints(0, "", "");
        assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
    std::fs::create_dir(playground.path("folder")).unwrap();
    playground.run(&["-q", "transform", "events.tsv", "--output", "folder", "--force"]).prints(
        2,
        "",
        "error: could not write `folder`: it is a folder\nhelp: name a file\n",
    );
}

#[test]
fn what_can_not_be_read_is_named_and_the_rest_is_written() {
    let playground = Playground::new();
    playground.write("events.tsv", line("one"));
    playground.write("packed.bz2", b"BZh9 rest");
    playground.write("export.zip", b"PK\x03\x04 rest");
    playground
        .run(&["transform", "missing.tsv", "packed.bz2", "export.zip", "events.tsv", "ftp://host/x"])
        .prints(
            2,
            &json("one"),
            "warning: `missing.tsv` is left out: no such file or folder\n\
         warning: `export.zip` is left out: an archive (zip) without its end, which says what is in it\n\
         warning: `ftp://host/x` is left out: `ftp://` is none of the places that are known\n\
         warning: `packed.bz2` can't be read: compressed by bzip2: decompress it first\n\
         1 event in 2 files\n\
         error: 4 places could not be read, as told above; all else was\n\
         help: make them readable, then run the command again\n",
        );
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let playground = Playground::new();
    playground.write("folder/events.tsv", line("one"));
    let locations = ["transform", "folder", "./folder/events.tsv", "folder/*.tsv", "folder/../folder"];
    playground.run(&locations).prints(0, &json("one"), "1 event in 1 file\n");
}

#[test]
fn where_nothing_is_there_is_nothing_to_do() {
    let playground = Playground::new();
    playground.write("empty/_SUCCESS", "");
    let help = "help: name files, folders or patterns, or `-` for standard input\n";
    let there_is_none = "error: there is no file of events at";
    playground
        .run(&["transform", "empty"])
        .says(2, &format!("{there_is_none} `empty`: 1 file of another kind\n{help}"));
    playground
        .run(&["transform", "*.gz"])
        .says(2, &format!("warning: `*.gz` is left out: no file is matched\n{there_is_none} `*.gz`\n{help}"));
}

#[test]
fn texts_of_events_never_reach_the_terminal_as_they_are() {
    let playground = Playground::new();
    let mut fields = vec![String::new(); 131];
    fields[58] = format!("{{\"data\":{{\"schema\":\"iglu:\u{1b}[31m{}\",\"data\":{{}}}}}}", "\u{202e}");
    playground.write("events.tsv", fields.join("\t"));
    let run = playground.run(&["transform", "events.tsv"]);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{}", run.stderr);
    assert!(run.stderr.ends_with("0 events, 1 bad line in 1 file\n"), "{}", run.stderr);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let playground = Playground::new();
    playground.write("events.tsv", (line("one") + "\n").repeat(20_000));
    let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
    command.args(["transform", "events.tsv"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}
