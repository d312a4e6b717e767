//! What `diff` finds, one kind a file.

mod breaks_consumers;
mod breaks_program;

pub use self::breaks_consumers::BREAKS_CONSUMERS;
pub use self::breaks_program::BREAKS_PROGRAM;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[&BREAKS_PROGRAM, &BREAKS_CONSUMERS];
