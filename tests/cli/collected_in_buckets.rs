//! Events in buckets are found and read like those in folders.

use crate::moto::Moto;
use crate::playground::Playground;

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
    let output = server.python(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let playground = Playground::new();
    let url = server.url();
    let variables =
        [("AWS_ENDPOINT_URL", url), ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let run = |locations: &[&str]| playground.run_with(&[&["transform"], locations].concat(), &variables, "");
    let json = |names: &[&str]| -> String {
        names.iter().map(|name| format!("{{\"app_id\":\"{name}\",\"platform\":\"web\"}}\n")).collect()
    };
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
    assert!(missing.stderr.contains("s3://other/x: NoSuchBucket: "), "{}", missing.stderr);
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
