//! Where a program sends which events: what `status` is made of.
//!
//! This stage knows names and text only: identifiers of events, files of Rust, and places in them. It finds the Rust files
//! of a project (`files`), leaves out those that can't call an SDK (`packages`, `words`), reads the others from the
//! roots of their crates (`tree`, `walk`, `lexer`), finds out what paths mean (`resolve`), and which of them send
//! an event (`sites`).
//!
//! Nothing is expanded and no type is inferred: macros are gone through as they are written, and a method counts only by
//! the events that are handed to it.

mod files;
mod found;
mod identifiers;
mod lexer;
mod manifest;
mod mention;
mod names;
mod packages;
mod reach;
mod resolve;
mod scope;
mod sites;
mod source;
mod tree;
mod walk;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use self::found::Found;
pub use self::identifiers::{Identifier, identifiers};
pub use self::manifest::joined;
pub use self::names::{EventNames, Sdk};
use self::packages::Packages;
pub use self::reach::Reach;
pub use self::sites::{Site, SiteKind, UntypedSite};
use self::tree::Tree;
pub use self::tree::{Unreadable, read_text};
use self::words::Words;
use crate::failure::Failure;
use crate::output;

/// What was found in a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many Rust files there are.
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
    let folders: Vec<&Path> = sdks.iter().map(|sdk| sdk.folder.as_path()).collect();
    let files = files::find(paths, &folders)?;
    let count = files.len();
    let mut packages = Packages::new(sdks);
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

/// What stands in files that may declare modules in other places than usual: `#[path]`, also in a `cfg_attr`, `include!`.
static LEADING: LazyLock<[Finder<'_>; 3]> =
    LazyLock::new(|| ["#[path", "path =", "include!"].map(Finder::new));

/// Which files are worth reading.
struct Choice {
    words: Words,
    /// Files that have a word of interest in them.
    interesting: HashMap<PathBuf, String>,
    /// Files that may declare modules in other places than usual.
    leading: BTreeSet<PathBuf>,
}

impl Choice {
    fn new(sdks: &[Sdk]) -> Self {
        let mut words = Words::default();
        words.insert(names::UNTYPED_EVENT);
        for event in sdks.iter().flat_map(|sdk| &sdk.events) {
            for name in event.functions.iter().chain(&event.types) {
                words.insert(name);
            }
        }
        Self { words, interesting: HashMap::new(), leading: BTreeSet::new() }
    }

    /// Chooses among `files`; anew as long as programs give events other names.
    fn choose(&mut self, files: &BTreeSet<PathBuf>, packages: &mut Packages) {
        let mut rest: Vec<(PathBuf, String)> = Vec::new();
        for file in files.iter().filter(|file| can_call(file, packages)) {
            // A file that is gone by now, or can't be read, is told of if anything leads to it.
            let Ok(text) = tree::read_text(file) else { continue };
            if output::is_generated(&text) {
                continue;
            }
            if LEADING.iter().any(|finder| finder.find(text.as_bytes()).is_some()) {
                self.leading.insert(file.clone());
            }
            rest.push((file.clone(), text));
        }
        loop {
            let (interesting, others) = rest.into_iter().partition(|(_, text)| self.words.are_in(text));
            rest = others;
            let interesting: Vec<(PathBuf, String)> = interesting;
            self.interesting.extend(interesting);
            if !self.learn() {
                return;
            }
        }
    }

    /// Learns what the files of interest call events instead, also by several steps; whether there is anything new.
    fn learn(&mut self) -> bool {
        let mut is_new = false;
        loop {
            let texts = self.interesting.values();
            let others: Vec<Box<str>> = texts.flat_map(|text| self.words.renamed_in(text)).collect();
            if others.is_empty() {
                return is_new;
            }
            is_new = true;
            for other in others {
                self.words.insert(&other);
            }
        }
    }
}

/// Whether code in `file` can lead into an SDK.
fn can_call(file: &Path, packages: &mut Packages) -> bool {
    packages.of_file(file).is_none_or(|package| packages.may_call(package))
}
