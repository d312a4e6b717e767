//! Any text as a file of collected events, in each form: read to its end, its lines in order, and a plan drawn of it.

use std::io::Cursor;

use ampli_rs::collected::{Format, Reader, Record};
use ampli_rs::infer::{self, Seen};

pub(crate) fn run(text: &str) {
    for format in Format::ALL.into_iter().map(Some).chain([None]) {
        // What begins like a compressed file may be none.
        let Ok(mut reader) = Reader::of("text", Cursor::new(text.to_owned()), format) else { return };
        let mut seen = Seen::default();
        let mut line = 0;
        while let Some(record) = reader.next() {
            match record {
                Record::Event(event) => {
                    let _ = seen.add(&event);
                }
                Record::Ignored(ignored) => assert!(!ignored.reason.to_string().is_empty()),
                Record::Bad(bad) => assert!(bad.to_string().starts_with("text:")),
            }
            assert!(reader.line() >= line, "line {} comes after line {line}", reader.line());
            line = reader.line();
        }
        if seen.count() > 0 {
            let plan = infer::plan(&seen, "fuzzed", 100.0);
            assert!(serde_json::from_str::<serde_json::Value>(&plan.text).is_ok());
        }
    }
}
