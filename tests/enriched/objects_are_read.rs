//! Objects of a bucket are read part by part, on a server that others have written; what a server refuses for a while is
//! asked again.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use snowplow_analytics::{Credentials, Input, S3, S3Object};

use crate::support::moto::Moto;

fn bucket(url: &str) -> Arc<S3> {
    let s3 = S3::new("us-east-1", Credentials::new("key", "secret")).endpoint(url);
    Arc::new(s3.pause(Duration::ZERO))
}

fn whole(s3: &Arc<S3>, object: &S3Object) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    s3.read("events", object).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[test]
fn objects_are_read_as_they_were_put() {
    let Some(server) = Moto::start() else { return };
    let program = "
import boto3, gzip
s3 = boto3.client('s3')
s3.create_bucket(Bucket='events')
big = bytes(range(251)) * 80000
s3.put_object(Bucket='events', Key='a b/big+&.bin', Body=big)
s3.put_object(Bucket='events', Key='a b/part.gz', Body=gzip.compress(b'one\\n') + gzip.compress(b'two\\n'), ContentEncoding='gzip')
s3.put_object(Bucket='events', Key='a b/_SUCCESS', Body=b'')
s3.put_object(Bucket='events', Key='a b/_temporary/part', Body=b'x')
s3.put_object(Bucket='events', Key='a b/old', Body=b'x', StorageClass='GLACIER')
s3.put_object(Bucket='events', Key='other', Body=b'x')
";
    let output = server.python(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let s3 = bucket(server.url());
    let objects = s3.list_objects("events", "a b/").unwrap();
    let told: Vec<_> = objects
        .iter()
        .map(|object| (object.key.as_str(), object.skip_reason().is_some(), object.is_archived()))
        .collect();
    let expected = [
        ("a b/_SUCCESS", true, false),
        ("a b/_temporary/part", true, false),
        ("a b/big+&.bin", false, false),
        ("a b/old", false, true),
        ("a b/part.gz", false, false),
    ];
    assert_eq!(told, expected);
    let big: Vec<u8> = (0..251_u8).cycle().take(251 * 80_000).collect();
    assert!(whole(&s3, &objects[2]).unwrap() == big);
    let mut text = String::new();
    Input::of(s3.read("events", &objects[4])).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "one\ntwo\n");

    let program = "
import boto3
s3 = boto3.client('s3')
s3.put_object(Bucket='events', Key='a b/big+&.bin', Body=b'changed')
s3.delete_object(Bucket='events', Key='a b/part.gz')
";
    assert!(server.python(program).status().unwrap().success());
    let changed = whole(&s3, &objects[2]).unwrap_err();
    assert_eq!(changed.to_string(), "s3://events/a b/big+&.bin: it has changed while it was read");
    let vanished = whole(&s3, &objects[4]).unwrap_err();
    assert_eq!(vanished.kind(), io::ErrorKind::NotFound);
    assert!(vanished.to_string().starts_with("s3://events/a b/part.gz: NoSuchKey: "), "{vanished}");
}

/// Answers one request after the other with these statuses and bodies, and returns what was asked.
fn scripted(answers: Vec<(&'static str, &'static str)>) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let answer = |(status, body): (&str, &str)| {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut head = Vec::new();
            for line in reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
                head.push(line);
            }
            let length = body.len();
            let text =
                format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
            reader.into_inner().write_all(text.as_bytes()).unwrap();
            head.into_iter().find(|line| line.to_lowercase().starts_with("range:")).unwrap_or_default()
        };
        answers.into_iter().map(answer).collect()
    });
    (url, server)
}

fn object(size: u64) -> S3Object {
    let storage_class = "STANDARD".to_owned();
    S3Object { key: "part".to_owned(), size, e_tag: "tag".to_owned(), storage_class }
}

const SLOW_DOWN: (&str, &str) =
    ("503 Slow Down", "<Error><Code>SlowDown</Code><Message>less</Message></Error>");

#[test]
fn what_is_refused_for_a_while_is_asked_again() {
    let short = ("206 Partial Content", "eve");
    let (url, server) = scripted(vec![
        SLOW_DOWN,
        ("500 Internal Server Error", ""),
        short,
        ("206 Partial Content", "event\n"),
    ]);
    assert_eq!(whole(&bucket(&url), &object(6)).unwrap(), b"event\n");
    let asked: Vec<String> = server.join().unwrap().iter().map(|line| line.to_lowercase()).collect();
    assert_eq!(asked, ["range: bytes=0-5"; 4]);
}

#[test]
fn what_is_refused_for_good_is_not() {
    let (url, server) = scripted(vec![SLOW_DOWN; 6]);
    let error = whole(&bucket(&url), &object(6)).unwrap_err();
    assert_eq!(error.to_string(), "s3://events/part: SlowDown: less");
    assert_eq!(server.join().unwrap().len(), 6);
    let denied = ("403 Forbidden", "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
    let (url, server) = scripted(vec![denied]);
    let error = whole(&bucket(&url), &object(6)).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (io::ErrorKind::PermissionDenied, "s3://events/part: AccessDenied: no")
    );
    assert_eq!(server.join().unwrap().len(), 1);
}

#[test]
fn keys_that_were_not_asked_for_are_passed_over() {
    let page = "<Contents><Key>run</Key></Contents><Contents><Key>\u{e9}\u{e9}/run=2026-01-01-00-00-00/a</Key></Contents>\
                <Contents><Key>runs/run=2026-01-01-00-00-00/a</Key></Contents>";
    let (url, server) = scripted(vec![("200 OK", page)]);
    assert_eq!(bucket(&url).list_runids("s3://events/runs").unwrap(), ["runs/run=2026-01-01-00-00-00/"]);
    server.join().unwrap();
}

#[test]
fn a_listing_in_a_circle_ends() {
    let page = ("200 OK", "<NextContinuationToken>again</NextContinuationToken>");
    let (url, server) = scripted(vec![page; 2]);
    let error = bucket(&url).list_runs("s3://events/runs").unwrap_err();
    assert_eq!(error.to_string(), "s3://events/runs/: the listing goes in a circle");
    assert_eq!(server.join().unwrap().len(), 2);
}
