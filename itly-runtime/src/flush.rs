//! What became of the events when a program asked for them to be sent.

/// What one plugin tells about its `flush` or `shutdown`: numbers of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flushed {
    /// Sent since the call.
    pub sent: u64,
    /// Lost since the call, whatever the reason.
    pub dropped: u64,
    /// Still waiting when the call returned.
    pub pending: u64,
}

/// What every plugin tells about a `flush` or `shutdown`.
///
/// ```
/// use std::time::Duration;
///
/// use itly_runtime::{Itly, Options};
///
/// # fn main() -> Result<(), itly_runtime::Error> {
/// let itly = Itly::new();
/// itly.load(Options::new())?;
///
/// let report = itly.flush(Duration::from_secs(5))?;
/// if !report.is_complete() {
///     eprintln!("{} events are still pending", report.total().pending);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlushReport {
    plugins: Vec<(String, Option<Flushed>)>,
}

impl FlushReport {
    pub(crate) fn push(&mut self, plugin_id: &str, flushed: Option<Flushed>) {
        self.plugins.push((plugin_id.to_owned(), flushed));
    }

    /// The plugins that can be flushed, by id, in the order of the list; `None` when the hook failed.
    pub fn plugins(&self) -> impl Iterator<Item = (&str, Option<Flushed>)> {
        self.plugins.iter().map(|(id, flushed)| (id.as_str(), *flushed))
    }

    /// The numbers of all plugins together.
    pub fn total(&self) -> Flushed {
        self.plugins.iter().filter_map(|(_, flushed)| *flushed).fold(Flushed::default(), |total, flushed| {
            Flushed {
                sent: total.sent + flushed.sent,
                dropped: total.dropped + flushed.dropped,
                pending: total.pending + flushed.pending,
            }
        })
    }

    /// Whether no hook failed, nothing was lost and nothing is left.
    pub fn is_complete(&self) -> bool {
        let total = self.total();
        total.dropped == 0 && total.pending == 0 && self.plugins.iter().all(|(_, flushed)| flushed.is_some())
    }
}
