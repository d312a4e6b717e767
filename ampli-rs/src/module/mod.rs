//! Representation 2: a Rust module in Rust words, as the templates print it.
//!
//! Nothing here knows a plan or a schema. Every text is Rust source (or Markdown, for documentation) that a template prints
//! where it stands: names are identifiers with their `r#`, strings are literals with their quotes, and what depends on the
//! width of a line has been laid out. Documentation lines are what follows `///`.

mod definition;
pub mod keyword;
mod lines;
mod load;
mod manifest;
mod recorded;
mod type_file;

use serde::Serialize;

pub use self::definition::{
    Alias, Constructor, Definition, Enumeration, Field, Getter, Record, RequiredRecord, Setter, Union,
    UnionVariant, Variant,
};
pub use self::lines::Lines;
pub use self::load::Load;
pub use self::manifest::Manifest;
pub use self::recorded::{Reading, Recorded};
pub use self::type_file::{Function, Specification, TypeFile, TypedEvent};

/// An SDK: all that is generated for one source of a plan.
///
/// The files of events are nearly all of it. They are there (`Vec<TypeFile>`), or each is made when it is asked for, so that
/// they never lie in memory together (`E` is an iterator then).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Module<E = Vec<TypeFile>> {
    /// How the files are laid out.
    pub layout: Layout,
    /// The comment that marks every file as generated, and by which stale ones are recognised.
    pub marker: String,
    /// Comment lines that say where the root file comes from and how to make it anew.
    pub header: Lines,
    /// Documentation of the module.
    pub docs: Lines,
    /// What the plan is: the fields of a constant, laid out.
    pub plan: Lines,
    /// What `load` does.
    pub load: Load,
    /// The manifest; only a crate has one.
    pub manifest: Option<Manifest>,
    /// Context, identify, group, page and screen: files beside the root.
    pub calls: Vec<TypeFile>,
    /// The files of events, sorted by name.
    pub events: E,
    /// Types that several events use.
    pub shared: Shared,
    /// How types are read back from what a recorder of tests has kept; nothing if no one asked for it.
    pub recorded: Vec<Recorded>,
    /// Functions of the root file for calls that have no properties of their own.
    pub functions: Vec<Function>,
}

impl<E> Module<E> {
    /// The same module with its files of events as `change` makes them of these.
    pub fn map_events<T>(self, change: impl FnOnce(E) -> T) -> Module<T> {
        Module {
            layout: self.layout,
            marker: self.marker,
            header: self.header,
            docs: self.docs,
            plan: self.plan,
            load: self.load,
            manifest: self.manifest,
            calls: self.calls,
            events: change(self.events),
            shared: self.shared,
            recorded: self.recorded,
            functions: self.functions,
        }
    }
}

/// How the files of an SDK are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A crate of its own: `Cargo.toml`, `src/lib.rs`, …
    #[default]
    Crate,
    /// A folder for use inside a crate: `mod.rs`, …
    Module,
    /// A folder for a build script's `OUT_DIR`: `mod.rs` has nothing that `include!` would refuse.
    Included,
}

/// The private module of types that several events use.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shared {
    /// The definitions, sorted by name.
    pub definitions: Vec<Definition>,
    /// Whether they name something deprecated.
    pub uses_deprecated: bool,
}
