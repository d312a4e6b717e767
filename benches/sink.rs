//! An HTTP server that takes every body and does nothing with it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// It runs until the program ends, with a thread for each connection.
pub(crate) struct Sink {
    url: String,
    last_body: Arc<Mutex<Vec<u8>>>,
}

impl Sink {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let url =
            format!("http://{}/events", listener.local_addr().expect("a bound listener has an address"));
        let last_body = Arc::new(Mutex::default());
        let sink = Self { url, last_body: Arc::clone(&last_body) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, last_body) = (stream.expect("a connection"), Arc::clone(&last_body));
                thread::spawn(move || serve(&stream, &last_body).expect("the client keeps to HTTP"));
            }
        });
        sink
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The body that came last.
    pub(crate) fn last_body(&self) -> Vec<u8> {
        self.last_body.lock().expect("no one panics").clone()
    }
}

fn serve(stream: &TcpStream, last_body: &Mutex<Vec<u8>>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let mut line = String::new();
    let mut length = 0;
    while reader.read_line(&mut line)? > 0 {
        if let Some((name, value)) = line.trim_end().split_once(':') {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        } else if line.trim_end().is_empty() {
            let mut body = last_body.lock().expect("no one panics");
            body.resize(length, 0);
            reader.read_exact(&mut body)?;
            drop(body);
            (&mut &*stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
        }
        line.clear();
    }
    Ok(())
}
