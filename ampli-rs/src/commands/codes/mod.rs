//! The kinds of findings about what is written, one a file.

mod conflicting_saved_plan;
mod outdated_file;
mod plan_not_locked;
mod source_without_events;
mod unknown_event;

pub(super) use self::conflicting_saved_plan::CONFLICTING_SAVED_PLAN;
pub(super) use self::outdated_file::OUTDATED_FILE;
pub(super) use self::plan_not_locked::PLAN_NOT_LOCKED;
pub(super) use self::source_without_events::SOURCE_WITHOUT_EVENTS;
pub(super) use self::unknown_event::UNKNOWN_EVENT;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] =
    &[&OUTDATED_FILE, &SOURCE_WITHOUT_EVENTS, &UNKNOWN_EVENT, &PLAN_NOT_LOCKED, &CONFLICTING_SAVED_PLAN];
