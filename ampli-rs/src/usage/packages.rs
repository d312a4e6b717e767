//! The packages of a project, and which of them can call an SDK at all.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::manifest::{self, Dependency, Manifest};
use super::names::{RUNTIME_CRATE, Sdk};
use super::reach::Reach;

/// What writes SDKs from build scripts.
pub(super) const GENERATOR: &str = env!("CARGO_PKG_NAME");

/// A package.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
}

impl Package {
    /// Whether it names the package `name` as one that it uses.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.manifest.dependencies.values().any(|dependency| dependency.package == name)
    }

    /// Who runs a file of the package that is part of none of its crates.
    pub(super) fn reach_outside(&self, file: &Path) -> Reach {
        let within = |folder: &str| file.starts_with(self.folder.join(folder));
        if self.manifest.roots.is_empty() {
            // A package that can't be built by itself: each file may be anything.
            Reach::Program
        } else if within("tests") || within("benches") {
            // Test cases that are compiled one by one, or declared by a macro.
            Reach::Test
        } else if within("examples") {
            Reach::Example
        } else {
            Reach::Never
        }
    }
}

/// What the name of a crate leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foreign {
    Sdk(usize),
    Runtime,
    /// Another package of the project.
    Package(usize),
}

/// Packages, each read once.
#[derive(Debug, Default)]
pub(super) struct Packages {
    pub(super) all: Vec<Package>,
    by_folder: HashMap<PathBuf, Option<usize>>,
    /// The packages that the files in a folder belong to.
    around: HashMap<PathBuf, Option<usize>>,
    /// The names of the packages of SDKs.
    sdks: Vec<(PathBuf, String, bool)>,
    /// Whether an SDK is a module that lies in no package, so that any package may declare it.
    has_homeless: bool,
    calling: HashMap<usize, bool>,
    /// What code of a package can name: the package itself, and all that it uses.
    seen: HashMap<usize, BTreeSet<usize>>,
}

impl Packages {
    pub(super) fn new(sdks: &[Sdk]) -> Self {
        let named = |sdk: &Sdk| {
            let folder_name = sdk.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = manifest::read(&sdk.folder).map_or(folder_name, |manifest| manifest.name);
            (sdk.folder.clone(), name, sdk.is_module)
        };
        let is_homeless = |sdk: &Sdk| {
            let mut above = sdk.folder.ancestors().skip(1);
            sdk.is_module && !above.any(|folder| folder.join("Cargo.toml").is_file())
        };
        Self {
            sdks: sdks.iter().map(named).collect(),
            has_homeless: sdks.iter().any(is_homeless),
            ..Self::default()
        }
    }

    /// The packages by which code leads into an SDK, as manifests name them; `None` when it need not name any.
    pub(super) fn names(&self) -> Option<Vec<String>> {
        let own = self.sdks.iter().filter(|(.., is_module)| !is_module).map(|(_, name, _)| name.clone());
        let names = own.chain([RUNTIME_CRATE, GENERATOR].map(str::to_owned));
        (!self.has_homeless).then(|| names.collect())
    }

    /// The package whose manifest is in `folder`.
    pub(super) fn in_folder(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.by_folder.get(folder) {
            return *known;
        }
        let index = manifest::read(folder).map(|manifest| {
            self.all.push(Package { folder: folder.to_owned(), manifest });
            self.all.len() - 1
        });
        self.by_folder.insert(folder.to_owned(), index);
        index
    }

    /// The package that the file belongs to.
    pub(super) fn of_file(&mut self, file: &Path) -> Option<usize> {
        let folder = file.parent()?;
        if let Some(known) = self.around.get(folder) {
            return *known;
        }
        let package = folder.ancestors().find_map(|folder| self.in_folder(folder));
        self.around.insert(folder.to_owned(), package);
        package
    }

    /// What the crates of `package` mean by the crate `name`.
    pub(super) fn foreign(&mut self, package: usize, name: &str) -> Option<Foreign> {
        let manifest = &self.all.get(package)?.manifest;
        if let Some(dependency) = manifest.dependencies.get(name).cloned() {
            return self.dependency(&dependency);
        }
        (manifest.library.as_deref() == Some(name)).then_some(Foreign::Package(package))
    }

    /// What a program that is in no package means by the crate `name`.
    pub(super) fn foreign_by_name(&self, name: &str) -> Option<Foreign> {
        let is_named = |(_, package, is_module): &(PathBuf, String, bool)| {
            !is_module && manifest::crate_name(package) == name
        };
        match self.sdks.iter().position(is_named) {
            Some(sdk) => Some(Foreign::Sdk(sdk)),
            None => (manifest::crate_name(RUNTIME_CRATE) == name).then_some(Foreign::Runtime),
        }
    }

    fn dependency(&mut self, dependency: &Dependency) -> Option<Foreign> {
        let is_sdk = |(folder, package, is_module): &(PathBuf, String, bool)| match &dependency.folder {
            Some(own) => !is_module && own == folder,
            // From a registry or a repository: there it has a name only.
            None => !is_module && *package == dependency.package,
        };
        if let Some(sdk) = self.sdks.iter().position(is_sdk) {
            return Some(Foreign::Sdk(sdk));
        }
        if dependency.package == RUNTIME_CRATE {
            return Some(Foreign::Runtime);
        }
        let folder = dependency.folder.clone()?;
        self.in_folder(&folder).map(Foreign::Package)
    }

    /// Whether code of the package can lead into an SDK: it uses one, or a package that does, or has one in itself.
    pub(super) fn may_call(&mut self, package: usize) -> bool {
        if let Some(known) = self.calling.get(&package) {
            return *known;
        }
        // Packages that use each other must not go round in circles.
        self.calling.insert(package, false);
        let may = self.has_module(package) || self.uses_sdk(package);
        self.calling.insert(package, may);
        may
    }

    /// Whether an SDK is a module of the package: one within its folder, or one that is in no package that is known.
    fn has_module(&self, package: usize) -> bool {
        let Some(own) = self.all.get(package) else { return false };
        let is_within =
            |(folder, _, is_module): &(PathBuf, String, bool)| *is_module && folder.starts_with(&own.folder);
        self.has_homeless || self.sdks.iter().any(is_within) || own.uses(GENERATOR)
    }

    /// Whether code of `package` can name what stands in one of `homes`: in itself, or in a package that it uses, on any
    /// way.
    pub(super) fn sees_any(&mut self, package: Option<usize>, homes: &BTreeSet<Option<usize>>) -> bool {
        let Some(package) = package else { return homes.contains(&None) };
        let seen = self.seen_by(package);
        homes.iter().flatten().any(|home| seen.contains(home))
    }

    /// A package, and all that it uses.
    fn seen_by(&mut self, package: usize) -> &BTreeSet<usize> {
        if !self.seen.contains_key(&package) {
            let (mut seen, mut next) = (BTreeSet::from([package]), vec![package]);
            while let Some(package) = next.pop() {
                for dependency in self.dependencies(package) {
                    if let Some(Foreign::Package(other)) = self.dependency(&dependency)
                        && seen.insert(other)
                    {
                        next.push(other);
                    }
                }
            }
            self.seen.insert(package, seen);
        }
        &self.seen[&package]
    }

    fn dependencies(&self, package: usize) -> Vec<Dependency> {
        self.all
            .get(package)
            .map_or_else(Vec::new, |own| own.manifest.dependencies.values().cloned().collect())
    }

    fn uses_sdk(&mut self, package: usize) -> bool {
        self.dependencies(package).iter().any(|dependency| match self.dependency(dependency) {
            Some(Foreign::Sdk(_) | Foreign::Runtime) => true,
            Some(Foreign::Package(other)) => other != package && self.may_call(other),
            None => false,
        })
    }
}
