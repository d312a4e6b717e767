//! PostHog's SDK compliance adapter: `itly-runtime` with its PostHog destination behind the HTTP interface of PostHog's test
//! harness.
//!
//! ```console
//! $ cargo run -p itly-runtime --example posthog_adapter -- --port 8080
//! ```
//!
//! One process speaks the capture protocol that `--protocol` names (`v1` unless it is said), and tells so by its
//! capabilities; under the address `http://127.0.0.1:8080/v0` or `…/v1` it speaks the named one, whatever the flag says.
//! `--encoding` chooses what is used where a test wants compression: `gzip` unless it is said, `deflate` or `zstd`.

#![expect(clippy::print_stderr, reason = "it says where it listens, and why it does not")]

mod adapter;
mod arguments;
mod exchanges;
mod instance;
mod moment;
mod server;

use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;

use itly_runtime::{HttpTransport, SystemClock};

use crate::adapter::{Adapter, Setup};
use crate::arguments::Arguments;

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)).and_then(listen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("posthog_adapter: {message}");
            ExitCode::from(2)
        }
    }
}

/// Answers the harness until the process is ended.
fn listen(arguments: Arguments) -> Result<(), String> {
    let Arguments { port, protocol, encoding } = arguments;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let transport = Arc::new(HttpTransport::without_proxy());
    let adapter = Adapter::new(Setup { protocol, encoding, transport, clock: SystemClock });
    eprintln!("listening on http://{address}, capture protocol {}", protocol.name());
    server::serve(&listener, &Arc::new(adapter));
    Ok(())
}
