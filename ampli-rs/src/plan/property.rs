use std::collections::BTreeMap;

use ecow::{EcoString, EcoVec};
use serde::Serialize;

use super::{Rule, Shape, Type};
use crate::json::Json;
use crate::pointer::Location;

/// Named types by the pointer that `$ref` uses (`#/$defs/Currency`).
pub type Definitions = BTreeMap<EcoString, Type>;

/// An object with declared properties: an event's properties or a nested object.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Object {
    /// The declared properties, in the plan's order, each name once.
    pub properties: Vec<Property>,
    /// What holds for properties that are not declared.
    pub additional: Additional,
    /// Rules about the number of properties.
    #[serde(skip_serializing_if = "EcoVec::is_empty")]
    pub rules: EcoVec<Rule>,
}

/// What holds for properties that are not declared.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Additional {
    /// They may be there, with any value (the default of JSON Schema).
    #[default]
    Open,
    /// They must not be there.
    Closed,
}

/// A property of an event or of a nested object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Property {
    /// The wire name, byte for byte.
    pub name: EcoString,
    /// Whether every event must carry it.
    pub required: bool,
    /// What its value may be.
    #[serde(rename = "type")]
    pub value: Type,
    /// Where the property's schema stands in the plan.
    #[serde(skip)]
    pub location: Location,
}

impl Property {
    /// The value of a property that can have no other. Who writes a call gives it only where it may be absent.
    pub fn constant(&self) -> Option<&Json> {
        match &self.value.shape {
            Shape::Const(value) if !self.value.nullable => Some(value),
            Shape::Null => Some(&Json::Null),
            Shape::Enum(values) if values.len() == 1 && self.required && !self.value.nullable => {
                Some(&values[0].value)
            }
            _ => None,
        }
    }
}

/// A named set of properties that events take in (Amplitude's property groups, Itly's templates).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PropertyGroup {
    /// The name by which events refer to it.
    pub name: EcoString,
    /// What the properties have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// The properties as read.
    pub properties: Object,
    /// The schema as it was written.
    #[serde(skip)]
    pub schema: Json,
    /// Where the group stands in the plan.
    #[serde(skip)]
    pub location: Location,
}
