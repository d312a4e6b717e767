//! What names mean where: modules and blocks, and what is declared and imported in them.

use std::collections::HashMap;
use std::path::PathBuf;

use super::reach::Reach;

/// The index of a [`Scope`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ScopeId(pub(super) u32);

/// The index of a [`Slot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SlotId(pub(super) u32);

/// Types, modules and traits; functions, constants and statics; macros. A name may mean something in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spaces(u8);

impl Spaces {
    pub(super) const TYPES: Self = Self(1);
    pub(super) const VALUES: Self = Self(2);
    pub(super) const BOTH: Self = Self(3);

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// With a name.
    Name,
    /// `::name`: with a crate.
    Global,
    /// `crate`, `$crate`.
    Crate,
    /// `self`, or `super` as often as it is said.
    Module(u32),
    /// `Self`.
    SelfType,
}

/// A path as it is written, without generic arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) start: Start,
    pub(super) segments: Vec<Box<str>>,
}

/// Who may import a name with `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Everyone,
    /// A module and all within.
    Within(ScopeId),
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    /// Something that the program declares itself, and that is neither module nor alias.
    Own,
    /// An import or an alias: what this path means here.
    Path(Path),
    /// A module.
    Module(SlotId),
    /// `extern crate`.
    Crate(Box<str>),
}

/// A name of a scope.
#[derive(Debug, Clone)]
pub(super) struct Binding {
    pub(super) spaces: Spaces,
    pub(super) meaning: Meaning,
    pub(super) sight: Sight,
    pub(super) reach: Reach,
}

/// `use path::*`.
#[derive(Debug, Clone)]
pub(super) struct Glob {
    pub(super) path: Path,
    pub(super) sight: Sight,
    pub(super) reach: Reach,
}

/// A module or a block.
#[derive(Debug)]
pub(super) struct Scope {
    /// The scope around a block; `None` for a module, whose names come from itself alone.
    pub(super) around: Option<ScopeId>,
    /// The module that it is or lies in.
    pub(super) module: ScopeId,
    /// The module around that module.
    pub(super) parent: Option<ScopeId>,
    /// The root of the crate.
    pub(super) root: ScopeId,
    /// Which crate: an index into the crates that were found.
    pub(super) krate: usize,
    pub(super) reach: Reach,
    pub(super) names: HashMap<Box<str>, Vec<Binding>>,
    pub(super) globs: Vec<Glob>,
    /// What `Self` means.
    pub(super) self_type: Option<Path>,
    /// The SDK whose names are all in here, because a build script's file is included.
    pub(super) sdk: Option<usize>,
}

/// Where the text of a module is.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// In one of these files, of which none has been read yet.
    Files(ModuleFile),
    /// It was read.
    Read(ScopeId),
    /// It is an SDK: the index of it.
    Sdk(usize),
    /// There is no such file.
    Missing,
}

/// A module that is a file.
#[derive(Debug, Clone)]
pub(super) struct ModuleFile {
    /// Where it may be; the first that exists is it.
    pub(super) candidates: Vec<PathBuf>,
    /// Where it was declared.
    pub(super) parent: ScopeId,
    pub(super) reach: Reach,
    /// How many files lie between it and the root of the crate.
    pub(super) depth: usize,
}
