//! A receiver behind a certificate that no authority of Mozilla's has signed.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rcgen::CertifiedKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

/// Answers every request with 200 on a free port of the loopback interface, and keeps the bodies.
pub(crate) struct TlsServer {
    url: String,
    certificate: String,
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl TlsServer {
    pub(crate) fn start() -> Self {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("https://localhost:{}/events", listener.local_addr().unwrap().port());
        let bodies: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let (config, received) = (Arc::new(config), Arc::clone(&bodies));
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that does not trust the server breaks off.
                if let Ok(body) = stream.and_then(|stream| answer(stream, Arc::clone(&config))) {
                    received.lock().unwrap().push(body);
                }
            }
        });
        Self { url, certificate: cert.pem(), bodies }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What has signed the certificate of the server: itself, as PEM.
    pub(crate) fn certificate(&self) -> &[u8] {
        self.certificate.as_bytes()
    }

    pub(crate) fn bodies(&self) -> Vec<String> {
        self.bodies.lock().unwrap().iter().map(|body| String::from_utf8(body.clone()).unwrap()).collect()
    }
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>) -> io::Result<Vec<u8>> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body)?;
    stream.write_all(ANSWER)?;
    stream.conn.send_close_notify();
    stream.flush()?;
    Ok(body)
}
