use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::delivery::Unfit;
use crate::stamp::MessageId;

/// The ids of the batch that is being written: in the protocol v1, PostHog refuses a whole batch in which one comes twice.
///
/// Only the destination's own thread asks, so that nobody ever waits for the lock.
#[derive(Default)]
pub(super) struct Seen {
    ids: Mutex<HashSet<MessageId>>,
}

impl Seen {
    /// Another batch begins.
    pub(super) fn forget(&self) {
        self.ids().clear();
    }

    /// Notes an id.
    ///
    /// # Errors
    ///
    /// If it is there already.
    pub(super) fn note(&self, id: MessageId) -> Result<(), Unfit> {
        if self.ids().insert(id) {
            return Ok(());
        }
        Err(Unfit::new(format!("the id `{id}` is that of another event; PostHog takes it for the same one")))
    }

    fn ids(&self) -> MutexGuard<'_, HashSet<MessageId>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
