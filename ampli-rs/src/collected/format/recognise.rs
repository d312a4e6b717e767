//! Which format a record has.

use super::Format;
use crate::collected::raw::Raw;

/// Enriched events have 130 tabs. A line with this many is one that lacks some, and no other text.
const TABS: usize = 20;

/// What a failed event says that it is.
pub(super) const FAILED_EVENT: &str = "iglu:com.snowplowanalytics.snowplow.badrows/";

/// Whether a line is one of fields with tabs between them.
pub(in crate::collected) fn is_tabular(line: &str) -> bool {
    memchr::memchr_iter(b'\t', line.as_bytes()).take(TABS).count() == TABS
}

/// The format of a value, if it is a record or a body of one that is known.
pub(super) fn format(value: Raw<'_>) -> Option<Format> {
    if value.is_array() {
        return value.items().next().filter(|first| first.is_object()).and_then(format);
    }
    for key in ["batch", "events", "results"] {
        let records = value.get(key).filter(|records| records.is_array());
        if let Some(first) = records.and_then(|records| records.items().next()) {
            return Marks::of(first).format();
        }
    }
    Marks::of(value).format()
}

/// What tells the formats apart.
#[derive(Default)]
struct Marks {
    is_failed_event: bool,
    is_call: bool,
    has_event: bool,
    has_event_type: bool,
    is_our_own: bool,
    is_of_rudderstack: bool,
    is_of_segment: bool,
    is_of_posthog: bool,
}

impl Marks {
    fn of(record: Raw<'_>) -> Self {
        let mut marks = Self::default();
        for (index, (key, value)) in record.members().enumerate() {
            match &*key {
                "schema" => {
                    marks.is_failed_event = value.string().is_some_and(|uri| uri.starts_with(FAILED_EVENT));
                }
                "type" => {
                    let kinds = ["track", "identify", "group", "page", "screen", "alias"];
                    marks.is_call = value.string().is_some_and(|kind| kinds.contains(&&*kind));
                }
                "event" => marks.has_event = value.string().is_some(),
                "event_type" => marks.has_event_type = value.string().is_some(),
                "messageId" => marks.is_our_own = index == 1,
                "rudderId" | "request_ip" | "rudder_id" => marks.is_of_rudderstack = true,
                "channel" | "originalTimestamp" => marks.is_of_segment = true,
                "context" => {
                    marks.is_of_segment = true;
                    let library = value.get("library").and_then(|library| library.get("name"));
                    let name = library.and_then(Raw::string).unwrap_or_default();
                    marks.is_of_rudderstack |= name.to_ascii_lowercase().contains("rudder");
                }
                "distinct_id" | "uuid" | "team_id" => marks.is_of_posthog = true,
                "properties" => marks.is_of_posthog |= value.get("distinct_id").is_some(),
                _ => {}
            }
        }
        marks
    }

    fn format(&self) -> Option<Format> {
        match self {
            Self { is_failed_event: true, .. } => Some(Format::FailedEvents),
            Self { has_event_type: true, .. } => Some(Format::Amplitude),
            Self { is_call: true, is_of_rudderstack: true, .. } => Some(Format::RudderStack),
            Self { is_call: true, is_our_own: true, is_of_segment: false, .. } => Some(Format::JsonLines),
            Self { is_call: true, .. } => Some(Format::Segment),
            Self { has_event: true, is_of_posthog: true, .. } => Some(Format::PostHog),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, format};
    use crate::collected::raw::Raw;
    use crate::collected::tape::Tape;

    #[test]
    fn formats_are_told_by_what_only_they_have() {
        let cases = [
            (
                r#"{"schema":"iglu:com.snowplowanalytics.snowplow.badrows/x/jsonschema/1-0-0"}"#,
                Some(Format::FailedEvents),
            ),
            (r#"{"type":"track","messageId":"1","event":"A","properties":{}}"#, Some(Format::JsonLines)),
            (
                r#"{"type":"track","event":"A","context":{"library":{"name":"analytics.js"}}}"#,
                Some(Format::Segment),
            ),
            (
                r#"{"type":"track","event":"A","context":{"library":{"name":"RudderLabs JavaScript SDK"}}}"#,
                Some(Format::RudderStack),
            ),
            (r#"{"batch":[{"type":"page","messageId":"1","context":{}}]}"#, Some(Format::Segment)),
            (r#"{"api_key":"k","batch":[{"event":"a","distinct_id":"u"}]}"#, Some(Format::PostHog)),
            (r#"{"event":"a","properties":{"distinct_id":"u"}}"#, Some(Format::PostHog)),
            (r#"{"next":null,"results":[{"id":"1","event":"a","distinct_id":"u"}]}"#, Some(Format::PostHog)),
            (r#"{"events":[{"event_type":"a"}]}"#, Some(Format::Amplitude)),
            (r#"[{"event_type":"a"}]"#, Some(Format::Amplitude)),
            (r#"{"event":"a"}"#, None),
            (r#"{"type":"other"}"#, None),
            ("[]", None),
            ("[[]]", None),
            ("1", None),
        ];
        for (text, expected) in cases {
            let mut tape = Tape::default();
            assert_eq!(format(Raw::new(tape.read(text).unwrap())), expected, "{text}");
        }
    }
}
