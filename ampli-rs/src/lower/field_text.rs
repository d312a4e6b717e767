//! What is printed of a property, wherever it stands.

use ecow::EcoString;

use crate::module::{Field, Lines, Setter};

/// The statements about a property.
#[derive(Debug, Clone)]
pub(super) struct Statements {
    /// Writes it.
    pub(super) write: Lines,
    /// Holds it against the rules.
    pub(super) check: FieldCheck,
    /// Reads it back.
    pub(super) reading: FieldReading,
}

/// How a property is held against its rules.
#[derive(Debug, Clone)]
pub(super) enum FieldCheck {
    /// Types prove all that the plan asks.
    Nothing,
    /// By a statement that stands for itself.
    Alone(Lines),
    /// By a statement with a table of rules, which name something of the runtime.
    Ruled(Lines),
    /// By one with rules that need statics, which are numbered through a whole record.
    WithStatics,
}

/// How a property is read.
#[derive(Debug, Clone)]
pub(super) enum FieldReading {
    /// A statement that refuses other values than the constant.
    Condition(Lines),
    /// The field in the literal of the struct.
    Field(Lines),
}

/// How a struct has a property.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    /// The field of the struct.
    pub(super) field: Field,
    /// The parameter by which it is given.
    pub(super) parameter: String,
    /// The method that sets it, if it may be absent.
    pub(super) setter: Option<Setter>,
    /// By what parameters are sorted: the name on the wire in small letters.
    pub(super) order: EcoString,
}
