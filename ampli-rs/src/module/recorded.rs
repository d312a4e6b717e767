use serde::Serialize;

use super::Lines;

/// How a type is read back from what a recorder of tests has kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recorded {
    /// The header of the implementation, laid out.
    pub header: Lines,
    /// How it is read.
    pub reading: Reading,
}

/// How a type is read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// A struct, property by property.
    Record {
        /// The statements that refuse what the struct does not hold: other constants, undeclared properties.
        conditions: Lines,
        /// The fields of its literal; none for an empty struct.
        fields: Lines,
    },
    /// An enumeration, by comparison with all its values.
    Choice {
        /// The expression, laid out.
        expression: Lines,
    },
    /// A union, shape by shape.
    Union {
        /// The statements that try each shape.
        attempts: Lines,
    },
}
