//! Errors as the Scala SDK writes them.

use super::{Error, FieldError, Reason};
use crate::field::Kind;
use crate::json::write_string;

/// The error as one JSON document.
pub(super) fn document(error: &Error) -> String {
    let mut out = Vec::new();
    match error {
        Error::FieldCount(0 | 1) => out.extend_from_slice(br#"{"type":"NotTSV"}"#),
        Error::FieldCount(count) => {
            out.extend_from_slice(
                format!(r#"{{"type":"FieldNumberMismatch","fieldCount":{count}}}"#).as_bytes(),
            );
        }
        Error::Fields(errors) => {
            out.extend_from_slice(br#"{"type":"RowDecodingError","errors":["#);
            for (index, error) in errors.iter().enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                invalid_value(error, &mut out);
            }
            out.extend_from_slice(b"]}");
        }
    }
    // Only text has been written.
    String::from_utf8(out).unwrap_or_default()
}

fn invalid_value(error: &FieldError, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"type":"InvalidValue","key":"#);
    write_string(out, error.field.strict_name());
    out.extend_from_slice(br#","value":"#);
    write_string(out, &error.value);
    out.extend_from_slice(br#","message":"#);
    write_string(out, &error.strict_message());
    out.push(b'}');
}

impl FieldError {
    /// What the Scala SDK says of the field. Where that passes on what its JSON library says, the words are ours.
    pub fn strict_message(&self) -> String {
        let key = self.field.strict_name();
        match &self.reason {
            Reason::Not(kind) => format!("Cannot parse key {key} into {}", scala_type(*kind)),
            Reason::Empty => format!("Field {key} cannot be empty"),
            Reason::UnknownPayload(uri) => format!("Unknown payload: {uri}"),
            reason => reason.to_string(),
        }
    }
}

const fn scala_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "integer",
        Kind::Double | Kind::TextOrDouble => "double",
        Kind::Boolean => "boolean",
        Kind::Timestamp => "datetime",
        Kind::Uuid => "UUID",
        Kind::Text => "string",
        Kind::Contexts => "contexts",
        Kind::UnstructEvent => "unstruct event",
    }
}
