//! Which files are worth reading: those that have the name of an event in them, and those that declare modules in places
//! where nobody would look for them.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use aho_corasick::Match;
use memchr::{memchr, memmem};

use super::manifest::joined;
use super::names::{self, Sdk};
use super::packages::Packages;
use super::renames::{Learned, Renames};
use super::search::Search;
use super::tree::{is_rust, text_of};
use super::words::Words;
use crate::output;

/// The files of interest.
pub(super) struct Choice {
    pub(super) words: Words,
    /// Files that have a word of interest in them.
    pub(super) interesting: HashMap<PathBuf, String>,
    /// Files that may declare modules in other places than usual.
    pub(super) leading: BTreeSet<PathBuf>,
}

impl Choice {
    pub(super) fn new(sdks: &[Sdk]) -> Self {
        let mut words = Words::default();
        for word in names::TRAITS.into_iter().chain([names::UNTYPED_EVENT]) {
            words.insert(word);
        }
        for event in sdks.iter().flat_map(|sdk| &sdk.events) {
            for name in event.functions.iter().chain(&event.types) {
                words.insert(name);
            }
        }
        Self { words, interesting: HashMap::new(), leading: BTreeSet::new() }
    }

    /// Chooses among `files`; anew as long as programs give events other names.
    pub(super) fn choose(&mut self, files: &[PathBuf], packages: &mut Packages) {
        let mut rest: Vec<PathBuf> = Vec::new();
        let mut waiting = files.to_vec();
        let mut included_only = BTreeSet::new();
        let mut renames = Renames::default();
        while let Some(file) = waiting.pop() {
            if !can_call(&file, packages) {
                continue;
            }
            // A file that is gone by now, or can't be read, is told of if anything leads to it.
            let Ok(bytes) = fs::read(&file) else { continue };
            if output::is_generated(&bytes) {
                continue;
            }
            if leads_elsewhere(&bytes) {
                self.leading.insert(file.clone());
                let further = included(&file, &bytes).into_iter();
                // Those that are Rust by their names are among the files, unless nobody wants to look into them.
                let further = further.filter(|path| !is_rust(path) && path.is_file());
                waiting.extend(further.filter(|path| included_only.insert(path.clone())));
            }
            if self.words.are_in(&bytes) || joins_names(&bytes) {
                let text = text_of(bytes);
                renames.add(&text, packages.of_file(&file));
                self.interesting.insert(file, text);
            } else {
                rest.push(file);
            }
        }
        // Few programs rename an event: rather than to keep all texts for that, some are read again.
        loop {
            let Learned { words, packages: homes } = renames.learn(&mut self.words, packages);
            if homes.is_empty() {
                return;
            }
            let mut concerned = HashMap::new();
            rest.retain(|file| {
                let package = packages.of_file(file);
                let sees = || packages.sees_any(package, &homes);
                if !*concerned.entry(package).or_insert_with(sees) {
                    return true;
                }
                let Ok(bytes) = fs::read(file) else { return false };
                let is_interesting = words.are_in(&bytes);
                if is_interesting {
                    let text = text_of(bytes);
                    renames.add(&text, package);
                    self.interesting.insert(file.clone(), text);
                }
                !is_interesting
            });
        }
    }
}

/// Whether code in `file` can lead into an SDK.
fn can_call(file: &Path, packages: &mut Packages) -> bool {
    packages.of_file(file).is_none_or(|package| packages.may_call(package))
}

/// Whether a macro may make the name of an event of parts.
fn joins_names(bytes: &[u8]) -> bool {
    let has = |text: &[u8]| memmem::find(bytes, text).is_some();
    has(b"paste") && has(b"[<") || has(b"concat_idents!")
}

/// What stands in files that may declare modules in other places than usual.
static LEADING: LazyLock<Option<Search>> =
    LazyLock::new(|| Search::new(["#[path", "path =", "include!"].into_iter()));

fn leads_elsewhere(bytes: &[u8]) -> bool {
    LEADING.as_ref().is_none_or(|search| search.finds(bytes, |found| is_place(bytes, found)))
}

/// The files that `include!` names in `bytes`, the text of `file`.
fn included(file: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let calls = memmem::find_iter(bytes, b"include!");
    let names = calls.filter_map(|at| {
        let behind = bytes.get(at + b"include!".len()..)?.trim_ascii_start();
        let literal = behind.strip_prefix(b"(").or(behind.strip_prefix(b"[")).or(behind.strip_prefix(b"{"))?;
        let literal = literal.trim_ascii_start();
        let hashes = |byte: &u8| matches!(byte, b'r' | b'#');
        let start = literal.iter().position(|byte| !hashes(byte))?;
        let text = literal[start..].strip_prefix(b"\"")?;
        std::str::from_utf8(&text[..memchr(b'"', text)?]).ok()
    });
    names.map(|name| joined(folder, name)).collect()
}

/// Whether `path =` is one of an attribute (`#[cfg_attr(unix, path = "…")]`), and not the name of a variable.
fn is_place(bytes: &[u8], found: Match) -> bool {
    if bytes[found.range()].first() != Some(&b'p') {
        return true;
    }
    let solid = |byte: &&u8| !byte.is_ascii_whitespace();
    let before = bytes[..found.start()].iter().rev().find(solid);
    let behind = bytes[found.end()..].iter().find(solid);
    matches!(before, Some(b'[' | b',' | b'(')) && matches!(behind, Some(b'"' | b'r'))
}

#[cfg(test)]
mod tests {
    use super::leads_elsewhere;

    #[test]
    fn modules_in_other_places_are_declared_in_attributes() {
        for text in [
            "#[path = \"a.rs\"] mod a;",
            "#[cfg_attr(unix, path = \"b.rs\")]",
            "#[ path = r\"c.rs\" ]",
            "include!(\"d\")",
        ] {
            assert!(leads_elsewhere(text.as_bytes()), "{text}");
        }
        for text in ["let path = \"a\";", "f(path == \"a\", path = b)", "self.path = \"a\"", "path ="] {
            assert!(!leads_elsewhere(text.as_bytes()), "{text}");
        }
    }
}
