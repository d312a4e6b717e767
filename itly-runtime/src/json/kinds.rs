//! One method for each kind of value that is not a type of the plan's own.
//!
//! Generated code could write every property through the generic [`PropertiesWriter::property`]; these cost its
//! users less to compile, because what they call is compiled already.

use super::{Key, PropertiesWriter, WriteValue};

macro_rules! kinds {
    ($($(#[$documentation:meta])* $method:ident, $optional:ident: $type:ty;)*) => {
        impl PropertiesWriter<'_> {$(
            $(#[$documentation])*
            #[inline]
            pub fn $method<'k>(&mut self, key: impl Into<Key<'k>>, value: $type) {
                self.key(key.into());
                value.write_value(self.out);
            }

            /// The same; nothing is written for an absent value.
            #[inline]
            pub fn $optional<'k>(&mut self, key: impl Into<Key<'k>>, value: Option<$type>) {
                if let Some(value) = value {
                    self.$method(key, value);
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
    pub fn nullable<'k, T: WriteValue>(&mut self, key: impl Into<Key<'k>>, value: &Option<T>) {
        self.key(key.into());
        value.write_value(self.out);
    }

    /// Writes a constant of the plan: `json` is the JSON text of its value.
    pub fn constant<'k>(&mut self, key: impl Into<Key<'k>>, json: &str) {
        self.raw_property(key.into(), json);
    }
}
