//! Leases of others, looked at until they have expired.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Since when leases have been as they are, by one's own clock.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    seen: Mutex<HashMap<String, Seen>>,
}

#[derive(Debug)]
struct Seen {
    /// What was seen: another one if the lease was renewed or has another owner.
    version: Vec<u8>,
    since: Duration,
}

impl Watch {
    /// How long the lease of `name` has still to be looked at; zero if it has not changed for as long as it was given.
    pub(crate) fn left(&self, name: &str, version: &[u8], lease: Duration, now: Duration) -> Duration {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.get(name).filter(|seen| seen.version == version) {
            Some(seen) => lease.saturating_sub(now.saturating_sub(seen.since)),
            None => {
                seen.insert(name.to_owned(), Seen { version: version.to_vec(), since: now });
                lease
            }
        }
    }

    /// Forgets a run that is done.
    pub(crate) fn forget(&self, name: &str) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}
