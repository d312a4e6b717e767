//! Servers that others have written, on loopback.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread;

/// A server, which ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    /// Starts one that tells `Running on URL` on standard error.
    pub(crate) fn start(command: &mut Command) -> Self {
        Self::start_telling(command, "Running on ")
    }

    /// Starts one that tells its URL on standard error behind these words.
    pub(crate) fn start_telling(command: &mut Command, words: &str) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let url = told.by_ref().lines().find_map(|line| {
            let line = line.unwrap();
            line.split_once(words).map(|(_, url)| url.trim().to_owned())
        });
        // What it goes on telling is read, so that it is never kept waiting.
        thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self { child, url: url.expect("it tells its address") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
