//! One method a field.

use super::Event;
use crate::entity::Entity;
use crate::error::{FieldError, Reason};
use crate::field::{FIELDS, Index, Kind, with_every_field};
use crate::number;
use crate::timestamp::Timestamp;

macro_rules! method {
    ($name:ident Text) => {
        #[doc = concat!("The field `", stringify!($name), "`.")]
        pub fn $name(&self) -> Option<&'a str> {
            self.filled(Index::$name)
        }
    };
    ($name:ident TextOrDouble) => {
        method!($name Text);
    };
    ($name:ident Uuid) => {
        method!($name Text);
    };
    ($name:ident Integer) => {
        #[doc = concat!("The field `", stringify!($name), "`.")]
        ///
        /// # Errors
        ///
        /// When it is no integer of 64 bits.
        pub fn $name(&self) -> Result<Option<i64>, FieldError> {
            let integer = |text: &str| number::is_integer(text).then(|| text.parse().ok()).flatten();
            self.parsed(Index::$name, Kind::Integer, integer)
        }
    };
    ($name:ident Double) => {
        #[doc = concat!("The field `", stringify!($name), "`.")]
        ///
        /// # Errors
        ///
        /// When it is no finite number.
        pub fn $name(&self) -> Result<Option<f64>, FieldError> {
            self.parsed(Index::$name, Kind::Double, number::double)
        }
    };
    ($name:ident Boolean) => {
        #[doc = concat!("The field `", stringify!($name), "`.")]
        ///
        /// # Errors
        ///
        /// When it is neither `1` nor `0`.
        pub fn $name(&self) -> Result<Option<bool>, FieldError> {
            self.parsed(Index::$name, Kind::Boolean, boolean)
        }
    };
    ($name:ident Timestamp) => {
        #[doc = concat!("The field `", stringify!($name), "`.")]
        ///
        /// # Errors
        ///
        /// When it is no date and time.
        pub fn $name(&self) -> Result<Option<Timestamp>, FieldError> {
            self.parsed(Index::$name, Kind::Timestamp, Timestamp::parse)
        }
    };
    ($name:ident Contexts) => {
        #[doc = concat!("The entities of the field `", stringify!($name), "`, in their order; none if it is empty.")]
        ///
        /// # Errors
        ///
        /// When it is no self-describing JSON with a list of entities.
        pub fn $name(&self) -> Result<Vec<Entity<'a>>, FieldError> {
            Entity::of_contexts(self.line, &FIELDS[Index::$name.place()], self.range(Index::$name.place()))
        }
    };
    ($name:ident UnstructEvent) => {
        #[doc = concat!("The self-describing event of the field `", stringify!($name), "`.")]
        ///
        /// # Errors
        ///
        /// When it is no self-describing JSON around another.
        pub fn $name(&self) -> Result<Option<Entity<'a>>, FieldError> {
            Entity::of_event(self.line, &FIELDS[Index::$name.place()], self.range(Index::$name.place()))
        }
    };
}

macro_rules! define_methods {
    ($($name:ident $(as $strict:ident)?: $kind:ident $(<= $max:literal)? $(, $flag:ident)*;)*) => {
        /// The fields.
        impl<'a> Event<'a> {
            $(method!($name $kind);)*
        }
    };
}

with_every_field!(define_methods);

impl<'a> Event<'a> {
    fn filled(&self, index: Index) -> Option<&'a str> {
        Some(self.of(index)).filter(|text| !text.is_empty())
    }

    fn parsed<T>(
        &self,
        index: Index,
        kind: Kind,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, FieldError> {
        let Some(text) = self.filled(index) else { return Ok(None) };
        match parse(text) {
            None => Err(FieldError::new(&FIELDS[index.place()], text, Reason::Not(kind))),
            value => Ok(value),
        }
    }
}

pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}
