//! Runs in a bucket, on a server that others have written, beside the Python SDK's own listing.

use std::io;

use snowplow_analytics::{Credentials, S3, S3Run};

use crate::support::moto::Moto;

#[test]
fn runs_are_those_of_python_and_archives_are_told_apart() {
    let Some(server) = Moto::start() else { return };
    let program = "
import boto3
from snowplow_analytics_sdk.run_manifests import list_runids
s3 = boto3.client('s3')
s3.create_bucket(Bucket='events')
for run in range(12):
    for part in range(10):
        s3.put_object(Bucket='events', Key=f'archive/run=2026-11-{run + 10}-00-00-00/part {part:03}+&.gz', Body=b'x' * run)
for key, storage in [
    ('archive/run=2026-12-01-00-00-00/a', 'GLACIER'),
    ('archive/run=2026-12-02-00-00-00/a', 'DEEP_ARCHIVE'),
    ('archive/run=2026-12-03-00-00-00/a', 'STANDARD_IA'),
    ('archive/other/a', 'STANDARD'),
    ('archive/file', 'STANDARD'),
    ('run=2026-11-10-00-00-00/a', 'STANDARD'),
    ('sink/2026/11/21/part-0', 'STANDARD'),
    ('sink/2026/11/21/_SUCCESS', 'STANDARD'),
    ('sink/2026/11/22/part-0', 'DEEP_ARCHIVE'),
    ('sink/part-0', 'STANDARD'),
    ('sink/backfill/run=2026-11-10-00-00-00/part-0', 'STANDARD'),
    ('sink/backfill/run=2026-11-10-00-00-00/_SUCCESS', 'STANDARD'),
]:
    s3.put_object(Bucket='events', Key=key, Body=b'x', StorageClass=storage)
for run in list_runids(s3, 's3://events/archive'):
    print(run)
";
    let output = server.python(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut expected: Vec<String> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    // The original looks for GLACIER only.
    let deep = "archive/run=2026-12-02-00-00-00/";
    assert!(expected.iter().any(|run| run == deep));
    expected.retain(|run| run != deep);

    let s3 = S3::new("us-east-1", Credentials::new("key", "secret")).endpoint(server.url());
    assert_eq!(s3.list_runids("s3://events/archive").unwrap(), expected);
    assert_eq!(s3.list_runids("s3://events").unwrap(), ["run=2026-11-10-00-00-00/"]);
    let runs = s3.list_runs("s3a://events/archive/").unwrap();
    let archived: Vec<&str> =
        runs.iter().filter(|run| run.is_archived()).map(|run| run.id.as_str()).collect();
    assert_eq!(archived, ["archive/run=2026-12-01-00-00-00/", deep]);
    let folders: Vec<&S3Run> = runs.iter().filter(|run| run.id.contains("/run=")).collect();
    assert_eq!(folders.len(), 15);
    let first = folders[3];
    assert_eq!((first.objects.len(), first.objects[7].size), (10, 3));
    assert_eq!(first.objects[7].key, "archive/run=2026-11-13-00-00-00/part 007+&.gz");
    assert_eq!((first.objects[7].e_tag.len(), first.objects[7].storage_class.as_str()), (32, "STANDARD"));

    // Flat and date-partitioned sinks have no folders of runs: each file is a unit of work.
    let runs = s3.list_runs("s3://events/sink").unwrap();
    let units: Vec<_> =
        runs.iter().map(|run| (run.id.as_str(), run.objects.len(), run.is_archived())).collect();
    let expected = [
        ("sink/2026/11/21/part-0", 1, false),
        ("sink/2026/11/22/part-0", 1, true),
        ("sink/backfill/run=2026-11-10-00-00-00/", 2, false),
        ("sink/part-0", 1, false),
    ];
    assert_eq!(units, expected);
    assert_eq!(s3.list_runids("s3://events/sink").unwrap(), Vec::<String>::new());

    let error = s3.list_runids("s3://missing/x").unwrap_err();
    assert!(error.to_string().starts_with("s3://missing/x/: NoSuchBucket: "), "{error}");
    assert_eq!(s3.list_runids("gs://events").unwrap_err().kind(), io::ErrorKind::InvalidInput);
}

/// The listing of `object_store`, on whatever store: S3 with many pages, Google, Azure.
#[cfg(all(feature = "object-store", feature = "dynamodb"))]
#[test]
fn stores_of_every_vendor_have_runs() {
    use snowplow_analytics::{list_object_runids, list_object_runs};

    use crate::support::places::Place;

    for place in [Place::s3(), Place::azure(), Some(Place::google())].into_iter().flatten() {
        let store = place.store();
        let days = || (1..=28).map(|day| format!("archive/run=2026-11-{day:02}-00-00-00/"));
        let in_runs = days().flat_map(|run| {
            ["_SUCCESS", "a b+", "deep/run=2026-01-01-00-00-00/part"].map(|part| format!("{run}{part}"))
        });
        let alone = [
            "archive/2026/11/part",
            "archive/2026/11/_SUCCESS",
            "archived",
            "archive/run=2026-13-01-00-00-00/x",
        ];
        place.put(in_runs.chain(alone.map(str::to_owned)));
        assert_eq!(list_object_runids(&store, "archive").unwrap(), days().collect::<Vec<_>>());
        assert_eq!(list_object_runids(&store, "").unwrap(), Vec::<String>::new());
        let runs = list_object_runs(&store, "archive/").unwrap();
        let units: Vec<_> = runs.iter().map(|run| (run.id.clone(), run.objects.len())).collect();
        let alone = |key: &str| vec![(key.to_owned(), 1)];
        let expected = [
            alone("archive/2026/11/part"),
            days().map(|run| (run, 3)).collect(),
            alone("archive/run=2026-13-01-00-00-00/x"),
        ];
        assert_eq!(units, expected.concat());
        assert_eq!(list_object_runs(&store, "nothing").unwrap(), []);
        assert_eq!(list_object_runs(&store, "a//b").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
