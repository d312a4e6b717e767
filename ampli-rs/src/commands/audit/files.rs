//! Many files, a thread each.

use std::num::NonZero;
use std::sync::Arc;

use super::super::console::Console;
use super::super::locations;
use super::progress::Bar;
use crate::audit::{self, Planned, Progress, Samples, Summary};
use crate::cli::{AuditReadingArguments};
use crate::collected::{Format, Input, in_order};

/// How files are audited.
pub(super) struct Work<'w> {
    planned: &'w Planned<'w>,
    format: Option<Format>,
    samples: Samples,
    threads: NonZero<usize>,
}

impl<'w> Work<'w> {
    pub(super) fn new(planned: &'w Planned<'w>, arguments: &AuditReadingArguments, samples: Samples) -> Self {
        let threads = locations::threads(arguments.threads);
        Self { planned, format: arguments.from.map(locations::format), samples, threads }
    }

    /// Audits the files, and hands over the summary of each as it is done.
    pub(super) fn each(
        &self,
        inputs: &[Input],
        console: &Console,
        take: impl Fn(Summary) -> anyhow::Result<()> + Sync,
    ) -> anyhow::Result<()> {
        let progress = Arc::new(Progress::default());
        let sizes: Option<u64> = inputs.iter().map(Input::size).sum();
        let _bar = console.shows_progress().then(|| Bar::new(Arc::clone(&progress), sizes));
        in_order(inputs.len(), self.threads, |turn| match inputs.get(turn.number()) {
            Some(input) => take(audit::file(self.planned, input, self.format, self.samples, &progress)),
            None => Ok(()),
        })
    }
}
