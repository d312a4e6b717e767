//! Rules of the plan, checked natively on typed values.

mod check;

pub use self::check::{Checker, Violation};
