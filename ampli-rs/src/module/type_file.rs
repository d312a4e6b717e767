use serde::Serialize;

use super::{Alias, Definition, Record};

/// A file of one event or call: its struct, its function, and the types of its properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeFile {
    /// The file's name without `.rs`; also the name of the module, without `r#`.
    pub stem: String,
    /// The module's identifier.
    pub module: String,
    /// Whether the file names something deprecated, itself included.
    pub uses_deprecated: bool,
    /// The struct of the properties.
    pub record: Option<Record>,
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
    pub header: Vec<String>,
    /// The fields of the `EventSpec` that are not empty, laid out.
    pub fields: Vec<String>,
    /// Whether other fields are empty.
    pub is_partial: bool,
}

/// A function that sends something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Function {
    /// What is said about it.
    pub docs: Vec<String>,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The signature, laid out, to the opening brace.
    pub signature: Vec<String>,
    /// The expression that it returns, laid out.
    pub body: Vec<String>,
}
