//! Events as they were collected: where they lie, what form they have, and what can't be read.
//!
//! [`list`] finds the files, [`open`] reads one of them, whatever its [`Format`]: record by record, in order, in little
//! memory however long the file is. Nothing that is wrong with a file or a record keeps the others from being read.

mod archive;
mod buckets;
mod event;
mod format;
mod in_order;
mod input;
mod json_lines;
mod listing;
mod objects;
mod pattern;
mod progress;
mod raw;
mod reader;
mod record;
mod sound;
pub(crate) mod tape;
mod time;

pub use self::event::{CollectedEvent, Entity, Failed, Properties};
pub use self::format::Format;
pub use self::in_order::{Turn, in_order};
pub use self::input::Input;
pub use self::listing::{Listing, STANDARD_INPUT, Unlisted, list, named};
pub use self::progress::{FileProgress, Progress};
pub use self::reader::{Reader, open};
pub use self::record::{BadReason, BadRecord, Ignored, IgnoredReason, Record};
pub(crate) use self::sound::check;
pub use crate::plan::EventKind;
