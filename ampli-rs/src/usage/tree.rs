//! Reads the crates of a project from their roots, as far as there are events in them.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::found::{Found, Included};
use super::names::{Lookup, Sdk};
use super::packages::{GENERATOR, Packages};
use super::place::Resolved;
use super::reach::Reach;
use super::scope::{ModuleFile, ScopeId, Slot, SlotId};
use super::source::Source;
use super::walk::{Home, Walker};

/// Modules that lie deeper than this lie in themselves.
const DEEPEST: usize = 64;

/// A crate: its root file, and the scope of its root once that was read.
#[derive(Debug)]
pub(super) struct Crate {
    pub(super) package: Option<usize>,
    root: PathBuf,
    reach: Reach,
    scope: Option<ScopeId>,
}

/// A file that is no Rust, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Where, in bytes.
    pub offset: usize,
    /// What is wrong there.
    pub reason: String,
}

/// The project as far as it was read.
pub(super) struct Tree<'a> {
    pub(super) sdks: &'a [Sdk],
    pub(super) lookups: Vec<Lookup>,
    pub(super) packages: Packages,
    pub(super) crates: Vec<Crate>,
    libraries: HashMap<usize, usize>,
    pub(super) found: Found,
    /// What `*` imports from, by scope and place in it; `None` also while it is being found out.
    pub(super) globs: HashMap<(ScopeId, usize), Option<Resolved>>,
    /// Names that were looked up for one path: what a hostile program makes many of.
    pub(super) lookups_made: usize,
    /// Files that have a word of interest in them: all others are read for their declarations only.
    interesting: BTreeSet<PathBuf>,
    /// Files through which others may be declared in other places than usual.
    leading: BTreeSet<PathBuf>,
    pub(super) sources: Vec<Rc<Source>>,
    by_path: HashMap<PathBuf, Option<u32>>,
    /// Texts that were read before.
    texts: HashMap<PathBuf, String>,
    pub(super) unreadable: Vec<Unreadable>,
    /// Files that are part of no crate of their package.
    pub(super) detached: Vec<PathBuf>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(sdks: &'a [Sdk], packages: Packages, found: Found) -> Self {
        Self {
            sdks,
            lookups: sdks.iter().map(Lookup::new).collect(),
            packages,
            crates: Vec::new(),
            libraries: HashMap::new(),
            found,
            globs: HashMap::new(),
            lookups_made: 0,
            interesting: BTreeSet::new(),
            leading: BTreeSet::new(),
            sources: Vec::new(),
            by_path: HashMap::new(),
            texts: HashMap::new(),
            unreadable: Vec::new(),
            detached: Vec::new(),
        }
    }

    /// Reads the crates that the `interesting` files belong to, down to these files and through those that are `leading`.
    pub(super) fn read(&mut self, interesting: HashMap<PathBuf, String>, leading: BTreeSet<PathBuf>) {
        self.interesting = interesting.keys().cloned().collect();
        (self.texts, self.leading) = (interesting, leading);
        let files: Vec<PathBuf> = self.interesting.iter().cloned().collect();
        let mut packages: Vec<usize> = files.iter().filter_map(|file| self.packages.of_file(file)).collect();
        packages.sort_unstable();
        packages.dedup();
        for package in packages {
            for krate in self.crates_of(package) {
                if self.root_leads_on(package, krate) {
                    self.root(krate);
                }
            }
        }
        self.read_rest(files);
    }

    /// Reads what no crate has declared.
    fn read_rest(&mut self, mut files: Vec<PathBuf>) {
        // What is only included is no crate.
        files.retain(|file| is_rust(file));
        files.sort_by_key(|file| (!is_root(file), file.components().count()));
        for file in files {
            if self.by_path.contains_key(&file) {
                continue;
            }
            let package = self.packages.of_file(&file);
            let reach =
                package.map_or(Reach::Program, |package| self.packages.all[package].reach_outside(&file));
            if reach == Reach::Never {
                self.detached.push(file.clone());
            }
            self.crates.push(Crate { package, root: file, reach, scope: None });
            self.root(self.crates.len() - 1);
        }
    }

    /// The crates of a package, the library first.
    fn crates_of(&mut self, package: usize) -> std::ops::Range<usize> {
        let first = self.crates.len();
        let Some(own) = self.packages.all.get(package) else { return first..first };
        let library = own.manifest.library.is_some();
        for (index, (root, reach)) in own.manifest.roots.iter().enumerate() {
            if index == 0 && library {
                if self.libraries.contains_key(&package) {
                    continue;
                }
                self.libraries.insert(package, self.crates.len());
            }
            self.crates.push(Crate {
                package: Some(package),
                root: root.clone(),
                reach: *reach,
                scope: None,
            });
        }
        first..self.crates.len()
    }

    /// Whether the root of a crate is of interest, or a file that may be one of its modules: one beside it that is no root
    /// itself.
    fn root_leads_on(&self, package: usize, krate: usize) -> bool {
        let root = &self.crates[krate].root;
        let roots = &self.packages.all[package].manifest.roots;
        let is_root = |path: &PathBuf| roots.iter().any(|(root, _)| root == path);
        [&self.interesting, &self.leading].into_iter().any(|files| {
            let mut beside = below(files, root.parent().unwrap_or(Path::new("")));
            files.contains(root) || beside.any(|file| !is_root(file))
        })
    }

    /// The root of the library of `package`.
    pub(super) fn library(&mut self, package: usize) -> Option<ScopeId> {
        let krate = match self.libraries.get(&package) {
            Some(known) => *known,
            None => {
                let manifest = &self.packages.all.get(package)?.manifest;
                manifest.library.as_ref()?;
                let (root, reach) = manifest.roots.first()?.clone();
                self.crates.push(Crate { package: Some(package), root, reach, scope: None });
                self.libraries.insert(package, self.crates.len() - 1);
                self.crates.len() - 1
            }
        };
        Some(self.root(krate))
    }

    /// The root scope of a crate, read when it is asked for.
    pub(super) fn root(&mut self, krate: usize) -> ScopeId {
        let Crate { root, reach, scope, .. } = &self.crates[krate];
        if let Some(scope) = scope {
            return *scope;
        }
        let (root, reach) = (root.clone(), *reach);
        let scope = self.found.add_root(krate, reach);
        self.crates[krate].scope = Some(scope);
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        let home = Home { children: folder.clone(), folder, depth: 0 };
        self.read_into(&root, home, scope, reach, true);
        scope
    }

    /// The module of a slot, read when it is asked for.
    pub(super) fn module(&mut self, slot: SlotId) -> Slot {
        let state = self.found.slots[slot.0 as usize].clone();
        let Slot::Files(file) = state else { return state };
        let read = self.read_module(&file);
        // Whoever looks at the module while it is read must not read it again.
        self.found.slots[slot.0 as usize] = read.clone();
        if let (Slot::Read(scope), Some(path)) = (&read, existing(&file)) {
            let home = home(&path, &file);
            self.read_into(&path, home, *scope, file.reach, true);
        }
        read
    }

    fn read_module(&mut self, file: &ModuleFile) -> Slot {
        let is_sdk = |sdk: &Sdk| sdk.is_module && file.candidates.contains(&sdk.folder.join("mod.rs"));
        if let Some(sdk) = self.sdks.iter().position(is_sdk) {
            return Slot::Sdk(sdk);
        }
        match existing(file).filter(|_| file.depth < DEEPEST) {
            Some(_) => Slot::Read(self.found.add_module(file.parent, file.reach)),
            None => Slot::Missing,
        }
    }

    /// Reads a file, of items or of a body, into a scope, and on to all files of interest that it declares.
    fn read_into(&mut self, path: &Path, home: Home, scope: ScopeId, reach: Reach, has_items: bool) {
        let Some(file) = self.source(path) else { return };
        let source = Rc::clone(&self.sources[file as usize]);
        let slots = self.found.slots.len();
        let walker = Walker::new(&source, file, home, scope, &mut self.found).reaching(reach);
        // Also what a body includes may send.
        let has_bodies = self.interesting.contains(path) || self.leading.contains(path);
        let walker = if has_bodies { walker } else { walker.without_bodies() };
        let malformed = if has_items { walker.run() } else { walker.run_body() };
        if let Some((offset, reason)) = malformed {
            self.unreadable(path, source.text.clone(), offset, reason.to_string());
        }
        while let Some(included) = self.found.included.pop() {
            self.include(included);
        }
        for slot in slots..self.found.slots.len() {
            if let Slot::Files(file) = &self.found.slots[slot]
                && self.leads_on(file)
            {
                self.module(SlotId(slot as u32));
            }
        }
    }

    fn include(&mut self, included: Included) {
        let Included { path, has_items, scope, reach, depth } = included;
        match path {
            Some(path) if depth < DEEPEST && path.is_file() => {
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                let path = super::manifest::joined(&folder, path.file_name().unwrap_or_default());
                let home = Home { children: folder.clone(), folder, depth };
                self.read_into(&path, home, scope, reach, has_items);
            }
            // Which SDK a build script writes is known only if there is but one.
            None if self.sdks.len() == 1 && self.writes_sdk(scope) => {
                self.found.scope_mut(scope).sdk = Some(0);
            }
            _ => {}
        }
    }

    /// Whether a build script of the package of `scope` may write an SDK. In no package, anything may.
    fn writes_sdk(&self, scope: ScopeId) -> bool {
        let package = self.crates[self.found.scope(scope).krate].package;
        package.is_none_or(|package| self.packages.all[package].uses(GENERATOR))
    }

    /// Whether a module is of interest, or one of its modules may be.
    fn leads_on(&self, file: &ModuleFile) -> bool {
        file.candidates.iter().any(|path| {
            let folder = if path.ends_with("mod.rs") {
                path.parent().map(Path::to_owned)
            } else {
                Some(path.with_extension(""))
            };
            let leads = |files: &BTreeSet<PathBuf>| {
                files.contains(path)
                    || folder.as_ref().is_some_and(|folder| below(files, folder).next().is_some())
            };
            leads(&self.interesting) || leads(&self.leading)
        })
    }

    /// The tokens of a file, made once; `None` when it can't be read.
    fn source(&mut self, path: &Path) -> Option<u32> {
        if let Some(known) = self.by_path.get(path) {
            return *known;
        }
        let text = match self.texts.remove(path) {
            Some(text) => Ok(text),
            None => read_text(path),
        };
        let index = match text {
            Ok(text) => match Source::new(path.to_owned(), text) {
                Ok(source) => {
                    self.sources.push(Rc::new(source));
                    Some((self.sources.len() - 1) as u32)
                }
                Err((malformed, text)) => {
                    self.unreadable(path, text, malformed.offset, malformed.reason.to_string());
                    None
                }
            },
            Err(error) => {
                self.unreadable(path, String::new(), 0, crate::failure::reason(&error));
                None
            }
        };
        self.by_path.insert(path.to_owned(), index);
        index
    }

    fn unreadable(&mut self, path: &Path, text: String, offset: usize, reason: String) {
        if self.unreadable.iter().all(|known| known.path != path) {
            self.unreadable.push(Unreadable { path: path.to_owned(), text, offset, reason });
        }
    }
}

/// The text of a file of Rust. What is not UTF-8 in it stands in comments, or is no Rust.
///
/// # Errors
/// When the file can't be read.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    fs::read(path).map(text_of)
}

pub(super) fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Those of `files` that are in `folder` or in folders within.
fn below<'f>(files: &'f BTreeSet<PathBuf>, folder: &'f Path) -> impl Iterator<Item = &'f PathBuf> {
    let from = (Bound::Included(folder), Bound::Unbounded);
    files.range::<Path, _>(from).take_while(move |file| file.starts_with(folder))
}

/// The file of a module, if it is there.
fn existing(file: &ModuleFile) -> Option<PathBuf> {
    let found = file.candidates.iter().find(|path| path.is_file())?;
    Some(super::manifest::joined(Path::new(""), found))
}

/// Where the modules of a module's file are: beside it, if its path was said or it is a `mod.rs`.
fn home(path: &Path, file: &ModuleFile) -> Home {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let is_beside = file.candidates.len() == 1 || path.ends_with("mod.rs");
    let children = if is_beside { folder.clone() } else { path.with_extension("") };
    Home { folder, children, depth: file.depth }
}

/// Whether the name says that there is Rust in it.
pub(super) fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn is_root(path: &Path) -> bool {
    path.ends_with("main.rs") || path.ends_with("lib.rs")
}
