//! An HTTP server on the loopback that gives prepared answers, one a connection, and notes what it was asked.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};

/// What the server does with one connection.
pub(crate) enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Reads the request and then says nothing until the client gives up.
    Silence,
}

impl Reply {
    /// An answer with a status line, headers and a body; its length is added.
    pub(crate) fn new(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut bytes =
            format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        for header in headers {
            bytes.push_str(header);
            bytes.push_str("\r\n");
        }
        bytes.push_str("\r\n");
        Self::Bytes([bytes.as_bytes(), body].concat())
    }

    /// A plan.
    pub(crate) fn json(body: &str) -> Self {
        Self::new("200 OK", &["content-type: application/json"], body)
    }
}

/// The server. It serves as many connections as it has answers.
pub(crate) struct ScriptedServer {
    address: SocketAddr,
    requests: Receiver<String>,
    thread: Option<JoinHandle<()>>,
}

impl ScriptedServer {
    /// Starts a server with these answers.
    pub(crate) fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (note, requests) = mpsc::channel();
        let thread = thread::spawn(move || {
            for reply in replies {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read_request(&mut stream);
                if request.is_empty() {
                    return;
                }
                note.send(request).unwrap();
                match reply {
                    Reply::Bytes(bytes) => stream.write_all(&bytes).unwrap(),
                    Reply::Silence => drop(stream.read(&mut [0])),
                }
            }
        });
        Self { address, requests, thread: Some(thread) }
    }

    /// The address of `path` (which starts with `/`) on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far, in small letters, header by header, then the body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

impl Drop for ScriptedServer {
    /// A connection without request ends a server that still has answers.
    fn drop(&mut self) {
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(thread::panicking() || ended.is_ok(), "the server has failed");
        }
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_lowercase();
    let length = head.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    // A connection that closes before its time says what a test wants to know by the missing part.
    let _ = stream.read_exact(&mut body);
    head + &String::from_utf8_lossy(&body).to_lowercase()
}
