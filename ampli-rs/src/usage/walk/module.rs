//! `mod`: inline, and in files of their own.

use std::path::PathBuf;

use super::Walker;
use super::attribute::Attributes;
use crate::usage::manifest::joined;
use crate::usage::reach::Reach;
use crate::usage::scope::{Binding, Meaning, ModuleFile, Sight, Slot, Spaces};

impl Walker<'_, '_> {
    /// Takes in the module whose name is at `at`; behind it.
    pub(super) fn module(&mut self, at: usize, sight: Sight, reach: Reach, attributes: &Attributes) -> usize {
        let Some(name) = self.source.identifier(at) else { return at };
        if self.source.is_open(at + 1, b'{') {
            self.inline_module(name, at + 1, sight, reach, attributes);
            return self.source.past(at + 1);
        }
        let mut alternatives = Vec::new();
        match &attributes.path {
            Some(path) => alternatives.push(vec![joined(&self.path_folder(), path)]),
            None => {
                let folder =
                    self.inline.iter().fold(self.home.children.clone(), |folder, name| folder.join(name));
                let own = folder.join(name);
                alternatives.push(vec![folder.join(format!("{name}.rs")), own.join("mod.rs")]);
            }
        }
        // Of the places that builds choose from, each is a module of its own.
        alternatives
            .extend(attributes.other_paths.iter().map(|path| vec![joined(&self.path_folder(), path)]));
        for candidates in alternatives {
            let parent = self.scope;
            let depth = self.home.depth + 1;
            let file = ModuleFile { candidates, parent, reach, depth };
            let slot = self.found.add_slot(Slot::Files(file));
            self.bind_module(name, slot, sight, reach);
        }
        at + 2
    }

    fn inline_module(
        &mut self,
        name: &str,
        open: usize,
        sight: Sight,
        reach: Reach,
        attributes: &Attributes,
    ) {
        let inside = self.found.add_module(self.scope, reach);
        let slot = self.found.add_slot(Slot::Read(inside));
        self.bind_module(name, slot, sight, reach);
        if self.depth >= super::DEEPEST {
            return;
        }
        let (outer, outer_reach) = (self.scope, self.reach);
        let folder = attributes.path.clone().unwrap_or_else(|| name.to_owned());
        self.inline.push(folder);
        self.scope = inside;
        self.depth += 1;
        self.as_body(|walker| walker.items(open + 1, walker.source.mate(open)));
        self.depth -= 1;
        (self.scope, self.reach) = (outer, outer_reach);
        self.inline.pop();
    }

    fn bind_module(&mut self, name: &str, slot: crate::usage::scope::SlotId, sight: Sight, reach: Reach) {
        let binding = Binding { spaces: Spaces::TYPES, meaning: Meaning::Module(slot), sight, reach };
        self.found.bind(self.scope, name, binding);
    }

    /// What `#[path]` is relative to: within inline modules, the folder where the files of such modules would be.
    fn path_folder(&self) -> PathBuf {
        match self.inline.as_slice() {
            [] => self.home.folder.clone(),
            inline => inline.iter().fold(self.home.children.clone(), |folder, name| folder.join(name)),
        }
    }
}
