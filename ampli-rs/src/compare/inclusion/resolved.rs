//! A type with its names followed.

use crate::json::Json;
use crate::plan::{Rule, Shape, Type};
use crate::values::conformance::Scope;

/// Names followed in a row; a name that leads to nothing but itself has no end.
const LONGEST_CHAIN: usize = 32;

/// What a type says, whatever names lead to it.
#[derive(Debug, Clone)]
pub(super) struct Resolved<'a> {
    pub(super) shape: &'a Shape,
    pub(super) is_nullable: bool,
    pub(super) rules: Vec<&'a Rule>,
    /// Values that the plan writes down for it.
    pub(super) examples: Vec<&'a Json>,
}

/// A name that leads nowhere stands for any value, as everywhere else.
const ANY: &Shape = &Shape::Any;

impl<'a> Resolved<'a> {
    pub(super) fn new(of_type: &'a Type, scope: Scope<'a>) -> Self {
        let mut resolved = Self { shape: ANY, is_nullable: false, rules: Vec::new(), examples: Vec::new() };
        let mut next = Some(of_type);
        for _ in 0..LONGEST_CHAIN {
            let Some(here) = next else { return resolved };
            resolved.is_nullable |= here.nullable;
            resolved.rules.extend(&here.rules);
            resolved.examples.extend(here.examples.iter().chain(here.default.as_deref()));
            match &here.shape {
                Shape::Reference(key) => next = scope.definition(key),
                shape => {
                    resolved.shape = shape;
                    return resolved;
                }
            }
        }
        resolved
    }

    /// The alternative `branch` of this union, under the rules of the whole.
    pub(super) fn branch(&self, branch: &'a Type, scope: Scope<'a>) -> Self {
        let mut resolved = Self::new(branch, scope);
        resolved.rules.extend(&self.rules);
        resolved
    }

    /// The rules on the number of properties, wherever they are kept.
    pub(super) fn all_rules(&self) -> impl Iterator<Item = &'a Rule> + '_ {
        let of_object = match self.shape {
            Shape::Object(object) => object.rules.as_slice(),
            _ => &[],
        };
        self.rules.iter().copied().chain(of_object)
    }
}
