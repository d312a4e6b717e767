//! The kinds of findings about what is written, one a file.

mod outdated_file;
mod source_without_events;
mod unknown_event;

pub(super) use self::outdated_file::OUTDATED_FILE;
pub(super) use self::source_without_events::SOURCE_WITHOUT_EVENTS;
pub(super) use self::unknown_event::UNKNOWN_EVENT;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[&OUTDATED_FILE, &SOURCE_WITHOUT_EVENTS, &UNKNOWN_EVENT];
