//! UUIDs: RFC 4122, section 3, in any case and of any version.

pub(super) fn is_uuid(text: &str) -> bool {
    const LENGTH: usize = 36;
    let holds = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == LENGTH && text.bytes().enumerate().all(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hyphenated_form_is_a_uuid() {
        for text in ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"] {
            assert!(is_uuid(text), "{text}");
        }
        for text in [
            "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d163}",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
