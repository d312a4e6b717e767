//! Host names: RFC 1123, section 2.1, and what RFC 5891 keeps of hyphens in the third and fourth place.

pub(super) fn is_hostname(text: &str) -> bool {
    const LONGEST_NAME: usize = 253;
    text.len() <= LONGEST_NAME && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    const LONGEST_LABEL: usize = 63;
    let bytes = label.as_bytes();
    let is_reserved = bytes.get(2..4) == Some(b"--") && !bytes[..2].eq_ignore_ascii_case(b"xn");
    (1..=LONGEST_LABEL).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !is_reserved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_letters_digits_and_inner_hyphens() {
        let longest_label = "a".repeat(63);
        let longest_name =
            [longest_label.as_str(), &longest_label, &longest_label, &"a".repeat(61)].join(".");
        for text in ["localhost", "www.example.com", "1.2", "a-b.c", "xn--4gbwdl.xn--wgbh1c", &longest_name] {
            assert!(is_hostname(text), "{text}");
        }
        let too_long = format!("{longest_name}a");
        for text in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a_b",
            "a b",
            "é.com",
            "ab--cd",
            &"a".repeat(64),
            &too_long,
        ] {
            assert!(!is_hostname(text), "{text}");
        }
    }
}
