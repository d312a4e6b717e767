//! A program that reads JSON into the events of an SDK, and says of each whether it could be sent.

use std::fmt::{self, Write as _};
use std::fs;

use ampli_rs::module::Layout;
use serde_json::Value;

use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk::ReadPlan;

/// What the program says of an instance.
pub(super) enum Verdict {
    /// No value of the generated type is written so.
    Refused,
    /// There is one, and its checks complain.
    Broken(String),
    /// There is one that can be sent; it is written so.
    Valid(Value),
}

impl fmt::Display for Verdict {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => to.write_str("no value of the type is written so"),
            Self::Broken(violation) => to.write_str(violation),
            Self::Valid(sent) => write!(to, "sent as {sent}"),
        }
    }
}

const MAIN: &str = r#"use itly_runtime::testing::{ReadProperties, RecordedEvent, Recorder};
use itly_runtime::{EventSpec, Itly, Options, Properties, PropertiesWriter, TypedEvent, Value, WriteProperties};

static ITLY: Itly = Itly::new();

/// An event whose properties are those of a line.
struct Line(Vec<(String, Value<'static>)>);

impl WriteProperties for Line {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        self.0.iter().for_each(|(name, value)| to.property(name, value));
    }
}

impl TypedEvent for Line {
    fn spec() -> EventSpec {
        EventSpec::new("Line")
    }
}

fn verdict<E: ReadProperties + WriteProperties>(recorded: &RecordedEvent) -> String {
    let Some(event) = recorded.read::<E>() else { return "refused".to_owned() };
    match itly_runtime::violations(&event).first() {
        Some(violation) => format!("broken {violation}").replace('\n', " "),
        None => format!("valid {}", Properties::of(&event).to_json()),
    }
}

fn value(json: &serde_json::Value) -> Value<'static> {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(boolean) => Value::from(*boolean),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Value::from(number),
            (None, Some(number)) => Value::from(number),
            (None, None) => Value::from(number.as_f64()),
        },
        serde_json::Value::String(text) => Value::from(text.clone()),
        serde_json::Value::Array(items) => Value::Array(items.iter().map(value).collect()),
        serde_json::Value::Object(members) => {
            Value::Object(members.iter().map(|(name, json)| (name.clone().into(), value(json))).collect())
        }
    }
}

fn main() {
    let recorder = Recorder::new();
    ITLY.load(Options::new().plugin(recorder.clone())).expect("it is loaded once");
    let mut paths = std::env::args_os().skip(1).take(2);
    let questions = std::fs::read_to_string(paths.next().expect("a path")).expect("questions");
    let mut answers = String::new();
    for line in questions.lines() {
        let (event, json) = line.split_once('\t').expect("an event and its properties");
        let json: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).expect("an object");
        let properties = json.iter().map(|(name, json)| (name.clone(), value(json))).collect();
        ITLY.track("user", &Line(properties)).expect("nothing validates");
        let recorded = recorder.all(None).remove(0);
        let event: usize = event.parse().expect("a number");
        let (_, verdict) = EVENTS.iter().find(|(number, _)| *number == event).expect("an event");
        answers.push_str(&verdict(&recorded));
        answers.push('\n');
        recorder.reset();
    }
    std::fs::write(paths.next().expect("a path"), answers).expect("answers");
}

type Judge = fn(&RecordedEvent) -> String;

"#;

/// Asks the SDK of `read`, whose events are called `Case` and a number, about properties, which `questions` have by the
/// number of their event. The answers come in the order of the questions.
pub(super) fn ask(read: &ReadPlan, questions: &[(usize, String)]) -> Vec<Verdict> {
    let sdk = read.sdk("default", Layout::Crate, "cases");
    let mut main = MAIN.to_owned();
    main.push_str("static EVENTS: &[(usize, Judge)] = &[\n");
    for header in sdk.files.iter().flat_map(|file| file.text.lines()) {
        let Some(event) = header.strip_prefix("impl ::itly_runtime::TypedEvent for ") else { continue };
        let event = event.trim_end_matches(" {").replace("'_", "'static");
        let number: String = event.chars().filter(char::is_ascii_digit).collect();
        let _ = writeln!(main, "    ({number}, verdict::<cases::{event}>),");
    }
    main.push_str("];\n");

    let mut scratch = Scratch::new("agreement");
    scratch.sdk("cases", "", &sdk);
    let dependencies = "cases = { path = \"../cases\", features = [\"testing\"] }\nserde_json = \"1\"";
    scratch.member("judge", "2024", &format!("{}\n{dependencies}", runtime("\"testing\"")));
    scratch.file("judge", "src/main.rs", main);
    let folder = tempfile::tempdir().expect("a folder");
    let [input, output] = ["questions", "answers"].map(|name| folder.path().join(name));
    let lines: String = questions.iter().map(|(event, json)| format!("{event}\t{json}\n")).collect();
    fs::write(&input, lines).expect("the file is written");
    let paths = [&input, &output].map(|path| path.to_str().expect("a path in UTF-8"));
    scratch.cargo_succeeds(&["run", "--quiet", "--package", "judge", "--", paths[0], paths[1]]);
    let answers = fs::read_to_string(&output).expect("the program has answered");
    let answers: Vec<Verdict> = answers.lines().map(verdict).collect();
    assert_eq!(answers.len(), questions.len(), "an answer to each question");
    answers
}

fn verdict(line: &str) -> Verdict {
    match line.split_once(' ') {
        Some(("valid", json)) => Verdict::Valid(serde_json::from_str(json).expect("what is sent is JSON")),
        Some((_, violation)) => Verdict::Broken(violation.to_owned()),
        None => Verdict::Refused,
    }
}
