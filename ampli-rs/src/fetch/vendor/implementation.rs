/// Which events of a plan the programs send, for the vendor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Implementation {
    /// The events of every source, each once for a source.
    pub events: Vec<ImplementedEvent>,
    /// Whether the branch that is the default one is left as it is.
    pub spares_default_branch: bool,
}

/// An event of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImplementedEvent {
    /// The vendor's id of the event.
    pub id: String,
    /// The vendor's id of the source.
    pub source_id: String,
    /// The name, for messages.
    pub name: String,
    /// Where the source's program sends it; empty when it does not.
    pub places: Vec<CodePlace>,
}

/// A place in a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodePlace {
    /// The file as seen from the project, with `/`.
    pub path: String,
    /// The line, from 1.
    pub row: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// What became of an [`Implementation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The vendor has taken the status of every event.
    Whole,
    /// The branch is the default one, and is left as it is.
    Spared,
}
