//! JSON as the Scala SDK gives it.

use std::io::Write as _;

use super::Transformer;
use super::shreds::property;
use crate::error::{FieldError, Reason};
use crate::event::Event;
use crate::field::{FIELDS, Field, Index, Kind};
use crate::json::write_string;
use crate::number;
use crate::runs::is_uuid;
use crate::schema_uri::Shredding;
use crate::timestamp::Timestamp;

/// Writes the members, each with a comma behind it, and returns what is wrong with the fields.
pub(super) fn write(event: &Event<'_>, transformer: &mut Transformer, out: &mut Vec<u8>) -> Vec<FieldError> {
    let shreds = &mut transformer.shreds;
    let mut problems = shreds.read(event, Shredding::Strict);
    let mut errors = Vec::new();
    if transformer.geo_location && transformer.shredded {
        write_location(event, out);
    }
    for field in &FIELDS {
        let text = event.at(field.index());
        let problem = match field.kind() {
            Kind::Contexts | Kind::UnstructEvent => {
                let property = property(field.index());
                if transformer.shredded {
                    shreds.write(event.line(), property, Shredding::Strict, out);
                } else {
                    out.extend_from_slice(field.strict_key().as_bytes());
                    shreds.write_self_describing(event.line(), property, out);
                }
                problems.take(property)
            }
            kind => {
                out.extend_from_slice(field.strict_key().as_bytes());
                let problem = write_field(field, kind, text, transformer.truncated, out);
                out.push(b',');
                problem
            }
        };
        errors.extend(problem.map(|reason| FieldError::new(field, text, reason)));
    }
    errors
}

/// Both numbers as Java prints them.
fn write_location(event: &Event<'_>, out: &mut Vec<u8>) {
    let [latitude, longitude] =
        [Index::geo_latitude, Index::geo_longitude].map(|index| number::double(event.of(index)));
    if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
        let location = format!("{},{}", number::java_double(latitude), number::java_double(longitude));
        out.extend_from_slice(b"\"geo_location\":");
        write_string(out, &location);
        out.push(b',');
    }
}

/// Writes a value, or returns why it is none.
fn write_field(field: &Field, kind: Kind, text: &str, truncated: bool, out: &mut Vec<u8>) -> Option<Reason> {
    if text.is_empty() {
        out.extend_from_slice(b"null");
        return field.is_required().then_some(Reason::Empty);
    }
    match kind {
        Kind::Text => write_string(out, if truncated { shortened(field, text) } else { text }),
        Kind::Integer if number::small_integer(text).is_some() => number::write_integer(out, text),
        Kind::Double | Kind::TextOrDouble => match number::double(text) {
            Some(number) => number::write_double(out, number),
            None => return Some(Reason::Not(Kind::Double)),
        },
        Kind::Boolean if text == "1" => out.extend_from_slice(b"true"),
        Kind::Boolean if text == "0" => out.extend_from_slice(b"false"),
        Kind::Timestamp => match Timestamp::parse(text) {
            // Writing to memory does not fail.
            Some(timestamp) => return write!(out, "\"{timestamp}\"").err().map(|_| Reason::Not(kind)),
            None => return Some(Reason::Not(kind)),
        },
        Kind::Uuid if is_uuid(text) => write_string(out, &text.to_ascii_lowercase()),
        _ => return Some(Reason::Not(kind)),
    }
    None
}

/// The text, cut to the length of its field in UTF-16 units; a character that would be cut in two is left out.
fn shortened<'t>(field: &Field, text: &'t str) -> &'t str {
    let mut left = field.max_length().unwrap_or(usize::MAX);
    let end = text.char_indices().find_map(|(at, character)| {
        let rest = left.checked_sub(character.len_utf16());
        left = rest.unwrap_or_default();
        rest.is_none().then_some(at)
    });
    end.map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use crate::field::Field;

    #[test]
    fn text_is_cut_by_units_of_utf16() {
        let country = Field::named("geo_country").unwrap();
        for (text, expected) in [("US", "US"), ("USA", "US"), ("😀A", "😀"), ("A😀", "A"), ("éé", "éé")]
        {
            assert_eq!(shortened(country, text), expected);
        }
        let url = Field::named("contexts").unwrap();
        assert_eq!(shortened(url, "any"), "any");
    }
}
