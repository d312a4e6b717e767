//! Names: from what analysts wrote to Rust identifiers that never change because of one another.
//!
//! A plan's name is data: its bytes go out as they are, and nothing here changes them. An identifier is a handle for
//! programmers. [`Identifier`] is the pure part, a function of raw name and kind. [`events`], [`Namer`] and [`types`]
//! settle the names of one scope: they look at the set of names and never at their order, respect what the lock
//! keeps, obey what the user chose, and report what happened.
//!
//! Identifiers are kept without `r#`, in the lock, in messages and in the module; [`keyword::source`] and [`Name::source`] give what
//! source text must say.
//!
//! ```
//! use ampli_rs::lock::SourceNames;
//! use ampli_rs::lower::names::{self, EventName, Namer, PropertyName, Settings};
//! use ampli_rs::plan::EventKind;
//! use ampli_rs::pointer::Location;
//!
//! let (settings, location) = (Settings::default(), Location::default());
//! let mut source = SourceNames::default();
//!
//! let played = EventName { kind: EventKind::Track, name: "Song Played", version: None, location: &location };
//! let settled = names::events(&settings, &[played], &mut source.names);
//! let event = &settled.events[0];
//! assert_eq!((event.handle.identifier.as_str(), event.type_name.as_str()), ("song_played", "SongPlayed"));
//!
//! let inside = source.names.inside(event.scope.clone(), &event.handle.identifier);
//! let kind = PropertyName { name: "type", location: &location };
//! let settled = Namer::new(&settings).properties(Some("Song Played"), &[kind], inside);
//! assert_eq!(settled.names[0].source(), "r#type");
//! ```

mod candidate;
mod case;
mod character;
mod claim;
mod code;
mod derived;
mod events;
mod file;
mod hash;
mod identifier;
mod members;
mod overrides;
mod renames;
mod report;
mod reserved;
mod settle;
mod spell;
mod version;
mod word;

use std::borrow::Cow;

use ecow::EcoString;

pub use self::code::CODES;
pub use self::derived::{definition_type, event_type, nested_type};
pub use self::events::{EventHandle, EventName, Events, events};
pub use self::file::{file_stem, module_stem};
pub use self::identifier::{Identifier, Kind};
pub use self::members::{Namer, PropertyName, TypeKind, TypeName, ValueName, catch_all, types};
pub use self::overrides::{EventOverrides, Overrides};
pub use self::renames::{may_be_renamed, renames};
pub use self::reserved::{REQUIRED_SUFFIX, is_type as is_reserved_type};
use crate::diagnostic::Diagnostics;
use crate::module::keyword;

/// How names are made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The identifiers that the user chose.
    pub overrides: Overrides,
    /// Further spellings that stay one word, such as `tvOS`.
    pub whole_words: Vec<String>,
    /// Whether a name that the lock does not have is an error.
    pub frozen: bool,
}

/// The settled name of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The identifier, without `r#`.
    pub identifier: EcoString,
    /// Why it is this one.
    pub reason: Reason,
}

impl Name {
    /// The identifier as source text writes it: keywords with `r#`.
    pub fn source(&self) -> Cow<'_, str> {
        keyword::source(&self.identifier)
    }

    /// The same, when the name is needed no more.
    pub fn into_source(self) -> EcoString {
        if keyword::is_keyword(&self.identifier) { self.source().into() } else { self.identifier }
    }
}

/// Why a name has its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The rules say so. Where others ask for the same, this one is spelled like the identifier, byte for byte.
    Rule,
    /// Another name has, had or also asked for the plain identifier: a suffix from the raw name tells them apart.
    Hash,
    /// The lock has kept it.
    Lock,
    /// The user chose it.
    Override,
}

/// The settled names of one scope.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolution {
    /// One for each name that was asked for, in that order; a name that was asked for twice has one identifier.
    pub names: Vec<Name>,
    /// What is worth knowing, in an order that depends on the set of names only.
    pub findings: Diagnostics,
}
