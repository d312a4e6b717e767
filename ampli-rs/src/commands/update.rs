use super::console::Console;
use super::plan_group::Wanted;
use super::{Outcome, pull, reading};
use crate::cli::{PullArguments, UpdateArguments};

/// Moves sources on to the latest version of their plans, and shows what has changed first.
pub(super) fn run(arguments: UpdateArguments, console: &Console) -> anyhow::Result<Outcome> {
    let UpdateArguments { sources, check, sdk, plan } = arguments;
    let is_configured = !reading::project(&plan)?.config.source.is_empty();
    let all = sources.is_empty() && is_configured;
    pull::run(&PullArguments { sources, all, check, locked: false, sdk, plan }, Wanted::Latest, console)
}
