//! How far the reading of collected events has come, on a terminal.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::console::{Console, Passing};
use crate::audit::finding::grouped;
use crate::collected::{Input, Progress};

/// How long it may take before something is shown, and between two looks at it.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line on standard error, until it is dropped.
pub(super) struct Bar {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Shows the progress of these files, if there are people who want to see it.
    pub(super) fn of(inputs: &[Input], progress: &Arc<Progress>, console: &Console) -> Option<Self> {
        let size = inputs.iter().map(Input::size).sum();
        console.shows_progress().then(|| Self::new(Arc::clone(progress), size, console.passing()))
    }

    /// Shows `progress`, of files of so many bytes if that is known.
    fn new(progress: Arc<Progress>, size: Option<u64>, passing: Passing) -> Self {
        let (done, waiting) = mpsc::channel::<()>();
        let start = Instant::now();
        let thread = thread::spawn(move || {
            while waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                passing.show(&line(progress.bytes(), size, progress.events(), start.elapsed()));
            }
            drop(passing.clear());
        });
        Self { done: Some(done), thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// `45 %, 1.2 GB of 2.6 GB, 3,200,000 events, 410,000 a second, 12 s left`.
fn line(bytes: u64, size: Option<u64>, events: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    let rate = (events as f64 / seconds) as u64;
    let events = format!("{} events, {} a second", grouped(events), grouped(rate));
    match size.filter(|size| *size > 0) {
        Some(size) if bytes > 0 && bytes <= size => {
            let share = bytes as f64 / size as f64;
            let left = (seconds / share - seconds).ceil() as u64;
            format!(
                "{:.0} %, {} of {}, {events}, {} left",
                share * 100.0,
                amount(bytes),
                amount(size),
                span(left)
            )
        }
        _ => format!("{}, {events}", amount(bytes)),
    }
}

/// `1.2 GB`.
fn amount(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 999.5 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    let digits = usize::from(unit > 0 && amount < 9.95);
    format!("{amount:.digits$} {}", UNITS[unit])
}

/// `12 s`, `3 min`, `1 h 20 min`.
fn span(seconds: u64) -> String {
    match seconds {
        0..=89 => format!("{seconds} s"),
        90..=5399 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::line;

    #[test]
    fn it_says_how_far_it_is_and_how_long_it_takes() {
        let ten = Duration::from_secs(10);
        assert_eq!(
            line(450_000_000, Some(1_000_000_000), 4_100_000, ten),
            "45 %, 450 MB of 1.0 GB, 4,100,000 events, 410,000 a second, 13 s left"
        );
        assert_eq!(line(1_250, None, 10, ten), "1.2 kB, 10 events, 1 a second");
        assert_eq!(line(1, Some(1_000), 0, ten), "0 %, 1 B of 1.0 kB, 0 events, 0 a second, 2 h 46 min left");
    }
}
