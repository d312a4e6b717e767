//! Properties that the protocol v1 has in other places.

use std::borrow::Cow;

use super::member_list::MemberList;

/// Where a property goes in the protocol v1, and what it must be to go there.
pub(super) struct Place {
    property: &'static str,
    pub(super) name: &'static str,
    is_fitting: fn(&str) -> bool,
}

/// Members of the event.
pub(super) const ROOT: [Place; 2] = [
    Place { property: "$session_id", name: "session_id", is_fitting: is_text },
    Place { property: "$window_id", name: "window_id", is_fitting: is_text },
];

/// Members of its options.
pub(super) const OPTIONS: [Place; 4] = [
    Place { property: "$cookieless_mode", name: "cookieless_mode", is_fitting: is_boolean },
    Place { property: "$ignore_sent_at", name: "disable_skew_correction", is_fitting: is_boolean },
    Place { property: "$process_person_profile", name: "process_person_profile", is_fitting: is_boolean },
    Place { property: "$product_tour_id", name: "product_tour_id", is_fitting: is_text },
];

fn is_boolean(json: &str) -> bool {
    matches!(json, "true" | "false")
}

/// An empty text says nothing.
fn is_text(json: &str) -> bool {
    json.starts_with('"') && json != "\"\""
}

impl Place {
    /// Takes the property out; what does not fit is left out.
    pub(super) fn take<'a>(&self, from: &mut MemberList<'a>) -> Option<Cow<'a, str>> {
        from.take(self.property).filter(|value| (self.is_fitting)(value))
    }
}

/// Whether the protocol v1 has `property` in another place.
pub(super) fn is_lifted(property: &str) -> bool {
    ROOT.iter().chain(&OPTIONS).any(|place| place.property == property)
}
