//! The escapes of JSON strings: RFC 8259, section 7, in the shortest spelling.

/// Shows `text` to `write` in pieces: runs that stand for themselves, and escapes.
#[inline]
pub(crate) fn escaped<'a>(text: &'a str, mut write: impl FnMut(&'a str)) {
    if is_plain(text.as_bytes()) {
        write(text);
    } else {
        escape(text, &mut write);
    }
}

/// The same, for a text that has characters which need an escape.
#[cold]
pub(crate) fn escape<'a>(text: &'a str, write: &mut dyn FnMut(&'a str)) {
    let mut start = 0;
    for (index, byte) in text.bytes().enumerate() {
        let Some(escape) = escape_of(byte) else { continue };
        // What needs an escape is ASCII, so that the cuts lie between characters.
        write(text.get(start..index).unwrap_or_default());
        write(escape);
        start = index + 1;
    }
    write(text.get(start..).unwrap_or_default());
}

fn escape_of(byte: u8) -> Option<&'static str> {
    const CONTROLS: [&str; 0x20] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t",
        "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013",
        "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c",
        "\\u001d", "\\u001e", "\\u001f",
    ];
    match byte {
        b'"' => Some("\\\""),
        b'\\' => Some("\\\\"),
        _ => CONTROLS.get(usize::from(byte)).copied(),
    }
}

/// Whether no byte needs an escape. Nearly every text is such, so that this question is worth asking many bytes at a
/// time; the last ones may be asked about twice.
#[inline(always)]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    if bytes.len() > 16 {
        is_plain_long(bytes)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        marks(u64::from_le_bytes(*first)) | marks(u64::from_le_bytes(*last)) == 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        marks(u64::from(first) << 32 | u64::from(last)) == 0
    } else {
        bytes.iter().all(|byte| !is_special(*byte))
    }
}

fn is_plain_long(bytes: &[u8]) -> bool {
    let (chunks, _) = bytes.as_chunks();
    !bytes.last_chunk().is_some_and(has_special) && !chunks.iter().any(has_special)
}

/// Whether one of the bytes needs an escape: without a branch, so that all are asked about at once.
#[inline]
fn has_special(bytes: &[u8; 16]) -> bool {
    bytes.iter().fold(false, |found, byte| found | is_special(*byte))
}

#[inline]
fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Not zero if one of the eight bytes needs an escape: the top bit of the lowest such byte is set. (A borrow may mark
/// bytes above that one without reason.)
#[inline]
fn marks(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x80 * ONES;
    // With the bit 2 turned over, the quote (0x22) follows on the control characters: all that is below 0x21.
    let control_or_quote = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
    (control_or_quote | backslash) & !word & TOPS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escaped;

    fn string(text: &str) -> String {
        let mut out = String::from("\"");
        escaped(text, |piece| out.push_str(piece));
        out + "\""
    }

    proptest! {
        #[test]
        fn a_string_is_written_as_serde_json_writes_it(
            text in prop_oneof![any::<String>(), "[\0-~\u{7f}-\u{ff}💩]{0,40}", "[a-z]{0,20}[\"\\\\\n]?[a-z]{0,20}"],
        ) {
            prop_assert_eq!(string(&text), serde_json::to_string(&text).unwrap());
        }
    }

    #[test]
    fn every_byte_is_found_at_every_place_of_every_length() {
        for length in 1..20 {
            for place in 0..length {
                for character in (0..=0x7f_u8).map(char::from) {
                    let text: String =
                        (0..length).map(|index| if index == place { character } else { 'x' }).collect();
                    assert_eq!(string(&text), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }
}
