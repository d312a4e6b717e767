//! The fields of an enriched event: their names, types and order.

mod table;

use std::fmt;

pub(crate) use self::table::with_every_field;

/// How many fields every enriched event has.
pub const FIELD_COUNT: usize = 131;

/// One of the 131 fields of an enriched event.
///
/// ```
/// use snowplow_analytics::{FIELDS, Field, Kind};
///
/// let field = Field::named("geo_latitude").unwrap();
/// assert_eq!((field.index(), field.kind()), (22, Kind::Double));
/// assert_eq!(FIELDS[130].name(), "true_tstamp");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    index: usize,
    name: &'static str,
    strict_name: &'static str,
    /// The name as a member of a JSON object begins with it.
    key: &'static str,
    strict_key: &'static str,
    kind: Kind,
    max_length: Option<usize>,
    required: bool,
    deprecated: bool,
}

/// What a field holds.
///
/// The Python and the Scala SDK disagree on two fields: [`TextOrDouble`](Self::TextOrDouble) and [`Uuid`](Self::Uuid) are
/// text to the one, and a number and a UUID to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text, as it is.
    Text,
    /// `se_value`: text in `python` compatibility, a double in strict.
    TextOrDouble,
    /// `event_id`: text in `python` compatibility, a UUID in strict.
    Uuid,
    /// An integer.
    Integer,
    /// A floating-point number.
    Double,
    /// `1` or `0`.
    Boolean,
    /// A date and time in UTC, without a zone.
    Timestamp,
    /// A self-describing JSON with a list of entities.
    Contexts,
    /// A self-describing JSON with the self-describing event.
    UnstructEvent,
}

impl Field {
    const fn new(kind: Kind, names: [&'static str; 2], keys: [&'static str; 2]) -> Self {
        let ([name, strict_name], [key, strict_key]) = (names, keys);
        Self {
            index: 0,
            name,
            strict_name,
            key,
            strict_key,
            kind,
            max_length: None,
            required: false,
            deprecated: false,
        }
    }

    const fn max_characters(mut self, length: usize) -> Self {
        self.max_length = Some(length);
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// The field of this name. Both spellings of field 121 are known, `refr_device_tstamp` and `refr_dvce_tstamp`.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name || field.strict_name == name)
    }

    /// The position in the line, from 0.
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The name in the Python SDK.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name in the Scala SDK, the atomic schema and bad rows: another one for field 121 only.
    pub const fn strict_name(&self) -> &'static str {
        self.strict_name
    }

    /// What the field holds.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The greatest length in characters (UTF-16 units) that the atomic schema 1-0-0 allows. Enrich can be configured to
    /// let longer values pass, so that too long a value is no error.
    pub const fn max_length(&self) -> Option<usize> {
        self.max_length
    }

    /// Whether the Scala SDK refuses an event in which the field is empty.
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// Whether Snowplow no longer fills the field. It is part of every line nevertheless.
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    pub(crate) const fn key(&self) -> &'static str {
        self.key
    }

    pub(crate) const fn strict_key(&self) -> &'static str {
        self.strict_key
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Field({} {})", self.index, self.name)
    }
}

/// The strict name: the second one, where there is one.
macro_rules! strict_name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $strict:ident) => {
        stringify!($strict)
    };
}

macro_rules! strict_key {
    ($name:ident) => {
        concat!("\"", stringify!($name), "\":")
    };
    ($name:ident $strict:ident) => {
        concat!("\"", stringify!($strict), "\":")
    };
}

macro_rules! define_fields {
    ($($name:ident $(as $strict:ident)?: $kind:ident $(<= $max:literal)? $(, $flag:ident)*;)*) => {
        /// All fields, in the order of the line, which has not changed since 2017.
        pub static FIELDS: [Field; FIELD_COUNT] = numbered([$(
            Field::new(
                Kind::$kind,
                [stringify!($name), strict_name!($name $($strict)?)],
                [concat!("\"", stringify!($name), "\":"), strict_key!($name $($strict)?)],
            )
            $(.max_characters($max))?
            $(.$flag())*,
        )*]);

        /// The indices of the fields, by name.
        #[expect(non_camel_case_types, reason = "these are the names of the fields")]
        #[derive(Clone, Copy)]
        pub(crate) enum Index {
            $($name),*
        }
    };
}

const fn numbered(mut fields: [Field; FIELD_COUNT]) -> [Field; FIELD_COUNT] {
    let mut index = 0;
    while index < FIELD_COUNT {
        fields[index].index = index;
        index += 1;
    }
    fields
}

with_every_field!(define_fields);

impl Index {
    /// The field's place in [`FIELDS`].
    pub(crate) const fn place(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, Field, Index};

    #[test]
    fn indices_are_places_in_the_line() {
        let places = [
            (Index::app_id, "app_id", 0),
            (Index::geo_latitude, "geo_latitude", 22),
            (Index::contexts, "contexts", 52),
            (Index::unstruct_event, "unstruct_event", 58),
            (Index::derived_contexts, "derived_contexts", 122),
            (Index::true_tstamp, "true_tstamp", 130),
        ];
        for (index, name, place) in places {
            assert_eq!(index.place(), place);
            assert_eq!((FIELDS[place].name(), FIELDS[place].index()), (name, place));
        }
    }

    #[test]
    fn no_two_fields_have_one_name() {
        for field in &FIELDS {
            assert_eq!(Field::named(field.name()), Some(field));
            assert_eq!(Field::named(field.strict_name()), Some(field));
        }
        assert_eq!(Field::named("load_tstamp"), None);
    }
}
