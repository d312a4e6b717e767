//! Where a program sends which events: what `status` is made of.
//!
//! This stage knows names and text only: identifiers of events, files of Rust, and places in them. It finds the Rust files
//! of a project (`files`), leaves out those that can't call an SDK (`published`, `packages`, `choice`), reads the others from
//! the roots of their crates (`tree`, `walk`, `lexer`), finds out what paths mean (`resolve`), and which of them send
//! an event (`sites`).
//!
//! Nothing is expanded and no type is inferred: macros are gone through as they are written, and a method counts only by
//! the events that are handed to it.

mod choice;
mod files;
mod found;
mod identifiers;
mod lexer;
mod manifest;
mod mention;
mod names;
mod packages;
mod place;
mod published;
mod reach;
mod renames;
mod resolve;
mod scope;
mod search;
mod sites;
mod source;
mod tree;
mod walk;
mod words;
mod wrappers;

use std::path::PathBuf;

use self::choice::Choice;
use self::files::LeftOut;
use self::found::Found;
pub use self::identifiers::{Identifier, identifiers};
pub use self::manifest::joined;
pub use self::names::{EventNames, Sdk};
use self::packages::Packages;
pub use self::reach::Reach;
pub use self::sites::{Site, SiteKind, UntypedSite};
use self::tree::Tree;
pub use self::tree::{Unreadable, read_text};
use crate::failure::Failure;

/// What was found in a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many Rust files there are, without those of packages that can't call an SDK.
    pub files: usize,
    /// For every SDK and every event of it the places where it is sent, by path and place in the file.
    pub sites: Vec<Vec<Vec<Site>>>,
    /// Events that are sent without a generated type.
    pub untyped: Vec<UntypedSite>,
    /// Files that are no Rust, or not all of them.
    pub unreadable: Vec<Unreadable>,
    /// Files that name events and are part of no crate.
    pub detached: Vec<PathBuf>,
}

/// Finds where the programs in `paths` send the events of `sdks`. All paths are absolute.
///
/// # Errors
/// When one of the paths can't be read.
pub fn find(sdks: &[Sdk], paths: &[PathBuf]) -> Result<Usage, Failure> {
    let mut packages = Packages::new(sdks);
    let folders = sdks.iter().map(|sdk| sdk.folder.clone()).collect();
    let files = files::find(paths, &LeftOut { sdks: folders, packages: packages.names() })?;
    let count = files.len();
    let mut choice = Choice::new(sdks);
    choice.choose(&files, &mut packages);
    let Choice { words, interesting, leading } = choice;
    let mut tree = Tree::new(sdks, packages, Found { words, ..Found::default() });
    tree.read(interesting, leading);
    let (sites, untyped) = tree.sites();
    let Tree { mut unreadable, detached, .. } = tree;
    unreadable.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(Usage { files: count, sites, untyped, unreadable, detached })
}
