//! The kinds of findings about what other forms can't hold, one a file.

mod api_keys_left_out;
mod definition_lost;
mod definition_moved;
mod dissolved_group;
mod event_not_written;
mod lost_annotation;
mod lost_event_detail;
mod lost_plan_detail;
mod lost_routing;
mod other_event_id;
mod other_event_name;
mod other_event_version;

pub(super) use self::api_keys_left_out::API_KEYS_LEFT_OUT;
pub(super) use self::definition_lost::DEFINITION_LOST;
pub(super) use self::definition_moved::DEFINITION_MOVED;
pub(super) use self::dissolved_group::DISSOLVED_GROUP;
pub(super) use self::event_not_written::EVENT_NOT_WRITTEN;
pub(super) use self::lost_annotation::LOST_ANNOTATION;
pub(super) use self::lost_event_detail::LOST_EVENT_DETAIL;
pub(super) use self::lost_plan_detail::LOST_PLAN_DETAIL;
pub(super) use self::lost_routing::LOST_ROUTING;
pub(super) use self::other_event_id::OTHER_EVENT_ID;
pub(super) use self::other_event_name::OTHER_EVENT_NAME;
pub(super) use self::other_event_version::OTHER_EVENT_VERSION;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[
    &EVENT_NOT_WRITTEN,
    &OTHER_EVENT_NAME,
    &OTHER_EVENT_VERSION,
    &OTHER_EVENT_ID,
    &LOST_EVENT_DETAIL,
    &LOST_PLAN_DETAIL,
    &LOST_ROUTING,
    &DISSOLVED_GROUP,
    &DEFINITION_MOVED,
    &DEFINITION_LOST,
    &API_KEYS_LEFT_OUT,
    &LOST_ANNOTATION,
];
