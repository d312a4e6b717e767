//! One method for each kind of value that is not a type of the plan's own.
//!
//! Generated code could write every property through the generic [`PropertiesWriter::property`]; these cost its
//! users less to compile, because what they call is compiled already. Only the name is written where they are called: there
//! it is a literal, and the compiler knows its length.

use super::{PropertiesWriter, WriteValue};
use crate::strings::Strings;
use crate::typed_event::WriteProperties;

macro_rules! kinds {
    ($($(#[$documentation:meta])* $method:ident, $optional:ident: $type:ty => $write:ident;)*) => {
        impl PropertiesWriter<'_> {$(
            $(#[$documentation])*
            #[inline]
            pub fn $method(&mut self, name: &str, value: $type) {
                self.name(name);
                self.$write(value);
            }

            /// The same; nothing is written for an absent value.
            #[inline]
            pub fn $optional(&mut self, name: &str, value: Option<$type>) {
                if let Some(value) = value {
                    self.$method(name, value);
                }
            }
        )*}
    };
}

kinds! {
    /// Writes a text.
    string, optional_string: &str => string_value;
    /// Writes a whole number.
    integer, optional_integer: i64 => integer_value;
    /// Writes a whole number that may be beyond `i64`.
    unsigned, optional_unsigned: u64 => unsigned_value;
    /// Writes a number; one that JSON cannot hold (not finite) becomes `null`.
    number, optional_number: f64 => number_value;
    /// Writes `true` or `false`.
    boolean, optional_boolean: bool => boolean_value;
}

impl PropertiesWriter<'_> {
    /// Writes a list of texts.
    pub fn strings(&mut self, name: &str, value: &Strings<'_>) {
        self.property(name, value);
    }

    /// Writes a record.
    pub fn object(&mut self, name: &str, value: &dyn WriteProperties) {
        self.property(name, value);
    }

    /// Writes a property that must be there: `null` for `None`.
    pub fn nullable<T: WriteValue>(&mut self, name: &str, value: &Option<T>) {
        self.name(name);
        self.value(value);
    }

    /// Writes a constant of the plan: `json` is the JSON text of its value.
    pub fn constant(&mut self, name: &str, json: &str) {
        self.name(name);
        self.raw_value(json);
    }

    fn string_value(&mut self, value: &str) {
        self.out.enclosed("\":\"", value, "\",\"");
    }

    fn integer_value(&mut self, value: i64) {
        self.raw_value(itoa::Buffer::new().format(value));
    }

    fn unsigned_value(&mut self, value: u64) {
        self.raw_value(itoa::Buffer::new().format(value));
    }

    fn number_value(&mut self, value: f64) {
        if value.is_finite() {
            self.raw_value(zmij::Buffer::new().format_finite(value));
        } else {
            self.raw_value("null");
        }
    }

    fn boolean_value(&mut self, value: bool) {
        self.out.raw(if value { "\":true,\"" } else { "\":false,\"" });
    }
}
