//! JSON Pointers: RFC 6901 and its relative kin.

pub(super) fn is_pointer(text: &str) -> bool {
    let is_escaped = |rest: &str| rest.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(is_escaped)
}

/// A number without leading zeros, then `#` or a pointer.
pub(super) fn is_relative_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    digits > 0 && (number == "0" || !number.starts_with('0')) && (rest == "#" || is_pointer(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_escape_tildes() {
        for text in ["", "/", "/foo/0", "/a~1b/m~0n", "/é \"", "//"] {
            assert!(is_pointer(text), "{text}");
        }
        for text in ["a", "#", "/~", "/~2", "/foo~", "/~~0", "0"] {
            assert!(!is_pointer(text), "{text}");
        }
    }

    #[test]
    fn relative_pointers_start_with_a_number() {
        for text in ["0", "1", "120/foo/bar", "0#", "0/"] {
            assert!(is_relative_pointer(text), "{text}");
        }
        for text in ["", "/foo", "-1/foo", "01/a", "00", "0##", "1/~", "+1", "১"] {
            assert!(!is_relative_pointer(text), "{text}");
        }
    }
}
