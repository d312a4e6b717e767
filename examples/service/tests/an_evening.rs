//! The service from its start to a signal, and its events held against the plan.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// An empty folder, in which the service writes its events.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evening");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The service on a free port, and its address.
fn service(folder: &Path) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service"));
    let mut child = command.current_dir(folder).env("PORT", "0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap().to_owned();
    (child, address)
}

/// Posts nothing to `path` as `guest`, and returns the body of the answer.
fn post(address: &str, path: &str, guest: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nx-guest: {guest}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[test]
fn what_guests_do_is_what_the_plan_says() {
    let folder = folder();
    let (mut child, address) = service(&folder);
    assert_eq!(post(&address, "/queue/Waterloo", "ann"), "Waterloo is number 1\n");
    assert_eq!(post(&address, "/queue/99%20Luftballons", "bob"), "99 Luftballons is number 2\n");
    assert_eq!(post(&address, "/next", "ann"), "now playing Waterloo\n");
    assert_eq!(post(&address, "/next", "ann"), "now playing 99 Luftballons\n");
    assert_eq!(post(&address, "/next", "bob"), "the queue is empty\n");
    let asked = Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));

    let events = fs::read_to_string(folder.join("events.jsonl")).unwrap();
    let has = |line: &str, part: &str| assert!(line.contains(part), "{line} without {part}");
    let lines: Vec<&str> = events.lines().collect();
    let names = ["Song Queued", "Song Queued", "Song Played", "Song Played", "Queue Ran Dry"];
    assert_eq!(lines.len(), names.len(), "{events}");
    for (line, name) in lines.iter().zip(names) {
        has(line, &format!(r#""event":"{name}""#));
        has(line, r#""release":"0.0.0""#);
    }
    has(lines[1], r#""userId":"bob""#);
    has(lines[1], r#""song":"99 Luftballons","position":2"#);
    has(lines[3], r#""remaining":0"#);
    audit(&folder.join("events.jsonl"));
}

/// All events are valid and planned, and all planned events were seen.
fn audit(events: &Path) {
    let Some(tool) = env::var_os("AMPLI_RS") else {
        println!("skipped: `AMPLI_RS` does not name the tool that audits the events");
        return;
    };
    let mut command = Command::new(tool);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("audit").arg(events);
    let output = command.args(["--fail-on", "violations,unplanned,unseen,unreadable"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""), "{text}");
    assert!(text.contains("  5 valid, 100 %\n"), "{text}");
}
