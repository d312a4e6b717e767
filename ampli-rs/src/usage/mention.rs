//! Paths in code that may lead into an SDK, with all that is needed to say what they do there.

use std::rc::Rc;

use super::reach::Reach;
use super::scope::{Path, ScopeId};

/// How a path is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// `path(…)`.
    Call,
    /// `path { … }`.
    Literal,
    /// As a value, such as a function that is handed on.
    Value,
}

/// What becomes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is handed to a function, a method or a macro.
    HandedOn,
    /// It is kept, returned or assigned.
    Kept,
    /// It gets a name: the index of a [`Named`].
    Named(u32),
    /// It is printed, compared, dropped or not used at all.
    Unsent,
}

/// A path in an expression.
#[derive(Debug)]
pub(super) struct Mention {
    /// The file: an index into those that were read.
    pub(super) file: u32,
    /// The last segment of the path, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) scope: ScopeId,
    pub(super) path: Path,
    pub(super) manner: Manner,
    pub(super) reach: Reach,
    pub(super) fate: Fate,
    /// The calls in whose arguments it stands, innermost last: indices of mentions.
    pub(super) within: Vec<u32>,
    /// The scope of the local variable of this name, if there is one.
    pub(super) local: Option<ScopeId>,
    /// The text that is the first argument of a call: token text with its quotes.
    pub(super) first_text: Option<Box<str>>,
    /// The macro in whose arguments it stands.
    pub(super) arguments_of: Option<Rc<str>>,
    /// What it tells a function, if it is an argument that does.
    pub(super) argument: Option<Box<Argument>>,
}

/// An argument that tells a function which event is meant.
#[derive(Debug)]
pub(super) struct Argument {
    /// The function that is called; `None` for a method.
    pub(super) callee: Option<Path>,
    /// The last name of it.
    pub(super) name: Box<str>,
    /// Where it stands among its kind.
    pub(super) position: usize,
    pub(super) kind: ArgumentKind,
}

/// Which argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArgumentKind {
    /// A type, and whether `Default::default()` is handed over beside it.
    Type { makes_default: bool },
    /// `Default::default()`, whose type is that of the parameter.
    Default,
}

/// Variables of one `let`.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) uses: Vec<NamedUse>,
}

/// Where such a variable is used.
#[derive(Debug)]
pub(super) struct NamedUse {
    pub(super) fate: Fate,
    pub(super) within: Vec<u32>,
}
