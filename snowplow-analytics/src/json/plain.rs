//! How much of a text JSON can take as it is, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
const QUOTES: u64 = ONES * b'"' as u64;
const BACKSLASHES: u64 = ONES * b'\\' as u64;
const BLANKS: u64 = ONES * b' ' as u64;

/// How many bytes stand before the first quote, backslash or control character.
#[inline]
pub(crate) fn plain_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(word) = text[at..].first_chunk::<8>() {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = text[at..].iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    rest.map_or(text.len(), |rest| at + rest)
}

/// The high bit of the first byte that is special. Bits behind it may be set as well, for a subtraction borrows from the
/// byte behind.
#[inline]
fn special(word: u64) -> u64 {
    let quotes = (word ^ QUOTES).wrapping_sub(ONES) & !(word ^ QUOTES);
    let backslashes = (word ^ BACKSLASHES).wrapping_sub(ONES) & !(word ^ BACKSLASHES);
    let controls = word.wrapping_sub(BLANKS) & !word;
    (quotes | backslashes | controls) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain_length;

    proptest! {
        #[test]
        fn stops_at_the_first_special_byte(text in "[\\x00\\x1f !\"#\\\\a\u{e9}\u{2028}]{0,40}") {
            let expected = text.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\');
            prop_assert_eq!(plain_length(text.as_bytes()), expected.unwrap_or(text.len()));
        }
    }
}
