//! # Event with another name
//!
//! ## What it does
//!
//! Reports an event that had another name when the plan was pulled last: the plan's own identifier of it (`id`) is
//! the same. The plan that is saved beside the SDK tells the old name.
//!
//! ## Why it matters
//!
//! The function of the event has a new name too, so that code which calls the old one does not compile until it is
//! changed. At the destination two events hold what was one before.
//!
//! ## Example
//!
//! ```json
//! { "id": "7d0f", "name": "Track Played" }
//! ```
//!
//! In the saved plan the event `7d0f` is called `Song Played`.
//!
//! ## What to do
//!
//! Call the new function, or keep the old identifier; the new name goes out either way:
//!
//! ```toml
//! [names.events]
//! "Track Played" = "song_played"
//! ```

use crate::diagnostic::{Code, Severity};

pub(crate) static RENAMED_EVENT: Code = Code {
    id: "AMP0315",
    name: "renamed-event",
    severity: Severity::Warning,
    source: include_str!("renamed_event.rs"),
};
