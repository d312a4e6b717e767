//! Mailboxes: RFC 5321, section 4.1.2, with nothing beyond ASCII and no display name.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::hostname::is_hostname;

pub(super) fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

fn is_local_part(text: &str) -> bool {
    const LONGEST_LOCAL_PART: usize = 64;
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    text.len() <= LONGEST_LOCAL_PART
        && match quoted {
            Some(quoted) => is_quoted(quoted),
            None => text.split('.').all(is_atom),
        }
}

fn is_atom(text: &str) -> bool {
    let is_atom_text = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_atom_text)
}

/// What may stand between quotes: printable characters, where a backslash takes the meaning from the one behind it.
fn is_quoted(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_sound = match byte {
            b'"' => false,
            b'\\' => bytes.next().is_some_and(|escaped| matches!(escaped, b' '..=b'~')),
            _ => matches!(byte, b' '..=b'~'),
        };
        if !is_sound {
            return false;
        }
    }
    true
}

fn is_domain(text: &str) -> bool {
    const TAG: &str = "IPv6:";
    let Some(literal) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return is_hostname(text);
    };
    match literal.split_at_checked(TAG.len()) {
        Some((tag, address)) if tag.eq_ignore_ascii_case(TAG) => address.parse::<Ipv6Addr>().is_ok(),
        _ => literal.parse::<Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_are_read_by_the_grammar() {
        let longest = format!("{}@example.com", "a".repeat(64));
        for text in [
            "joe.bloggs@example.com",
            "te~st+{x}@example.com",
            r#""joe bloggs"@example.com"#,
            r#""joe\"@\"bloggs"@example.com"#,
            r#"""@example.com"#,
            "joe@[127.0.0.1]",
            "joe@[ipv6:::1]",
            "joe@localhost",
            &longest,
        ] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "2962",
            "@example.com",
            "joe@",
            ".joe@example.com",
            "joe.@example.com",
            "joe..b@example.com",
            "joe bloggs@example.com",
            "joe@exa mple.com",
            "joe@example..com",
            "a@b@example.com",
            r#""a"b"@example.com"#,
            r#""a\"@example.com"#,
            "Joe <joe@example.com>",
            "joé@example.com",
            "joe@[127.0.0.300]",
            "joe@[IPv6:zz]",
            "joe@[é]",
            &format!("a{longest}"),
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
