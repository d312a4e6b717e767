//! A server that holds objects as the XML API of Google Cloud Storage is documented, generations and conditions included:
//! those that others have written overlook conditions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The bucket that is there.
pub(crate) const BUCKET: &str = "manifests";

/// The server. It goes on until the tests end.
pub(crate) struct Google {
    pub(crate) url: String,
}

/// What is in the bucket.
#[derive(Default)]
struct Objects {
    by_key: BTreeMap<String, Object>,
    last_generation: u64,
}

struct Object {
    generation: u64,
    content: Vec<u8>,
}

struct Answer {
    status: &'static str,
    headers: String,
    body: Vec<u8>,
}

impl Google {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let objects = Arc::<Mutex<Objects>>::default();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let objects = Arc::clone(&objects);
                thread::spawn(move || serve(stream, &objects));
            }
        });
        Self { url }
    }
}

/// Answers the one request of a connection.
fn serve(stream: TcpStream, objects: &Mutex<Objects>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let head: Vec<String> =
        reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let header = |name: &str| {
        let mut headers = head.iter().filter_map(|line| line.split_once(": "));
        headers.find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    };
    let mut content = vec![0; header("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut content).ok()?;
    let (method, target) = head.first()?.split_once(' ')?;
    let target = target.strip_suffix(" HTTP/1.1")?;
    let condition = header("x-goog-if-generation-match").map(|generation| generation.parse().unwrap());
    let answer = objects.lock().unwrap().answer(method, target, condition, content);
    let (status, length) = (answer.status, answer.body.len());
    let text = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{}\r\n",
        answer.headers
    );
    reader.into_inner().write_all(&[text.as_bytes(), &answer.body].concat()).ok()
}

impl Objects {
    fn answer(&mut self, method: &str, target: &str, condition: Option<u64>, content: Vec<u8>) -> Answer {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (bucket, key) = path.trim_start_matches('/').split_once('/').unwrap_or((&path[1..], ""));
        let key = decoded(key);
        let generation = self.by_key.get(&key).map_or(0, |object| object.generation);
        match method {
            _ if bucket != BUCKET => error("404 Not Found", "NoSuchBucket", "The bucket does not exist."),
            "GET" if key.is_empty() => self.list(query),
            "GET" => self.by_key.get(&key).map_or_else(no_such_key, Object::answer),
            "PUT" if condition.is_some_and(|condition| condition != generation) => error(
                "412 Precondition Failed",
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold.",
            ),
            "PUT" => {
                self.last_generation += 1;
                let object = Object { generation: self.last_generation, content };
                let answer = Answer { body: Vec::new(), ..object.answer() };
                self.by_key.insert(key, object);
                answer
            }
            "DELETE" if self.by_key.remove(&key).is_some() => {
                Answer { status: "204 No Content", headers: String::new(), body: Vec::new() }
            }
            "DELETE" => no_such_key(),
            _ => error("405 Method Not Allowed", "MethodNotAllowed", "It is not allowed."),
        }
    }

    fn list(&self, query: &str) -> Answer {
        let parameter = |name: &str| {
            let mut parameters = query.split('&').filter_map(|part| part.split_once('='));
            parameters.find_map(|(known, value)| (known == name).then(|| decoded(value))).unwrap_or_default()
        };
        let (prefix, delimiter) = (parameter("prefix"), parameter("delimiter"));
        let mut listed = "<ListBucketResult><IsTruncated>false</IsTruncated>".to_owned();
        for (key, object) in self.by_key.iter().filter(|(key, _)| key.starts_with(&prefix)) {
            if delimiter.is_empty() || !key[prefix.len()..].contains(&delimiter) {
                let (generation, size) = (object.generation, object.content.len());
                write!(
                    listed,
                    "<Contents><Key>{key}</Key><Generation>{generation}</Generation><Size>{size}</Size>\
                     <ETag>\"{generation}\"</ETag><LastModified>2026-11-22T00:00:00Z</LastModified></Contents>"
                )
                .unwrap();
            }
        }
        listed.push_str("</ListBucketResult>");
        Answer { status: "200 OK", headers: String::new(), body: listed.into_bytes() }
    }
}

impl Object {
    fn answer(&self) -> Answer {
        let generation = self.generation;
        let headers = format!(
            "ETag: \"{generation}\"\r\nx-goog-generation: {generation}\r\n\
             Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT\r\n"
        );
        Answer { status: "200 OK", headers, body: self.content.clone() }
    }
}

fn no_such_key() -> Answer {
    error("404 Not Found", "NoSuchKey", "The specified key does not exist.")
}

fn error(status: &'static str, code: &str, message: &str) -> Answer {
    let body = format!("<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Answer { status, headers: "Content-Type: application/xml\r\n".to_owned(), body: body.into_bytes() }
}

/// Text of a URL.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
