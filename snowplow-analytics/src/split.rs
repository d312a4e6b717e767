//! Where the fields of a line end.

use crate::field::FIELD_COUNT;

const LOW_SEVEN_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
const TABS: u64 = 0x0909_0909_0909_0909;

/// Writes where each field ends, as far as there is room, and returns how many fields the line has.
pub(crate) fn split(line: &[u8], ends: &mut [usize; FIELD_COUNT]) -> usize {
    let mut count = 0;
    let mut end = |position: usize| {
        if let Some(end) = ends.get_mut(count) {
            *end = position;
        }
        count += 1;
    };
    let (words, rest) = line.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let mut tabs = zero_bytes(u64::from_le_bytes(*word) ^ TABS);
        while tabs != 0 {
            end(number * 8 + tabs.trailing_zeros() as usize / 8);
            tabs &= tabs - 1;
        }
    }
    let start = line.len() - rest.len();
    rest.iter().enumerate().filter(|(_, byte)| **byte == b'\t').for_each(|(at, _)| end(start + at));
    end(line.len());
    count
}

/// The highest bit of each byte that is zero, and no other bit.
fn zero_bytes(word: u64) -> u64 {
    !(((word & LOW_SEVEN_BITS) + LOW_SEVEN_BITS) | word | LOW_SEVEN_BITS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn fields_end_where_tabs_stand(line in "[\\x08\\x09\\x0aa\u{80}\u{109}]{0,300}") {
            let mut ends = [0; FIELD_COUNT];
            let count = split(line.as_bytes(), &mut ends);
            let fields: Vec<&str> = line.split('\t').collect();
            prop_assert_eq!(count, fields.len());
            let mut start = 0;
            for (field, end) in fields.iter().zip(ends) {
                prop_assert_eq!(&line[start..end], *field);
                start = end + 1;
            }
        }
    }
}
