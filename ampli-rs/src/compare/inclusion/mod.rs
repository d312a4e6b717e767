//! Whether every value of one type is a value of another.
//!
//! Two halves that can't contradict each other: [`proof`] says yes only where it follows from the types, and [`samples`] says
//! no only with a value in hand that the one type has and the other refuses. Where neither has an answer, there is none, as
//! with two different patterns.
//!
//! Objects are read as programs send them: with declared properties only.

mod implied;
mod proof;
mod resolved;
mod samples;

use crate::json::Json;
use crate::plan::Type;
use crate::values::conformance::Scope;

/// Whether the values of a type are all values of another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inclusion {
    /// All of them are.
    Yes,
    /// This one is not.
    No(Json),
    /// It can't be told.
    Unknown,
}

/// The values of a type, with what its names mean.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) of_type: &'a Type,
    pub(crate) scope: Scope<'a>,
}

impl<'a> Values<'a> {
    pub(crate) fn new(of_type: &'a Type, scope: Scope<'a>) -> Self {
        Self { of_type, scope }
    }

    /// Whether all of these are among `others`.
    pub(crate) fn are_among(self, others: Values<'_>) -> Inclusion {
        if proof::holds(self, others) {
            return Inclusion::Yes;
        }
        match samples::outside(self, others) {
            Some(witness) => Inclusion::No(witness),
            None => Inclusion::Unknown,
        }
    }
}

#[cfg(test)]
mod tests;
