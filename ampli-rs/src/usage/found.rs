//! What reading the program gives: scopes, modules, and the paths that may lead into an SDK.

use std::collections::HashMap;
use std::path::PathBuf;

use super::mention::{Mention, Named};
use super::reach::Reach;
use super::scope::{Binding, Path, Scope, ScopeId, Slot, SlotId};
use super::words::Words;

/// Everything that was read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) scopes: Vec<Scope>,
    pub(super) slots: Vec<Slot>,
    pub(super) mentions: Vec<Mention>,
    pub(super) named: Vec<Named>,
    /// Functions that may send for others, by their names.
    pub(super) wrappers: HashMap<Box<str>, Vec<Wrapper>>,
    /// By the names of macros the paths to which their rules add a name of their arguments: `sdk::$name`.
    pub(super) completed_by: HashMap<Box<str>, Vec<(ScopeId, Path)>>,
    /// Files that are to be read into a scope, because of `include!`.
    pub(super) included: Vec<Included>,
    /// The identifiers of events, and what the program calls them instead.
    pub(super) words: Words,
}

/// A function that may send for others: with type parameters, or with parameters that are events.
#[derive(Debug, Clone)]
pub(super) struct Wrapper {
    pub(super) file: u32,
    pub(super) scope: ScopeId,
    /// The token of its name.
    pub(super) name: usize,
    /// The token that opens its parameters.
    pub(super) parameters: usize,
    /// The token that opens its body.
    pub(super) body: usize,
    /// Parameters whose types may be events: their positions, and what the types are called.
    pub(super) events: Vec<(usize, Path)>,
}

/// `include!("file")`.
#[derive(Debug)]
pub(super) struct Included {
    /// The file; `None` for one that a build script has written.
    pub(super) path: Option<PathBuf>,
    /// Whether it has the items of a module, and not the code of a body.
    pub(super) has_items: bool,
    pub(super) scope: ScopeId,
    pub(super) reach: Reach,
    pub(super) depth: usize,
}

impl Found {
    pub(super) fn scope(&self, id: ScopeId) -> &Scope {
        // Ids are given by `add` alone.
        &self.scopes[id.0 as usize]
    }

    pub(super) fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// A name for a value, which nothing is known of yet.
    pub(super) fn add_named(&mut self) -> u32 {
        self.named.push(Named::default());
        (self.named.len() - 1) as u32
    }

    pub(super) fn add(&mut self, scope: Scope) -> ScopeId {
        self.scopes.push(scope);
        ScopeId((self.scopes.len() - 1) as u32)
    }

    /// The root of the crate `krate`, empty.
    pub(super) fn add_root(&mut self, krate: usize, reach: Reach) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        self.add(Scope {
            around: None,
            module: id,
            parent: None,
            root: id,
            krate,
            reach,
            names: Default::default(),
            globs: Vec::new(),
            self_type: None,
            sdk: None,
        })
    }

    /// A module within the module of `parent`.
    pub(super) fn add_module(&mut self, parent: ScopeId, reach: Reach) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        let outer = self.scope(parent);
        let scope = Scope {
            around: None,
            module: id,
            parent: Some(outer.module),
            root: outer.root,
            krate: outer.krate,
            reach,
            names: Default::default(),
            globs: Vec::new(),
            self_type: None,
            sdk: None,
        };
        self.add(scope)
    }

    /// A block within `around`.
    pub(super) fn add_block(&mut self, around: ScopeId, reach: Reach) -> ScopeId {
        let outer = self.scope(around);
        let scope = Scope {
            around: Some(around),
            module: outer.module,
            parent: outer.parent,
            root: outer.root,
            krate: outer.krate,
            reach,
            names: Default::default(),
            globs: Vec::new(),
            self_type: outer.self_type.clone(),
            sdk: None,
        };
        self.add(scope)
    }

    pub(super) fn bind(&mut self, scope: ScopeId, name: &str, binding: Binding) {
        self.scope_mut(scope).names.entry(name.into()).or_default().push(binding);
    }

    pub(super) fn add_slot(&mut self, slot: Slot) -> SlotId {
        self.slots.push(slot);
        SlotId((self.slots.len() - 1) as u32)
    }
}
