use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long something may take before the user is told that it goes on.
const PATIENCE: Duration = Duration::from_millis(500);
const FRAME: Duration = Duration::from_millis(100);
const FRAMES: [char; 4] = ['|', '/', '-', '\\'];

/// A sign of life on standard error, until it is dropped.
pub(super) struct Spinner {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Spinner {
    pub(super) fn start(message: &str) -> Self {
        let (done, waiting) = mpsc::channel::<()>();
        let message = message.to_owned();
        let thread = thread::spawn(move || {
            let mut patience = PATIENCE;
            let mut frames = FRAMES.iter().cycle();
            let mut shown = false;
            while waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                let frame = frames.next().unwrap_or(&' ');
                let _ = write!(io::stderr(), "\r{frame} {message}");
                shown = true;
                patience = FRAME;
            }
            if shown {
                let _ = write!(io::stderr(), "\r\x1b[2K");
            }
        });
        Self { done: Some(done), thread: Some(thread) }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
