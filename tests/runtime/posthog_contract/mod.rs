//! PostHog's SDK compliance contract: its own test files, run against the adapter of `examples/posthog_adapter` in this
//! process, in virtual time.
//!
//! The files of the capture suites for the protocol v0 and for AI events lie beside the repository. The suite of the protocol
//! v1 in `fixtures/posthog-contract` is this project's own, in the same form.

mod assertions;
mod contract;
mod mock_server;
mod recorded;
mod stage;

#[path = "../../../examples/posthog_adapter/adapter.rs"]
mod adapter;
#[path = "../../../examples/posthog_adapter/arguments.rs"]
mod arguments;
#[path = "../../../examples/posthog_adapter/exchanges.rs"]
mod exchanges;
#[path = "../../../examples/posthog_adapter/instance.rs"]
mod instance;
#[path = "../../../examples/posthog_adapter/moment.rs"]
mod moment;
#[path = "../../../examples/posthog_adapter/server.rs"]
mod server;

mod over_http;

use std::fs;
use std::path::{Path, PathBuf};

use itly_runtime::Compression;

use self::adapter::Protocol;
use self::contract::{Contract, Defaults};
use self::stage::{Play, Stage};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/posthog-contract");
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/posthog-contract");

/// PostHog's files; says so where they are absent.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(SHARED).join(name);
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var_os("AMPLI_REQUIRE_SHARED");
    assert!(required.is_none(), "PostHog's contract is not there: no `{name}`");
    println!("skipped: PostHog's contract is not there");
    None
}

/// Runs every test of a suite that is for servers, and returns how many there were.
#[track_caller]
fn run(suite: &Path, defaults: &Defaults, protocol: Protocol, encoding: Compression) -> usize {
    let contract = Contract::read(suite);
    let mut count = 0;
    let mut failures = Vec::new();
    for test in contract.tests.iter().filter(|test| test.is_for_servers) {
        let stage = Stage::new(protocol, encoding, &test.name, defaults);
        match stage.perform(test) {
            Ok(Play::Over) => count += 1,
            Ok(Play::Skipped) => {}
            Err(failure) => failures.push(format!("{}: {failure}", test.name)),
        }
    }
    assert_eq!(failures, [""; 0], "{} tests passed", count);
    count
}

#[test]
fn every_capture_test_for_servers() {
    let (Some(suite), Some(actions)) = (shared("capture_tests.yaml"), shared("adapter_actions.yaml")) else {
        return;
    };
    let count = run(&suite, &Defaults::read(&actions), Protocol::V0, Compression::Gzip);
    assert!(count >= 30, "only {count} tests were run");
}

#[test]
fn every_test_of_ai_events() {
    let (Some(suite), Some(actions)) = (shared("capture_ai_tests.yaml"), shared("adapter_actions.yaml"))
    else {
        return;
    };
    let count = run(&suite, &Defaults::read(&actions), Protocol::V0, Compression::Gzip);
    assert!(count >= 5, "only {count} tests were run");
}

/// Runs every suite of a folder of this project's own.
#[track_caller]
fn run_own(folder: &str, encoding: Compression) -> usize {
    let folder = Path::new(OWN).join(folder);
    let files = fs::read_dir(&folder).expect("the folder is there").map(|file| file.expect("a file").path());
    files.map(|suite| run(&suite, &Defaults::own(), Protocol::V1, encoding)).sum()
}

#[test]
fn the_second_protocol() {
    let count = run_own("capture_v1", Compression::Gzip);
    assert!(count >= 60, "only {count} tests were run");
}

#[test]
fn every_encoding_of_the_second_protocol() {
    let encodings = [
        Compression::Gzip,
        Compression::Deflate,
        #[cfg(feature = "zstd")]
        Compression::Zstd,
    ];
    for encoding in encodings {
        assert_eq!(run_own("capture_v1_encodings", encoding), 2);
    }
}

#[test]
fn every_action_of_the_contract_is_known() {
    let (Some(actions), Some(adapter)) = (shared("test_actions.yaml"), shared("adapter_actions.yaml")) else {
        return;
    };
    let names = contract::action_names(&actions).into_iter().chain(contract::action_names(&adapter));
    let unknown: Vec<String> = names.filter(|name| !stage::is_known(name)).collect();
    // Feature flags are no part of this library.
    let expected = [
        "assert_flags_request_count",
        "assert_flags_request_field",
        "assert_flags_request_query_param",
        "get_feature_flag",
    ];
    assert_eq!(unknown, expected);
}
