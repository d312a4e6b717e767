//! The kinds of findings about what is written and what is sent, one a file.

mod conflicting_saved_plan;
mod deprecated_event_sent;
mod detached_file;
mod event_outside_program;
mod missed_event;
mod outdated_catalogue;
mod outdated_file;
mod plan_not_locked;
mod source_without_events;
mod unknown_event;
mod unreadable_source;
mod untyped_event;

pub(super) use self::conflicting_saved_plan::CONFLICTING_SAVED_PLAN;
pub(super) use self::deprecated_event_sent::DEPRECATED_EVENT_SENT;
pub(super) use self::detached_file::DETACHED_FILE;
pub(super) use self::event_outside_program::EVENT_OUTSIDE_PROGRAM;
pub(super) use self::missed_event::MISSED_EVENT;
pub(super) use self::outdated_catalogue::OUTDATED_CATALOGUE;
pub(super) use self::outdated_file::OUTDATED_FILE;
pub(super) use self::plan_not_locked::PLAN_NOT_LOCKED;
pub(super) use self::source_without_events::SOURCE_WITHOUT_EVENTS;
pub(super) use self::unknown_event::UNKNOWN_EVENT;
pub(super) use self::unreadable_source::UNREADABLE_SOURCE;
pub(super) use self::untyped_event::UNTYPED_EVENT;
use crate::diagnostic::Code;

/// All of them.
pub(super) static CODES: &[&Code] = &[
    &OUTDATED_FILE,
    &SOURCE_WITHOUT_EVENTS,
    &UNKNOWN_EVENT,
    &PLAN_NOT_LOCKED,
    &CONFLICTING_SAVED_PLAN,
    &MISSED_EVENT,
    &EVENT_OUTSIDE_PROGRAM,
    &DEPRECATED_EVENT_SENT,
    &UNTYPED_EVENT,
    &UNREADABLE_SOURCE,
    &DETACHED_FILE,
    &OUTDATED_CATALOGUE,
];
