//! `ampli.lock`: which plan an SDK was made from, and every name that was given, so that no name ever changes because of
//! another.
//!
//! The file is written for people and for merges: one entry a line, sorted within its parent.
//!
//! ```text
//! # written by ampli-rs; commit this file: it keeps the plan's version and every generated name
//! lock 1
//! naming 1
//! source backend
//!   plan "Acme" version "3.0.0" content 8f3e9a0b1c2d3e4f from "tracking-plan.json"
//!   track "Song Played" song_played
//!     duration
//!     "songId" song_id
//!       "hip hop" HipHop
//!     - "old name" old_name
//!     address
//!       . street
//!   track "Song Played" version "1.0.0" song_played_v1_0_0
//!   identify
//!   type "Song Played.songId" SongPlayedSongId
//! ```
//!
//! An entry is a raw name and its identifier, or one bare word if they are the same. `-` marks names that the plan has lost;
//! their identifiers are kept for their return. Below a property and a type, `.` marks properties of the object, and lines
//! without it are values of the enumeration.

mod code;
mod conflict;
mod entry_lines;
mod line;
mod names;
mod parse;
mod write;

use std::collections::BTreeMap;
use std::fmt;

pub use self::code::CODES;
pub use self::conflict::Conflict;
pub use self::names::{Entry, Key, Names};
pub use self::parse::Parsed;

/// The name of the file.
pub const FILE_NAME: &str = "ampli.lock";

/// The version of the file's format that this program writes, and the newest that it reads.
pub const LOCK_VERSION: u32 = 1;

/// The version of the rules by which names are made (`lower::names`), hash included. The lock says with which one its names were.
pub const NAMING_VERSION: u32 = 1;

/// What `ampli.lock` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The naming version that the names were made with.
    pub naming: u32,
    /// The names of every source, by the source's name.
    pub sources: BTreeMap<String, SourceNames>,
}

impl Default for Lock {
    fn default() -> Self {
        Self { naming: NAMING_VERSION, sources: BTreeMap::new() }
    }
}

/// What the lock keeps about one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceNames {
    /// The plan that was pulled last.
    pub plan: Option<PulledPlan>,
    /// Events, older versions of them, and types; what is named inside of them is in their entries.
    pub names: Names,
}

impl SourceNames {
    /// The version of the plan that is pinned, if the plan came from the place that is called `from`.
    pub fn pinned_version(&self, from: &str) -> Option<&str> {
        self.plan.as_ref().filter(|plan| plan.from == from)?.version.as_deref()
    }
}

/// Which plan was pulled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PulledPlan {
    /// The plan's name.
    pub name: String,
    /// The plan's version, in the vendor's spelling.
    pub version: Option<String>,
    /// A hash of the plan's content; equal content has equal hashes.
    pub content: u64,
    /// Where the plan came from: a path, a URL without secrets, a vendor's locator.
    pub from: String,
}

/// As messages call it: by where it came from, and its version if it has one.
impl fmt::Display for PulledPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(formatter, "`{}` version `{version}`", self.from),
            None => write!(formatter, "`{}`", self.from),
        }
    }
}
