//! URIs and relative references: RFC 3986, appendix A; with characters beyond ASCII: RFC 3987, section 2.2.

use std::net::Ipv6Addr;

/// Which characters may stand as they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those of RFC 3986.
    Ascii,
    /// Those of RFC 3987.
    Any,
}

pub(super) fn is_uri(text: &str, letters: Letters) -> bool {
    scheme(text).is_some_and(|(_, rest)| is_after_scheme(rest, letters))
}

pub(super) fn is_reference(text: &str, letters: Letters) -> bool {
    match scheme(text) {
        Some((_, rest)) => is_after_scheme(rest, letters),
        None => {
            let first_segment = text.split(['/', '?', '#']).next().unwrap_or_default();
            !first_segment.contains(':') && is_after_scheme(text, letters)
        }
    }
}

fn scheme(text: &str) -> Option<(&str, &str)> {
    let is_scheme_character = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(is_scheme_character)
    })
}

/// `[ "//" authority ] path [ "?" query ] [ "#" fragment ]`
fn is_after_scheme(text: &str, letters: Letters) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", text),
    };
    is_made_of(fragment, "!$&'()*+,;=:@/?", letters, is_letter)
        && is_made_of(query, "!$&'()*+,;=:@/?", letters, |each| is_letter(each) || is_private(each))
        && is_made_of(path, "!$&'()*+,;=:@/", letters, is_letter)
        && is_authority(authority, letters)
}

/// `[ userinfo "@" ] host [ ":" port ]`
fn is_authority(text: &str, letters: Letters) -> bool {
    let (user, host_and_port) = text.split_once('@').unwrap_or(("", text));
    let port_at = match host_and_port.rfind(']') {
        Some(bracket) => bracket + 1,
        None => host_and_port.find(':').unwrap_or(host_and_port.len()),
    };
    let (host, port) = host_and_port.split_at(port_at);
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    let is_host = match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => is_address_literal(literal),
        None => is_made_of(host, "!$&'()*+,;=", letters, is_letter),
    };
    is_made_of(user, "!$&'()*+,;=:", letters, is_letter) && is_host && is_port
}

/// An IPv6 address, or one of a version to come: `"v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`.
fn is_address_literal(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return text.parse::<Ipv6Addr>().is_ok();
    };
    future.split_once('.').is_some_and(|(version, address)| {
        let is_address = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:".contains(&byte);
        !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !address.is_empty()
            && address.bytes().all(is_address)
    })
}

/// Whether `text` holds unreserved characters, those of `delimiters`, percent-encoded bytes, and nothing else.
fn is_made_of(text: &str, delimiters: &str, letters: Letters, is_letter: impl Fn(char) -> bool) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let is_sound = match character {
            '%' => [characters.next(), characters.next()]
                .into_iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            '-' | '.' | '_' | '~' => true,
            _ if character.is_ascii() => character.is_ascii_alphanumeric() || delimiters.contains(character),
            _ => letters == Letters::Any && is_letter(character),
        };
        if !is_sound {
            return false;
        }
    }
    true
}

/// `ucschar` of RFC 3987.
fn is_letter(character: char) -> bool {
    match u32::from(character) {
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF => true,
        // Each further plane but for its two last code points, and but for what tags and private use take.
        point @ 0x1_0000..=0xE_FFFD => point & 0xFFFF <= 0xFFFD && !(0xE_0000..0xE_1000).contains(&point),
        _ => false,
    }
}

/// `iprivate` of RFC 3987, which a query may hold.
fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_a_scheme() {
        for text in [
            "http://foo.bar/?baz=qux#quux",
            "http://user:pa%20ss@example.com:8080/a;b",
            "ldap://[2001:db8::7]/c=GB?objectClass?one",
            "http://[v1.fe80::a+en1]/",
            "mailto:John.Doe@example.com",
            "urn:oasis:names:specification",
            "http:",
            "http:///path",
            "http://host:/",
        ] {
            assert!(is_uri(text, Letters::Ascii), "{text}");
        }
        for text in [
            "//foo.bar/",
            "/abc",
            "",
            "://x",
            "1http://x",
            "http:// shouldfail.com",
            "http://a\\b",
            "http://a/<b>",
            "http://a/%2",
            "http://a/%zz",
            "http://a:port/",
            "http://[::1",
            "http://[v1.]/",
            "http://a]b/",
            "http://a@b@c/",
            "http://x#a#b",
            "http://é.com/",
        ] {
            assert!(!is_uri(text, Letters::Ascii), "{text}");
        }
    }

    #[test]
    fn a_reference_may_be_relative() {
        for text in ["", "/abc", "abc", "//foo.bar/?x", "#fragment", "?query", "./a:b", "a/b:c"] {
            assert!(is_reference(text, Letters::Ascii), "{text}");
        }
        for text in ["1a:b", ":a", "\\\\WINDOWS\\share", "a b", "#frag\\ment", "é"] {
            assert!(!is_reference(text, Letters::Ascii), "{text}");
        }
    }

    #[test]
    fn an_iri_takes_letters_of_any_script() {
        for text in ["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://a/?\u{e000}", "http://a/\u{1f389}"]
        {
            assert!(is_uri(text, Letters::Any), "{text}");
        }
        for text in ["http://a/\u{e000}", "http://a/\u{fffe}", "http://a/\u{1fffe}", "http://a/\u{e0001}"] {
            assert!(!is_uri(text, Letters::Any), "{text}");
        }
        assert!(is_reference("âππ", Letters::Any));
    }
}
