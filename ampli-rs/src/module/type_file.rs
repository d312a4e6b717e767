use serde::Serialize;

use super::{Alias, Definition, Lines, Record};

/// A file of events about one subject, or of one call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeFile {
    /// The file's name without `.rs`; also the name of the module, without `r#`.
    pub stem: String,
    /// The module's identifier.
    pub module: String,
    /// Whether the file names something deprecated, itself included.
    pub uses_deprecated: bool,
    /// The events, sorted by name; just one in the file of a call.
    pub events: Vec<TypedEvent>,
}

/// What is generated for one event or call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypedEvent {
    /// The struct of the properties.
    pub record: Record,
    /// What the plan says about the event apart from its properties.
    pub specification: Option<Specification>,
    /// The function that sends it.
    pub function: Option<Function>,
    /// Types of its properties that nothing else uses.
    pub definitions: Vec<Definition>,
    /// Types of its properties that others use too.
    pub aliases: Vec<Alias>,
}

/// The implementation of `TypedEvent`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Specification {
    /// The header of the implementation.
    pub header: Lines,
    /// The expression of the `EventSpec`, laid out.
    pub body: Lines,
}

/// A function that sends something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Function {
    /// What is said about it.
    pub docs: Lines,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The signature, laid out, to the opening brace.
    pub signature: Lines,
    /// The expression that it returns, laid out.
    pub body: Lines,
}
