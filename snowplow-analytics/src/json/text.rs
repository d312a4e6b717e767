//! What a JSON string means.

/// The text between the quotes of a sound JSON string, without its escapes. Surrogates that stand alone are encoded like
/// other characters, so that different texts stay different; UTF-8 it is then not.
pub(crate) fn decoded(raw: &[u8]) -> Vec<u8> {
    decode(raw, |surrogate| {
        let continuation = |bits: u32| 0x80 | (bits & 0x3f) as u8;
        [0xed, continuation(surrogate >> 6), continuation(surrogate)]
    })
}

/// The same as text, in which each surrogate that stands alone is a sign of replacement.
pub(crate) fn decoded_text(raw: &[u8]) -> String {
    let text = decode(raw, |_| [0xef, 0xbf, 0xbd]);
    String::from_utf8_lossy(&text).into_owned()
}

fn decode(raw: &[u8], alone: impl Fn(u32) -> [u8; 3]) -> Vec<u8> {
    let encode = |character: u32, text: &mut Vec<u8>| match char::from_u32(character) {
        Some(character) => text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None => text.extend_from_slice(&alone(character)),
    };
    let mut text = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'\\' {
            text.push(*first);
            continue;
        }
        let Some((letter, behind)) = rest.split_first() else { break };
        rest = behind;
        match letter {
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'u' => {
                let (unit, behind) = unit(rest);
                rest = behind;
                let second = rest.strip_prefix(b"\\u").map(self::unit);
                match second {
                    Some((low @ 0xdc00..0xe000, behind)) if (0xd800..0xdc00).contains(&unit) => {
                        rest = behind;
                        encode(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00), &mut text);
                    }
                    _ => encode(unit, &mut text),
                }
            }
            other => text.push(*other),
        }
    }
    text
}

/// Four hexadecimal digits, and what follows.
fn unit(text: &[u8]) -> (u32, &[u8]) {
    let (digits, behind) = text.split_at(text.len().min(4));
    let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_default();
    (digits.iter().fold(0, |unit, next| unit << 4 | digit(next)), behind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decoded, decoded_text};

    #[test]
    fn lone_surrogates_stay_apart() {
        assert_ne!(decoded(br"\ud800"), decoded(br"\ud801"));
        assert_eq!(decoded(br"\ud83d\ude00"), "😀".as_bytes());
        assert_eq!(decoded(br"\ud83dx\ude00").len(), 7);
        assert_eq!(decoded_text(br"\/a\u00e9\udc00"), "/aé\u{fffd}");
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(decoded_text(&json.as_bytes()[1..json.len() - 1]), text);
        }
    }
}
