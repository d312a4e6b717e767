//! Many files, a thread each.

use std::num::NonZero;
use std::sync::Arc;

use super::super::console::Console;
use super::super::locations;
use super::super::progress::Bar;
use super::store::Store;
use crate::audit::{self, Planned, Samples, Summary};
use crate::cli::AuditReadingArguments;
use crate::collected::{Format, Input, Progress, in_order};

/// How files are audited.
pub(super) struct Work<'w> {
    planned: &'w Planned<'w>,
    format: Option<Format>,
    samples: Samples,
    threads: NonZero<usize>,
    store: Option<Store>,
}

impl<'w> Work<'w> {
    pub(super) fn new(
        planned: &'w Planned<'w>,
        arguments: &AuditReadingArguments,
        samples: Samples,
        store: Option<Store>,
    ) -> Self {
        let threads = locations::threads(arguments.threads);
        Self { planned, format: arguments.from.map(locations::format), samples, threads, store }
    }

    /// Audits the files, and hands over the summary of each as it is done.
    pub(super) fn each(
        &self,
        inputs: &[Input],
        console: &Console,
        take: impl Fn(Summary) -> anyhow::Result<()> + Sync,
    ) -> anyhow::Result<()> {
        let progress = Arc::new(Progress::default());
        let _bar = Bar::of(inputs, &progress, console);
        in_order(inputs.len(), self.threads, |turn| match inputs.get(turn.number()) {
            Some(input) => take(self.file(input, &progress)?),
            None => Ok(()),
        })
    }

    /// The summary that is kept of the file, or a new one.
    fn file(&self, input: &Input, progress: &Progress) -> anyhow::Result<Summary> {
        if let Some(store) = &self.store
            && let Some(summary) = store.kept(input)?
        {
            progress.add(input.size().unwrap_or_default(), 0);
            return Ok(summary);
        }
        let summary = audit::file(self.planned, input, self.format, self.samples, progress);
        if let Some(store) = &self.store {
            store.keep(input, &summary)?;
        }
        Ok(summary)
    }
}
