//! The kinds of findings about names, one a file.

mod cut_name;
mod indistinguishable_names;
mod invalid_override;
mod kept_name;
mod keyword_name;
mod lock_overruled;
mod name_collision;
mod name_not_locked;
mod outlived_rule;
mod renamed_event;
mod reserved_name;
mod spelled_name;

pub(super) use self::cut_name::CUT_NAME;
pub(super) use self::indistinguishable_names::INDISTINGUISHABLE_NAMES;
pub(super) use self::invalid_override::INVALID_OVERRIDE;
pub(super) use self::kept_name::KEPT_NAME;
pub(super) use self::keyword_name::KEYWORD_NAME;
pub(super) use self::lock_overruled::LOCK_OVERRULED;
pub(super) use self::name_collision::NAME_COLLISION;
pub(super) use self::name_not_locked::NAME_NOT_LOCKED;
pub(super) use self::outlived_rule::OUTLIVED_RULE;
pub(super) use self::renamed_event::RENAMED_EVENT;
pub(super) use self::reserved_name::RESERVED_NAME;
pub(super) use self::spelled_name::SPELLED_NAME;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[
    &NAME_COLLISION,
    &KEYWORD_NAME,
    &RESERVED_NAME,
    &SPELLED_NAME,
    &CUT_NAME,
    &INVALID_OVERRIDE,
    &KEPT_NAME,
    &NAME_NOT_LOCKED,
    &INDISTINGUISHABLE_NAMES,
    &LOCK_OVERRULED,
    &RENAMED_EVENT,
    &OUTLIVED_RULE,
];
