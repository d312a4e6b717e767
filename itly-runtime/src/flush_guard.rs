use std::fmt;
use std::time::Duration;

use crate::client::Itly;

/// Flushes when it is dropped: at the end of `main`, of a worker or of an invocation, also when that panics.
///
/// Made by [`Itly::flush_on_drop`]. What a drop can't see to is the end of a process by [`std::process::exit`], by a
/// signal or by `panic = "abort"`: flush before the first, from a handler of the second and from a panic hook for the last.
#[must_use = "it flushes as soon as it is dropped; bind it to a name"]
pub struct FlushGuard<'a> {
    itly: &'a Itly,
    timeout: Duration,
}

impl Itly {
    /// A guard that calls [`flush`](Self::flush) with `timeout` when it is dropped.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use itly_runtime::{Itly, Options};
    /// static ITLY: Itly = Itly::new();
    ///
    /// fn main() -> Result<(), itly_runtime::Error> {
    ///     ITLY.load(Options::new())?;
    ///     let _guard = ITLY.flush_on_drop(Duration::from_secs(2));
    ///     // … the program: what it tracks is sent before it ends.
    ///     Ok(())
    /// }
    /// ```
    pub fn flush_on_drop(&self, timeout: Duration) -> FlushGuard<'_> {
        FlushGuard { itly: self, timeout }
    }
}

impl Drop for FlushGuard<'_> {
    fn drop(&mut self) {
        // An instance that was never loaded or is shut down has nothing to flush, and no one is left to be told.
        let _ = self.itly.flush(self.timeout);
    }
}

impl fmt::Debug for FlushGuard<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FlushGuard").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
