//! How Iglu, Snowplow's registry of schemas, names them: `iglu:vendor/name/format/model-revision-addition`.

/// The schema around every self-describing event.
pub(super) const SELF_DESCRIBING_EVENT: &str =
    "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0";

/// The schema around the entities of an event.
pub(super) const ENTITIES: &str = "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1";

/// The schema of a view of a screen.
pub(super) const SCREEN_VIEW: &str = "iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0";

/// The schema around the events of a request.
pub(super) const PAYLOAD: &str = "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4";

/// Whether `uri` names a schema; the protocol's own schemas demand that it matches
/// `^iglu:[a-zA-Z0-9-_.]+/[a-zA-Z0-9-_]+/[a-zA-Z0-9-_]+/[0-9]+-[0-9]+-[0-9]+$`.
pub(super) fn is_uri(uri: &str) -> bool {
    let Some(path) = uri.strip_prefix("iglu:") else { return false };
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts[..], [vendor, name, format, version]
        if is_vendor(vendor) && is_name(name) && is_name(format) && is_version(version))
}

/// Whether `text` can be the vendor of a schema: `com.acme`.
pub(super) fn is_vendor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| is_of_name(byte) || byte == b'.')
}

/// Whether `text` can be the name of a schema: `song_played`.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_of_name)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3 && parts.into_iter().all(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The version of a plan's event, `1.2.0` or `1-2-0`, as that of a schema; what is missing at its end is zero.
pub(super) fn version(text: &str) -> Option<String> {
    let mut parts: Vec<&str> = text.split(['.', '-']).collect();
    parts.resize(parts.len().max(3), "0");
    let version = parts.join("-");
    is_version(&version).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::{is_uri, version};

    #[test]
    fn uris_have_four_parts() {
        for uri in ["iglu:com.acme/song_played/jsonschema/1-0-0", "iglu:a/4a1e8a2c-2f0e/avro/10-20-30"] {
            assert!(is_uri(uri), "{uri}");
        }
        for uri in [
            "",
            "iglu:",
            "com.acme/song_played/jsonschema/1-0-0",
            "iglu:com.acme/Song Played/jsonschema/1-0-0",
            "iglu:com.acme/song.played/jsonschema/1-0-0",
            "iglu:com.acme//jsonschema/1-0-0",
            "iglu:com.acme/song_played/jsonschema/1-0",
            "iglu:com.acme/song_played/jsonschema/1-0-0-0",
            "iglu:com.acme/song_played/jsonschema/1-0-0/x",
            "iglu:com.acme/song_played/jsonschema/v1-0-0",
            "iglu:com.acme/söng/jsonschema/1-0-0",
        ] {
            assert!(!is_uri(uri), "{uri}");
        }
    }

    #[test]
    fn versions_of_plans_become_those_of_schemas() {
        let versions = ["1.2.3", "1-2-3", "2", "2.1", "1.2.3.4", "", "v1", "1..2"].map(version);
        let expected = [Some("1-2-3"), Some("1-2-3"), Some("2-0-0"), Some("2-1-0"), None, None, None, None];
        assert_eq!(versions, expected.map(|version| version.map(str::to_owned)));
    }
}
