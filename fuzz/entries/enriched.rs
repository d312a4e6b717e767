//! Any text as an enriched event, and as each of its fields that is parsed: seen, transformed in both compatibilities, and
//! complained about in the words of both originals.

use snowplow_analytics::{Compatibility, Error, Event, FIELDS, Transformer, run_id};

pub(crate) fn run(text: &str) {
    line(text);
    let _ = run_id(text);
    for field in &FIELDS {
        // Whatever would divide the field or end the line.
        let value = text.replace('\t', " ");
        let mut fields = [""; FIELDS.len()];
        fields[field.index()] = &value;
        line(&fields.join("\t"));
    }
    // Derived contexts are joined with contexts.
    let mut fields = [""; FIELDS.len()];
    let [first, second] = text.split_once("\n---\n").map_or([text, text], |(first, second)| [first, second]);
    (fields[52], fields[122]) = (first, second);
    line(&fields.join("\t"));
}

fn line(line: &str) {
    for compatibility in [Compatibility::Python, Compatibility::Strict] {
        let mut out = b"before".to_vec();
        match Transformer::new(compatibility).line(line, &mut out) {
            Ok(()) => {
                let json = std::str::from_utf8(&out).expect("parts of a text are text");
                assert!(json.starts_with("before{") && json.ends_with('}'), "{json}");
                assert!(!json.contains(['\n', '\r']), "{json}");
            }
            Err(error) => {
                assert_eq!(out, b"before", "nothing is left of a line that is refused");
                complain(&error);
            }
        }
    }
    let Ok(event) = Event::parse(line) else { return };
    let sound = Transformer::new(Compatibility::Python).event(&event, &mut Vec::new());
    if sound.is_ok() {
        let entities = event.entities().expect("what is transformed can be seen");
        let schemas = event.inventory().expect("what is transformed can be seen").len();
        assert!(schemas <= entities.len() + 1);
    }
}

fn complain(error: &Error) {
    let messages = error.python_messages();
    let document: serde_json::Value = serde_json::from_str(&error.strict_json()).expect("the error is JSON");
    match error {
        Error::Fields(errors) => {
            assert_eq!(messages.len(), errors.len());
            assert_eq!(document["errors"].as_array().map(Vec::len), Some(errors.len()));
        }
        _ => assert_eq!(messages.len(), 1),
    }
    assert!(!error.to_string().is_empty());
}
