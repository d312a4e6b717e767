//! The compiler sees the same calls: in SDKs in which every event is deprecated it warns exactly where `status` says that a
//! function is called or handed on, and knows the type wherever `status` says that a value of it is made.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::playground::Playground;
use crate::status_finds_calls::playground;

/// A file, a line and a column.
type Place = (String, u64, u64);

#[test]
fn warnings_stand_where_events_are_sent() {
    let playground = playground();
    deprecate_everything(&playground);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = repository.join("itly-runtime");
    let config =
        playground.read("ampli.toml").replace("]\n", &format!("]\nruntime = {{ path = {runtime:?} }}\n"));
    playground.write("ampli.toml", config);
    let kiosk = playground.read("kiosk/Cargo.toml");
    let dependency = format!(
        "itly-runtime = {{ path = {runtime:?}, default-features = false, features = [\"testing\"] }}"
    );
    playground.write("kiosk/Cargo.toml", kiosk.replace("itly-runtime = \"0.1.0\"", &dependency));
    playground.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"radio\", \"shared\", \"app\", \"kiosk\", \"itly\"]\n",
    );
    playground.write("Cargo.lock", std::fs::read(repository.join("Cargo.lock")).unwrap());
    assert_eq!(playground.run(&["pull", "--all"]).status, 0);

    let (mut functions, types) = warnings(&playground);
    // Git ignores it, so that nobody wrote it; the compiler reads it all the same.
    functions.retain(|(file, ..)| file != "shop/src/generated.rs");
    let report = playground.run(&["status", "--format", "json"]).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    let calls = sites(&report, &["call", "function"]);
    assert!(calls.len() > 60, "{calls:?}");
    assert_eq!(
        difference(&calls, &functions),
        (Vec::new(), Vec::new()),
        "what rustc does not see, and sees alone"
    );
    let (unknown, _) = difference(&sites(&report, &["value", "kept"]), &types);
    // Aliases are not deprecated themselves, and `Default::default()` names no type.
    let is_nameless = |(file, line, _): &Place| {
        let text = playground.read(file);
        let line = text.lines().nth(*line as usize - 1).unwrap_or_default();
        line.contains("&Again::new") || line.contains("Default::default()")
    };
    assert_eq!(unknown.into_iter().filter(|place| !is_nameless(place)).collect::<Vec<_>>(), []);
}

fn deprecate_everything(playground: &Playground) {
    let mut plan: Value = serde_json::from_str(&playground.read("tracking-plan.json")).unwrap();
    for event in plan["events"].as_array_mut().unwrap() {
        event["deprecated"] = Value::Bool(true);
    }
    playground.write("tracking-plan.json", plan.to_string());
}

/// Where rustc warns of deprecated functions and types, outside of imports.
fn warnings(playground: &Playground) -> (BTreeSet<Place>, BTreeSet<Place>) {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--all-targets",
            "--features",
            "shop/extra",
            "--message-format",
            "json",
        ])
        .current_dir(playground.path(""))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("status"))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let messages = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let (mut functions, mut types, mut errors) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for message in messages.filter(|message| message["reason"] == "compiler-message") {
        let message = &message["message"];
        let text = message["message"].as_str().unwrap();
        if message["level"] == "error" {
            errors.push(message["rendered"].as_str().unwrap().to_owned());
        }
        let places = if text.starts_with("use of deprecated function `") {
            &mut functions
        } else if text.starts_with("use of deprecated struct `")
            || text.starts_with("use of deprecated type alias `")
        {
            &mut types
        } else {
            continue;
        };
        for span in message["spans"].as_array().unwrap().iter().filter(|span| span["is_primary"] == true) {
            let code = span["text"][0]["text"].as_str().unwrap_or_default().trim_start();
            let file = span["file_name"].as_str().unwrap();
            if !code.starts_with("use ") && !code.starts_with("pub use ") && !file.contains("/itly/") {
                let number = |key: &str| span[key].as_u64().unwrap();
                places.insert((file.to_owned(), number("line_start"), number("column_start")));
            }
        }
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}{stderr}", errors.concat());
    (functions, types)
}

fn sites(report: &Value, kinds: &[&str]) -> BTreeSet<Place> {
    let sources = report["sources"].as_array().unwrap().iter();
    let events = sources.flat_map(|source| source["events"].as_array().unwrap());
    let sites = events.flat_map(|event| event["sites"].as_array().unwrap());
    sites
        .filter(|site| site["reach"] != "never" && kinds.contains(&site["kind"].as_str().unwrap()))
        .map(|site| {
            let file = site["file"].as_str().unwrap().to_owned();
            (file, site["line"].as_u64().unwrap(), site["column"].as_u64().unwrap())
        })
        .collect()
}

/// What is in one set only: in the first, in the second.
fn difference(left: &BTreeSet<Place>, right: &BTreeSet<Place>) -> (Vec<Place>, Vec<Place>) {
    (left.difference(right).cloned().collect(), right.difference(left).cloned().collect())
}
