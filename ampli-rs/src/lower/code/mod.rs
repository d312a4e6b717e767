//! The kinds of findings about what Rust can't express, one a file.

mod constant_degraded;
mod destination_needs_plugin;
mod integer_too_wide;
mod rule_unchecked;
mod type_degraded;
mod union_degraded;

pub(super) use self::constant_degraded::CONSTANT_DEGRADED;
pub(super) use self::destination_needs_plugin::DESTINATION_NEEDS_PLUGIN;
pub(super) use self::integer_too_wide::INTEGER_TOO_WIDE;
pub(super) use self::rule_unchecked::RULE_UNCHECKED;
pub(super) use self::type_degraded::TYPE_DEGRADED;
pub(super) use self::union_degraded::UNION_DEGRADED;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[
    &UNION_DEGRADED,
    &CONSTANT_DEGRADED,
    &TYPE_DEGRADED,
    &RULE_UNCHECKED,
    &INTEGER_TOO_WIDE,
    &DESTINATION_NEEDS_PLUGIN,
];
