//! What stands between workers and a server, and does what networks do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A request, as it goes by.
pub(crate) struct Request {
    head: Vec<String>,
    body: Vec<u8>,
}

/// What becomes of a request.
pub(crate) enum Fate {
    /// It is answered.
    Answered,
    /// The server never sees it: this answer is given in its place.
    Refused { status: &'static str, body: &'static str },
    /// The server does it, and the answer gets lost in this way.
    Lost(Loss),
    /// Nobody answers, ever. When that is all that happens, and the server has done it or not, it is told.
    Unanswered { is_done: bool, told: Arc<AtomicBool> },
}

/// How an answer gets lost.
#[derive(Clone, Copy)]
pub(crate) enum Loss {
    /// Another answer comes in its place.
    Replaced(&'static str),
    /// The connection is closed.
    Closed,
}

/// The proxy. It goes on until the tests end.
pub(crate) struct Proxy {
    pub(crate) url: String,
}

impl Proxy {
    /// Stands before a server, and asks for each request what becomes of it.
    pub(crate) fn before(url: &str, judge: impl Fn(&Request) -> Fate + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = format!("http://{}", listener.local_addr().unwrap());
        let server = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let judge = Arc::new(judge);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (server, judge) = (server.clone(), Arc::clone(&judge));
                thread::spawn(move || serve(stream, &server, judge.as_ref()));
            }
        });
        Self { url: own }
    }
}

impl Request {
    fn read(reader: &mut BufReader<TcpStream>) -> Option<Self> {
        let head: Vec<String> =
            reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let length =
            head.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body).ok()?;
        (!head.is_empty()).then_some(Self { head, body })
    }

    /// Whether it writes an object or an item: not where it makes a table, or removes something.
    pub(crate) fn is_write(&self) -> bool {
        self.head[0].starts_with("PUT ") || self.calls("PutItem")
    }

    /// Whether it calls this operation of DynamoDB.
    pub(crate) fn calls(&self, operation: &str) -> bool {
        self.head
            .iter()
            .any(|line| line.strip_suffix(operation).is_some_and(|line| line.ends_with("DynamoDB_20120810.")))
    }

    /// The first line and the body, which are the same when it is made again.
    pub(crate) fn identity(&self) -> (String, Vec<u8>) {
        (self.head[0].clone(), self.body.clone())
    }

    /// What the server answers.
    fn pass_on(&self, server: &str) -> Option<Vec<u8>> {
        let is_of_connection = |line: &&String| line.to_lowercase().starts_with("connection:");
        let head: Vec<&str> =
            self.head.iter().filter(|line| !is_of_connection(line)).map(String::as_str).collect();
        let mut stream = TcpStream::connect(server).ok()?;
        let head = format!("{}\r\nConnection: close\r\n\r\n", head.join("\r\n"));
        stream.write_all(&[head.as_bytes(), &self.body].concat()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(answer)
    }
}

/// Does with the one request of a connection what is to become of it.
fn serve(stream: TcpStream, server: &str, judge: &dyn Fn(&Request) -> Fate) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let request = Request::read(&mut reader)?;
    let answer = match judge(&request) {
        Fate::Answered => request.pass_on(server)?,
        Fate::Refused { status, body } => answer(status, body),
        Fate::Lost(loss) => {
            request.pass_on(server)?;
            match loss {
                Loss::Replaced(status) => answer(status, ""),
                Loss::Closed => return None,
            }
        }
        Fate::Unanswered { is_done, told } => {
            if is_done {
                request.pass_on(server)?;
            }
            told.store(true, Ordering::SeqCst);
            // Until the client is no more.
            reader.read_to_end(&mut Vec::new()).ok()?;
            return None;
        }
    };
    reader.into_inner().write_all(&answer).ok()
}

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}
