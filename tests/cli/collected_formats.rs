//! Every form of collected events is told by its content and read as the same kind of record.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use ampli_rs::collected::{CollectedEvent, Format, Input, Reader, Record, open};
use flate2::Compression;
use flate2::write::GzEncoder;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/collected");

/// Everything that a reader says of a file, a record a line.
fn told(mut reader: Reader) -> String {
    let mut text = String::new();
    while let Some(record) = reader.next() {
        match record {
            Record::Event(event) => tell(&mut text, &event),
            Record::Ignored(ignored) => {
                writeln!(text, "{}: ignored ({}): {}", ignored.line, ignored.reason.kind(), ignored.reason)
                    .unwrap();
            }
            Record::Bad(bad) => writeln!(text, "bad ({}): {bad}", bad.reason.kind()).unwrap(),
        }
    }
    let format = reader.format().map_or("no format", Format::name);
    format!("{format}\n{text}")
}

fn tell(text: &mut String, event: &CollectedEvent<'_>) {
    write!(text, "{} `{}` {}", event.kind.word(), event.name, event.properties.text()).unwrap();
    let said = [
        ("schema", &event.schema),
        ("version", &event.version),
        ("application", &event.application),
        ("platform", &event.platform),
        ("sdk", &event.sdk),
        ("id", &event.id),
    ];
    for (name, value) in said.iter().filter_map(|(name, value)| Some((name, value.as_deref()?))) {
        write!(text, "\n    {name} {value}").unwrap();
    }
    if let Some(time) = event.time {
        write!(text, "\n    time {time}").unwrap();
    }
    for entity in &event.entities {
        write!(text, "\n    entity {} {}", entity.schema, entity.data).unwrap();
    }
    if let Some(failed) = &event.failed {
        write!(text, "\n    failed {} {}", failed.kind, failed.messages).unwrap();
    }
    text.push('\n');
}

fn of_bytes(bytes: impl Into<Vec<u8>>) -> String {
    told(Reader::of("events", Cursor::new(bytes.into()), None).unwrap())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path());
    let is_events =
        |path: &PathBuf| !matches!(path.extension().and_then(|end| end.to_str()), Some("records" | "md"));
    let mut files: Vec<_> = entries.filter(is_events).collect();
    files.sort();
    files
}

#[test]
fn every_form_is_read_as_its_records_say() {
    for file in fixtures() {
        let mut name = file.clone().into_os_string();
        name.push(".records");
        let input = Input::file(&file, None);
        // Paths differ from machine to machine.
        let told = told(open(&input, None).unwrap()).replace(input.name(), "FILE");
        if std::env::var_os("AMPLI_BLESS").is_some() {
            fs::write(&name, &told).unwrap();
        }
        let expected = fs::read_to_string(&name).unwrap_or_default();
        assert_eq!(told, expected, "{}", file.display());
    }
}

#[test]
fn compression_and_line_ends_change_nothing() {
    for file in fixtures() {
        let bytes = fs::read(&file).unwrap();
        let plain = of_bytes(bytes.clone());
        let middle = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let members = [gzip(&bytes[..middle]), gzip(b""), gzip(&bytes[middle..])].concat();
        assert_eq!(of_bytes(members), plain, "{}", file.display());
        let frames = [zstd(&bytes[..middle]), zstd(b""), zstd(&bytes[middle..])].concat();
        assert_eq!(of_bytes(frames), plain, "{}", file.display());
        assert_eq!(of_bytes([b"\xef\xbb\xbf", &*bytes].concat()), plain, "{}", file.display());
        let carriage_returns = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        assert_eq!(of_bytes(carriage_returns), plain, "{}", file.display());
    }
}

const LINE: &str = r#"{"type":"track","messageId":"m","event":"A","properties":{}}"#;
const READ: &str = "track `A` {}\n    id m\n";

#[test]
fn what_is_wrong_with_a_line_is_told_and_the_others_are_read() {
    let cases: [(&[u8], &str); 5] = [
        (b"\xe9t\xe9", "bad (not-utf8): events:2: not UTF-8 at byte 0\n"),
        (b"\0\0\0\0", "bad (json): events:2: no JSON: expected value, column 1\n"),
        (
            br#"{"type":"track","eve"#,
            "bad (json): events:2: no JSON: EOF while parsing a string, column 20\n",
        ),
        (
            br#"{"type":"track","event":"\ud800"}"#,
            "bad (json): events:2: no JSON: unexpected end of hex escape, column 32\n",
        ),
        (b"{\"a\":1,", "bad (cut-off): events:2: the file breaks off in this record\n"),
    ];
    for (line, expected) in cases {
        let file = [LINE.as_bytes(), b"\n", line, b"\n", LINE.as_bytes()].concat();
        assert_eq!(of_bytes(file), format!("json-lines\n{READ}{expected}{READ}"));
    }
}

#[test]
fn a_line_of_any_length_is_counted_and_skipped() {
    let long = 40 << 20;
    let source = Cursor::new(format!("{LINE}\n{{\"a\":\""))
        .chain(std::io::repeat(b'x').take(long))
        .chain(Cursor::new(format!("\"}}\n{LINE}\n")));
    let told = told(Reader::of("events", source, None).unwrap());
    let length = long + 9;
    assert_eq!(told, format!("json-lines\n{READ}bad (too-long): events:2: too long: {length} bytes\n{READ}"));
}

#[test]
fn a_file_that_breaks_off_is_read_up_to_there() {
    let whole: String =
        (0..2_000).map(|number| LINE.replace("\"m\"", &format!("\"m{number}\"")) + "\n").collect();
    for mut bytes in
        [gzip(whole.as_bytes()), [zstd(&whole.as_bytes()[..60_000]), zstd(whole.as_bytes())].concat()]
    {
        bytes.truncate(bytes.len() / 2);
        let told = of_bytes(bytes);
        assert!(told.starts_with("json-lines\ntrack `A` {}\n    id m0\n"), "{}", &told[..80]);
        let last: Vec<&str> = told.lines().rev().take(2).collect();
        assert!(last[0].starts_with("bad (unreadable): events:"), "{last:?}");
        assert!(last[1].starts_with("bad (cut-off): events:"), "{last:?}");
    }
}

#[test]
fn utf_16_is_named() {
    let told = "no format\nbad (unreadable): events:1: the rest of the file can't be read: it is UTF-16: convert it to UTF-8\n";
    let units: Vec<u8> = LINE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(of_bytes([b"\xff\xfe", &*units].concat()), told);
    assert_eq!(of_bytes(units), told);
    let units: Vec<u8> = LINE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(of_bytes([b"\xfe\xff", &*units].concat()), told);
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(of_bytes(""), "no format\n");
    assert_eq!(of_bytes("\n \n[\n]\n"), "no format\n");
    assert_eq!(of_bytes(gzip(b"")), "no format\n");
}

#[test]
fn values_over_many_lines_are_read_each_with_its_body() {
    let body = |name: &str| {
        format!(
            "{{\n  \"context\": {{\"library\": {{\"name\": \"{name}\"}}}},\n  \"batch\": [\n    \
             {{\"type\": \"track\", \"event\": \"{name}\"}}\n  ]\n}}\n"
        )
    };
    let whole = of_bytes(format!("{}{{\n}}\n{}{{\n x", body("A"), body("B")));
    let expected = "segment\ntrack `A` {}\n    sdk A\nbad (shape): events:7: no `type` of a call\n\
                    track `B` {}\n    sdk B\nbad (json): events:16: no JSON: key must be a string, column 2\n";
    assert_eq!(whole, expected);
}

#[test]
fn a_line_that_breaks_off_like_a_document_is_one_bad_line() {
    let told = of_bytes(format!("{{\"type\":\"track\",\n{LINE}\n{LINE}\n"));
    let bad = "bad (cut-off): events:1: the file breaks off in this record\n";
    assert_eq!(told, format!("json-lines\n{bad}{READ}{READ}"));
}

#[test]
fn a_document_of_many_values_is_read_in_a_moment() {
    let told = of_bytes("{\n}\n".repeat(200_000));
    assert_eq!(told.lines().count(), 200_001);
}

/// What official libraries have sent, recorded: the same events, whoever sends them.
#[test]
fn requests_of_official_libraries_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/requests");
    let mut seen = String::new();
    for name in ["segment", "rudderstack", "posthog", "amplitude"] {
        for language in ["python", "node"] {
            let file = folder.join(format!("{name}-{language}.jsonl"));
            let requests = fs::read_to_string(&file).unwrap();
            let bodies =
                requests.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
            let bodies: String = bodies.map(|request| request["body"].to_string() + "\n").collect();
            let mut reader = Reader::of("body", Cursor::new(bodies), None).unwrap();
            let (mut events, mut bad) = (0, Vec::new());
            while let Some(record) = reader.next() {
                match record {
                    Record::Event(_) => events += 1,
                    Record::Bad(record) => bad.push(record.to_string()),
                    Record::Ignored(_) => {}
                }
            }
            writeln!(seen, "{name}-{language}: {events} events, {bad:?}").unwrap();
        }
    }
    let expected = "segment-python: 5 events, []\nsegment-node: 5 events, []\n\
                    rudderstack-python: 5 events, []\nrudderstack-node: 5 events, []\n\
                    posthog-python: 8 events, []\nposthog-node: 4 events, []\n\
                    amplitude-python: 5 events, []\namplitude-node: 5 events, []\n";
    assert_eq!(seen, expected);
}
