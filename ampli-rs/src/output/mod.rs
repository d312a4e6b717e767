//! Text to disk: what is to stand where, what differs, and a writing that succeeds as a whole or not at all.

mod changes;
mod compare;
#[cfg(test)]
mod failing_disk;
mod file_system;
mod journal;
mod transaction;

#[cfg(feature = "cli")]
pub(crate) use self::changes::is_generated;
pub use self::changes::{Change, Output, OutputFile, Ownership, changes};
pub use self::compare::compare;
pub use self::file_system::{Disk, FileSystem};
pub use self::transaction::write;
