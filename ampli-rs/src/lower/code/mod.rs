//! The kinds of findings about what Rust can't express, one a file.

mod constant_degraded;
mod destination_needs_plugin;
mod format_not_checked;
mod integer_too_wide;
mod pattern_not_checked;
mod union_degraded;

pub(super) use self::constant_degraded::CONSTANT_DEGRADED;
pub(super) use self::destination_needs_plugin::DESTINATION_NEEDS_PLUGIN;
pub(super) use self::format_not_checked::FORMAT_NOT_CHECKED;
pub(super) use self::integer_too_wide::INTEGER_TOO_WIDE;
pub(super) use self::pattern_not_checked::PATTERN_NOT_CHECKED;
pub(super) use self::union_degraded::UNION_DEGRADED;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[
    &UNION_DEGRADED,
    &CONSTANT_DEGRADED,
    &PATTERN_NOT_CHECKED,
    &FORMAT_NOT_CHECKED,
    &INTEGER_TOO_WIDE,
    &DESTINATION_NEEDS_PLUGIN,
];
