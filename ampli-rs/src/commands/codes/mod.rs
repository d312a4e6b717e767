//! The kinds of findings about what is written, one a file.

mod outdated_file;
mod source_without_events;

pub(super) use self::outdated_file::OUTDATED_FILE;
pub(super) use self::source_without_events::SOURCE_WITHOUT_EVENTS;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[&OUTDATED_FILE, &SOURCE_WITHOUT_EVENTS];
