//! Lines by chance, as the Python SDK answers them: the same dict, the same messages, but for the named differences.
//!
//! Where the SDK is installed it is asked; everywhere its recorded answers are.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use snowplow_analytics::{Compatibility, Error, Event, Field, FieldError, Kind, transform};

use crate::support::generator::{self, Chance};
use crate::support::python_sdk::{Answer, PythonSdk, answer};
use crate::support::python_value::PythonValue;

const LINES: u64 = 10_000;
const RECORDED: u64 = 160;

fn recorded_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/enriched/python.ndjson")
}

/// The line as the Python SDK has to be given it, which takes a line feed for a part of the last field.
fn without_line_end(line: &str) -> &str {
    line.strip_suffix("\r\n").or_else(|| line.strip_suffix('\n')).unwrap_or(line)
}

/// The line with an empty field.
fn without(line: &str, name: &str) -> String {
    let index = Field::named(name).unwrap().index();
    line.split('\t')
        .enumerate()
        .map(|(at, text)| if at == index { "" } else { text })
        .collect::<Vec<_>>()
        .join("\t")
}

/// What the Python SDK has to be asked to judge a line: the line, then the line without derived contexts and without
/// contexts, if it has both.
fn questions(line: &str) -> Vec<String> {
    let line = without_line_end(line);
    let mut questions = vec![line.to_owned()];
    if let Ok(event) = Event::parse(line) {
        let texts = ["derived_contexts", "contexts"].map(|name| event.text(Field::named(name).unwrap()));
        if texts.iter().all(|text| !text.is_empty()) {
            questions.extend(["derived_contexts", "contexts"].map(|name| without(line, name)));
        }
    }
    questions
}

/// What Python takes for a value, and is none: the named differences.
fn is_python_accident(error: &FieldError) -> bool {
    let text = error.value();
    let odd_letters =
        || text.contains(|letter: char| letter == '_' || letter.is_whitespace() || !letter.is_ascii());
    match error.field().kind() {
        Kind::Integer => odd_letters(),
        Kind::Double => odd_letters() || text.contains("nan") || text == "1e400",
        Kind::Timestamp => true,
        Kind::Contexts | Kind::UnstructEvent => text.contains("NaN") || text.contains("Infinity"),
        _ => false,
    }
}

/// Python's dict for both fields of contexts, without the loss of the former where both have one schema.
fn joined(full: &PythonValue, contexts: &PythonValue, derived: &PythonValue) -> PythonValue {
    let list = |dict: &PythonValue, name: &[u16]| {
        let PythonValue::Dict(members) = dict else { panic!("{dict:?}") };
        members.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    };
    let PythonValue::Dict(members) = full else { panic!("{full:?}") };
    let prefix: Vec<u16> = "contexts_".encode_utf16().collect();
    let member = |(name, value): &(Vec<u16>, PythonValue)| {
        let lists = name.starts_with(&prefix).then(|| (list(contexts, name), list(derived, name)));
        let value = match lists {
            Some((Some(PythonValue::List(mut first)), Some(PythonValue::List(second)))) => {
                first.extend(second);
                PythonValue::List(first)
            }
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    PythonValue::Dict(members.iter().map(member).collect())
}

/// How a line was answered.
#[derive(Default, Debug, PartialEq)]
struct Tally {
    same_dict: usize,
    same_messages: usize,
    accidents: usize,
}

/// Holds our answer against the Python SDK's. `same` compares messages.
fn judge(line: &str, answers: &[Answer], same: impl Fn(&str, &str) -> bool, tally: &mut Tally) {
    match (transform(line, Compatibility::Python), &answers[0]) {
        (Ok(ours), Ok(theirs)) => {
            let read = |answer: &Answer| PythonValue::read(answer.as_ref().unwrap());
            let mut theirs = PythonValue::read(theirs);
            if let [_, contexts, derived] = answers {
                theirs = joined(&theirs, &read(contexts), &read(derived));
            }
            assert_eq!(PythonValue::read(&ours), theirs, "{line:?}");
            assert!(!ours.contains(['\n', '\r']), "a line break in {ours:?}");
            tally.same_dict += 1;
        }
        (Err(error), theirs) => {
            let none = Vec::new();
            let mut theirs = theirs.as_ref().err().unwrap_or(&none).iter().peekable();
            let ours: Vec<(String, bool)> = match &error {
                Error::Fields(errors) => {
                    errors.iter().map(|error| (error.python_message(), is_python_accident(error))).collect()
                }
                _ => error.python_messages().into_iter().map(|message| (message, false)).collect(),
            };
            let mut accidents = 0;
            for (message, accident) in &ours {
                if theirs.next_if(|theirs| same(message, theirs)).is_none() {
                    assert!(*accident, "{line:?}\nours:   {message}\ntheirs: {:?}", theirs.peek());
                    accidents += 1;
                }
            }
            assert_eq!(theirs.next(), None, "{line:?}: only the Python SDK refuses this");
            if accidents == 0 { tally.same_messages += 1 } else { tally.accidents += 1 }
        }
        (Ok(_), Err(messages)) => panic!("{line:?}: only the Python SDK refuses it: {messages:?}"),
    }
}

/// The message without the text of Python's exception, which other versions of Python word in other ways.
fn without_exception(message: &str) -> &str {
    let starts =
        [": JSONDecodeError(", ": TypeError(", ": RecursionError("].map(|start| message.rfind(start));
    starts.into_iter().flatten().max().map_or(message, |at| &message[..at])
}

#[test]
fn ten_thousand_lines_are_answered_as_by_python() {
    let Some(mut sdk) = PythonSdk::start() else { return };
    let exact = sdk.has_known_exceptions();
    let same = |ours: &str, theirs: &str| {
        ours == theirs || (!exact && without_exception(ours) == without_exception(theirs))
    };
    let mut tally = Tally::default();
    for seed in 0..LINES {
        let line = generator::line(&mut Chance::new(seed));
        let answers: Vec<Answer> = questions(&line).iter().map(|line| sdk.transform(line)).collect();
        judge(&line, &answers, same, &mut tally);
    }
    let Tally { same_dict, same_messages, accidents } = tally;
    assert_eq!(same_dict + same_messages + accidents, LINES as usize);
    assert!(same_dict > 1_000 && same_messages > 1_000 && accidents > 100, "{tally:?}");
}

#[test]
fn recorded_lines_are_answered_as_by_python() {
    let lines: Vec<String> = (0..RECORDED).map(|seed| generator::line(&mut Chance::new(seed))).collect();
    if std::env::var_os("AMPLI_BLESS").is_some() {
        record(&lines);
    }
    let text = fs::read_to_string(recorded_file()).unwrap();
    let rows: Vec<Value> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let recorded: HashMap<&str, &Value> =
        rows.iter().map(|row| (row["line"].as_str().unwrap(), row)).collect();
    let mut tally = Tally::default();
    for line in &lines {
        let answers: Vec<Answer> =
            questions(line).iter().map(|line| answer(recorded[line.as_str()])).collect();
        judge(line, &answers, |ours, theirs| ours == theirs, &mut tally);
    }
    assert!(tally.same_dict > 20 && tally.same_messages > 20, "{tally:?}");
}

fn record(lines: &[String]) {
    let mut sdk = PythonSdk::start().unwrap();
    assert!(sdk.has_known_exceptions(), "answers are recorded from Python 3.11 or 3.12");
    let mut text = String::new();
    for line in lines.iter().flat_map(|line| questions(line)) {
        let row = match sdk.transform(&line) {
            Ok(answer) => json!({"line": line, "json": answer}),
            Err(messages) => json!({"line": line, "messages": messages}),
        };
        text += &format!("{row}\n");
    }
    fs::write(recorded_file(), text).unwrap();
}

#[test]
fn lists_too_deep_for_python_are_too_deep_for_us() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let line = |data: &str| {
        let event = format!(r#"{{"data":{{"schema":"iglu:a/b/jsonschema/1-0-0","data":{data}}}}}"#);
        crate::support::lines::line([("unstruct_event", event)])
    };
    assert!(transform(&line(&nested(978)), Compatibility::Python).is_ok());
    let expected = "RecursionError('maximum recursion depth exceeded while decoding a JSON array from a unicode string')";
    for depth in [979, 100_000] {
        let error = transform(&line(&nested(depth)), Compatibility::Python).unwrap_err();
        assert!(error.python_messages()[0].ends_with(expected), "{depth}");
    }
}
