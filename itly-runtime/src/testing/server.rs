use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::reply::{Manner, Reply};
use super::request::ReceivedRequest;
use super::tls;

/// An HTTP server on a free port of the loopback interface that does with each request what its script says.
///
/// Requests get the replies in their order; when these are used up, each gets [`Reply::ok`]. It ends when it is
/// dropped.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::testing::{Reply, ScriptedServer};
/// use itly_runtime::{HttpTransport, Request, Transport};
///
/// let server = ScriptedServer::start([Reply::status(503)]);
/// let (url, transport) = (server.url("/events"), HttpTransport::without_proxy());
/// let send = || transport.send(&Request::post(&url, b"[]"), Duration::from_secs(5)).unwrap().status;
///
/// assert_eq!((send(), send()), (503, 200));
/// assert_eq!(server.requests()[1].text(), "[]");
/// ```
#[derive(Debug)]
pub struct ScriptedServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Reply>,
    requests: Vec<ReceivedRequest>,
    /// Handles to the open ones, by their number.
    connections: HashMap<usize, TcpStream>,
    released: usize,
    is_closed: bool,
}

impl ScriptedServer {
    /// Replaces what is left of the script.
    pub fn play(&self, script: impl IntoIterator<Item = Reply>) {
        self.shared.state().script = script.into_iter().collect();
    }

    /// Starts a server that follows `script`.
    ///
    /// # Panics
    ///
    /// If there is no free port on the loopback interface.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = listener.expect("the loopback interface has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let shared = Arc::new(Shared::default());
        shared.state().script = script.into_iter().collect();
        let server = Self { address, shared: Arc::clone(&shared) };
        thread::spawn(move || accept(&listener, &shared));
        server
    }

    /// The URL of `path`, which starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same over TLS, of which the server knows no more than how to say no: every handshake is answered with an
    /// alert.
    pub fn tls_url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    /// The requests so far. One with [`Reply::reset`] has the part of its body that came.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.state().requests.clone()
    }

    /// Waits until there have been `count` requests, and returns them.
    pub fn wait_for_requests(&self, count: usize) -> Vec<ReceivedRequest> {
        let state = self.shared.wait(|state| state.requests.len() >= count);
        state.requests.clone()
    }

    /// Lets go of one reply that hangs, or of one byte of a reply that comes byte by byte.
    pub fn release(&self) {
        self.shared.state().released += 1;
        self.shared.changed.notify_all();
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.is_closed = true;
        for (_, connection) in state.connections.drain() {
            // It may be closed already.
            let _ = connection.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.changed.notify_all();
        // Wakes the thread that accepts, so that it sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, mut is_over: impl FnMut(&State) -> bool) -> MutexGuard<'_, State> {
        let waiting = self.changed.wait_while(self.state(), |state| !is_over(state));
        waiting.unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_release(&self) {
        let mut state = self.wait(|state| state.is_closed || state.released > 0);
        state.released = state.released.saturating_sub(1);
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        let Ok(stream) = stream else { continue };
        let mut state = shared.state();
        if state.is_closed {
            return;
        }
        state.connections.extend(stream.try_clone().map(|handle| (number, handle)));
        drop(state);
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A connection that breaks is the client's to notice.
            let _ = serve(&shared, &stream, number);
            shared.state().connections.remove(&number);
        });
    }
}

fn serve(shared: &Shared, stream: &TcpStream, connection: usize) -> io::Result<()> {
    stream.set_nodelay(true)?;
    // Reads no further than it is asked to: what is left unread when a connection is closed makes the system reset
    // it.
    let mut reader = BufReader::with_capacity(1, stream);
    if tls::is_handshake(&mut reader)? {
        return tls::refuse(&mut reader, stream);
    }
    while let Some(mut request) = read_head(&mut reader, connection)? {
        let reply = shared.state().script.pop_front().unwrap_or_else(Reply::ok);
        let length = request.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0_usize);
        let wanted = if reply.manner == Manner::Reset { length / 2 } else { length };
        request.body.resize(wanted, 0);
        reader.read_exact(&mut request.body)?;
        request.status = reply.whole_status();
        let mut state = shared.state();
        let place = state.requests.len();
        state.requests.push(request);
        drop(state);
        shared.changed.notify_all();
        answer(shared, stream, &reply, place)?;
        if !reply.keeps_connection() {
            break;
        }
    }
    Ok(())
}

/// Answers the request at `place` in the list of them all.
fn answer(shared: &Shared, mut stream: &TcpStream, reply: &Reply, place: usize) -> io::Result<()> {
    match reply.manner {
        Manner::Proper | Manner::ThenClose => stream.write_all(&[reply.head(), reply.body.clone()].concat()),
        Manner::Truncated => {
            let half = &reply.body[..reply.body.len() / 2];
            stream.write_all(&[&reply.head(), half].concat())
        }
        Manner::ByteByByte => {
            stream.write_all(&reply.head())?;
            for (index, byte) in reply.body.iter().enumerate() {
                shared.wait_for_release();
                if index + 1 == reply.body.len() {
                    shared.state().requests[place].status = Some(reply.status);
                }
                stream.write_all(&[*byte])?;
            }
            Ok(())
        }
        Manner::Hang => {
            shared.wait_for_release();
            Ok(())
        }
        Manner::Reset => Ok(()),
        Manner::Raw => stream.write_all(&reply.body),
    }
}

fn read_head(reader: &mut impl BufRead, connection: usize) -> io::Result<Option<ReceivedRequest>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (headers, body) = (Vec::new(), Vec::new());
    let mut request = ReceivedRequest { method, path, headers, body, connection, status: None };
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(Some(request)) };
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
}
