//! Values that were seen in one place.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::objects::Objects;
use super::texts::Texts;

/// What was seen of the values in one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Values {
    pub(super) nulls: u64,
    pub(super) booleans: u64,
    pub(super) integers: u64,
    /// Those that are not written as integers, or are too large for one.
    pub(super) numbers: u64,
    pub(super) texts: Texts,
    pub(super) lists: u64,
    /// The items of all lists.
    pub(super) items: Option<Box<Values>>,
    pub(super) objects: Option<Box<Objects>>,
}

impl Values {
    /// What was seen of the values here and elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        self.nulls += other.nulls;
        self.booleans += other.booleans;
        self.integers += other.integers;
        self.numbers += other.numbers;
        self.texts.merge(other.texts);
        self.lists += other.lists;
        if let Some(items) = other.items {
            self.items.get_or_insert_default().merge(*items);
        }
        if let Some(objects) = other.objects {
            self.objects.get_or_insert_default().merge(*objects);
        }
    }

    /// How many kinds of values there are, `null` left out.
    pub(super) fn kinds(&self) -> usize {
        let kinds = [
            self.booleans > 0,
            self.integers + self.numbers > 0,
            self.texts.count > 0,
            self.lists > 0,
            self.objects.is_some(),
        ];
        kinds.into_iter().filter(|is_there| *is_there).count()
    }
}

impl<'de> DeserializeSeed<'de> for &mut Values {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Values {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.nulls += 1;
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.booleans += 1;
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.integers += 1;
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        // Beyond it, other programs lose digits.
        if i64::try_from(value).is_ok() {
            self.integers += 1
        } else {
            self.numbers += 1
        }
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.numbers += 1;
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.texts.add(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        self.lists += 1;
        let mut items = self.items.take().unwrap_or_default();
        let mut has_items = items.is_seen();
        while sequence.next_element_seed(&mut *items)?.is_some() {
            has_items = true;
        }
        self.items = Some(items).filter(|_| has_items);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.objects.get_or_insert_default().visit_map(map)
    }
}

impl Values {
    fn is_seen(&self) -> bool {
        self.nulls > 0 || self.kinds() > 0
    }
}
