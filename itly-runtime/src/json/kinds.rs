//! One method for each kind of value that is not a type of the plan's own.
//!
//! Generated code could write every property through the generic [`PropertiesWriter::property`]; these cost its
//! users less to compile, because no trait is looked for.

use super::{PropertiesWriter, WriteValue};

macro_rules! kinds {
    ($($(#[$documentation:meta])* $method:ident, $optional:ident: $type:ty;)*) => {
        impl PropertiesWriter<'_> {$(
            $(#[$documentation])*
            pub fn $method(&mut self, name: &str, value: $type) {
                self.property(name, &value);
            }

            /// The same; nothing is written for an absent value.
            pub fn $optional(&mut self, name: &str, value: Option<$type>) {
                if let Some(value) = value {
                    self.property(name, &value);
                }
            }
        )*}
    };
}

kinds! {
    /// Writes a text.
    string, optional_string: &str;
    /// Writes a whole number.
    integer, optional_integer: i64;
    /// Writes a whole number that may be beyond `i64`.
    unsigned, optional_unsigned: u64;
    /// Writes a number; one that JSON cannot hold (not finite) becomes `null`.
    number, optional_number: f64;
    /// Writes `true` or `false`.
    boolean, optional_boolean: bool;
}

impl PropertiesWriter<'_> {
    /// Writes a property that must be there: `null` for `None`.
    pub fn nullable<T: WriteValue>(&mut self, name: &str, value: &Option<T>) {
        self.name(name);
        value.write_value(self.out);
    }

    /// Writes a constant of the plan: `json` is the JSON text of its value.
    pub fn constant(&mut self, name: &str, json: &str) {
        self.raw_property(name, json);
    }
}
