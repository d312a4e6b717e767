//! What paths lead to.

use super::names::{RUNTIME, UNTYPED_EVENT};
use super::packages::Foreign;
use super::place::{Place, Resolved};
use super::reach::Reach;
use super::scope::{Binding, Meaning, Path, ScopeId, Sight, Slot, Spaces, Start};
use super::tree::Tree;

/// Names that are being looked up, so that imports that lead to themselves come to an end.
pub(super) type Trail = Vec<(ScopeId, Box<str>, Spaces)>;

/// Longer chains of imports lead nowhere.
const LONGEST: usize = 100;

/// More lookups for one path lead nowhere either.
const MOST: usize = 20_000;

impl Tree<'_> {
    /// What `path` means in `scope`; a variable of that name, in the scope `local`, comes before what is farther away.
    pub(super) fn resolve(
        &mut self,
        path: &Path,
        scope: ScopeId,
        spaces: Spaces,
        local: Option<ScopeId>,
    ) -> Option<Resolved> {
        self.lookups_made = 0;
        self.resolve_on(path, scope, spaces, local, &mut Trail::new())
    }

    fn resolve_on(
        &mut self,
        path: &Path,
        scope: ScopeId,
        spaces: Spaces,
        local: Option<ScopeId>,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let mut segments = path.segments.iter();
        let (mut place, mut reach) = match path.start {
            Start::Name => {
                let first = segments.next()?;
                let spaces = if path.segments.len() == 1 { spaces } else { Spaces::TYPES };
                self.lexical(first, scope, spaces, local.filter(|_| path.segments.len() == 1), trail)?
            }
            Start::Global => (self.foreign(scope, segments.next()?, trail)?, Reach::Program),
            Start::Crate => (Place::Module(self.found.scope(scope).root), Reach::Program),
            Start::Module(above) => {
                let mut module = self.found.scope(scope).module;
                for _ in 0..above {
                    module = self.found.scope(module).parent?;
                }
                (Place::Module(module), Reach::Program)
            }
            Start::SelfType => {
                let own = self.found.scope(scope).self_type.clone()?;
                let around = self.found.scope(scope).around.unwrap_or(scope);
                if own.start == Start::SelfType || trail.len() > LONGEST {
                    return None;
                }
                self.resolve_on(&own, around, Spaces::TYPES, None, trail)?
            }
        };
        let count = segments.len();
        for (index, segment) in segments.enumerate() {
            let spaces = if index + 1 == count { spaces } else { Spaces::TYPES };
            let (next, further) = self.step(place, segment, spaces, scope, trail)?;
            (place, reach) = (next, reach.max(further));
        }
        Some((place, reach))
    }

    /// What `name` means within `place`.
    fn step(
        &mut self,
        place: Place,
        name: &str,
        spaces: Spaces,
        from: ScopeId,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let sure = |place| Some((place, Reach::Program));
        match place {
            Place::Module(module) => self.in_scope(module, name, spaces, from, false, trail),
            Place::Sdk(sdk) => sure(self.of_sdk(sdk, name, spaces)),
            Place::Runtime if name == UNTYPED_EVENT => sure(Place::UntypedEvent),
            Place::Runtime | Place::Function(..) | Place::Type(..) | Place::UntypedEvent | Place::Other => {
                sure(Place::Other)
            }
            Place::Nothing => None,
        }
    }

    fn of_sdk(&self, sdk: usize, name: &str, spaces: Spaces) -> Place {
        let Some(lookup) = self.lookups.get(sdk) else { return Place::Nothing };
        if spaces.meets(Spaces::VALUES)
            && let Some(event) = lookup.function(name)
        {
            return Place::Function(sdk, event);
        }
        if spaces.meets(Spaces::TYPES) {
            if let Some(event) = lookup.event_type(name) {
                return Place::Type(sdk, event);
            }
            if name == RUNTIME {
                return Place::Runtime;
            }
        }
        Place::Nothing
    }

    /// What `name` means in `scope` and the scopes around it.
    fn lexical(
        &mut self,
        name: &str,
        scope: ScopeId,
        spaces: Spaces,
        local: Option<ScopeId>,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let mut next = Some(scope);
        while let Some(current) = next {
            if local == Some(current) {
                return Some((Place::Other, Reach::Program));
            }
            if let Some(found) = self.in_scope(current, name, spaces, scope, false, trail) {
                return Some(found);
            }
            next = self.found.scope(current).around;
        }
        if !spaces.meets(Spaces::TYPES) {
            return None;
        }
        self.foreign(scope, name, trail).map(|place| (place, Reach::Program))
    }

    /// The crate `name`, as the crate of `scope` knows it.
    fn foreign(&mut self, scope: ScopeId, name: &str, trail: &mut Trail) -> Option<Place> {
        let root = self.found.scope(scope).root;
        let renamed = self.found.scope(root).names.get(name).and_then(|bindings| {
            bindings.iter().find_map(|binding| match &binding.meaning {
                Meaning::Crate(own) if **own != *name => Some(own.clone()),
                _ => None,
            })
        });
        if let Some(own) = renamed.filter(|_| trail.len() < LONGEST) {
            return self.foreign_by_own_name(scope, &own);
        }
        self.foreign_by_own_name(scope, name)
    }

    fn foreign_by_own_name(&mut self, scope: ScopeId, name: &str) -> Option<Place> {
        let krate = self.found.scope(scope).krate;
        let foreign = match self.crates.get(krate)?.package {
            Some(package) => self.packages.foreign(package, name)?,
            None => self.packages.foreign_by_name(name)?,
        };
        Some(match foreign {
            Foreign::Sdk(sdk) => Place::Sdk(sdk),
            Foreign::Runtime => Place::Runtime,
            Foreign::Package(package) => Place::Module(self.library(package)?),
        })
    }

    /// What `name` means in one scope alone; `by_glob` counts only what `from` may import.
    fn in_scope(
        &mut self,
        scope: ScopeId,
        name: &str,
        spaces: Spaces,
        from: ScopeId,
        by_glob: bool,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let is_round =
            trail.iter().any(|(own, word, kind)| *own == scope && **word == *name && *kind == spaces);
        self.lookups_made += 1;
        if is_round || trail.len() > LONGEST || self.lookups_made > MOST {
            return None;
        }
        trail.push((scope, name.into(), spaces));
        let found = self.declared(scope, name, spaces, from, by_glob, trail).or_else(|| {
            let sdk = self.found.scope(scope).sdk.map(|sdk| self.of_sdk(sdk, name, spaces));
            match sdk {
                Some(place) if place != Place::Nothing => Some((place, Reach::Program)),
                _ => self.by_globs(scope, name, spaces, from, by_glob, trail),
            }
        });
        trail.pop();
        found
    }

    /// What is declared or imported by name.
    fn declared(
        &mut self,
        scope: ScopeId,
        name: &str,
        spaces: Spaces,
        from: ScopeId,
        by_glob: bool,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let bindings = self.found.scope(scope).names.get(name)?;
        let bindings: Vec<Binding> = bindings
            .iter()
            .filter(|binding| binding.spaces.meets(spaces) && (!by_glob || self.may_see(binding.sight, from)))
            .cloned()
            .collect();
        let mut meanings = Vec::new();
        for binding in bindings {
            let (place, reach) = match &binding.meaning {
                Meaning::Own => (Place::Other, Reach::Program),
                Meaning::Module(slot) => (self.of_slot(*slot), Reach::Program),
                Meaning::Crate(own) => {
                    (self.foreign_by_own_name(scope, own).unwrap_or(Place::Other), Reach::Program)
                }
                Meaning::Path(path) => self
                    .resolve_on(path, scope, spaces, None, trail)
                    .unwrap_or((Place::Other, Reach::Program)),
            };
            meanings.push((place, reach.max(binding.reach)));
        }
        best(&meanings)
    }

    fn by_globs(
        &mut self,
        scope: ScopeId,
        name: &str,
        spaces: Spaces,
        from: ScopeId,
        by_glob: bool,
        trail: &mut Trail,
    ) -> Option<Resolved> {
        let globs = self.found.scope(scope).globs.clone();
        let mut meanings = Vec::new();
        for (index, glob) in globs.iter().enumerate() {
            if by_glob && !self.may_see(glob.sight, from) {
                continue;
            }
            let Some((place, reach)) = self.of_glob((scope, index), &glob.path, trail) else { continue };
            let found = match place {
                Place::Module(module) => self.in_scope(module, name, spaces, scope, true, trail),
                place => self.step(place, name, spaces, scope, trail).filter(|(place, _)| place.is_of_sdk()),
            };
            meanings.extend(found.map(|(place, further)| (place, reach.max(further).max(glob.reach))));
        }
        best(&meanings)
    }

    /// What a glob imports from, found out once.
    fn of_glob(&mut self, glob: (ScopeId, usize), path: &Path, trail: &mut Trail) -> Option<Resolved> {
        if let Some(known) = self.globs.get(&glob) {
            return *known;
        }
        self.globs.insert(glob, None);
        let found = self.resolve_on(path, glob.0, Spaces::TYPES, None, trail);
        self.globs.insert(glob, found);
        found
    }

    fn of_slot(&mut self, slot: super::scope::SlotId) -> Place {
        match self.module(slot) {
            Slot::Read(module) => Place::Module(module),
            Slot::Sdk(sdk) => Place::Sdk(sdk),
            Slot::Files(_) | Slot::Missing => Place::Other,
        }
    }

    /// Whether code in `from` may import a name of this visibility.
    fn may_see(&self, sight: Sight, from: ScopeId) -> bool {
        let Sight::Within(module) = sight else { return true };
        let mut next = Some(self.found.scope(from).module);
        while let Some(current) = next {
            if current == module {
                return true;
            }
            next = self.found.scope(current).parent;
        }
        false
    }
}

/// Of several meanings, which builds choose from, the SDK's; and of these the one that users run.
fn best(meanings: &[Resolved]) -> Option<Resolved> {
    let rank = |(place, reach): &&Resolved| {
        (*place == Place::Nothing, *reach == Reach::Never, !place.is_of_sdk(), *reach)
    };
    meanings.iter().min_by_key(rank).copied().filter(|(place, _)| *place != Place::Nothing)
}
