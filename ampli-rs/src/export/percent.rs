//! Texts as parts of URIs.

use std::fmt::Write as _;

/// `text` as a fragment: what may not stand there is written as its bytes (`%25`).
pub(super) fn of_fragment(text: &str) -> String {
    encoded(text, |byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte))
}

/// `text` as a segment of a path.
pub(super) fn of_segment(text: &str) -> String {
    encoded(text, |byte| byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte))
}

/// `text` as a segment of a path that looks like nothing but itself: not like a version, with its dots and dashes.
pub(super) fn of_opaque(text: &str) -> String {
    encoded(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn encoded(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{of_fragment, of_opaque, of_segment};

    #[test]
    fn what_means_something_in_a_uri_is_encoded() {
        assert_eq!(of_fragment("/$defs/é 100%#\"~1"), "/$defs/%C3%A9%20100%25%23%22~1");
        assert_eq!(of_segment("Seed/1.0-2"), "Seed%2F1.0-2");
        assert_eq!(of_opaque("Seed/1.0-2"), "Seed%2F1%2E0%2D2");
    }
}
