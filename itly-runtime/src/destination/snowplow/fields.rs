//! The fields of an event that the protocol has room for, by their keys.

use std::borrow::Cow;

/// The keys that a program can set for a tracker or for one call: those of the subject, of the page, of a structured
/// event, and a time. The protocol rejects events with keys that it does not know.
const SETTABLE: [&str; 23] = [
    "p", "tna", "aid", "duid", "tnuid", "sid", "vid", "ip", "ua", "lang", "tz", "res", "vp", "cd", "url",
    "page", "refr", "ttm", "se_ca", "se_ac", "se_la", "se_pr", "se_va",
];

/// Keys and values, each key once, in the order in which they were set first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields<'a> {
    entries: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Fields<'a> {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Sets `key`; nothing is set to an empty text, which the protocol takes for a mistake.
    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        if value.is_empty() {
            return;
        }
        match self.entries.iter_mut().find(|(other, _)| *other == key) {
            Some((_, present)) => *present = value,
            None => self.entries.push((key, value)),
        }
    }

    /// Sets `key` if a program may.
    pub(super) fn set_named(&mut self, key: &str, value: impl Into<Cow<'a, str>>) {
        if let Some(key) = SETTABLE.into_iter().find(|known| *known == key) {
            self.set(key, value);
        }
    }

    /// Sets all of `others`.
    pub(super) fn set_all(&mut self, others: &Fields<'a>) {
        for (key, value) in &others.entries {
            self.set(key, value.clone());
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Cow<'a, str>> {
        self.entries.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.entries.iter().map(|(key, value)| (*key, &**value))
    }

    /// The same fields, borrowed.
    pub(super) fn borrowed(&self) -> Fields<'_> {
        Fields { entries: self.entries.iter().map(|(key, value)| (*key, Cow::Borrowed(&**value))).collect() }
    }

    /// Appends the fields as a JSON object, every value a string.
    pub(super) fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        for (index, (key, value)) in self.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.push(b'"');
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"\":\"");
            crate::json::escape::escaped(value, |piece| out.extend_from_slice(piece.as_bytes()));
            out.push(b'"');
        }
        out.push(b'}');
    }

    /// Appends the fields as the query of a URL, without the question mark.
    pub(super) fn write_query(&self, out: &mut Vec<u8>) {
        for (index, (key, value)) in self.iter().enumerate() {
            if index > 0 {
                out.push(b'&');
            }
            out.extend_from_slice(key.as_bytes());
            out.push(b'=');
            write_percent_encoded(value, out);
        }
    }
}

/// RFC 3986: all but the unreserved characters is encoded.
fn write_percent_encoded(text: &str, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte);
        } else {
            out.extend_from_slice(&[b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_last_value_stands_at_the_first_place() {
        let mut fields = Fields::new();
        fields.set("uid", "a");
        fields.set("p", "srv");
        fields.set("aid", "");
        fields.set("uid", "\"é\"");
        assert_eq!(written(|out| fields.write_json(out)), r#"{"uid":"\"é\"","p":"srv"}"#);
    }

    #[test]
    fn a_query_has_nothing_but_unreserved_characters() {
        let mut fields = Fields::new();
        fields.set("uid", "a-b_c.d~e");
        fields.set("url", "https://example.com/?a=b&c=d#é +");
        assert_eq!(
            written(|out| fields.write_query(out)),
            "uid=a-b_c.d~e&url=https%3A%2F%2Fexample.com%2F%3Fa%3Db%26c%3Dd%23%C3%A9%20%2B"
        );
    }

    #[test]
    fn keys_that_are_not_the_programs_are_ignored() {
        let mut fields = Fields::new();
        for key in ["eid", "dtm", "e", "stm", "", "unknown", "lang"] {
            fields.set_named(key, "x");
        }
        assert_eq!(written(|out| fields.write_json(out)), r#"{"lang":"x"}"#);
    }
}
