//! Files of enriched events: found, opened, and read line by line, in parallel. Nothing that is wrong with a file or a line
//! keeps the others from being read.

mod bad_line;
mod files;
mod input;
mod lines;
mod listing;

pub use self::bad_line::{BadLine, BadReason};
pub use self::files::{FileFailure, FileReport, Files, Sink};
pub use self::input::{BytesCounter, Input};
pub use self::lines::{Content, Line, Lines};
pub use self::listing::{Listing, SkipReason, Skipped, list_files};
