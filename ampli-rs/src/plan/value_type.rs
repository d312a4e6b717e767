use ecow::{EcoString, EcoVec};
use serde::Serialize;

use super::{Object, Rule};
use crate::json::Json;
use crate::pointer::Location;

/// What a value may be: its shape, the rules on it, and what the plan says about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Type {
    /// The kind of value.
    pub shape: Shape,
    /// Whether `null` is allowed too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// Rules beyond the shape, in the order of the schema's keywords.
    #[serde(skip_serializing_if = "EcoVec::is_empty")]
    pub rules: EcoVec<Rule>,
    /// What the plan says about the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// The value that is meant when the property is absent; in a box, for few have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Box<Json>>,
    /// Values that the plan gives as examples.
    #[serde(skip_serializing_if = "EcoVec::is_empty")]
    pub examples: EcoVec<Json>,
    /// Whether the property shall no longer be sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Where the schema of the value stands in the plan.
    #[serde(skip)]
    pub location: Location,
}

/// The kind of a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Any JSON value: the plan says nothing, or more than a type can hold (a finding tells which).
    Any,
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Always `null`.
    Null,
    /// One of the listed scalars, each once, without `null` (that makes the type nullable).
    Enum(Vec<EnumValue>),
    /// Always this value.
    Const(Json),
    /// A list.
    Array(Box<Array>),
    /// An object with declared properties.
    Object(Box<Object>),
    /// An object whose keys are data: any key, values of one type. `Any` values: a free-form object.
    Map(Box<Type>),
    /// One of several shapes, in the plan's order; two or more, never nested, `null` left out.
    Union(Vec<Type>),
    /// A named type, by its key in the event's or the plan's definitions. Only way for a type to hold itself.
    Reference(EcoString),
}

/// A list of values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Array {
    /// What each item may be.
    pub items: Type,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnumValue {
    /// The scalar that goes out on the wire.
    pub value: Json,
    /// What the plan says about it (a documented enumeration: `oneOf` of `const`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// Whether the value shall no longer be sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
}

impl Type {
    /// A type of `shape` with nothing else said about it.
    pub fn new(shape: Shape, location: Location) -> Self {
        Self {
            shape,
            nullable: false,
            rules: EcoVec::new(),
            description: None,
            default: None,
            examples: EcoVec::new(),
            deprecated: false,
            location,
        }
    }
}
