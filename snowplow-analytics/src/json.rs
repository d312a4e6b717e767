//! JSON text, as it stands in the three self-describing fields: read once, and copied as it is wherever that is allowed.

mod escape;
mod mistake;
mod plain;
mod scan;
mod text;
mod tidy;

pub(crate) use self::escape::write_string;
pub use self::mistake::{JsonMistake, JsonMistakeKind};
pub(crate) use self::scan::{JsonKind, Key, Scanner, Traits};
pub(crate) use self::text::{decoded, decoded_text};
pub(crate) use self::tidy::tidy;

/// How deep lists and objects may stand in each other. The Python SDK gives up between 980 and 990, depending on what has
/// called it.
pub(crate) const MAX_DEPTH: usize = 980;
