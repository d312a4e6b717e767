//! What `--locked` says about a plan that is not the one of `ampli.lock`.

use super::codes::PLAN_NOT_LOCKED;
use super::shell_word;
use crate::diagnostic::Diagnostic;
use crate::fetch::Location;
use crate::lock::PulledPlan;
use crate::plan::Plan;

/// The finding that `plan` is not the one that is `pinned` for `source`; `None` if it is.
pub(super) fn moved(
    source: &str,
    pinned: Option<&PulledPlan>,
    plan: &Plan,
    content: u64,
    location: &Location,
) -> Option<Diagnostic> {
    let message = match pinned {
        None => format!("`ampli.lock` pins no plan for the source `{source}`"),
        Some(pinned) if pinned.content == content => return None,
        Some(pinned) => match (&pinned.version, &plan.version) {
            (Some(before), Some(now)) if before != now => {
                format!(
                    "`ampli.lock` pins plan {before} for the source `{source}`, and `{location}` has {now}"
                )
            }
            _ => format!("`{location}` is not the plan that `ampli.lock` pins for the source `{source}`"),
        },
    };
    let command = if pinned.is_none() { "pull" } else { "update" };
    let help = format!("run `ampli-rs {command} {}` and commit the result", shell_word::quoted(source));
    Some(Diagnostic::new(&PLAN_NOT_LOCKED, message).help(help))
}

/// The finding that the lock would be written anew although the plans are the locked ones.
pub(super) fn rewritten() -> Diagnostic {
    Diagnostic::new(&PLAN_NOT_LOCKED, "`ampli.lock` is not as `ampli-rs pull` would write it")
        .help("run `ampli-rs pull` and commit the result")
}
