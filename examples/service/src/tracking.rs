//! What the analysts hear of: the only part of the service that knows the SDK in `itly/`.

use std::time::Duration;

use itly::{Context, Environment, Error, Options, SongPlayed, SongQueued};

use crate::queue::Taken;

/// How long events that are still queued hold up the end of the service.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the SDK ready: before the first request.
pub fn start() -> Result<(), Error> {
    let context = Context::new(env!("CARGO_PKG_VERSION"));
    itly::load(Options::new().context(context).environment(Environment::Production))
}

pub fn song_queued(guest: &str, song: &str, position: usize) {
    heard(itly::song_queued(guest, SongQueued::new(whole(position), song)));
}

pub fn song_played(guest: &str, taken: &Taken) {
    let waited = taken.waited.as_secs_f64();
    heard(itly::song_played(guest, SongPlayed::new(whole(taken.remaining), &taken.song, waited)));
}

pub fn queue_ran_dry(guest: &str) {
    heard(itly::queue_ran_dry(guest));
}

/// Sends what is still queued: behind the last request.
pub async fn stop() -> Result<(), Error> {
    let report = itly::shutdown_async(PATIENCE)?.await;
    if !report.is_complete() {
        eprintln!("not every event was sent: {:?}", report.total());
    }
    Ok(())
}

/// Guests get their songs whatever becomes of an event. That they are invalid the SDK logs by itself.
fn heard(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        eprintln!("event not sent: {error}");
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
