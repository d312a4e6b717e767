//! Names reach the wire byte for byte: a generated program sends every event, and what it has sent is read back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ampli_rs::json::Json;
use ampli_rs::module::Layout;
use ampli_rs::plan::{EventKind, Shape};
use serde_json::Value;

use crate::support::generated::Generated;
use crate::support::program::{SAMPLE, send_all};
use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk::{self, ReadPlan};
use crate::support::{torture, words};

/// The module of a program that sends all events of the crate `name` to a file.
fn sender(name: &str, events: &str) -> String {
    format!(
        "pub fn run(path: std::ffi::OsString) {{\n    \
             let lines = itly_runtime::Delivery::new(itly_runtime::JsonLines::new(path));\n    \
             let validation = {name}::ValidationOptions::new().track_invalid(true);\n    \
             {name}::load({name}::Options::new().validation(validation).plugin(lines)).expect(\"loaded once\");\n    \
             send_all();\n    \
             {name}::shutdown(std::time::Duration::from_secs(60)).expect(\"all is sent\");\n\
         }}\n\n{events}"
    )
}

/// What was sent: the keys of the properties at any depth, by event.
fn sent(path: &Path) -> (Vec<Value>, BTreeMap<String, BTreeSet<String>>) {
    let text = fs::read_to_string(path).expect("the program has written");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut events: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line["type"] == "track") {
        let name = line["event"].as_str().expect("an event has a name");
        keys(&line["properties"], events.entry(name.to_owned()).or_default());
    }
    (lines, events)
}

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            into.extend(members.keys().filter(|key| *key != SAMPLE).cloned());
            members.values().for_each(|value| keys(value, into));
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
        _ => {}
    }
}

fn planned(read: &ReadPlan) -> BTreeMap<String, BTreeSet<String>> {
    let events = read.sound_events("default").into_iter().filter(|event| event.kind == EventKind::Track);
    let mut planned: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in events {
        planned.entry(event.name.to_string()).or_default().extend(words::of_event(event, &read.plan).keys);
    }
    planned
}

#[test]
fn what_is_sent_is_what_the_plan_says() {
    let mut plans = vec![("strange", sdk::from_text(torture::plan()))];
    plans.extend(sdk::shared("synthetic/segment-like-564.json").map(|path| ("large", sdk::on_disk(&path))));
    let mut scratch = Scratch::new("wire");
    let (mut main, mut dependencies) = (String::new(), runtime("\"jsonl\""));
    let mut runs = String::new();
    for (name, read) in &plans {
        let sdk = read.sdk("default", Layout::Crate, name);
        scratch.sdk(name, "", &sdk);
        scratch.file(
            "sender",
            &format!("src/send_{name}.rs"),
            sender(name, &send_all(&Generated::new(&sdk), name)),
        );
        main.push_str(&format!("mod send_{name};\n"));
        dependencies.push_str(&format!("\n{name} = {{ path = \"../{name}\" }}"));
        runs.push_str(&format!("    send_{name}::run(paths.next().expect(\"a path\"));\n"));
    }
    main.push_str(&format!("\nfn main() {{\n    let mut paths = std::env::args_os().skip(1);\n{runs}}}\n"));
    main.insert_str(0, "#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n\n");
    scratch.member("sender", "2024", &dependencies);
    scratch.file("sender", "src/main.rs", main);

    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<_> = plans.iter().map(|(name, _)| folder.path().join(name)).collect();
    let mut arguments = vec!["run", "--quiet", "--package", "sender", "--"];
    arguments.extend(paths.iter().map(|path| path.to_str().expect("a path in UTF-8")));
    scratch.cargo_succeeds(&arguments);
    for ((name, read), path) in plans.iter().zip(&paths) {
        let (lines, sent) = sent(path);
        let planned = planned(read);
        for (event, keys) in &planned {
            assert_eq!(sent.get(event), Some(keys), "{name}: {event:?}");
        }
        assert_eq!(sent.len(), planned.len(), "{name}");
        if *name == "strange" {
            assert_values(&lines, read);
        }
    }
}

/// Every value of the enumeration was sent, with its JSON type.
fn assert_values(lines: &[Value], read: &ReadPlan) {
    let line = lines.iter().find(|line| line["event"] == "Values").expect("the event was sent");
    let sent = line["properties"][torture::LISTED].as_array().expect("a list");
    let event = read.plan.events.iter().find(|event| event.name == "Values").expect("the event is planned");
    let property = event.properties.properties.iter().find(|property| property.name == torture::LISTED);
    let Shape::Array(array) = &property.expect("it is planned").value.shape else { panic!("no list") };
    let Shape::Enum(values) = &array.items.shape else { panic!("no enumeration") };
    let planned: Vec<Value> = values.iter().map(|value| plain(&value.value)).collect();
    assert_eq!(sent, &planned);
}

fn plain(value: &Json) -> Value {
    serde_json::to_value(value).expect("scalars are JSON")
}
