//! Plans that teams have really written become crates, modules, and files to be included, to which neither rustc nor clippy
//! objects, nor to the calls that a catalogue shows, and every name of a plan stands in the code byte for byte.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use ampli_rs::diagnostic::Diagnostics;
use ampli_rs::module::Layout;
use ampli_rs::plan::{Event, EventKind};

use crate::calls_compile;
use crate::support::generated::Generated;
use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk::{self, ReadPlan, errors};
use crate::support::words::{self, Words};

/// Lints that only a whole crate can allow: names in other scripts than Latin.
const SCRIPTS: &str = "#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]";

/// Features of the runtime for every service that a plan may name.
const SERVICES: &str = r#""amplitude", "console", "http", "jsonl", "mixpanel", "posthog", "rudderstack", "segment", "snowplow", "webhook""#;

const SHARED: &[&str] = &[
    "glean-core",
    "glean-parser-tests/data/core.yaml",
    "itly-sdk-js/itly_sdk_js_basic_schema.json",
    "itly-sdk-python/itly_test_codegen.schemas.json",
    "itly-sdk-ruby/itly_ruby_sample.schemas.json",
    "matrix-analytics-events/schemas",
    "mparticle-dataplan/freddy_s_plan-v1.json",
    "mparticle-dataplan/test-duplicate-class-name.json",
    "mparticle-dataplan/test-enum-value-starting-with-number.json",
    "rudder-typewriter/rudder_examples_ios-objc_RudderTyperExample_analytics_plan.json",
    "rudder-typewriter/rudder_examples_ios-swift_RudderTyperSwiftExample_analytics_plan.json",
    "rudder-typewriter/rudder_examples_js-cdn-typescript_src_analytics_plan.json",
    "rudder-typewriter/rudder_tests_e2e_android-kotlin_app_src_main_java_com_rudderstack_ruddertyper_generated_plan.json",
    "rudderstack-iac/localcatalog",
    "rudderstack-iac/remote_tracking_plan.golden.json",
    "rudderstack-iac/typer-project",
    "segment-typewriter/segment_typewriter_plan.json",
    "segment-typewriter/segment_typewriter_plan_v1.json",
    "segment-typewriter/segment_typewriter_telemetry_plan.json",
    "snowplow-iglu-central/schemas",
    "synthetic/segment-like-564.json",
    "weaver-tests/crates/weaver_live_check/model",
    "weaver-tests/tests/diff/registry_head",
    "weaver-tests/tests/v2_forge/model",
];

const FIXTURES: &[&str] = &[
    "complete/own.json",
    "garden-amplitude-taxonomy",
    "garden-amplitude/plan.csv",
    "garden-glean",
    "garden-iglu",
    "garden-iglu-linked",
    "garden-opentelemetry",
    "garden-opentelemetry-resolved",
    "garden-posthog",
    "garden-rudderstack",
    "garden-snowplow",
    "garden/amplitude-data.json",
    "garden/avo-import.json",
    "garden/avo.json",
    "garden/itly.json",
    "garden/mparticle.json",
    "garden/own.json",
    "garden/rudderstack-catalogue.json",
    "garden/rudderstack-v1.json",
    "garden/rudderstack-v2.json",
    "garden/schemas",
    "garden/segment-config.json",
    "garden/segment-public.json",
    "garden/typewriter.json",
];

/// Where the plans are that are here.
fn paths() -> Vec<PathBuf> {
    let golden = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/golden/shapes/plan.json"));
    let fixtures = FIXTURES.iter().map(|path| sdk::fixture(path)).chain([golden]);
    fixtures.chain(SHARED.iter().filter_map(|path| sdk::shared(path))).collect()
}

#[test]
fn rustc_and_clippy_accept_every_plan_in_every_layout() {
    let mut scratch = Scratch::alone("plans");
    let mut scripted = format!("//! A program with many SDKs.\n#![deny(warnings)]\n{SCRIPTS}\n\n");
    // Calls of deprecated events are shown as well.
    let mut user = scripted.replace("allow(", "allow(deprecated, ");
    let mut calls = String::new();
    for (number, path) in paths().iter().enumerate() {
        let read = sdk::on_disk(path);
        for (source_number, source) in read.sources().iter().enumerate() {
            let name = format!("plan_{number}_{source_number}");
            scratch.sdk(&name, "", &read.sdk(source, Layout::Crate, &name));
            scratch.sdk("user", &format!("src/{name}/"), &read.sdk(source, Layout::Module, &name));
            let _ = writeln!(user, "mod {name};");
            calls.push_str(&calls_compile::functions(&read, source, &name));
            scratch.sdk("scripted", &format!("out/{name}/"), &read.sdk(source, Layout::Included, &name));
            let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/out/{name}/mod.rs\")");
            let _ = writeln!(scripted, "mod {name} {{\n    include!({path});\n}}");
        }
    }
    for (name, mut text) in [("user", user + &calls), ("scripted", scripted)] {
        text.push_str("\nfn main() {}\n");
        scratch.member(name, "2024", &runtime(SERVICES));
        scratch.file(name, "src/main.rs", text);
    }
    scratch.cargo_succeeds(&["clippy", "--workspace", "--all-features", "--", "-D", "warnings"]);
}

#[test]
fn every_name_of_a_plan_is_a_literal_of_its_event() {
    for path in paths() {
        let read = sdk::on_disk(&path);
        for source in read.sources() {
            let sdk = read.sdk(&source, Layout::Crate, "itly");
            let generated = Generated::new(&sdk);
            let mut in_code: Vec<Words> = generated.units.iter().map(|unit| generated.words(unit)).collect();
            let mut in_plan = in_plan(&read, &source);
            let degraded = degraded(&sdk.findings);
            for words in [&mut in_code, &mut in_plan] {
                words.retain(|words| !degraded.contains(words.event.as_str()));
            }
            in_code.sort();
            in_plan.sort();
            for (in_code, in_plan) in in_code.iter().zip(&in_plan) {
                assert_eq!(in_code, in_plan, "{}", path.display());
            }
            assert_eq!(in_code.len(), in_plan.len(), "{}", path.display());
        }
    }
}

/// The events of which something takes any value, because no Rust type could say it.
fn degraded(findings: &Diagnostics) -> BTreeSet<&str> {
    let degraded = findings.iter().filter(|finding| finding.code.id == "AMP0330");
    degraded.filter_map(|finding| finding.event.as_deref()).collect()
}

/// The words of each event that is generated.
fn in_plan(read: &ReadPlan, source: &str) -> Vec<Words> {
    let mut seen = BTreeSet::new();
    let events = read.sound_events(source).into_iter();
    let once = events.filter(|event| seen.insert((event.kind, event.handle(), &event.version)));
    once.map(|event| words::of_event(event, &read.plan)).collect()
}

#[test]
fn broken_events_are_named_and_the_others_are_generated() {
    let Some(path) = sdk::shared("matrix-analytics-events/schemas") else { return };
    let read = sdk::on_disk(&path);
    let broken = ["AttachmentCancel", "AttachmentCancel", "AttachmentOpen", "AttachmentSend"];
    assert_eq!(errors(&read.findings), broken.map(|event| ("AMP0115", event.to_owned())));
    let tracked = |event: &&Event| event.kind == EventKind::Track;
    assert_eq!(read.plan.events.iter().filter(tracked).count(), 34);
    let generated = Generated::new(&read.sdk("default", Layout::Crate, "itly"));
    assert_eq!(generated.units.iter().filter(|unit| !unit.event.is_empty()).count(), 31);
}
