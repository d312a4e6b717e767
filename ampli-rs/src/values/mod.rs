//! Values, and sets of values, that a plan allows: what a type admits, what rules leave, which number is more.
//!
//! No findings here: `check`, and whatever else compares values with types, says what it means by the answer.

pub(crate) mod bounds;
pub(crate) mod conformance;
pub(crate) mod crowding;
pub(crate) mod empty_pattern;
pub(crate) mod endless;
pub(crate) mod idle;
pub(crate) mod listed;
pub(crate) mod number;
pub(crate) mod room;
pub(crate) mod text_length;
