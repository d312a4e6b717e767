//! Numbers of a fixed width in lower-case hexadecimal: names sort as the numbers do.

/// Fills `places` with the low digits of `number`.
pub(super) fn write(places: &mut [u8], mut number: u64) {
    for place in places.iter_mut().rev() {
        *place = b"0123456789abcdef"[(number & 0xf) as usize];
        number >>= 4;
    }
}

/// The number that `digits` say, one to sixteen of them; nothing if they are not as [`write`] writes them.
pub(super) fn read(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(number * 16 + u64::from(value))
    })
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 0xabc, u64::MAX] {
            let mut places = [0; 16];
            write(&mut places, number);
            assert_eq!(read(&places), Some(number));
        }
    }

    #[test]
    fn only_what_is_written_is_read() {
        for digits in ["", "A", "g", "+1", " 1", "00000000000000000"] {
            assert_eq!(read(digits.as_bytes()), None, "{digits}");
        }
    }
}
