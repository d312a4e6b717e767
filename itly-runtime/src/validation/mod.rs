//! Rules of the plan, checked natively on typed values.
//!
//! Generated code hands every value that has rules to a [`Checker`], with a constant table of [`Rule`]s. What types
//! prove (`type`, `required`, `enum`, `const`, `additionalProperties`) is not checked again.

mod check;
mod check_value;
mod decimal;
mod format;
mod kinds;
mod number;
mod pattern;
mod place;
mod rule;
#[cfg(feature = "json-schema")]
mod schema;
mod unique;
mod unplanned;
mod violation;

pub use self::check::{Checker, violations};
pub use self::check_value::CheckValue;
pub use self::format::Format;
pub use self::number::Number;
pub use self::pattern::Pattern;
pub use self::rule::Rule;
#[cfg(feature = "json-schema")]
pub use self::schema::{SchemaValidator, SchemasError};
pub(crate) use self::unplanned::unplanned;
pub use self::violation::Violation;
pub(crate) use self::violation::message;

/// The plugin in whose name violations are reported.
pub(crate) const PLUGIN_ID: &str = "schema-validator";
