//! Files are read to their end, whatever is wrong with some lines and with other files.

use std::fs;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use flate2::Compression;
use flate2::write::GzEncoder;
use snowplow_analytics::{BadLine, Compatibility, FileReport, Files, Sink};

use crate::support::lines::line;

/// What was handed over: the events, and the bad lines as they are printed.
#[derive(Default)]
struct Output {
    events: Mutex<Vec<u8>>,
    bad: Mutex<Vec<String>>,
}

impl Sink for Output {
    fn events(&self, _: &Path, lines: &[u8]) -> io::Result<()> {
        self.events.lock().unwrap().write_all(lines)
    }

    fn bad_line(&self, line: &BadLine<'_>) -> io::Result<()> {
        let name = line.file.file_name().unwrap().to_string_lossy().into_owned();
        let place = line.file.display().to_string();
        self.bad.lock().unwrap().push(line.to_string().replace(&place, &name));
        Ok(())
    }
}

impl Output {
    fn into_lines(self) -> (Vec<String>, Vec<String>) {
        let events = String::from_utf8(self.events.into_inner().unwrap()).unwrap();
        assert!(events.is_empty() || events.ends_with('\n'));
        (events.lines().map(str::to_owned).collect(), self.bad.into_inner().unwrap())
    }
}

fn transformed(files: &[PathBuf]) -> (Vec<FileReport>, Vec<String>, Vec<String>) {
    let output = Output::default();
    let one_thread = Files::new(Compatibility::Python).threads(NonZero::<usize>::MIN).line_limit(10_000);
    let reports = one_thread.transform(files, &output).unwrap();
    let (events, bad) = output.into_lines();
    for report in &reports {
        assert_eq!(report.lines, report.events + report.bad + report.other, "{report:?}");
    }
    assert_eq!(reports.iter().map(|report| report.events).sum::<u64>(), events.len() as u64);
    assert_eq!(reports.iter().map(|report| report.bad).sum::<u64>(), bad.len() as u64);
    (reports, events, bad)
}

fn event(name: &str) -> String {
    line([("app_id", name)]) + "\n"
}

fn json(name: &str) -> String {
    format!(r#"{{"app_id":"{name}"}}"#)
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn written(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn gzip_members_follow_each_other_in_the_middle_of_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let text = event("one") + &event("two") + &event("three");
    let (first, second) = text.as_bytes().split_at(200);
    // Its name says nothing of how it is compressed.
    let file = written(folder.path(), "events", [gzip(first), gzip(b""), gzip(second)].concat());
    let length = fs::metadata(&file).unwrap().len();
    let (reports, events, bad) = transformed(&[file]);
    assert_eq!((events, bad), (["one", "two", "three"].map(json).to_vec(), Vec::new()));
    assert_eq!(reports[0].bytes, length);
    assert!(reports[0].failure.is_none());
}

#[test]
fn a_gzip_file_that_breaks_off_is_read_so_far() {
    let folder = tempfile::tempdir().unwrap();
    let whole = gzip((event("one") + &event("two")).as_bytes());
    let mut text = gzip(event("zero").as_bytes());
    let start = text.len() as u64;
    text.extend_from_slice(&whole[..whole.len() - 12]);
    let length = text.len() as u64;
    let files = [
        written(folder.path(), "cut.gz", &text),
        written(folder.path(), "after.gz", gzip(event("after").as_bytes())),
    ];
    let (reports, events, bad) = transformed(&files);
    assert_eq!((&events[0], events.last().unwrap()), (&json("zero"), &json("after")));
    let failure = reports[0].failure.as_ref().unwrap();
    assert_eq!(failure.error.kind(), io::ErrorKind::UnexpectedEof);
    assert!(failure.after_byte > start && failure.after_byte <= length);
    assert_eq!(failure.after_line, reports[0].lines);
    // A line that lacks its end is not taken for an event.
    assert!(bad.iter().all(|bad| bad.ends_with("the file breaks off in this line")), "{bad:?}");
    assert!(reports[1].failure.is_none());
}

#[test]
fn bad_lines_are_named_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let header = "app_id\tplatform\tetl_tstamp\tand so on\n";
    let mut text = header.as_bytes().to_vec();
    text.extend_from_slice(event("one").as_bytes());
    text.extend_from_slice(b"\n\xff\xfe\tnot UTF-8\nshort\n");
    text.extend_from_slice(event("nul \0").as_bytes());
    text.extend_from_slice(line([("txn_id", "secret"), ("br_cookies", "7")]).as_bytes());
    text.extend_from_slice(b"\r\n");
    text.extend_from_slice("x".repeat(20_000).as_bytes());
    text.extend_from_slice(b"\n");
    text.extend_from_slice(event("two").trim_end_matches('\n').as_bytes());
    let (reports, events, bad) = transformed(&[written(folder.path(), "events.tsv", text)]);
    assert_eq!(events, [json("one"), json("nul \\u0000"), json("two")]);
    assert_eq!(
        bad,
        [
            "events.tsv:4: not UTF-8 at byte 0",
            "events.tsv:5: 1 field in place of 131",
            "events.tsv:7: `txn_id` is no integer; `br_cookies` is neither `0` nor `1`",
            "events.tsv:8: too long: 20001 bytes",
        ]
    );
    assert_eq!((reports[0].lines, reports[0].other), (9, 2));
}

#[test]
fn files_that_can_not_be_read_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        folder.path().join("missing"),
        written(folder.path(), "other.xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]),
        written(folder.path(), "empty", ""),
        written(folder.path(), "events", event("one")),
    ];
    let (reports, events, _) = transformed(&files);
    let failures: Vec<_> =
        reports.iter().map(|report| report.failure.as_ref().map(|failure| failure.error.kind())).collect();
    assert_eq!(failures, [Some(io::ErrorKind::NotFound), Some(io::ErrorKind::Unsupported), None, None]);
    assert_eq!(events, [json("one")]);
}

#[test]
fn many_threads_give_the_lines_and_reports_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..30)
        .map(|file| {
            let lines: String = (0..file * 7).map(|line| event(&format!("{file}-{line}"))).collect();
            written(folder.path(), &format!("{file:02}.gz"), gzip((lines + "bad\n").as_bytes()))
        })
        .collect();
    let (reports, mut expected, _) = transformed(&files);
    let output = Output::default();
    let threads = NonZero::new(8).unwrap();
    let parallel = Files::new(Compatibility::Python).threads(threads).transform(&files, &output).unwrap();
    let (mut events, bad) = output.into_lines();
    expected.sort();
    events.sort();
    assert_eq!((events, bad.len()), (expected, 30));
    let told = |reports: &[FileReport]| -> Vec<String> {
        reports.iter().map(|report| format!("{report:?}")).collect()
    };
    assert_eq!(told(&parallel), told(&reports));
}

/// A disk that is full.
struct Full;

impl Sink for Full {
    fn events(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn bad_line(&self, _: &BadLine<'_>) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_keeps_the_sink_from_taking_more_ends_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> =
        (0..4).map(|file| written(folder.path(), &file.to_string(), event("one"))).collect();
    let error = Files::new(Compatibility::Strict).transform(&files, &Full).map(|reports| reports.len());
    // In strict compatibility the line is bad, so that nothing is written.
    assert_eq!(error.unwrap(), 4);
    let error = Files::new(Compatibility::Python).transform(&files, &Full).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}
