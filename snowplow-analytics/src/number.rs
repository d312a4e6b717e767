//! Numbers, as they stand in enriched events: ASCII digits and nothing that a parser lets pass by accident.

/// Whether it is an integer: digits, with a sign perhaps.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The integer, if it has so many bits.
pub(crate) fn small_integer(text: &str) -> Option<i32> {
    is_integer(text).then(|| text.parse().ok()).flatten()
}

/// The finite number of a decimal text.
pub(crate) fn double(text: &str) -> Option<f64> {
    let decimal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if decimal { text.parse().ok().filter(|number: &f64| number.is_finite()) } else { None }
}

/// Appends an integer, of any size, as JSON writes it. The text must be [one](is_integer).
pub(crate) fn write_integer(out: &mut Vec<u8>, text: &str) {
    let digits = text.trim_start_matches(['+', '-']).trim_start_matches('0');
    if digits.is_empty() {
        out.push(b'0');
        return;
    }
    if text.starts_with('-') {
        out.push(b'-');
    }
    out.extend_from_slice(digits.as_bytes());
}

/// Appends a finite number, so that it is read as a floating-point number again.
pub(crate) fn write_double(out: &mut Vec<u8>, number: f64) {
    out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
}

/// A finite number as Java prints it: with an exponent below a thousandth and from ten million on.
pub(crate) fn java_double(number: f64) -> String {
    if number == 0.0 || (1e-3..1e7).contains(&number.abs()) {
        // From 1e-3 to 1e7 the shortest digits are the same, and written without exponent.
        return format!("{number:?}");
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers_have_any_size() {
        for (text, expected) in [
            ("42", "42"),
            ("-0", "0"),
            ("007", "7"),
            ("+5", "5"),
            ("-00120", "-120"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert!(is_integer(text));
            assert_eq!(written(|out| write_integer(out, text)), expected);
        }
        for text in ["", "+", "--1", "1_000", " 7", "٣", "1.0", "1e3", "0x10", "7\n"] {
            assert!(!is_integer(text), "{text}");
        }
        assert_eq!((small_integer("2147483647"), small_integer("2147483648")), (Some(i32::MAX), None));
        assert_eq!((small_integer("-2147483648"), small_integer("+7")), (Some(i32::MIN), Some(7)));
    }

    #[test]
    fn doubles_are_finite_decimals() {
        for (text, expected) in [
            ("42", "42.0"),
            ("-0", "-0.0"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("1E5", "100000.0"),
            ("1e22", "1e+22"),
            ("+1.5", "1.5"),
        ] {
            assert_eq!(written(|out| write_double(out, double(text).unwrap())), expected);
        }
        for text in [
            "", ".", "+", "e5", "1e", "nan", "inf", "Infinity", "1e400", "1d", "0x1p3", "1,5", " 1", "1_0",
            "٣",
        ] {
            assert_eq!(double(text), None, "{text}");
        }
    }

    #[test]
    fn java_prints_doubles_in_its_own_way() {
        for (number, expected) in [
            (37.0, "37.0"),
            (1e-5, "1.0E-5"),
            (1.25e-5, "1.25E-5"),
            (0.001, "0.001"),
            (1e7, "1.0E7"),
            (9_999_999.5, "9999999.5"),
            (-123_456_789.0, "-1.23456789E8"),
            (-0.0, "-0.0"),
        ] {
            assert_eq!(java_double(number), expected);
        }
    }
}
