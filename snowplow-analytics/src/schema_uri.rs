//! Iglu URIs of schemas, and the names that shredding makes of them.

use std::borrow::Cow;
use std::fmt;

/// The address of a schema: `iglu:com.acme/song_played/jsonschema/1-0-2`.
///
/// It is taken apart as all Snowplow SDKs do. Vendor, name and format are letters, digits, `-` and `_`, the vendor also
/// `.`; the version is a SchemaVer without leading zeros, whose model is not 0.
///
/// ```
/// use snowplow_analytics::{SchemaUri, Shredding};
///
/// let uri = SchemaUri::parse("iglu:com.acme-x/SongPlayed/jsonschema/1-10-2").unwrap();
/// assert_eq!((uri.vendor(), uri.name(), uri.format(), uri.version()), ("com.acme-x", "SongPlayed", "jsonschema", "1-10-2"));
/// assert_eq!(uri.model(), "1");
/// assert_eq!(uri.shredded("contexts", Shredding::Python), "contexts_com_acme-x_song_played_1");
/// assert_eq!(uri.shredded("contexts", Shredding::Strict), "contexts_com_acme_x_song_played_1");
/// assert_eq!(SchemaUri::parse("iglu:com.acme/song_played/jsonschema/1-0"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaUri<'a> {
    text: Cow<'a, str>,
    /// Where vendor, name and format end.
    ends: [usize; 3],
}

/// How names are made of URIs: the SDKs differ.
///
/// ```
/// use snowplow_analytics::{SchemaUri, Shredding};
///
/// let uri = SchemaUri::parse("iglu:com.acme/page-view/jsonschema/1-0-2").expect("a URI");
/// assert_eq!(uri.shredded("contexts", Shredding::Python), "contexts_com_acme_page-view_1");
/// assert_eq!(uri.shredded("contexts", Shredding::Strict), "contexts_com_acme_page_view_1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shredding {
    /// Python's way: dashes are kept.
    Python,
    /// Scala's way: dashes become underscores.
    Strict,
}

/// The regular expression that the Python SDK holds URIs against, for its messages.
pub(crate) const PYTHON_EXPRESSION: &str =
    "^iglu:([a-zA-Z0-9-_.]+)/([a-zA-Z0-9-_]+)/([a-zA-Z0-9-_]+)/([1-9][0-9]*(?:-(?:0|[1-9][0-9]*)){2})$";

const SCHEME: &str = "iglu:";

impl<'a> SchemaUri<'a> {
    /// Takes a URI apart; `None` for whatever is none.
    pub fn parse(text: &'a str) -> Option<Self> {
        Some(Self { text: Cow::Borrowed(text), ends: ends(text)? })
    }

    /// The same for text that is owned.
    pub(crate) fn parse_owned(text: String) -> Option<Self> {
        let ends = ends(&text)?;
        Some(Self { text: Cow::Owned(text), ends })
    }

    /// The same URI, without a loan.
    pub fn into_owned(self) -> SchemaUri<'static> {
        SchemaUri { text: Cow::Owned(self.text.into_owned()), ends: self.ends }
    }

    /// The whole URI.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole URI, lent as long as the text that it was taken from.
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// Who publishes the schema: `com.acme`.
    pub fn vendor(&self) -> &str {
        &self.text[SCHEME.len()..self.ends[0]]
    }

    /// The schema's name.
    pub fn name(&self) -> &str {
        &self.text[self.ends[0] + 1..self.ends[1]]
    }

    /// The language of the schema: nearly always `jsonschema`.
    pub fn format(&self) -> &str {
        &self.text[self.ends[1] + 1..self.ends[2]]
    }

    /// The SchemaVer: model, revision and addition, with dashes between them.
    pub fn version(&self) -> &str {
        &self.text[self.ends[2] + 1..]
    }

    /// The first number of the version, as text, for it has no limit. It changes when older data no longer fits.
    pub fn model(&self) -> &str {
        self.version().split('-').next().unwrap_or_default()
    }

    /// The name of the column or member that shredding makes of it: prefix, vendor, name and model in snake case.
    ///
    /// Different schemas can have the same shredded name, and all versions of one model have.
    pub fn shredded(&self, prefix: &str, shredding: Shredding) -> String {
        let mut name = Vec::with_capacity(prefix.len() + self.text.len());
        name.extend_from_slice(prefix.as_bytes());
        self.shred(shredding, &mut name);
        // All characters of a URI are ASCII.
        String::from_utf8(name).unwrap_or_default()
    }

    /// Appends the shredded name without its prefix.
    pub(crate) fn shred(&self, shredding: Shredding, out: &mut Vec<u8>) {
        let plain = |byte: u8| match (byte, shredding) {
            (b'.', _) | (b'-', Shredding::Strict) => b'_',
            _ => byte.to_ascii_lowercase(),
        };
        out.push(b'_');
        out.extend(self.vendor().bytes().map(plain));
        out.push(b'_');
        // An underscore before each capital behind what is neither a capital nor an underscore.
        let mut before = b'_';
        for byte in self.name().bytes() {
            let dash = byte == b'-' && shredding == Shredding::Strict;
            if byte.is_ascii_uppercase() && !before.is_ascii_uppercase() && before != b'_' {
                out.push(b'_');
            }
            out.push(plain(byte));
            before = if dash { b'_' } else { byte };
        }
        out.push(b'_');
        out.extend_from_slice(self.model().as_bytes());
    }
}

/// Where vendor, name and format of a URI end.
fn ends(text: &str) -> Option<[usize; 3]> {
    let bytes = text.as_bytes();
    if !text.starts_with(SCHEME) {
        return None;
    }
    let vendor = part_end(bytes, SCHEME.len(), &LETTERS_AND_DOT)?;
    let name = part_end(bytes, vendor + 1, &LETTERS)?;
    let format = part_end(bytes, name + 1, &LETTERS)?;
    is_version(&bytes[format + 1..]).then_some([vendor, name, format])
}

/// Where the part that begins at `start` ends, if it is not empty and a slash follows.
fn part_end(text: &[u8], start: usize, allowed: &[bool; 256]) -> Option<usize> {
    let length = text[start..].iter().position(|byte| !allowed[usize::from(*byte)])?;
    (length > 0 && text[start + length] == b'/').then_some(start + length)
}

impl fmt::Display for SchemaUri<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for SchemaUri<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SchemaUri({})", self.text)
    }
}

static LETTERS: [bool; 256] = letters(false);
static LETTERS_AND_DOT: [bool; 256] = letters(true);

/// Which bytes a part of a URI may have.
const fn letters(dot: bool) -> [bool; 256] {
    let mut allowed = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        allowed[byte] =
            letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_' || (dot && letter == b'.');
        byte += 1;
    }
    allowed
}

fn is_version(text: &[u8]) -> bool {
    let mut numbers = text.split(|byte| *byte == b'-');
    let mut number = || numbers.next().filter(|number| is_number(number));
    number().is_some_and(|model| model != b"0")
        && number().is_some()
        && number().is_some()
        && numbers.next().is_none()
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit) && (text == b"0" || text[0] != b'0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{SchemaUri, Shredding};

    fn python(uri: &str) -> Option<String> {
        SchemaUri::parse(uri).map(|uri| uri.shredded("contexts", Shredding::Python))
    }

    #[test]
    fn names_are_shredded_like_python_does() {
        let cases = [
            ("iglu:com.acme/web_page/jsonschema/1-0-0", "contexts_com_acme_web_page_1"),
            ("iglu:com.acme-x/my-event/jsonschema/1-0-0", "contexts_com_acme-x_my-event_1"),
            ("iglu:com.acme/HTTPRequest/jsonschema/1-0-0", "contexts_com_acme_httprequest_1"),
            ("iglu:com.acme/aB_C/jsonschema/2-0-0", "contexts_com_acme_a_b_c_2"),
            ("iglu:com.acme/aBC/avro/1-0-0", "contexts_com_acme_a_bc_1"),
            ("iglu:com.acme/a1B2/jsonschema/12-0-0", "contexts_com_acme_a1_b2_12"),
            ("iglu:COM.Acme/A/jsonschema/1-0-0", "contexts_com_acme_a_1"),
        ];
        for (uri, name) in cases {
            assert_eq!(python(uri).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_dash_is_an_underscore_to_scala_before_capitals_are_looked_at() {
        let uri = SchemaUri::parse("iglu:com.acme/my-Event/jsonschema/1-0-0").unwrap();
        assert_eq!(uri.shredded("unstruct_event", Shredding::Strict), "unstruct_event_com_acme_my_event_1");
        assert_eq!(uri.shredded("unstruct_event", Shredding::Python), "unstruct_event_com_acme_my-_event_1");
    }

    #[test]
    fn what_is_no_uri_is_refused() {
        let version = |version: &str| format!("iglu:com.acme/a/jsonschema/{version}");
        for text in ["0-0-0", "1-0", "01-0-0", "1-00-0", "1-0-0-0", "1-0-0\n", "1-0-", "-1-0-0", ""] {
            assert_eq!(python(&version(text)), None, "{text:?}");
        }
        for text in [
            "http://com.acme/a/jsonschema/1-0-0",
            "iglu:com.acme/a.b/jsonschema/1-0-0",
            "iglu:",
            "iglu:a//b/1-0-0",
        ] {
            assert_eq!(python(text), None, "{text:?}");
        }
        assert!(python(&version("1-10-0")).is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "iglu:[a-zA-Z0-9/._é-]{0,20}(/[a-z]{1,3}){0,3}/[0-9-]{0,8}") {
            if let Some(uri) = SchemaUri::parse(&text) {
                let parts = [uri.vendor(), uri.name(), uri.format(), uri.version()];
                prop_assert_eq!(format!("iglu:{}", parts.join("/")), text.clone());
                prop_assert!(uri.shredded("", Shredding::Python).is_ascii());
            }
        }
    }
}
