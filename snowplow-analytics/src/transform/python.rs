//! JSON as the Python SDK gives it.

use super::Transformer;
use super::shreds::property;
use crate::error::{FieldError, Reason};
use crate::event::Event;
use crate::field::{FIELDS, Index, Kind};
use crate::json::write_string;
use crate::number;
use crate::schema_uri::Shredding;
use crate::timestamp::Timestamp;

/// Writes the members, each with a comma behind it, and returns what is wrong with the fields.
pub(super) fn write(event: &Event<'_>, transformer: &mut Transformer, out: &mut Vec<u8>) -> Vec<FieldError> {
    let shreds = &mut transformer.shreds;
    let mut problems = shreds.read(event, Shredding::Python);
    let mut errors = Vec::new();
    if transformer.geo_location {
        write_location(event, out);
    }
    for field in &FIELDS {
        if event.range(field.index()).is_empty() {
            continue;
        }
        let text = event.at(field.index());
        let kind = field.kind();
        let problem = match kind {
            Kind::Contexts | Kind::UnstructEvent => {
                let property = property(field.index());
                shreds.write(event.line(), property, Shredding::Python, out);
                problems.take(property)
            }
            _ => {
                out.extend_from_slice(field.key().as_bytes());
                let written = write_value(kind, text, out);
                out.push(b',');
                if written { None } else { Some(Reason::Not(kind)) }
            }
        };
        errors.extend(problem.map(|reason| FieldError::new(field, text, reason)));
    }
    errors
}

/// Both texts as they are. If one of them is no number, the event is an error.
fn write_location(event: &Event<'_>, out: &mut Vec<u8>) {
    let (latitude, longitude) = (event.of(Index::geo_latitude), event.of(Index::geo_longitude));
    if !latitude.is_empty() && !longitude.is_empty() {
        for part in ["\"geo_location\":\"", latitude, ",", longitude, "\","] {
            out.extend_from_slice(part.as_bytes());
        }
    }
}

/// Writes a value, or returns that it is none.
#[inline]
fn write_value(kind: Kind, text: &str, out: &mut Vec<u8>) -> bool {
    match kind {
        Kind::Integer if number::is_integer(text) => number::write_integer(out, text),
        Kind::Double => match number::double(text) {
            Some(number) => number::write_double(out, number),
            None => return false,
        },
        Kind::Boolean if text == "1" => out.extend_from_slice(b"true"),
        Kind::Boolean if text == "0" => out.extend_from_slice(b"false"),
        Kind::Timestamp if Timestamp::is_date_and_time(text) => {
            let (date, time) = text.as_bytes().split_at(10);
            out.push(b'"');
            out.extend_from_slice(date);
            out.push(b'T');
            out.extend_from_slice(&time[1..]);
            out.extend_from_slice(b"Z\"");
        }
        Kind::Integer | Kind::Boolean | Kind::Timestamp => return false,
        _ => write_string(out, text),
    }
    true
}
