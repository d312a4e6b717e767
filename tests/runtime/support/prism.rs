//! Prism: a server that answers as an OpenAPI document says, and says of each request whether it is what the document
//! asks for.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use itly_runtime::{HttpTransport, Request, Response, Transport, TransportError};

/// A running Prism, which ends with this.
pub(crate) struct Prism {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Prism {
    /// Serves a document of the shared data, with what `adapt` makes of it; nothing, said aloud, where Prism or the document
    /// is absent.
    pub(crate) fn start(document: &str, adapt: impl FnOnce(String) -> String) -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/openapi").join(document);
        let Ok(text) = fs::read_to_string(&path) else { return skipped(&path.display().to_string()) };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(document);
        fs::write(&path, adapt(text)).unwrap();
        for _ in 0..5 {
            let port = free_port();
            let Ok(mut process) = prism(&path, port) else {
                return skipped("prism; install the npm package `@stoplight/prism-cli`");
            };
            if is_listening(&mut process) {
                return Some(Self { process, port, _folder: folder });
            }
            // Somebody else was faster to take the port.
            process.wait().unwrap();
        }
        panic!("prism does not start");
    }

    /// The URL of `path`, which starts with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
fn skipped(absent: &str) -> Option<Prism> {
    assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {absent}");
    println!("skipped: no {absent}");
    None
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn prism(document: &Path, port: u16) -> std::io::Result<Child> {
    Command::new("prism")
        .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()])
        .arg(document)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Waits until it listens; or until it ends, and then it does not.
fn is_listening(process: &mut Child) -> bool {
    let mut output = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    while output.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
        if line.contains("listening") {
            // What else it says must go somewhere, or it stops when nobody reads.
            std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
            return true;
        }
        line.clear();
    }
    false
}

/// A transport that keeps what Prism has said.
#[derive(Clone, Default)]
pub(crate) struct Witness {
    shared: Arc<(Mutex<Vec<Said>>, Condvar)>,
}

/// The path of a request, the status of its answer, and how it broke the rules of the document.
type Said = (String, u16, String);

impl Witness {
    /// Waits until there have been `count` answers, and returns them.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Said> {
        let (said, changed) = &*self.shared;
        changed.wait_while(said.lock().unwrap(), |said| said.len() < count).unwrap().clone()
    }

    /// The answers so far.
    pub(crate) fn said(&self) -> Vec<Said> {
        self.wait_for(0)
    }
}

impl Transport for Witness {
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        let response = HttpTransport::without_proxy().send(request, timeout)?;
        let path = request.url().splitn(4, '/').last().unwrap_or_default().to_owned();
        let violations = match response.header("sl-violations") {
            Some(violations) => violations.to_owned(),
            None if response.status == 422 => String::from_utf8_lossy(&response.body).into_owned(),
            None => String::new(),
        };
        let (said, changed) = &*self.shared;
        said.lock().unwrap().push((path, response.status, violations));
        changed.notify_all();
        Ok(response)
    }
}
