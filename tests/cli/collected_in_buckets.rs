//! Events in buckets are found and read like those in folders.

use std::process::Command;

use crate::azurite::Azurite;
use crate::moto::Moto;
use crate::playground::{Playground, Run};
use crate::scripted_server::{Reply, ScriptedServer};

/// Makes the calls of a program.
fn prepare(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What `transform` writes for events of these applications.
fn json(names: &[&str]) -> String {
    names.iter().map(|name| format!("{{\"app_id\":\"{name}\",\"platform\":\"web\"}}\n")).collect()
}

#[test]
fn locations_in_buckets_are_objects_folders_and_patterns() {
    let Some(server) = Moto::start() else { return };
    let program = "
import boto3, gzip
s3 = boto3.client('s3')
s3.create_bucket(Bucket='events')
def line(name):
    return ('\\t'.join([name, 'web'] + [''] * 129) + '\\n').encode()
for day in (10, 11):
    for part in (0, 1):
        key = f'archive/run=2026-11-{day}-00-00-00/part-{part}.gz'
        s3.put_object(Bucket='events', Key=key, Body=gzip.compress(line(f'{day}-{part}')))
    s3.put_object(Bucket='events', Key=f'archive/run=2026-11-{day}-00-00-00/_SUCCESS', Body=b'')
s3.put_object(Bucket='events', Key='archive/run=2026-11-12-00-00-00/part-0.gz', Body=b'x', StorageClass='DEEP_ARCHIVE')
s3.put_object(Bucket='events', Key='archived', Body=line('other'))
";
    prepare(&mut server.python(program));
    let playground = Playground::new();
    let url = server.url();
    let variables =
        [("AWS_ENDPOINT_URL", url), ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let run = |locations: &[&str]| playground.run_with(&[&["transform"], locations].concat(), &variables, "");
    run(&["s3://events/archive"]).prints(
        2,
        &json(&["10-0", "10-1", "11-0", "11-1"]),
        "warning: `s3://events/archive/run=2026-11-12-00-00-00/part-0.gz` is left out: it lies in an archive: restore it first\n\
         2 files left out by name or size: marks, checksums, empty files\n\
         4 events in 4 files\n\
         error: 1 place could not be read, as told above; all else was\n\
         help: make them readable, then run the command again\n",
    );
    let pattern = "s3://events/archive/run=2026-11-1[01]*/part-1.gz";
    run(&[pattern, "s3a://events/archived"]).prints(
        0,
        &json(&["10-1", "11-1", "other"]),
        "3 events in 3 files\n",
    );
    let missing = run(&["s3://events/nothing"]);
    assert!(
        missing.stderr.starts_with("warning: `s3://events/nothing` is left out: no object is there\n"),
        "{}",
        missing.stderr
    );
    let missing = run(&["s3://other/x"]);
    assert!(missing.stderr.contains("`s3://other/x` is left out: NoSuchBucket: "), "{}", missing.stderr);
}

#[test]
fn without_keys_it_is_said_which_are_needed() {
    Playground::new().run(&["transform", "s3://events/x"]).says(
        2,
        "warning: `s3://events/x` is left out: no keys of AWS: set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; \
         `aws configure export-credentials --format env` prints them\n\
         error: there is no file of events at `s3://events/x`\n\
         help: name files, folders or patterns, or `-` for standard input\n",
    );
}

/// The objects of both stores below, by a `put` of Python.
const OBJECTS: &str = "
import gzip
def line(name):
    return ('\\t'.join([name, 'web'] + [''] * 129) + '\\n').encode()
for day in (10, 11):
    for part in (0, 1):
        key = f'archive/run=2026-11-{day}-00-00-00/part-{part}.gz'
        put('events', key, gzip.compress(line(f'{day}-{part}')))
    put('events', f'archive/run=2026-11-{day}-00-00-00/_SUCCESS', b'x')
put('events', 'archive2/part-0', line('other'))
put('events', 'a b+%c', line('odd'))
put('events', 'long', line('long') * 80_000)
";

/// What is in a store of [`OBJECTS`] at `bucket`.
fn is_read(bucket: &str, run: &dyn Fn(&[&str]) -> Run) {
    let at = |key: &str| format!("{bucket}/{key}");
    run(&[&at("archive")]).prints(
        0,
        &json(&["10-0", "10-1", "11-0", "11-1"]),
        "2 files left out by name or size: marks, checksums, empty files\n4 events in 4 files\n",
    );
    run(&[&at("archive/run=2026-11-1[01]*/part-1.gz"), &at("a b+%c"), &at("archive2/")]).prints(
        0,
        &json(&["10-1", "11-1", "odd", "other"]),
        "4 events in 4 files\n",
    );
    run(&[&at("archive/run=2026-11-10-00-00-00/_SUCCESS"), "--fail-on-bad"]).prints(
        1,
        "",
        &format!(
            "{bucket}/archive/run=2026-11-10-00-00-00/_SUCCESS:1: 1 field in place of 131\n\
             0 events, 1 bad line in 1 file\n"
        ),
    );
    run(&[&at("long")]).prints(0, &json(&["long"]).repeat(80_000), "80000 events in 1 file\n");
    let missing = run(&[&at("nothing")]);
    let expected = format!("warning: `{bucket}/nothing` is left out: no object is there\n");
    assert!(missing.stderr.starts_with(&expected), "{}", missing.stderr);
}

/// moto speaks the listing and the objects that Google's XML API shares with S3.
#[test]
fn buckets_of_google_are_read() {
    let Some(server) = Moto::start() else { return };
    let put = "
import boto3
s3 = boto3.client('s3')
s3.create_bucket(Bucket='events')
def put(bucket, key, body):
    s3.put_object(Bucket=bucket, Key=key, Body=body, ACL='public-read')
";
    prepare(&mut server.python(&format!("{put}{OBJECTS}")));
    let playground = Playground::new();
    let variables = [("STORAGE_EMULATOR_HOST", server.url())];
    let run = |locations: &[&str]| playground.run_with(&[&["transform"], locations].concat(), &variables, "");
    is_read("gs://events", &run);
    let missing = run(&["gs://other/x"]);
    assert!(missing.stderr.contains("`gs://other/x` is left out: NoSuchBucket: "), "{}", missing.stderr);
}

#[test]
fn containers_of_azure_are_read() {
    let Some(server) = Azurite::start() else { return };
    prepare(&mut server.python(&format!("make('events')\n{OBJECTS}")));
    let playground = Playground::new();
    let variables = server.variables();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let run = |locations: &[&str]| playground.run_with(&[&["transform"], locations].concat(), &variables, "");
    is_read("az://events", &run);
    is_read("abfss://events@devstoreaccount1.dfs.core.windows.net", &run);
    is_read("wasbs://events@devstoreaccount1.blob.core.windows.net", &run);
    let missing = run(&["az://other/x"]);
    assert!(missing.stderr.contains("`az://other/x` is left out: ContainerNotFound: "), "{}", missing.stderr);
}

/// A part of an object, as Google sends it.
fn part(content: &str) -> Reply {
    let range = format!("content-range: bytes 0-{}/{}", content.len() - 1, content.len());
    let date = "last-modified: Sun, 22 Nov 2026 00:00:00 GMT";
    Reply::new("206 Partial Content", &[&range, date, "etag: \"1\""], content)
}

fn refusal(status: &str, code: &str, message: &str) -> Reply {
    let body = format!("<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Reply::new(status, &["content-type: application/xml"], body)
}

/// A store that is slow to begin with, and of whose four objects one can be read.
fn refusing(line: &str) -> ScriptedServer {
    let size = line.len();
    let objects: String = ["changed", "denied", "gone", "read"]
        .iter()
        .map(|key| {
            format!(
                "<Contents><Key>{key}</Key><Size>{size}</Size><ETag>\"1\"</ETag>\
                 <LastModified>2026-11-22T00:00:00Z</LastModified></Contents>"
            )
        })
        .collect();
    let list = format!("<ListBucketResult><IsTruncated>false</IsTruncated>{objects}</ListBucketResult>");
    ScriptedServer::start([
        refusal("429 Too Many Requests", "SlowDown", "Slow down."),
        Reply::new("200 OK", &[], list),
        refusal("412 Precondition Failed", "PreconditionFailed", "It is another one."),
        refusal("403 Forbidden", "AccessDenied", "You may not."),
        refusal("404 Not Found", "NoSuchKey", "The specified key does not exist."),
        refusal("503 Service Unavailable", "SlowDown", "Slow down."),
        part(line),
    ])
}

/// What is told of those that can't be read, by commands that go on.
const REFUSED: &str = "\
warning: `gs://events/changed` can't be read: it has changed while it was read
warning: `gs://events/denied` can't be read: AccessDenied: You may not
warning: `gs://events/gone` can't be read: NoSuchKey: The specified key does not exist
";

const UNREAD: &str = "\
error: 3 places could not be read, as told above; all else was
help: make them readable, then run the command again
";

#[test]
fn what_a_store_refuses_is_named_and_the_rest_is_read() {
    let line = format!("one\tweb{}\n", "\t".repeat(129));
    let server = refusing(&line);
    let url = server.url("");
    let run = Playground::new().run_with(
        &["transform", "gs://events/", "--threads", "1"],
        &[("STORAGE_EMULATOR_HOST", &url)],
        "",
    );
    run.prints(2, &json(&["one"]), &format!("{REFUSED}1 event in 4 files\n{UNREAD}"));
    let requests = server.requests();
    assert!(requests[2].contains("if-match: \"1\""), "{}", requests[2]);
    assert!(requests[2].contains(&format!("range: bytes=0-{}\r\n", line.len() - 1)), "{}", requests[2]);
}

/// A structured event, as Snowplow's pipeline has enriched it.
fn event() -> String {
    let mut fields = vec![""; 131];
    (fields[5], fields[54]) = ("struct", "Seed Sown");
    fields.join("\t") + "\n"
}

#[test]
fn what_a_store_refuses_keeps_no_plan_from_being_drawn() {
    let server = refusing(&event());
    let url = server.url("");
    let run = Playground::new().run_with(
        &["infer", "gs://events/", "--threads", "1", "--output", "plan.json"],
        &[("STORAGE_EMULATOR_HOST", &url)],
        "",
    );
    run.says(
        2,
        &format!(
            "{REFUSED}1 event in 4 files\n\
             plan.json written: 1 event\n\
             seen less than ten times, look at what is required: `Seed Sown`\n\
             next: write the descriptions, then `ampli-rs check --plan` the plan\n{UNREAD}"
        ),
    );
}

#[test]
fn what_a_store_refuses_is_told_by_the_audit_of_the_rest() {
    let server = refusing(&event());
    let url = server.url("");
    let playground = Playground::with_plan(r#"{"ampliPlan": 1, "events": [{"name": "Seed Sown"}]}"#);
    let run = playground.run_with(
        &["audit", "gs://events/", "--threads", "1", "--plan", "plan.json"],
        &[("STORAGE_EMULATOR_HOST", &url)],
        "",
    );
    let refused = [
        ("changed", "it has changed while it was read"),
        ("denied", "AccessDenied: You may not"),
        ("gone", "NoSuchKey: The specified key does not exist"),
    ];
    for (key, reason) in refused {
        let told = format!("  `gs://events/{key}` can't be read: {reason}\n");
        assert!(run.stdout.contains(&told), "{told} in {}", run.stdout);
    }
    assert!(run.stdout.starts_with("1 event in 4 files\n"), "{}", run.stdout);
    assert_eq!(run.status, 1, "{}", run.stderr);
}
