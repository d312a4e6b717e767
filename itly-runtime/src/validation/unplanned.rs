use crate::event::Event;

/// The system events: they are valid without a word in the plan as long as they carry no properties.
const RESERVED: [&str; 5] = ["identify", "group", "page", "screen", "context"];

/// What is wrong with an event that the plan does not name; none when it is valid all the same.
#[cold]
pub(crate) fn unplanned(event: &Event<'_>) -> Option<String> {
    let name = event.name();
    if !RESERVED.contains(&name) {
        return Some(format!("Event '{name}' not found in tracking plan."));
    }
    let properties = event.properties().filter(|properties| !properties.is_empty())?;
    Some(format!("'{name}' schema is empty but properties were found. properties={}", properties.to_json()))
}
