//! A few bytes that unpack into many: of a plan no more is kept than a plan may have, of a line no more than a line may have.

use std::io::Write;
use std::path::Path;

use ampli_rs::fetch::{self, Location, Settings, http};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::playground::Playground;
use crate::scripted_server::{Reply, ScriptedServer};

const MIB: usize = 1 << 20;

/// So many MiB of blanks.
fn blanks(count: usize) -> Vec<u8> {
    compressed(&vec![b' '; count * MIB])
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_plan_is_refused_when_it_is_too_large() {
    let server = ScriptedServer::start([Reply::new("200 OK", &["content-encoding: gzip"], blanks(3))]);
    let http = http::Settings { size_limit: 2 * MIB as u64, cache: None, ..http::Settings::default() };
    let location = Location::new(&server.url("/plan.json"), Path::new(""));
    let failure = fetch::plan_text(&location, &Settings { http, ..Settings::default() }).unwrap_err();
    assert_eq!(
        failure.to_string(),
        format!(
            "`{}` is larger than 2 MiB\nhelp: check that it is a tracking plan; split it by source if it is",
            server.url("/plan.json")
        ),
    );
}

#[test]
fn a_line_of_collected_events_is_passed_over_and_the_next_one_read() {
    let playground = Playground::with_plan(r#"{"ampliPlan": 1, "events": [{"name": "Sent"}]}"#);
    let event = compressed(b"\n{\"type\": \"track\", \"event\": \"Sent\", \"userId\": \"u\"}\n");
    playground.write("events.gz", [blanks(1).repeat(40), event].concat());
    let run = playground.run(&["audit", "events.gz", "--plan", "plan.json"]);
    assert!(run.stdout.starts_with("1 event in 1 file"), "{run:?}");
    assert!(run.stdout.contains("too long"), "{run:?}");
}
