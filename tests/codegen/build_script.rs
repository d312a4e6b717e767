//! A program whose build script writes its SDK: cargo builds it, leaves it alone while the plan stays, builds it anew when
//! the plan changes, and fails with the finding when the plan is broken.

use crate::support::scratch::{Scratch, runtime};

const SCRIPT: &str = r#"fn main() -> Result<(), ampli_rs::build::Error> {
    ampli_rs::build::Builder::new("tracking-plan.json").source("player").generate()
}
"#;

const PROGRAM: &str = r#"#![deny(warnings)]

mod itly {
    include!(concat!(env!("OUT_DIR"), "/itly/mod.rs"));
}

use itly::runtime::TypedEvent;

fn main() {
    println!("{}", itly::SongPlayed::spec().name);
}
"#;

const PLAN: &str = r#"{
  "ampliPlan": 1,
  "name": "Acme",
  "events": [{ "name": "Song Played", "description": "A song was played.", "schema": {
    "type": "object",
    "properties": { "title": { "type": "string", "minLength": 1, "description": "What it is called." } }
  } }]
}
"#;

/// The program, with a plan.
fn program() -> Scratch {
    let mut scratch = Scratch::new("scripted");
    let library = env!("CARGO_MANIFEST_DIR");
    let manifest = format!(
        "[package]\nname = \"scripted\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [build-dependencies]\nampli-rs = {{ path = {library:?}, default-features = false }}\n\n[dependencies]\n{}\n",
        runtime("")
    );
    scratch.file("scripted", "Cargo.toml", manifest);
    scratch.file("scripted", "build.rs", SCRIPT);
    scratch.file("scripted", "src/main.rs", PROGRAM);
    scratch.file("scripted", "tracking-plan.json", PLAN);
    scratch
}

/// What cargo says on standard error, and the program on standard output.
fn run(scratch: &mut Scratch) -> (String, String) {
    let output = scratch.cargo(&["run", "--verbose", "--package", "scripted"]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stderr), text(&output.stdout))
}

#[test]
fn makes_the_sdk_anew_when_the_plan_changes() {
    let mut scratch = program();
    let (said, printed) = run(&mut scratch);
    assert_eq!(printed, "Song Played\n", "{said}");

    let (said, printed) = run(&mut scratch);
    assert!(said.contains("Fresh scripted v0.0.0"), "{said}");
    assert_eq!(printed, "Song Played\n");

    // The wire name changes, the identifier does not.
    scratch.file("scripted", "tracking-plan.json", PLAN.replace("Song Played", "song played"));
    let (said, printed) = run(&mut scratch);
    assert!(said.contains("Dirty scripted v0.0.0"), "{said}");
    assert!(said.contains("the file `scripted/tracking-plan.json` has changed"), "{said}");
    assert_eq!(printed, "song played\n", "{said}");

    scratch.file("scripted", "tracking-plan.json", PLAN.replace("minLength", "maxLength\": -1, \"minLength"));
    let (said, printed) = run(&mut scratch);
    assert_eq!(printed, "");
    assert!(said.contains("error[AMP0110]: "), "{said}");
    assert!(said.contains("--> tracking-plan.json:6:"), "{said}");
}
