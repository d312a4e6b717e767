//! The suffix that tells colliding names apart: a function of the raw name alone, part of the naming version.

pub(super) use crate::hash::fnv1a as of;

/// Digits of a suffix unless two members of a group still agree.
pub(super) const SHORT: usize = 4;

/// Digits that hold the whole hash.
pub(super) const LONG: usize = 13;

/// Crockford's digits: no two of them look alike, and they spell few words.
const DIGITS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm',
    'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];

/// The first `count` base-32 digits of `hash`, at most [`LONG`].
///
/// The upper half is folded into the lower one first: the low bits of FNV-1a alone hardly see in which case a
/// letter is written, and that is what colliding names differ in most often.
pub(super) fn digits(hash: u64, count: usize) -> String {
    let folded = hash ^ (hash >> 32);
    (0..count.min(LONG)).map(|place| DIGITS[(folded >> (5 * place)) as usize & 31]).collect()
}

#[cfg(test)]
mod tests {
    use super::{LONG, SHORT, digits, of};

    #[test]
    fn longer_suffixes_continue_shorter_ones() {
        let hash = of(b"site id");
        assert_eq!(digits(hash, LONG).len(), LONG);
        assert!(digits(hash, LONG).starts_with(&digits(hash, SHORT)));
        assert_eq!(digits(hash, LONG + 1), digits(hash, LONG));
    }
}
