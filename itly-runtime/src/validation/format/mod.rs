//! The formats that are asserted, a file for each family.

mod duration;
mod email;
mod hostname;
mod json_pointer;
mod time;
mod uri;
mod uri_template;
mod uuid;

use std::net::{Ipv4Addr, Ipv6Addr};

/// A format that is asserted natively.
///
/// These names of JSON Schema's `format` are checked, in every draft: `date`, `date-time`, `duration`, `email`,
/// `hostname`, `ipv4`, `ipv6`, `iri`, `iri-reference`, `json-pointer`, `relative-json-pointer`, `time`, `uri`,
/// `uri-reference`, `uri-template`, `uuid`. Every other name (`idn-email`, `idn-hostname`, `regex` and whatever a plan
/// makes up) is an annotation: it says something to people and holds for every text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A day: `full-date` of RFC 3339.
    Date,
    /// A moment: `date-time` of RFC 3339.
    DateTime,
    /// A span of time: `duration` of RFC 3339, appendix A.
    Duration,
    /// A mailbox: RFC 5321, section 4.1.2; its domain is a host name or an address literal.
    Email,
    /// A host name: RFC 1123; labels in the form of RFC 5890 (`xn--…`) are not decoded.
    Hostname,
    /// An address of four decimal numbers: RFC 2673, section 3.2.
    Ipv4,
    /// An address as RFC 4291, section 2.2, writes it, without a zone.
    Ipv6,
    /// A URI that may hold characters beyond ASCII: RFC 3987.
    Iri,
    /// Such a URI, or one that is relative.
    IriReference,
    /// A JSON Pointer: RFC 6901.
    JsonPointer,
    /// A JSON Pointer that starts at a place: draft-bhutton-relative-json-pointer-00.
    RelativeJsonPointer,
    /// A time of day with its offset: `full-time` of RFC 3339.
    Time,
    /// A URI: RFC 3986.
    Uri,
    /// A URI, or a relative reference: RFC 3986, section 4.1.
    UriReference,
    /// A template of URIs: RFC 6570, level 4.
    UriTemplate,
    /// A UUID in its hyphenated form, of whatever version: RFC 4122, section 3.
    Uuid,
}

impl Format {
    /// Every format that is asserted.
    pub const ALL: &'static [Self] = &[
        Self::Date,
        Self::DateTime,
        Self::Duration,
        Self::Email,
        Self::Hostname,
        Self::Ipv4,
        Self::Ipv6,
        Self::Iri,
        Self::IriReference,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Time,
        Self::Uri,
        Self::UriReference,
        Self::UriTemplate,
        Self::Uuid,
    ];

    /// The format of that name; none when the name is not asserted.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The name by which schemas call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Time => "time",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::UriTemplate => "uri-template",
            Self::Uuid => "uuid",
        }
    }

    /// Whether `text` is written as the format asks.
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Date => time::is_date(text),
            Self::DateTime => time::is_date_time(text),
            Self::Duration => duration::is_duration(text),
            Self::Email => email::is_email(text),
            Self::Hostname => hostname::is_hostname(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Iri => uri::is_uri(text, uri::Letters::Any),
            Self::IriReference => uri::is_reference(text, uri::Letters::Any),
            Self::JsonPointer => json_pointer::is_pointer(text),
            Self::RelativeJsonPointer => json_pointer::is_relative_pointer(text),
            Self::Time => time::is_time(text),
            Self::Uri => uri::is_uri(text, uri::Letters::Ascii),
            Self::UriReference => uri::is_reference(text, uri::Letters::Ascii),
            Self::UriTemplate => uri_template::is_template(text),
            Self::Uuid => uuid::is_uuid(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_formats() {
        for &format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for name in ["idn-email", "idn-hostname", "regex", "DATE", ""] {
            assert_eq!(Format::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn no_format_but_the_relative_ones_takes_an_empty_text() {
        let taken = Format::ALL.iter().copied().filter(|format| format.holds("")).collect::<Vec<_>>();
        assert_eq!(
            taken,
            [Format::IriReference, Format::JsonPointer, Format::UriReference, Format::UriTemplate]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_a_format(text in "\\PC*", ascii in "[ -~]{0,40}") {
            for &format in Format::ALL {
                let _ = (format.holds(&text), format.holds(&ascii));
            }
        }
    }

    #[test]
    fn addresses_are_read_strictly() {
        for text in ["192.168.0.1", "0.0.0.0", "255.255.255.255"] {
            assert!(Format::Ipv4.holds(text), "{text}");
        }
        for text in ["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0x7f.1.1.1", "1.2.3.4 ", "١.2.3.4"] {
            assert!(!Format::Ipv4.holds(text), "{text}");
        }
        for text in ["::", "::1", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"] {
            assert!(Format::Ipv6.holds(text), "{text}");
        }
        for text in ["1::2::3", "12345::", ":1", "1:2:3:4:5:6:7", "fe80::1%eth0", "::1/64", "[::1]"] {
            assert!(!Format::Ipv6.holds(text), "{text}");
        }
    }
}
