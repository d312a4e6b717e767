//! Bytes to text: UTF-8, with or without byte-order mark, and nothing else.

use crate::failure::Failure;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text that `bytes` are in UTF-8, without byte-order mark.
pub(crate) fn text(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if let Some(encoding) = other_encoding(&bytes) {
        return Err(Failure::new(
            format!("`{name}` is written in {encoding}, not in UTF-8"),
            "save it as UTF-8, then run the command again",
        ));
    }
    let bytes = match bytes.strip_prefix(UTF8_MARK) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let line = 1 + error.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count();
        Failure::new(
            format!("`{name}` is not UTF-8: byte 0x{byte:02X} at offset {offset}, in line {line}"),
            "save it as UTF-8, then run the command again",
        )
    })
}

/// JSON starts with an ASCII character, so a zero byte among the first two betrays UTF-16 also without mark.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] => Some("UTF-16 (little-endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 (big-endian)"),
        [0, 0, 0, first, ..] | [first, 0, 0, 0, ..] if *first != 0 => Some("UTF-32"),
        [0, first, ..] if *first != 0 => Some("UTF-16 (big-endian)"),
        [first, 0, ..] if *first != 0 => Some("UTF-16 (little-endian)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    fn message(bytes: &[u8]) -> String {
        text("plan.json", bytes.to_vec()).unwrap_err().message().to_owned()
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(text("plan.json", b"\xEF\xBB\xBF{}".to_vec()).as_deref(), Ok("{}"));
        assert_eq!(text("plan.json", Vec::new()).as_deref(), Ok(""));
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(message(b"\xFF\xFE{\0"), "`plan.json` is written in UTF-16 (little-endian), not in UTF-8");
        assert_eq!(message(b"\xFE\xFF\0{"), "`plan.json` is written in UTF-16 (big-endian), not in UTF-8");
        assert_eq!(message(b"{\0}\0"), "`plan.json` is written in UTF-16 (little-endian), not in UTF-8");
        assert_eq!(message(b"\0{\0}"), "`plan.json` is written in UTF-16 (big-endian), not in UTF-8");
        assert_eq!(message(b"{\0\0\0"), "`plan.json` is written in UTF-32, not in UTF-8");
    }

    #[test]
    fn the_first_invalid_byte_is_named() {
        assert_eq!(
            message(b"{\n\"name\": \"caf\xE9\"}"),
            "`plan.json` is not UTF-8: byte 0xE9 at offset 14, in line 2"
        );
    }
}
