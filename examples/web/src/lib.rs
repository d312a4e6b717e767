//! What the tests of the two programs share.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// Posts nothing to `path` with these cookies, and returns the body of the answer.
///
/// # Panics
///
/// If there is no answer.
pub fn post(address: SocketAddr, path: &str, cookies: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("the server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the server answers");
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}
