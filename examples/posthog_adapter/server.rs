//! As much of an HTTP server as the harness needs.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use itly_runtime::Clock;

use super::adapter::{Adapter, Answer};

/// The longest head and the largest body of a request, in bytes.
const MOST_HEAD: u64 = 64 * 1024;
const MOST_BODY: usize = 64 * 1024 * 1024;

/// Answers requests for as long as there are connections, each on a thread of its own: a flush holds up its test alone.
pub(crate) fn serve<C: Clock + Clone + 'static>(listener: &TcpListener, adapter: &Arc<Adapter<C>>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let adapter = Arc::clone(adapter);
        thread::spawn(move || {
            // A connection that breaks is the client's to notice.
            let _ = converse(&stream, &adapter);
        });
    }
}

fn converse<C: Clock + Clone + 'static>(stream: &TcpStream, adapter: &Adapter<C>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        write_answer(
            stream,
            &adapter.answer(&request.method, &request.target, &request.body),
            request.keeps,
        )?;
        if !request.keeps {
            break;
        }
    }
    Ok(())
}

struct Request {
    method: String,
    target: String,
    body: Vec<u8>,
    /// Whether the client means to ask for more.
    keeps: bool,
}

impl Request {
    /// Reads a request; nothing at the end of the connection.
    fn read(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Self>> {
        let mut head = reader.by_ref().take(MOST_HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let (mut length, mut keeps) = (0, version != "HTTP/1.0");
        loop {
            line.clear();
            head.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| io::ErrorKind::InvalidData)?,
                "connection" => keeps = !value.eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
        if length > MOST_BODY {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok(Some(Self { method, target, body, keeps }))
    }
}

fn write_answer(mut stream: &TcpStream, (status, json): &Answer, keeps: bool) -> io::Result<()> {
    let body = json.to_string();
    let reason = if *status == 200 { "OK" } else { "Refused" };
    let connection = if keeps { "keep-alive" } else { "close" };
    stream.write_all(
        format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: {connection}\r\n\r\n{body}",
            body.len()
        )
        .as_bytes(),
    )
}
