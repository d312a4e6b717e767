//! The songs that guests want to hear, first come, first served.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The queue of one jukebox.
#[derive(Debug, Default)]
pub struct Queue(Mutex<VecDeque<(String, Instant)>>);

/// A song that has left the queue.
#[derive(Debug)]
pub struct Taken {
    pub song: String,
    /// How long it was in the queue.
    pub waited: Duration,
    /// How many songs are left.
    pub remaining: usize,
}

impl Queue {
    /// Puts a song behind all others, and returns its place: that of the next song is 1.
    pub fn put(&self, song: String) -> usize {
        let mut songs = self.songs();
        songs.push_back((song, Instant::now()));
        songs.len()
    }

    /// Takes the next song.
    pub fn take(&self) -> Option<Taken> {
        let mut songs = self.songs();
        let (song, since) = songs.pop_front()?;
        Some(Taken { song, waited: since.elapsed(), remaining: songs.len() })
    }

    fn songs(&self) -> MutexGuard<'_, VecDeque<(String, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
