//! A destination of one's own: what has to be written for it is in `tcp_lines.rs`; queue, thread, batches, retries, accounts
//! and the spool come with `Delivery`.
//!
//! `cargo run -p itly-runtime --example own_destination --features spool`

#![expect(clippy::print_stdout, reason = "it shows what it does")]

mod tcp_lines;

use std::io::{self, Read};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use itly_runtime::{Delivery, DeliverySettings, Itly, Options, SpoolSettings, UntypedEvent};

use self::tcp_lines::TcpLines;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let receiver = TcpListener::bind("127.0.0.1:0")?;
    let folder = std::env::temp_dir().join("itly-own-destination");
    let settings = DeliverySettings::new().spool(SpoolSettings::new(folder));
    let delivery = Delivery::with_settings(TcpLines { address: receiver.local_addr()? }, settings);
    thread::spawn(move || receiver.incoming().try_for_each(|stream| print(stream?)));

    let itly = Itly::new();
    itly.load(Options::new().plugin(delivery.clone()))?;
    for title in ["So What", "Blue in Green"] {
        itly.track("some-user-id", &UntypedEvent::new("Song Played").property("title", title))?;
    }
    itly.shutdown(Duration::from_secs(5))?;

    let stats = delivery.stats();
    println!("{} accepted, {} sent, {} pending", stats.accepted, stats.sent, stats.pending);
    Ok(())
}

/// Shows what comes, to its end.
fn print(mut stream: impl Read) -> io::Result<()> {
    let mut lines = String::new();
    stream.read_to_string(&mut lines)?;
    print!("{lines}");
    Ok(())
}
