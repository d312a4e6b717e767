//! The subset of JSON Schema that plans are written in, in the spellings of draft 4 to 2020-12.
//!
//! A type allows at least what its schema allows. Where it has to allow more, a finding names the keyword.

mod array;
mod compose;
mod enumeration;
mod keywords;
mod kind;
mod merge;
mod object;
mod properties;
mod reader;
mod reference;
mod rules;
#[cfg(test)]
mod tests;
mod unevaluated;
mod union;
mod values;
mod walk;

pub(super) use self::properties::{Properties, definitions, properties};
pub(super) use self::reader::Document;
pub(super) use self::reference::percent_decoded;
pub(super) use self::walk::edit;
