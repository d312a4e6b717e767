//! A first plan from collected events: what was seen of them, and what that says about their properties.
//!
//! [`Seen`] is a statistic of bounded size. Two of them are merged into the one of both, whatever the order, so that files
//! are read at the same time and the plan is the same. [`plan()`] draws it.

mod events;
mod format;
mod objects;
mod plan;
mod schema;
#[cfg(test)]
mod tests;
mod texts;
mod values;

pub use self::events::Seen;
pub use self::plan::{Inferred, plan};
