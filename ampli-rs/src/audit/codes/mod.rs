//! The kinds of findings about collected events, one a file.

mod broken_rule;
mod drifted_type;
mod unplanned_entity;
mod unplanned_event;
mod unplanned_property;
mod unplanned_value;
mod unplanned_version;
mod unreadable_record;
mod unseen_event;
mod unseen_property;
mod unseen_value;

pub(crate) use self::broken_rule::BROKEN_RULE;
pub(crate) use self::drifted_type::DRIFTED_TYPE;
pub(crate) use self::unplanned_entity::UNPLANNED_ENTITY;
pub(crate) use self::unplanned_event::UNPLANNED_EVENT;
pub(crate) use self::unplanned_property::UNPLANNED_PROPERTY;
pub(crate) use self::unplanned_value::UNPLANNED_VALUE;
pub(crate) use self::unplanned_version::UNPLANNED_VERSION;
pub(crate) use self::unreadable_record::UNREADABLE_RECORD;
pub(crate) use self::unseen_event::UNSEEN_EVENT;
pub(crate) use self::unseen_property::UNSEEN_PROPERTY;
pub(crate) use self::unseen_value::UNSEEN_VALUE;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[
    &UNPLANNED_EVENT,
    &UNPLANNED_PROPERTY,
    &UNPLANNED_VALUE,
    &UNPLANNED_VERSION,
    &UNSEEN_EVENT,
    &UNSEEN_PROPERTY,
    &UNSEEN_VALUE,
    &BROKEN_RULE,
    &DRIFTED_TYPE,
    &UNREADABLE_RECORD,
    &UNPLANNED_ENTITY,
];
