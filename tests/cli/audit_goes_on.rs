//! `audit --manifest`: what is done is done, wherever it is written down and whenever an audit is killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

use crate::azurite::Azurite;
use crate::google::Google;
use crate::moto::Moto;
use crate::playground::Playground;

const PLAN: &str = r#"{"ampliPlan": 1, "name": "Garden", "events": [
  {"name": "Seed Sown", "schema": {"type": "object", "properties": {"bed": {"type": "integer", "minimum": 3}}}}
]}"#;

/// A few calls, others for each file: planned ones and others, sound and broken ones.
fn calls(file: usize) -> String {
    let call = |number: usize| {
        let event = if number.is_multiple_of(7) { "Bed Dug" } else { "Seed Sown" };
        let bed = (file + number) % 9;
        format!(
            "{{\"type\":\"track\",\"event\":\"{event}\",\"userId\":\"u\",\"messageId\":\"{file}-{number}\",\
             \"timestamp\":\"2026-11-0{}T10:00:00Z\",\"properties\":{{\"bed\":{bed}}}}}\n",
            1 + number % 9
        )
    };
    (0..5 + file % 4).map(call).collect()
}

/// So many files of calls.
fn playground(files: usize) -> Playground {
    let playground = Playground::with_plan(PLAN);
    for file in 0..files {
        playground.write(&name(file), calls(file));
    }
    playground
}

fn name(file: usize) -> String {
    format!("events/{file:03}.ndjson")
}

const AUDIT: [&str; 8] = ["audit", "events", "--plan", "plan.json", "--format", "json", "--fail-on", "none"];

/// What an audit with a manifest prints.
fn audited(playground: &Playground, manifest: &str, variables: &[(&str, &str)]) -> String {
    let run = playground.run_with(&[&AUDIT[..], &["--manifest", manifest]].concat(), variables, "");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout
}

/// An audit of some of the files and then of all is one of all, and reads nothing again.
fn goes_on(manifest: &str, variables: &[(&str, &str)]) {
    let playground = playground(3);
    let whole = playground.run(&AUDIT).stdout;
    let last = name(2);
    playground.write("kept", playground.read(&last));
    fs::remove_file(playground.path(&last)).unwrap();
    assert_ne!(audited(&playground, manifest, variables), whole, "{manifest}");
    // What is done is not read again, whatever is in it now.
    let size = playground.read(&name(0)).len();
    playground.write(&name(0), "?".repeat(size));
    playground.write(&last, playground.read("kept"));
    assert_eq!(audited(&playground, manifest, variables), whole, "{manifest}");
    assert_eq!(audited(&playground, manifest, variables), whole, "{manifest}");
}

#[test]
fn manifests_lie_in_buckets_and_tables() {
    let Some(server) = Moto::start() else { return };
    let program = "import boto3\nboto3.client('s3').create_bucket(Bucket='manifests')";
    let output = server.python(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let keys = [("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let variables = [&keys[..], &[("AWS_ENDPOINT_URL", server.url())]].concat();
    goes_on("s3://manifests/audited", &variables);
    goes_on("dynamodb:audited?summaries=s3://manifests/of-table", &variables);
    goes_on(
        &format!("dynamodb:beside?summaries=kept-here&endpoint={}&region=eu-west-1", server.url()),
        &keys,
    );
    let playground = playground(1);
    let missing = [&AUDIT[..], &["--manifest", "s3://missing/audited"]].concat();
    let missing = playground.run_with(&missing, &variables, "");
    assert_eq!(missing.status, 2);
    let told = "error: the manifest in `s3://missing/audited` can't be used: NoSuchBucket: The specified bucket does not exist\n\
                help: check who may read and write there, or name another place\n";
    assert_eq!(missing.stderr, told);
}

#[test]
fn manifests_lie_in_containers() {
    let Some(server) = Azurite::start() else { return };
    let output = server.python("make('manifests')").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let variables = server.variables();
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, &**value)).collect();
    goes_on("az://manifests/audited", &variables);
}

/// Keys of a profile, as `aws configure` writes them.
#[test]
fn a_profile_names_who_asks_for_a_table() {
    let Some(server) = Moto::start() else { return };
    let playground = playground(1);
    playground.write("keys", "[audits]\naws_access_key_id = key\naws_secret_access_key = secret\n");
    let variables = [
        ("AWS_SHARED_CREDENTIALS_FILE", "keys"),
        ("AWS_PROFILE", "audits"),
        ("AWS_ENDPOINT_URL", server.url()),
    ];
    let whole = playground.run(&AUDIT).stdout;
    assert_eq!(audited(&playground, "dynamodb:audited?summaries=kept", &variables), whole);
}

#[test]
fn manifests_lie_in_buckets_of_google() {
    let server = Google::start();
    goes_on("gs://manifests/audited", &[("STORAGE_EMULATOR_HOST", &server.url)]);
}

#[test]
fn what_is_no_place_for_a_manifest_is_refused() {
    let playground = playground(1);
    let audit = |manifest: &str| playground.run(&[&AUDIT[..], &["--manifest", manifest]].concat());
    audit("ftp://host/folder").says(
        2,
        "error: `ftp://` is no place for a manifest\n\
         help: name a folder, `s3://BUCKET/FOLDER`, `gs://…`, `az://…` or `dynamodb:TABLE?summaries=…`\n",
    );
    audit("dynamodb:runs").says(
        2,
        "error: `dynamodb:runs` does not say where the summaries are kept\n\
         help: write `dynamodb:runs?summaries=LOCATION`, with a folder or `s3://BUCKET/FOLDER`\n",
    );
    audit("dynamodb:runs?summaries=kept").says(
        2,
        "error: the manifest in `dynamodb:runs?summaries=kept` can't be used: no keys of AWS: set `AWS_ACCESS_KEY_ID` and \
         `AWS_SECRET_ACCESS_KEY`; `aws configure export-credentials --format env` prints them\n\
         help: check who may read and write there, or name another place\n",
    );
    audit("plan.json").says(
        2,
        "error: could not make `plan.json`: a part of the path is not a folder\nhelp: check the path\n",
    );
    assert!(!playground.names().iter().any(|name| name.starts_with("kept")));
}

/// Files that an audit goes through between two kills, and after the last.
const FILES: usize = 150;

#[test]
fn a_hundred_kills_lose_nothing_and_repeat_nothing() {
    let playground = playground(FILES);
    let whole = playground.run(&AUDIT).stdout;
    let (mut kills, mut manifests) = (0_u64, 0);
    while kills < 100 {
        manifests += 1;
        let manifest = format!("audited-{manifests}");
        // Until the audit is done; then with a manifest of its own again.
        while kills < 100 && is_killed(&playground, &manifest, kills) {
            kills += 1;
        }
        assert_eq!(audited(&playground, &manifest, &[]), whole, "after {kills} kills");
        for file in 0..FILES {
            playground.write(&name(file), "?".repeat(calls(file).len()));
        }
        assert_eq!(audited(&playground, &manifest, &[]), whole, "of what is kept, after {kills} kills");
        for file in 0..FILES {
            playground.write(&name(file), calls(file));
        }
    }
}

/// Starts an audit and kills it when it has done some more files, and a little later; whether it was not done before.
fn is_killed(playground: &Playground, manifest: &str, kills: u64) -> bool {
    // Numbers that differ from kill to kill.
    let chance = kills.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let wanted = marks(&playground.path(manifest)).len() + (chance >> 62) as usize;
    let mut audit = start(playground, manifest);
    while marks(&playground.path(manifest)).len() < wanted {
        if audit.try_wait().unwrap().is_some() {
            return false;
        }
    }
    for _ in 0..chance >> 48 & 0x3fff {
        std::hint::spin_loop();
    }
    let is_done = audit.try_wait().unwrap().is_some();
    audit.kill().unwrap();
    audit.wait().unwrap();
    !is_done
}

fn start(playground: &Playground, manifest: &str) -> Child {
    let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
    command.args(AUDIT).args(["--manifest", manifest]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The files of a manifest that say that a file is done.
fn marks(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".json")).collect()
}
